import { createHash } from 'node:crypto';
import { EXPRESSIONS } from '../expressions';
import { SPLITS, type Split } from './labeled-images';

/** Groups of equal images and how many images they hold together (the first of each included). */
export interface DuplicateCount {
  readonly groups: number;
  readonly images: number;
}

/** Images whose pixels are exactly equal. Near duplicates are not looked for. */
export interface DuplicateSummary {
  /** All groups; `extra` is the number of images beyond the first of each group. */
  readonly all: DuplicateCount & { readonly extra: number };
  /** Groups with at least two images in the one split, and the images they have there. */
  readonly within: Readonly<Partial<Record<Split, DuplicateCount>>>;
  /** Groups that reach into more than one split. */
  readonly across: DuplicateCount;
  /** Groups whose images carry different labels. */
  readonly conflicting: DuplicateCount;
  /** Groups that do both: the same image in two splits under different labels. */
  readonly conflictingAcross: DuplicateCount;
  /** Every group in order of first appearance. */
  readonly groups: readonly { readonly ids: readonly string[]; readonly splits: readonly Split[]; readonly labels: readonly string[] }[];
}

interface Seen {
  readonly id: string;
  readonly split: Split;
  readonly label: number;
}

/** Collects exact duplicates image by image; keeps a hash and an id of each, about 200 bytes an image. */
export class DuplicateFinder {
  private readonly seen = new Map<string, Seen[]>();

  /** @param pixels uint8 [height, width] */
  add(pixels: Uint8Array, id: string, split: Split, label: number): void {
    const key = createHash('sha256').update(pixels).digest('base64');
    const group = this.seen.get(key);
    if (group) group.push({ id, split, label });
    else this.seen.set(key, [{ id, split, label }]);
  }

  summary(): DuplicateSummary {
    const groups = [...this.seen.values()].filter((group) => group.length > 1);
    const across = groups.filter((group) => group.some((image) => image.split !== group[0].split));
    const conflicting = groups.filter((group) => group.some((image) => image.label !== group[0].label));
    const all = count(groups);
    const within = SPLITS.flatMap((split) => {
      const inSplit = groups.map((group) => group.filter((image) => image.split === split)).filter((group) => group.length > 1);
      return inSplit.length > 0 ? [[split, count(inSplit)] as const] : [];
    });
    return {
      all: { ...all, extra: all.images - all.groups },
      within: Object.fromEntries(within),
      across: count(across),
      conflicting: count(conflicting),
      conflictingAcross: count(across.filter((group) => conflicting.includes(group))),
      groups: groups.map((group) => ({
        ids: group.map((image) => image.id),
        splits: group.map((image) => image.split),
        labels: group.map((image) => EXPRESSIONS[image.label]),
      })),
    };
  }
}

function count(groups: readonly (readonly Seen[])[]): DuplicateCount {
  return { groups: groups.length, images: groups.reduce((total, group) => total + group.length, 0) };
}

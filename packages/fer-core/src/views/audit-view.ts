import type { Notice } from '../evaluate/notices';
import { protocolStamp } from '../evaluate/protocol-stamp';
import type { EvaluationProtocol } from '../evaluate/report';
import { twinGroups } from '../evaluate/twin-groups';
import { InputError } from '../input-error';
import { auditHtml } from './audit-html';
import { AUDIT_MIME, type AuditedAccuracy, type AuditGroup, type AuditPayload, TWIN_SUBSETS, type TwinSubset } from './audit-payload';
import { auditSummary } from './audit-summary';
import { offerImages } from './image-block';
import { DISPLAY, type Displayable } from './mime-bundle';

/** An image as an audit refers to it. */
interface ReferredImage {
  readonly split: string;
  /** Position in its split, from 0. */
  readonly index: number;
  readonly id: string;
  readonly label: string;
}

/** An audit as `auditData` gives it. */
export interface AuditToSee {
  readonly name: string;
  readonly classes: readonly string[];
  readonly splits: readonly { readonly split: string; readonly n: number }[];
  readonly method: AuditPayload['method'];
  readonly twinInTraining: { readonly [split: string]: { readonly n: number; readonly exact: number; readonly exactOrNear: number; readonly otherLabel: number } | undefined };
  readonly nonFaces: { readonly flat: readonly ReferredImage[]; readonly faceless: readonly ReferredImage[] | null };
  readonly pairs: readonly { readonly first: ReferredImage; readonly second: ReferredImage; readonly correlation: number; readonly exact: boolean }[];
  readonly notices: readonly Notice[];
}

/** Gray images of one split, as an audit is made of. */
export interface SplitToSee {
  readonly split: string;
  readonly count: number;
  readonly height: number;
  readonly width: number;
  /** uint8 [count, height, width] */
  readonly images: Uint8Array;
}

/** A model's accuracy with and without twins, as `auditModel` gives it. */
export interface AuditedModelToSee {
  readonly protocol: EvaluationProtocol;
  readonly accuracy: { readonly [subset in TwinSubset]: { readonly n: number; readonly accuracy: number | null; readonly interval: [number, number] | null } };
  readonly notices: readonly Notice[];
}

/** What the view is made of. */
export interface AuditViewOptions {
  readonly audit: AuditToSee;
  /** The audited images; without them twins are named but not shown. Those of another size than the first split's are drawn at its size. */
  readonly splits?: readonly SplitToSee[];
  readonly models?: readonly AuditedModelToSee[];
}

/** An audit of data that shows itself. */
export interface AuditView extends Displayable {
  /** As it goes over the wire. */
  readonly payload: AuditPayload;
  /** What the front end may call, by name. */
  readonly actions: Record<string, (argument: unknown) => unknown>;
}

/**
 * Shows what `fer audit` finds: duplicates as rows of pictures, conflicting labels, pictures without a face, and a model's accuracy with and without
 * twins. Pixels of up to 512 kB are embedded, more are served by the action `images` while the kernel lives.
 * @throws InputError `auditView: expected …, got …` for images that were not audited
 * @example auditView({ audit: await auditData(splits), splits })
 */
export function auditView({ audit, splits, models = [] }: AuditViewOptions): AuditView {
  const seen = new SeenImages(audit);
  const offered = splits && offerImages(seen.pixels(splits), splits[0]!.height, splits[0]!.width);
  const payload: AuditPayload = {
    name: audit.name,
    labels: [...audit.classes],
    splits: audit.splits.map(({ split, n }) => ({ split, n })),
    method: { ...audit.method },
    images: {
      ids: seen.images.map(({ id }) => id),
      splits: seen.images.map(({ split }) => audit.splits.findIndex((each) => each.split === split)),
      labels: seen.images.map(({ label }) => audit.classes.indexOf(label)),
    },
    pictures: offered?.block ?? null,
    groups: groupsOf(audit.pairs, seen),
    inTraining: audit.splits.flatMap(({ split }) => {
      const counts = audit.twinInTraining[split];
      return counts ? [{ split, n: counts.n, exact: counts.exact, exactOrNear: counts.exactOrNear, otherLabel: counts.otherLabel }] : [];
    }),
    flat: audit.nonFaces.flat.map((image) => seen.at(image)),
    faceless: audit.nonFaces.faceless?.map((image) => seen.at(image)) ?? null,
    models: models.map(({ protocol, accuracy, notices }) => ({
      stamp: protocolStamp(protocol),
      split: protocol.split,
      accuracy: Object.fromEntries(
        TWIN_SUBSETS.map((subset) => [subset, { n: accuracy[subset].n, value: accuracy[subset].accuracy, interval: accuracy[subset].interval }]),
      ) as AuditedAccuracy['accuracy'],
      notices: [...notices],
    })),
    notices: [...audit.notices],
  };
  return {
    payload,
    actions: offered?.actions ?? {},
    [DISPLAY]: () => ({ [AUDIT_MIME]: payload, 'text/html': auditHtml(payload), 'text/plain': auditSummary(payload) }),
  };
}

/** The images that an audit found something about, each once, in the order of the data. */
class SeenImages {
  readonly images: readonly ReferredImage[];
  private readonly places: ReadonlyMap<string, number>;

  constructor(private readonly audit: AuditToSee) {
    const { pairs, nonFaces, splits } = audit;
    const found = new Map([...pairs.flatMap(({ first, second }) => [first, second]), ...nonFaces.flat, ...(nonFaces.faceless ?? [])].map((image) => [keyOf(image), image]));
    const order = new Map(splits.map(({ split }, at) => [split, at]));
    this.images = [...found.values()].sort((a, b) => order.get(a.split)! - order.get(b.split)! || a.index - b.index);
    this.places = new Map(this.images.map((image, at) => [keyOf(image), at]));
  }

  at(image: ReferredImage): number {
    return this.places.get(keyOf(image))!;
  }

  /** @returns uint8 [images, height, width] at the size of the first split */
  pixels(splits: readonly SplitToSee[]): Uint8Array {
    for (const { split, n } of this.audit.splits) {
      const given = splits.find((each) => each.split === split);
      if (given?.count !== n) throw new InputError(`auditView: expected the ${n} ${split} images that were audited, got ${given?.count ?? 'none'}`);
      const bytes = n * given.height * given.width;
      if (given.images.length !== bytes) throw new InputError(`auditView: expected gray ${split} images of ${bytes} bytes, got ${given.images.length}`);
    }
    const { height, width } = splits[0]!;
    const pixels = new Uint8Array(this.images.length * height * width);
    this.images.forEach(({ split, index }, at) => {
      const from = splits.find((each) => each.split === split)!;
      const size = from.height * from.width;
      pixels.set(sampled(from.images.subarray(index * size, (index + 1) * size), from, { height, width }), at * height * width);
    });
    return pixels;
  }
}

interface Size {
  readonly height: number;
  readonly width: number;
}

/** An image drawn at another size: each pixel is the nearest. */
function sampled(image: Uint8Array, from: Size, to: Size): Uint8Array {
  if (from.height === to.height && from.width === to.width) return image;
  return Uint8Array.from({ length: to.height * to.width }, (_, i) => {
    const y = Math.floor(((Math.floor(i / to.width) + 0.5) * from.height) / to.height);
    const x = Math.floor((((i % to.width) + 0.5) * from.width) / to.width);
    return image[y * from.width + x]!;
  });
}

function groupsOf(pairs: AuditToSee['pairs'], seen: SeenImages): AuditGroup[] {
  const placed = pairs.map(({ first, second, correlation, exact }) => ({ first: seen.at(first), second: seen.at(second), correlation, exact }));
  const count = seen.images.length;
  const groups = twinGroups(placed, count);
  const copyOf = Int32Array.from({ length: count }, (_, image) => image);
  for (const copies of twinGroups(placed.filter(({ exact }) => exact), count)) for (const image of copies) copyOf[image] = copies[0]!;
  const groupOf = new Map(groups.flatMap((images, group) => images.map((image) => [image, group] as const)));
  const least = groups.map(() => 1);
  for (const { first, correlation } of placed) least[groupOf.get(first)!] = Math.min(least[groupOf.get(first)!]!, correlation);
  return groups.map((images, group) => ({ images, copies: images.map((image) => images.indexOf(copyOf[image]!)), correlation: Math.round(least[group]! * 1e4) / 1e4 }));
}

function keyOf({ split, index }: ReferredImage): string {
  return `${split} ${index}`;
}

import { type AuditFindingKind, type AuditGroup, type AuditPayload, hasConflict, holdsCopies, holdsNearTwins, isAcrossSplits } from 'fer-core/views';

/** What is listed: groups of twins, or images that stand alone. */
export type AuditList = 'groups' | 'flat' | 'faceless';
/** A group that holds copies and near twins is of both kinds. */
export type TwinKind = 'all' | 'exact' | 'near';
/** As in the data; those to doubt first; those that weigh most first. */
export type GroupOrder = 'data' | 'least-alike' | 'largest';

/** What a reader wants to see of an audit. */
export interface AuditChoice {
  list: AuditList;
  kind: TwinKind;
  /** Only groups with images of different splits. */
  across: boolean;
  /** Only groups with different labels. */
  conflicting: boolean;
  /** Only what has an image of this class; null for all. */
  label: number | null;
  order: GroupOrder;
}

export const EVERYTHING: AuditChoice = { list: 'groups', kind: 'all', across: false, conflicting: false, label: null, order: 'data' };

/** What is shown together: a group, or one image. */
export interface AuditEntry {
  /** Indices into the payload's images. */
  images: readonly number[];
  /** `null` for an image that stands alone. */
  group: AuditGroup | null;
}

/** What to choose in order to see everything of one kind. */
export function choiceOf(kind: AuditFindingKind): AuditChoice {
  if (kind === 'flat' || kind === 'faceless') return { ...EVERYTHING, list: kind };
  if (kind === 'exact' || kind === 'near') return { ...EVERYTHING, kind };
  return { ...EVERYTHING, [kind]: true };
}

/** What a choice leaves, in its order. */
export function chosenEntries({ images, groups, flat, faceless }: AuditPayload, { list, kind, across, conflicting, label, order }: AuditChoice): AuditEntry[] {
  const ofClass = (some: readonly number[]): boolean => label === null || some.some((image) => images.labels[image] === label);
  if (list !== 'groups') return ((list === 'flat' ? flat : faceless) ?? []).filter((image) => ofClass([image])).map((image) => ({ images: [image], group: null }));
  const left = groups.filter(
    (group) =>
      (kind === 'all' || (kind === 'exact' ? holdsCopies(group) : holdsNearTwins(group))) &&
      (!across || isAcrossSplits(group, images)) &&
      (!conflicting || hasConflict(group, images)) &&
      ofClass(group.images),
  );
  if (order === 'least-alike') left.sort((a, b) => a.correlation - b.correlation);
  if (order === 'largest') left.sort((a, b) => b.images.length - a.images.length);
  return left.map((group) => ({ images: group.images, group }));
}

/** The labels of a group that another one outvotes; all of them where none has more images. */
export function doubtfulLabels({ images }: AuditGroup, labels: readonly number[]): Set<number> {
  const votes = new Map<number, number>();
  for (const image of images) votes.set(labels[image], (votes.get(labels[image]) ?? 0) + 1);
  if (votes.size === 1) return new Set();
  const most = Math.max(...votes.values());
  const leading = [...votes].filter(([, count]) => count === most);
  return new Set([...votes.keys()].filter((label) => leading.length > 1 || label !== leading[0][0]));
}

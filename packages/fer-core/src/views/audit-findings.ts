import type { AuditGroup, AuditPayload } from './audit-payload';

/** What an audit looks for, in the order in which it is told. */
export const AUDIT_FINDINGS = ['exact', 'near', 'across', 'conflicting', 'flat', 'faceless'] as const;
export type AuditFindingKind = (typeof AUDIT_FINDINGS)[number];

/** How much of one kind was found. */
export interface AuditFinding {
  kind: AuditFindingKind;
  /** `null` for images that stand alone. */
  groups: number | null;
  /** `null` where nothing looked for them. */
  images: number | null;
  /** Of all images, in [0, 1]. */
  share: number | null;
  /** A row a split that has some. */
  where: { split: string; images: number; share: number }[];
}

/** Whether two images of a group are the same byte for byte. */
export function holdsCopies({ copies }: AuditGroup): boolean {
  return new Set(copies).size < copies.length;
}

/** Whether two images of a group are twins, yet not the same byte for byte. */
export function holdsNearTwins({ copies }: AuditGroup): boolean {
  return new Set(copies).size > 1;
}

/** Whether a group's images are of more than one split. */
export function isAcrossSplits({ images }: AuditGroup, { splits }: AuditPayload['images']): boolean {
  return images.some((image) => splits[image] !== splits[images[0]!]);
}

/** Whether a group's images are labelled differently. */
export function hasConflict({ images }: AuditGroup, { labels }: AuditPayload['images']): boolean {
  return images.some((image) => labels[image] !== labels[images[0]!]);
}

/** What the audit found, a row a kind; a group of copies and near twins counts among both. */
export function auditFindings({ splits, images, groups, flat, faceless }: AuditPayload): AuditFinding[] {
  const all = splits.reduce((total, { n }) => total + n, 0);
  const finding = (kind: AuditFindingKind, found: readonly number[] | null, count: number | null): AuditFinding => ({
    kind,
    groups: count,
    images: found?.length ?? null,
    share: found ? found.length / all : null,
    where: splits.flatMap(({ split, n }, at) => {
      const here = found?.filter((image) => images.splits[image] === at).length ?? 0;
      return here > 0 ? [{ split, images: here, share: here / n }] : [];
    }),
  });
  const ofGroups = (kind: AuditFindingKind, belongs: (group: AuditGroup) => boolean, members = ({ images: some }: AuditGroup): number[] => some): AuditFinding => {
    const some = groups.filter(belongs);
    return finding(kind, some.flatMap(members), some.length);
  };
  const copied = ({ images: some, copies }: AuditGroup): number[] => some.filter((_, at) => copies.filter((copy) => copy === copies[at]).length > 1);
  return [
    ofGroups('exact', holdsCopies, copied),
    ofGroups('near', holdsNearTwins),
    ofGroups('across', (group) => isAcrossSplits(group, images)),
    ofGroups('conflicting', (group) => hasConflict(group, images)),
    finding('flat', flat, null),
    finding('faceless', faceless, null),
  ];
}

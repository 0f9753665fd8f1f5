import { formatPercent } from '../evaluate/format-percent';
import { noticeLines } from '../evaluate/notice-lines';
import { type AuditFinding, type AuditFindingKind, auditFindings } from './audit-findings';
import { type AuditPayload, TWIN_SUBSETS, type TwinSubset } from './audit-payload';
import { formatShare } from './share-with-interval';

export const FINDING_NAMES: Record<AuditFindingKind, string> = {
  exact: 'exact duplicates',
  near: 'near duplicates',
  across: 'twins in different splits',
  conflicting: 'twins with different labels',
  flat: 'one tone all over',
  faceless: 'no face found by the detector',
};

export const SUBSET_NAMES: Record<TwinSubset, string> = {
  all: 'all images',
  withTwin: 'with a twin among the training images',
  sameLabel: 'the twin has the same label',
  otherLabel: 'a twin has another label',
  withoutTwin: 'without a twin there',
};

/** `28,709` */
export function formatCount(count: number): string {
  return count.toLocaleString('en');
}

/** A share for a reader, small ones with another digit: `15.7 %`, `0.04 %`. */
export function formatPart(share: number | null): string {
  return share !== null && share > 0 && share < 0.001 ? `${(100 * share).toFixed(2)} %` : formatPercent(share);
}

/** Where images of a kind are: `train 1,204 (4.2 %), validation 96 (2.7 %)`. */
export function formatPlaces({ where }: AuditFinding): string {
  return where.map(({ split, images, share }) => `${split} ${formatCount(images)} (${formatPart(share)})`).join(', ');
}

/** The images of a split that are known from training: `96 of 3,589 (2.7 %), 13 of them exact; 30 have a twin with another label`. */
export function formatKnown({ n, exact, exactOrNear, otherLabel }: AuditPayload['inTraining'][number]): string {
  return `${formatCount(exactOrNear)} of ${formatCount(n)} (${formatPercent(exactOrNear / n)}), ${formatCount(exact)} of them exact; ${formatCount(otherLabel)} have a twin with another label`;
}

/** The audit as plain text: notices, a line a finding, a model's accuracy with and without twins. */
export function auditSummary(payload: AuditPayload): string {
  const { name, splits, inTraining, models, notices } = payload;
  return [
    `${name}: ${splits.map(({ split, n }) => `${split} n = ${formatCount(n)}`).join(', ')}`,
    ...noticeLines(notices),
    ...auditFindings(payload).map((finding) => {
      const { kind, groups, images } = finding;
      if (images === null) return `${FINDING_NAMES[kind]}: not looked for`;
      if (images === 0) return `${FINDING_NAMES[kind]}: none`;
      const many = `${formatCount(images)} ${images === 1 ? 'image' : 'images'}`;
      return `${FINDING_NAMES[kind]}: ${many}${groups === null ? '' : ` in ${formatCount(groups)} ${groups === 1 ? 'group' : 'groups'}`}: ${formatPlaces(finding)}`;
    }),
    ...inTraining.map((counts) => `${counts.split} images with a twin among the training images: ${formatKnown(counts)}`),
    ...models.flatMap(({ stamp, accuracy, notices: about }) => [
      `Accuracy (${stamp})`,
      ...TWIN_SUBSETS.map((subset) => `  ${SUBSET_NAMES[subset]}: ${formatShare(accuracy[subset])}, n = ${formatCount(accuracy[subset].n)}`),
      ...noticeLines(about).map((line) => `  ${line}`),
    ]),
  ].join('\n');
}

import { noticeLines } from '../evaluate/notice-lines';
import { protocolStamp } from '../evaluate/protocol-stamp';
import { SPLITS } from '../datasets/labeled-images';
import type { DataAudit, ImageReference, TwinCount } from './audit-data';
import type { AuditedModel } from './audit-model';
import type { SubsetAccuracy } from './twin-accuracy';

const SHOWN = 10;

/** An audit as lines a person reads, without a final line end. */
export function auditText({ name, splits, method, exact, near, twinInTraining, conflicting, nonFaces, notices }: DataAudit, models: readonly AuditedModel[] = []): string {
  const within = (counts: DataAudit['near']): string[] => SPLITS.flatMap((split) => (counts.within[split] ? [`  within ${split}: ${twins(counts.within[split])}`] : []));
  return [
    `${name}: ${splits.map(({ split, n }) => `${split} n = ${number(n)}`).join(', ')}`,
    'Exact duplicates',
    ...within(exact),
    `  across splits: ${twins(exact.across)}`,
    `Near duplicates (correlation of all pixels at ${method.comparedAt} at least ${method.correlation}, shifted by up to ${method.shift} pixels; among pairs whose ` +
      `12×12 block means correlate by ${method.candidateCorrelation})`,
    ...within(near),
    `  across splits: ${twins(near.across)}`,
    'Images with a twin among the training images',
    ...SPLITS.flatMap((split) => {
      const counts = twinInTraining[split];
      if (!counts) return [];
      return [`  ${split}: ${number(counts.exactOrNear)} of ${number(counts.n)} exact or near, ${number(counts.exact)} exact; ${number(counts.otherLabel)} have a twin with another label`];
    }),
    'Twins under different labels',
    `  exact: ${groups(conflicting.exact)}; exact or near: ${groups(conflicting.exactOrNear)}`,
    'Candidates that show no face',
    ...candidates('one tone all over', nonFaces.flat),
    ...(nonFaces.faceless ? candidates('no face found by the detector', nonFaces.faceless) : ['  no detector looked (--detect)']),
    ...noticeLines(notices),
    ...(models.length === 0 ? ['No model was measured with and without twins (--model)'] : []),
    ...models.flatMap(({ protocol, accuracy, notices: aboutModel }) => [
      `Accuracy (${protocolStamp(protocol)})`,
      `  all images: ${share(accuracy.all)}`,
      `  with a twin among the training images: ${share(accuracy.withTwin)}`,
      `    the twin has the same label: ${share(accuracy.sameLabel)}`,
      `    a twin has another label: ${share(accuracy.otherLabel)}`,
      `  without: ${share(accuracy.withoutTwin)}`,
      ...noticeLines(aboutModel).map((line) => `  ${line}`),
    ]),
  ].join('\n');
}

function twins({ pairs, images }: TwinCount = { pairs: 0, images: 0 }): string {
  return pairs === 0 ? 'none' : `${number(images)} images in ${number(pairs)} ${pairs === 1 ? 'pair' : 'pairs'}`;
}

function groups({ groups: count, images }: { groups: number; images: number }): string {
  return count === 0 ? 'none' : `${number(images)} images in ${number(count)} ${count === 1 ? 'group' : 'groups'}`;
}

function candidates(what: string, images: readonly ImageReference[]): string[] {
  const more = images.length - SHOWN;
  return [
    `  ${what}: ${number(images.length)}`,
    ...images.slice(0, SHOWN).map(({ split, id, label }) => `    ${split} ${id}, labelled ${label}`),
    ...(more > 0 ? [`    and ${number(more)} more`] : []),
  ];
}

function share({ n, accuracy, interval }: SubsetAccuracy): string {
  if (accuracy === null || interval === null) return `– (n = ${n})`;
  return `${(100 * accuracy).toFixed(1)} % (95 % interval ${interval.map((bound) => (100 * bound).toFixed(1)).join('–')}, n = ${number(n)})`;
}

function number(n: number): string {
  return n.toLocaleString('en');
}

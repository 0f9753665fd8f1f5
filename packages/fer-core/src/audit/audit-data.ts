import { resizeImages } from '../classify/resize-images';
import { SPLITS, type LabeledImages, type Split } from '../datasets/labeled-images';
import { labeledImagesSha256 } from '../datasets/labeled-images';
import type { Notice } from '../evaluate/notices';
import { twinGroups } from '../evaluate/twin-groups';
import { InputError } from '../input-error';
import { facelessImages } from './faceless-images';
import { flatImages } from './flat-images';
import { leakNotices } from './leak-notices';
import { CANDIDATE_CORRELATION, COMPARED_SIDE, findTwins, TWIN_CORRELATION, TWIN_SHIFT, type TwinPair } from './near-duplicates';

export interface AuditOptions {
  /** Correlation from which on two images are twins, from 0.9 to 1. Default 0.92. */
  correlation?: number;
  /** Also look for a face in every image, which takes several milliseconds each. Default false. */
  detect?: boolean;
  /** Share in [0, 1] of the stage at work. */
  onProgress?: (stage: 'twins' | 'faces', share: number) => void;
}

/** Pairs of images and how many images they touch. */
export interface TwinCount {
  pairs: number;
  images: number;
}

export interface ImageReference {
  split: Split;
  /** Position in its split, from 0. */
  index: number;
  id: string;
  label: string;
}

/** What an audit found; plain JSON. */
export interface DataAudit {
  name: string;
  classes: string[];
  splits: { split: Split; n: number; dataSha256: string }[];
  /** How twins were found. */
  method: { comparedAt: string; candidateCorrelation: number; correlation: number; shift: number };
  exact: { within: Partial<Record<Split, TwinCount>>; across: TwinCount };
  /** Without the exact ones. */
  near: { within: Partial<Record<Split, TwinCount>>; across: TwinCount };
  /** Images of each later split that have a twin, exact or near, among the training images; and those whose twin has another label. */
  twinInTraining: Partial<Record<Split, { exact: number; exactOrNear: number; otherLabel: number; n: number }>>;
  /** Groups of twins under different labels, and how many images they hold. */
  conflicting: { exact: { groups: number; images: number }; exactOrNear: { groups: number; images: number } };
  /** `faceless` is null where no detector looked. */
  nonFaces: { flat: ImageReference[]; faceless: ImageReference[] | null };
  pairs: { first: ImageReference; second: ImageReference; correlation: number; exact: boolean }[];
  /** What must be known before an accuracy on these data is believed. */
  notices: Notice[];
}

/**
 * Looks for what makes results untrue: the same or nearly the same image twice, in one split or in two, or under two labels, and pictures without a face.
 * Images of another size are compared at 48×48 pixels.
 * @param splits gray images of different splits of one data set, with the same classes
 * @throws InputError for no images, images in colour, a split given twice, or different classes
 */
export async function auditData(splits: readonly LabeledImages[], { correlation = TWIN_CORRELATION, detect = false, onProgress }: AuditOptions = {}): Promise<DataAudit> {
  checkSplits(splits);
  const ordered = SPLITS.flatMap((name) => splits.filter(({ split }) => split === name));
  const references = ordered.flatMap(({ split, ids, labels, classes }) => ids.map((id, index): ImageReference => ({ split, index, id, label: classes[labels[index]] })));
  const images = Buffer.concat(ordered.map((data) => resizeImages(data.images, data, { height: COMPARED_SIDE, width: COMPARED_SIDE })));
  const pairs = await findTwins(images, COMPARED_SIDE, COMPARED_SIDE, { correlation, onProgress: (share) => onProgress?.('twins', share) });
  const twinInTraining = twinsInTraining(pairs, references, ordered);
  const conflicting = { exact: conflicts(pairs.filter(({ exact }) => exact), references), exactOrNear: conflicts(pairs, references) };
  return {
    name: ordered[0].name,
    classes: [...ordered[0].classes],
    splits: ordered.map((data) => ({ split: data.split, n: data.count, dataSha256: labeledImagesSha256(data) })),
    method: { comparedAt: `${COMPARED_SIDE}×${COMPARED_SIDE}`, candidateCorrelation: CANDIDATE_CORRELATION, correlation, shift: TWIN_SHIFT },
    exact: countTwins(pairs.filter(({ exact }) => exact), references, ordered),
    near: countTwins(pairs.filter(({ exact }) => !exact), references, ordered),
    twinInTraining,
    conflicting,
    nonFaces: {
      flat: flatImages(images, COMPARED_SIDE * COMPARED_SIDE).map((image) => references[image]),
      faceless: detect ? await findFaceless(ordered, references, (share) => onProgress?.('faces', share)) : null,
    },
    pairs: pairs.map(({ first, second, correlation: found, exact }) => ({ first: references[first], second: references[second], correlation: found, exact })),
    notices: leakNotices({ twinInTraining, conflicting }),
  };
}

function checkSplits(splits: readonly LabeledImages[]): void {
  if (splits.length === 0) throw new InputError('auditData: expected at least one split, got none');
  for (const [at, { split, classes, channels, count, name }] of splits.entries()) {
    if (count === 0) throw new InputError(`auditData: expected images in ${name} ${split}, got none`);
    if (channels !== 1) throw new InputError(`auditData: expected gray images, got ${channels} channels in ${name} ${split}`);
    if (splits.findIndex((other) => other.split === split) !== at) throw new InputError(`auditData: expected each split once, got ${split} twice`);
    if (classes.join() !== splits[0].classes.join()) throw new InputError(`auditData: expected the classes ${splits[0].classes.join(', ')}, got ${classes.join(', ')} in ${name} ${split}`);
  }
}

function countTwins(pairs: readonly TwinPair[], references: readonly ImageReference[], splits: readonly LabeledImages[]): DataAudit['near'] {
  const count = (some: readonly TwinPair[]): TwinCount => ({ pairs: some.length, images: new Set(some.flatMap(({ first, second }) => [first, second])).size });
  const inOne = ({ first, second }: TwinPair): boolean => references[first].split === references[second].split;
  return {
    within: Object.fromEntries(splits.map(({ split }) => [split, count(pairs.filter((pair) => inOne(pair) && references[pair.first].split === split))])),
    across: count(pairs.filter((pair) => !inOne(pair))),
  };
}

function twinsInTraining(pairs: readonly TwinPair[], references: readonly ImageReference[], splits: readonly LabeledImages[]): DataAudit['twinInTraining'] {
  if (!splits.some(({ split }) => split === 'train')) return {};
  // Training images come first, so that the first of a pair across splits is the training image.
  const fromTraining = pairs.filter(({ first, second }) => references[first].split === 'train' && references[second].split !== 'train');
  return Object.fromEntries(
    splits
      .filter(({ split }) => split !== 'train')
      .map(({ split, count: n }) => {
        const some = fromTraining.filter(({ second }) => references[second].split === split);
        const images = (list: readonly TwinPair[]): number => new Set(list.map(({ second }) => second)).size;
        const otherLabel = some.filter(({ first, second }) => references[first].label !== references[second].label);
        return [split, { exact: images(some.filter(({ exact }) => exact)), exactOrNear: images(some), otherLabel: images(otherLabel), n }];
      }),
  );
}

function conflicts(pairs: readonly TwinPair[], references: readonly ImageReference[]): { groups: number; images: number } {
  const groups = twinGroups(pairs, references.length).filter((group) => group.some((image) => references[image].label !== references[group[0]].label));
  return { groups: groups.length, images: groups.reduce((total, group) => total + group.length, 0) };
}

async function findFaceless(splits: readonly LabeledImages[], references: readonly ImageReference[], onShare: (share: number) => void): Promise<ImageReference[]> {
  const found: ImageReference[] = [];
  let before = 0;
  for (const data of splits) {
    const start = before;
    for (const image of await facelessImages(data, { onProgress: (done) => onShare((start + done) / references.length) })) found.push(references[start + image]);
    before += data.count;
  }
  return found;
}

import type { Notice } from '../evaluate/notices';
import { type ImageBlock, readImageBlock } from './image-block';
import { readNotices } from './notices';
import { PayloadReader } from './payload-reader';
import { readShareWithInterval, type ShareWithInterval } from './share-with-interval';

/** MIME type of an audit view. */
export const AUDIT_MIME = 'application/vnd.fer.audit.v1+json';

/** Images by whether they have a twin among the training images, and by what those are labelled. */
export const TWIN_SUBSETS = ['all', 'withTwin', 'sameLabel', 'otherLabel', 'withoutTwin'] as const;
export type TwinSubset = (typeof TWIN_SUBSETS)[number];

/** Images that are twins of each other, or of each other's twins. */
export interface AuditGroup {
  /** Indices into the payload's images, at least two, ascending. */
  images: number[];
  /** A number an image: those with the same number are the same byte for byte. */
  copies: number[];
  /** Of the least alike of the pairs that make the group, in [−1, 1]. */
  correlation: number;
}

/** The images that the audit found something about, in the order of the data. */
export interface AuditedImages {
  /** What the data set calls each image. */
  ids: string[];
  /** Indices into the payload's splits. */
  splits: number[];
  /** Indices into the payload's labels. */
  labels: number[];
}

/** A model on one split, with and without images that have a twin among the training images. */
export interface AuditedAccuracy {
  /** What was measured, and how, in one line. */
  stamp: string;
  split: string;
  accuracy: Record<TwinSubset, ShareWithInterval & { n: number }>;
  notices: Notice[];
}

/** Everything the audit view shows, as plain JSON. */
export interface AuditPayload {
  name: string;
  labels: string[];
  splits: { split: string; n: number }[];
  /** How twins were found: the size of compared images, the least correlation of block means and of all pixels, pixels of shift. */
  method: { comparedAt: string; candidateCorrelation: number; correlation: number; shift: number };
  images: AuditedImages;
  /** The pixels of `images`, in their order; null where none were given. */
  pictures: ImageBlock | null;
  groups: AuditGroup[];
  /** Of each split but the training images: those with a twin among the training images. */
  inTraining: { split: string; n: number; exact: number; exactOrNear: number; otherLabel: number }[];
  /** Pictures of one tone all over, as indices into `images`. */
  flat: number[];
  /** Pictures in which the detector found no face; null where none looked. */
  faceless: number[] | null;
  models: AuditedAccuracy[];
  notices: Notice[];
}

/**
 * Reads an audit payload from the wire.
 * @throws InputError saying which field is wrong, or that a newer release made it.
 */
export function parseAudit(value: unknown): AuditPayload {
  const payload = new PayloadReader('audit', value);
  payload.checkVersion();
  const [labels, method, images] = [payload.texts('labels'), payload.object('method'), payload.object('images')];
  const splits = payload.objects('splits', (split) => ({ split: split.text('split'), n: split.integer('n', 1) }));
  const ids = images.texts('ids');
  return {
    name: payload.text('name'),
    labels,
    splits,
    method: {
      comparedAt: method.text('comparedAt'),
      candidateCorrelation: method.number('candidateCorrelation'),
      correlation: method.number('correlation'),
      shift: method.integer('shift'),
    },
    images: { ids, splits: images.indices('splits', splits.length, ids.length), labels: images.indices('labels', labels.length, ids.length) },
    pictures: payload.optional('pictures', (key) => readImageBlock(payload.object(key))) ?? null,
    groups: payload.objects('groups', (group) => readGroup(group, ids.length)),
    inTraining: payload.objects('inTraining', (counts) => ({
      split: counts.text('split'),
      n: counts.integer('n', 1),
      exact: counts.integer('exact'),
      exactOrNear: counts.integer('exactOrNear'),
      otherLabel: counts.integer('otherLabel'),
    })),
    flat: payload.indices('flat', ids.length),
    faceless: payload.optional('faceless', (key) => payload.indices(key, ids.length)) ?? null,
    models: payload.objects('models', readModel),
    notices: readNotices(payload, 'notices'),
  };
}

function readGroup(group: PayloadReader, count: number): AuditGroup {
  const images = group.indices('images', count);
  return { images, copies: group.indices('copies', count, images.length), correlation: group.number('correlation') };
}

function readModel(model: PayloadReader): AuditedAccuracy {
  const accuracy = model.object('accuracy');
  const subset = (name: TwinSubset): ShareWithInterval & { n: number } => {
    const read = accuracy.object(name);
    return { ...readShareWithInterval(read), n: read.integer('n') };
  };
  return {
    stamp: model.text('stamp'),
    split: model.text('split'),
    accuracy: Object.fromEntries(TWIN_SUBSETS.map((name) => [name, subset(name)])) as AuditedAccuracy['accuracy'],
    notices: readNotices(model, 'notices'),
  };
}

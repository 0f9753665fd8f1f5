import { drawFaceRegions } from '../datasets/draw-face-regions';
import { FACE_REGIONS, UNKNOWN_REGION } from '../datasets/face-regions';
import type { Point } from '../evaluate/geometry/point';
import { meanQuality, pictureQuality, type PictureQuality } from '../evaluate/picture-quality';
import { regionOverlap } from '../evaluate/region-overlap';
import { InputError } from '../input-error';
import { landmarkError, summarizeLandmarkErrors, type LandmarkErrorSummary } from '../landmarks/landmark-error';
import type { Photo } from '../photos/photo';
import { degrade, enlarge } from './degrade';
import { pointsInMap } from './face-framing';
import type { FaceSuperResolver } from './face-super-resolver';

/** A sharp face of 128×128 with what is known of it. */
export interface MeasuredFace {
  readonly sharp: Photo;
  /** 16×16; default `degrade(sharp)`. */
  readonly small?: Photo;
  /** The picture that bicubic interpolation is measured on; default `enlarge` of the small one. */
  readonly enlarged?: Photo;
  /** The 68 points in its pixels, where they are known. */
  readonly points?: readonly Point[];
}

/** How good super-resolution is, beside bicubic interpolation of the same small pictures. */
export interface SuperResolutionReport {
  /** Faces. */
  readonly n: number;
  readonly fsrnet: PictureQuality;
  readonly bicubic: PictureQuality;
  /** What FSRNet has more than bicubic, PSNR in dB. */
  readonly gain: PictureQuality;
  /** Of the prior network; null without points or heat maps. */
  readonly landmarks: LandmarkErrorSummary | null;
  /** Intersection over union of its regions with those that the points enclose, by name; null without points or parsing maps. */
  readonly regions: { readonly mean: number; readonly each: Readonly<Record<string, number | null>> } | null;
  /** Share of the faces whose expression is read the same as on the sharp picture; null where it was not asked for. */
  readonly sameExpression: { readonly fsrnet: number; readonly bicubic: number; readonly n: number } | null;
}

export interface MeasureOptions {
  /** Reads the expression of a face of 128×128 from its picture and its true points. */
  labelsOf?: (faces: readonly { picture: Photo; points: readonly Point[] }[]) => readonly string[];
  onProgress?: (done: number) => void;
}

/** Faces that are made larger together. */
const TOGETHER = 16;

/**
 * Measures a network on sharp faces.
 * @throws InputError for no faces, or pictures of another size
 */
export function measureSuperResolution(resolver: FaceSuperResolver, faces: readonly MeasuredFace[], { labelsOf, onProgress }: MeasureOptions = {}): SuperResolutionReport {
  if (faces.length === 0) throw new InputError('measureSuperResolution: expected at least one face, found none');
  const [network, interpolation]: [PictureQuality[], PictureQuality[]] = [[], []];
  const pictures: { fsrnet: Photo; bicubic: Photo }[] = [];
  const [errors, found, truth]: [ReturnType<typeof landmarkError>[], Uint8Array[], Uint8Array[]] = [[], [], []];
  for (let first = 0; first < faces.length; first += TOGETHER) {
    const some = faces.slice(first, first + TOGETHER);
    const smalls = some.map(({ sharp, small }) => small ?? degrade(sharp));
    resolver.superResolveAll(smalls).forEach(({ picture, priors }, i) => {
      const { sharp, points, enlarged = enlarge(smalls[i]!) } = some[i]!;
      network.push(pictureQuality(picture, sharp));
      interpolation.push(pictureQuality(enlarged, sharp));
      pictures.push({ fsrnet: picture, bicubic: enlarged });
      if (points && priors.points) errors.push(landmarkError(priors.points, points));
      if (points && priors.regions) {
        found.push(priors.regions);
        truth.push(drawFaceRegions(pointsInMap(points, priors.side), priors.side));
      }
    });
    onProgress?.(Math.min(first + TOGETHER, faces.length));
  }
  const [fsrnet, bicubic] = [meanQuality(network), meanQuality(interpolation)];
  const difference = (name: keyof PictureQuality): number => fsrnet[name] - bicubic[name];
  return {
    n: faces.length,
    fsrnet,
    bicubic,
    gain: { psnrY: difference('psnrY'), ssimY: difference('ssimY'), psnrRgb: difference('psnrRgb'), ssimRgb: difference('ssimRgb') },
    landmarks: errors.length ? summarizeLandmarkErrors(errors) : null,
    regions: found.length ? namedOverlap(found, truth) : null,
    sameExpression: labelsOf ? sameExpression(faces, pictures, labelsOf) : null,
  };
}

function namedOverlap(found: readonly Uint8Array[], truth: readonly Uint8Array[]): NonNullable<SuperResolutionReport['regions']> {
  const { mean, each } = regionOverlap(found, truth, FACE_REGIONS.length, UNKNOWN_REGION);
  return { mean, each: Object.fromEntries(FACE_REGIONS.map((name, i) => [name, each[i]!])) };
}

function sameExpression(
  faces: readonly MeasuredFace[],
  pictures: readonly { fsrnet: Photo; bicubic: Photo }[],
  labelsOf: NonNullable<MeasureOptions['labelsOf']>,
): SuperResolutionReport['sameExpression'] {
  const known = faces.flatMap(({ sharp, points }, i) => (points ? [{ sharp, points, ...pictures[i]! }] : []));
  if (known.length === 0) return null;
  const labels = (key: 'sharp' | 'fsrnet' | 'bicubic'): readonly string[] => labelsOf(known.map(({ points, ...each }) => ({ picture: each[key], points })));
  const sharp = labels('sharp');
  const share = (others: readonly string[]): number => others.filter((label, i) => label === sharp[i]).length / known.length;
  return { fsrnet: share(labels('fsrnet')), bicubic: share(labels('bicubic')), n: known.length };
}

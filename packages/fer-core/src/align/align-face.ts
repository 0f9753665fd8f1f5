import { pictureRoutines } from '../backend';
import type { Box, Point } from '../evaluate/geometry/point';
import { InputError } from '../input-error';
import type { Photo } from '../photos/photo';
import { fitAffine, fitSimilarity } from '../evaluate/geometry/fit-transform';
import { LANDMARK_COUNT, LANDMARK_PARTS, RIGID_POINTS } from '../evaluate/geometry/landmark-points';
import { FIVE_POINT_FACE, MEAN_FACE, MEAN_FACE_SIZE } from '../evaluate/geometry/mean-face';
import { composeTransforms, invertTransform, similarityAround, transformPoints, type PlanarTransform } from '../evaluate/geometry/planar-transform';
import { samplePhoto, type BorderMode, type Raster } from './sample-photo';

/**
 * Ways to bring a face into place. `similarity68` turns, scales and moves it so that the points that expressions hardly move lie where
 * the mean face has them: use it for expressions. `similarity5` does so with the five points of face recognition, mouth corners among
 * them. `affine68` also slants and stretches, to fit all 68 points: it removes part of the expression. `none` only cuts out a square.
 */
export const ALIGNMENTS = ['similarity68', 'similarity5', 'affine68', 'none'] as const;

export type Alignment = (typeof ALIGNMENTS)[number];

export interface AlignFaceOptions {
  /** Default `similarity68`. */
  readonly alignment?: Alignment;
  /** Height and width of the result in pixels; default 112. */
  readonly size?: number;
  /** 1 = gray (BT.601), 3 = RGB, default. */
  readonly channels?: 1 | 3;
  /** Size of the face in the result: 1, the default, shows it as face recognition does, ears and half of the forehead outside; smaller shows more. */
  readonly zoom?: number;
  /** Which point of `MEAN_FACE` lies in the middle of the result; default the middle of its picture. */
  readonly centre?: Point;
  /** What is seen beyond the photo's border: its last pixels again (default), or black. */
  readonly border?: BorderMode;
}

/** The middle of the mean face's picture. */
const MIDDLE: Point = [(MEAN_FACE_SIZE - 1) / 2, (MEAN_FACE_SIZE - 1) / 2];

/** A face in its place. */
export interface AlignedFace {
  /** float32 [size, size, channels] in [0, 1]. */
  readonly image: Float32Array;
  readonly size: number;
  readonly channels: 1 | 3;
  /** Where the points lie now, in pixels of the result; as many as were given. */
  readonly points: Point[];
  /** Takes the photo to the result. */
  readonly transform: PlanarTransform;
}

/**
 * Draws a face anew, in its place and of one size.
 * @param points in pixels of the photo: the 68 (`LANDMARK_PARTS`), or, for `similarity5` and `none`, five: right eye, left eye, tip of the nose, right and left corner of the mouth
 * @throws InputError for points of another number, not finite, at one place, or (affine68) on a line; for an unknown alignment, a size below 8, a zoom that is not positive
 */
export function alignFace(photo: Photo, points: readonly Point[], options: AlignFaceOptions = {}): AlignedFace {
  const { levels, ...aligned } = alignedLevels(photo, points, options);
  return { image: levels.map((level) => level / 255), ...aligned };
}

/** The same in gray levels of 0 … 255. */
export function alignedLevels(photo: Photo, points: readonly Point[], options: AlignFaceOptions = {}): Omit<AlignedFace, 'image'> & { readonly levels: Float32Array } {
  const { alignment = 'similarity68', size = MEAN_FACE_SIZE, channels = 3, zoom = 1, centre = MIDDLE, border = 'repeat' } = options;
  checkRequest(photo, points, { alignment, size, channels, zoom, centre, border });
  const transform = composeTransforms(toMeanFace(points, alignment), meanFaceToResult(size, zoom, centre));
  const source = channels === 3 ? photo : grayRaster(photo);
  const levels = samplePhoto(source, invertTransform(transform), { width: size, height: size, channels, border });
  return { levels, size, channels, points: transformPoints(transform, points), transform };
}

/** The five points of face recognition, from the 68: middles of the eyes, tip of the nose, corners of the mouth. */
export function fivePoints(points: readonly Point[]): Point[] {
  const middle = (indices: readonly number[]): Point => {
    const sum = indices.reduce<[number, number]>(([x, y], index) => [x + points[index]![0], y + points[index]![1]], [0, 0]);
    return [sum[0] / indices.length, sum[1] / indices.length];
  };
  return [middle(LANDMARK_PARTS.rightEye), middle(LANDMARK_PARTS.leftEye), points[30]!, points[48]!, points[54]!];
}

/** The smallest box around points. */
export function pointsBox(points: readonly Point[]): Box {
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}

/** BT.601 luma of a photo, as the rest of the library turns colours to gray. @param gray memory for it, a byte a pixel; default new */
export function grayRaster({ width, height, pixels }: Photo, gray: Uint8Array = new Uint8Array(width * height)): Raster {
  const routines = pictureRoutines();
  if (routines && pixels.length === 3 * gray.length) {
    routines.luma(pixels, gray);
    return { width, height, pixels: gray };
  }
  for (let at = 0, from = 0; at < gray.length; at++, from += 3) {
    gray[at] = 0.299 * pixels[from]! + 0.587 * pixels[from + 1]! + 0.114 * pixels[from + 2]! + 0.5; // rounded: a byte drops the fraction
  }
  return { width, height, pixels: gray };
}

function toMeanFace(points: readonly Point[], alignment: Alignment): PlanarTransform {
  const five = points.length === LANDMARK_COUNT ? fivePoints(points) : points;
  switch (alignment) {
    case 'similarity68':
      return fitSimilarity(RIGID_POINTS.map((index) => points[index]!), RIGID_POINTS.map((index) => MEAN_FACE[index]!));
    case 'similarity5':
      return fitSimilarity(five, FIVE_POINT_FACE);
    case 'affine68':
      return fitAffine(points, MEAN_FACE);
    case 'none':
      return squareOnto(pointsBox(points), pointsBox(points.length === LANDMARK_COUNT ? MEAN_FACE : FIVE_POINT_FACE));
  }
}

/** Brings a box's centre and longer side onto those of another, without turning. */
function squareOnto(from: Box, to: Box): PlanarTransform {
  const centre = ([left, top, right, bottom]: Box): Point => [(left + right) / 2, (top + bottom) / 2];
  const side = ([left, top, right, bottom]: Box): number => Math.max(right - left, bottom - top);
  return similarityAround(centre(from), centre(to), side(to) / side(from), 0);
}

/** From the mean face's picture to one of another size, `centre` in its middle. */
function meanFaceToResult(size: number, zoom: number, centre: Point): PlanarTransform {
  const to = (size - 1) / 2;
  return similarityAround(centre, [to, to], (zoom * size) / MEAN_FACE_SIZE, 0);
}

function checkRequest({ width, height, pixels }: Photo, points: readonly Point[], { alignment, size, channels, zoom, centre, border }: Required<AlignFaceOptions>): void {
  const refuse = (expected: string, got: string): never => {
    throw new InputError(`alignFace: expected ${expected}, got ${got}`);
  };
  if (!ALIGNMENTS.includes(alignment)) refuse(`alignment to be one of ${ALIGNMENTS.join(', ')}`, String(alignment));
  const fits = points.length === LANDMARK_COUNT || (points.length === 5 && (alignment === 'similarity5' || alignment === 'none'));
  if (!fits) refuse(alignment === 'similarity5' || alignment === 'none' ? '68 or 5 points' : '68 points', `${points.length}`);
  for (const [index, point] of points.entries()) {
    if (point.length !== 2 || !point.every(Number.isFinite)) refuse(`(x, y) as point ${index}`, `(${point.join(', ')})`);
  }
  const [left, top, right, bottom] = pointsBox(points);
  if (!(Math.max(right - left, bottom - top) > 0)) refuse('points apart from each other', `all at (${left}, ${top})`);
  if (!Number.isInteger(size) || size < 8) refuse('a whole size of at least 8 pixels', String(size));
  if (channels !== 1 && channels !== 3) refuse('1 or 3 channels', String(channels));
  if (!(zoom > 0 && Number.isFinite(zoom))) refuse('a positive zoom', String(zoom));
  if (!centre.every(Number.isFinite)) refuse('a finite centre', `(${centre.join(', ')})`);
  if (border !== 'repeat' && border !== 'black') refuse("border to be 'repeat' or 'black'", String(border));
  if (pixels.length !== width * height * 3) refuse(`a photo of ${width}×${height}×3 bytes`, `${pixels.length} bytes`);
}

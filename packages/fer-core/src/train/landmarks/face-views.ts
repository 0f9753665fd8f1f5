import { fitSimilarity } from '../../evaluate/geometry/fit-transform';
import { meanFaceToFrame } from '../../align/landmark-frame';
import { MEAN_FACE } from '../../evaluate/geometry/mean-face';
import { mirrorPoints } from '../../evaluate/geometry/mirror-points';
import { composeTransforms, invertTransform, similarityAround, transformPoints, type PlanarTransform } from '../../evaluate/geometry/planar-transform';
import { HalvedPicture } from '../../align/halved-picture';
import { levelBytes, samplePhoto, type Raster } from '../../align/sample-photo';
import type { LandmarkFace } from '../../datasets/landmark-faces';
import type { Point } from '../../evaluate/geometry/point';
import type { Draw } from '../augmentation';
import { disturbLight } from './disturb-light';

/** How far the crop of a face is from the right one: the network learns from every crop that a detector or its own first guess may give. */
export interface CropJitter {
  /** Largest turn to either side, in degrees. */
  rotation: number;
  /** Largest factor by which the face is larger or smaller, minus one. */
  scale: number;
  /** Largest shift in either direction, as a share of the crop. */
  shift: number;
}

export interface FaceViewSettings {
  /** Crops as after a detector. */
  detected: CropJitter;
  /** Crops as after a first guess of the points. */
  refined: CropJitter;
  /** Share of the crops that are as after a detector. */
  detectedShare: number;
  /** Largest factor by which a face is narrower or wider, minus one. */
  stretch: number;
  /** Largest slant, in degrees. */
  slant: number;
  /** Mirrors half of the faces. */
  mirror: boolean;
  /** Share of the crops of which details are lost, as in small faces. */
  coarseShare: number;
  /** Smallest number of pixels across a crop that has lost details. */
  coarsest: number;
  /** Gamma is drawn from 1 / gamma … gamma. */
  gamma: number;
  /** Largest change of the light across the crop, as a share of it. */
  sideLight: number;
  /** Largest standard deviation of the noise, in gray levels. */
  noise: number;
  /** Share of the crops of which a part is hidden. */
  hiddenShare: number;
  /** Largest side of what is hidden, as a share of the crop. */
  hiddenSide: number;
  /** Share of the crops that show no whole face; they teach the network to doubt. */
  elsewhereShare: number;
}

/** A crop to learn from. */
export interface FaceView {
  /** uint8 [size, size], gray. */
  pixels: Uint8Array;
  /** In pixels of the crop. */
  points: Point[];
  /** False where the crop shows no whole face; its points are not to be learned. */
  isFace: boolean;
}

/** A face that views are drawn of, prepared once. */
export interface ViewedFace {
  readonly picture: HalvedPicture;
  readonly points: readonly Point[];
  readonly toMeanFace: PlanarTransform;
}

export function viewedFace({ width, height, pixels, points }: LandmarkFace): ViewedFace {
  return { picture: new HalvedPicture({ width, height, pixels }), points, toMeanFace: fitSimilarity(points, MEAN_FACE) };
}

/** The crop of a face in its right place, undisturbed. */
export function plainView(face: ViewedFace, size: number): FaceView {
  const frame = composeTransforms(face.toMeanFace, meanFaceToFrame(size));
  return { pixels: crop(face, frame, size, size), points: transformPoints(frame, face.points), isFace: true };
}

/** Draws a view of a face. */
export function drawView(face: ViewedFace, size: number, settings: FaceViewSettings, draw: Draw): FaceView {
  const isFace = draw() >= settings.elsewhereShare;
  const jitter = draw() < settings.detectedShare ? settings.detected : settings.refined;
  const misplaced = isFace ? drawMisplacement(jitter, settings, size, draw) : drawElsewhere(size, draw);
  const frame = composeTransforms(composeTransforms(face.toMeanFace, meanFaceToFrame(size)), misplaced);
  const mirrored = settings.mirror && draw() < 0.5;
  const toCrop = mirrored ? composeTransforms(frame, [-1, 0, size - 1, 0, 1, 0]) : frame;
  const coarse = draw() < settings.coarseShare ? Math.round(settings.coarsest + draw() * (size - settings.coarsest)) : size;
  const pixels = crop(face, toCrop, size, coarse);
  disturbLight(pixels, size, settings, draw);
  const points = transformPoints(frame, face.points);
  return { pixels, points: mirrored ? mirrorPoints(points, size) : points, isFace };
}

/** @param coarse pixels across the crop before it is brought to its size @returns uint8 [size, size] */
function crop(face: ViewedFace, toCrop: PlanarTransform, size: number, coarse: number): Uint8Array {
  const toCoarse = composeTransforms(toCrop, resizing(size, coarse));
  const levels = face.picture.sample(invertTransform(toCoarse), coarse);
  return levelBytes(coarse === size ? levels : enlarged(levels, coarse, size));
}

function enlarged(levels: Float32Array, from: number, to: number): Float32Array {
  const raster: Raster = { width: from, height: from, pixels: levelBytes(levels) };
  return samplePhoto(raster, resizing(to, from), { width: to, height: to, channels: 1 });
}

/** Takes pixels of a square picture of `from` pixels to the same picture of `to` pixels. */
function resizing(from: number, to: number): PlanarTransform {
  const scale = to / from;
  return [scale, 0, (scale - 1) / 2, 0, scale, (scale - 1) / 2];
}

/** How a crop lies that is not quite right: takes the right crop to it. */
export function drawMisplacement(jitter: CropJitter, { stretch, slant }: Pick<FaceViewSettings, 'stretch' | 'slant'>, size: number, draw: Draw): PlanarTransform {
  const within = (range: number): number => (2 * draw() - 1) * range;
  const middle = (size - 1) / 2;
  const wider = Math.exp(within(Math.log1p(stretch)) / 2);
  const slope = Math.tan(within((slant * Math.PI) / 180));
  const shape: PlanarTransform = [wider, slope, middle - (wider + slope) * middle, 0, 1 / wider, middle - middle / wider];
  const to: Point = [middle + within(jitter.shift * size), middle + within(jitter.shift * size)];
  const scale = Math.exp(within(Math.log1p(jitter.scale)));
  return composeTransforms(shape, similarityAround([middle, middle], to, scale, within((jitter.rotation * Math.PI) / 180)));
}

/** A crop of a small part of the picture, or far beside the face. */
function drawElsewhere(size: number, draw: Draw): PlanarTransform {
  const middle = (size - 1) / 2;
  const angle = 2 * Math.PI * draw();
  const scale = Math.exp((2 * draw() - 0.5) * Math.LN2);
  const distance = size * (0.45 * scale + 0.25 + 0.5 * draw());
  const place: Point = [middle + distance * Math.cos(angle), middle + distance * Math.sin(angle)];
  return similarityAround([middle, middle], place, scale, 2 * Math.PI * draw());
}

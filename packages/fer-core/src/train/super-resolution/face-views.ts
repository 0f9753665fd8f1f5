import { MIRRORED_POINTS } from '../../evaluate/geometry/landmark-points';
import { composeTransforms, invertTransform, transformPoints, type PlanarTransform } from '../../evaluate/geometry/planar-transform';
import { drawFaceRegions } from '../../datasets/draw-face-regions';
import { MIRRORED_REGIONS, UNKNOWN_REGION } from '../../datasets/face-regions';
import type { SuperResolutionFace } from '../../datasets/super-resolution-faces';
import type { Point } from '../../evaluate/geometry/point';
import { bicubicResize } from '../../super-resolve/bicubic';
import { FACE_SIDE } from '../../super-resolve/degrade';
import { frameFace, pointsInMap } from '../../super-resolve/face-framing';
import type { Draw } from '../augmentation';
import type { SuperResolutionViews } from './super-resolution-config';

/** Side of the pictures that views are taken from: little larger than their pixels in a view, so that taking them hardly aliases. */
export const SOURCE_SIDE = 160;
/** Numbers of a view's light: contrast about the middle gray, and what each colour gains. */
export const LIGHT_NUMBERS = 4;

/** A face that views are drawn of, prepared once. */
export interface ViewedFace {
  /** uint8 [160, 160, 3] */
  readonly pixels: Uint8Array;
  /** In its pixels. */
  readonly points: readonly Point[];
  /** Regions in the photo, where they are known better than by the points. */
  readonly regions?: { readonly map: Uint8Array; readonly width: number; readonly height: number };
}

/** How one face is seen in one step, and the truth about it. */
export interface FaceView {
  /** From pixels of the view, 128×128, to those of the source. */
  readonly map: PlanarTransform;
  /** `LIGHT_NUMBERS` */
  readonly light: readonly number[];
  /** The 68 points in pixels of the view. */
  readonly points: readonly Point[];
  /** uint8 [side, side], indices of `FACE_REGIONS`, or `UNKNOWN_REGION`. */
  readonly regions: Uint8Array;
}

export function viewedFace({ photo, points, regions }: SuperResolutionFace): ViewedFace {
  const [across, down] = [SOURCE_SIDE / photo.width, SOURCE_SIDE / photo.height];
  return {
    pixels: bicubicResize(photo, SOURCE_SIDE, SOURCE_SIDE).pixels,
    points: points.map(([x, y]) => [(x + 0.5) * across - 0.5, (y + 0.5) * down - 0.5]),
    ...(regions ? { regions: { map: regions, width: photo.width, height: photo.height } } : {}),
  };
}

/**
 * Draws a view of a face.
 * @param side of the map of regions
 */
export function drawFaceView(face: ViewedFace, side: number, views: SuperResolutionViews, draw: Draw): FaceView {
  const within = (range: number): number => (2 * draw() - 1) * range;
  const mirrored = views.mirror && draw() < 0.5;
  const toView = frameFace(face.points, {
    side: views.smallest * (views.largest / views.smallest) ** draw(),
    shift: [within(views.shift), within(views.shift)],
    rotation: (within(views.rotation) * Math.PI) / 180,
    mirrored,
  });
  const light = [1 + within(views.contrast), within(views.brightness), within(views.brightness), within(views.brightness)];
  const seen = transformPoints(toView, face.points);
  const points = mirrored ? MIRRORED_POINTS.map((index) => seen[index]!) : seen;
  const map = invertTransform(toView);
  return { map, light, points, regions: face.regions ? sampledRegions(face.regions, map, side, mirrored) : drawFaceRegions(pointsInMap(points, side), side) };
}


function sampledRegions({ map: regions, width, height }: NonNullable<ViewedFace['regions']>, toSource: PlanarTransform, side: number, mirrored: boolean): Uint8Array {
  const step = FACE_SIDE / side;
  const [across, down] = [width / SOURCE_SIDE, height / SOURCE_SIDE];
  const fromMap: PlanarTransform = [step, 0, (step - 1) / 2, 0, step, (step - 1) / 2];
  const toPhoto: PlanarTransform = [across, 0, (across - 1) / 2, 0, down, (down - 1) / 2];
  const [a, b, c, d, e, f] = composeTransforms(composeTransforms(fromMap, toSource), toPhoto);
  const result = new Uint8Array(side * side).fill(UNKNOWN_REGION);
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const [column, row] = [Math.round(a * x + b * y + c), Math.round(d * x + e * y + f)];
      if (column < 0 || row < 0 || column >= width || row >= height) continue;
      const region = regions[row * width + column]!;
      result[y * side + x] = mirrored && region !== UNKNOWN_REGION ? MIRRORED_REGIONS[region]! : region;
    }
  }
  return result;
}

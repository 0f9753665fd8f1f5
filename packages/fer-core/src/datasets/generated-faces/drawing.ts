import type { Canvas, Path } from './canvas';
import type { Point } from './curves';
import type { Actions } from './expression-actions';
import type { FaceModel, Point3 } from './face-model';
import type { Colour, Identity } from './identity';
import { parsingLabel, type ParsingLabel } from './parsing-labels';

export const BLACK: Colour = [0.05, 0.03, 0.03];
export const WHITE: Colour = [1, 1, 1];

/** What every part of the drawing works with. */
export interface Drawing {
  readonly canvas: Canvas;
  readonly identity: Identity;
  readonly actions: Actions;
  readonly model: FaceModel;
  /** The 68 landmarks in pixels. */
  readonly points: readonly Point[];
  readonly project: (point: Point3) => Point;
  /** Half a face width in pixels: lengths of pens and irises are shares of it. */
  readonly unit: number;
}

/** Fills a polygon; `label` names the region it becomes, without one it only shades what is there. */
export function fill({ canvas }: Drawing, path: readonly Point[] | Path, colour: Colour, options: { alpha?: number; label?: ParsingLabel; clip?: Path } = {}): void {
  const paint = { colour, alpha: options.alpha, clip: options.clip, label: options.label && parsingLabel(options.label) };
  canvas.fill(flat(path), paint);
}

/** The points' coordinates one after the other. */
export function flat(path: readonly Point[] | Path): Path {
  if (typeof path[0] === 'number') return path as Path;
  const points = path as readonly Point[];
  const coordinates = new Array<number>(points.length * 2);
  for (let i = 0; i < points.length; i++) {
    coordinates[2 * i] = points[i][0];
    coordinates[2 * i + 1] = points[i][1];
  }
  return coordinates;
}

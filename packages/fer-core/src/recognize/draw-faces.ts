import type { Box, Point } from '../evaluate/geometry/point';
import type { Photo } from '../photos/photo';
import { Canvas, type Colour } from './canvas';
import { expressionColour } from './expression-colour';
import { lettering } from './lettering';

/** What is drawn of a face. */
export interface DrawnFace {
  readonly box: Box;
  readonly landmarks?: readonly Point[];
  readonly probabilities: Readonly<Record<string, number>>;
  /** Whose face it is, `person 2`. */
  readonly name?: string;
}

export interface DrawFacesOptions {
  /** Also the 68 points. Default true. */
  readonly landmarks?: boolean;
}

const WHITE: Colour = [255, 255, 255];
const BLACK: Colour = [0, 0, 0];

/** Expressions below this probability are not named, unless they are the most probable one. */
const NAMED = 0.1;
/** At most so many are named. */
const MOST_NAMED = 3;

/**
 * Draws a box around each face in the colour of its most probable expression, its points, and on a tag above the box the expressions with
 * their probabilities, the most probable first. Sizes follow the face's.
 * @returns another photo, or, with `inPlace`, the same
 */
export async function drawFaces(photo: Photo, faces: readonly DrawnFace[], options: DrawFacesOptions & { inPlace?: boolean } = {}): Promise<Photo> {
  const drawn = options.inPlace ? photo : { ...photo, pixels: photo.pixels.slice() };
  const canvas = new Canvas(drawn);
  for (const face of faces) await drawFace(canvas, face, options);
  return drawn;
}

async function drawFace(canvas: Canvas, { box, landmarks = [], probabilities, name }: DrawnFace, { landmarks: withLandmarks = true }: DrawFacesOptions): Promise<void> {
  const [left, top, right, bottom] = box;
  const ranked = Object.entries(probabilities).sort(([, one], [, other]) => other - one);
  const colour = expressionColour(ranked[0]![0]);
  const side = Math.max(right - left, bottom - top);
  const thickness = Math.max(1, Math.round(side / 60));
  canvas.frame(left, top, right, bottom, thickness, colour);
  if (withLandmarks) for (const [x, y] of landmarks) canvas.dot(x, y, Math.max(0.8, side / 110), WHITE);

  const size = Math.round(Math.min(Math.max(11, side / 9), 64));
  const named = ranked.filter(([, probability], rank) => rank === 0 || (probability >= NAMED && rank < MOST_NAMED));
  const texts = [...(name === undefined ? [] : [name]), ...named.map(([label, probability]) => `${label} ${Math.round(100 * probability)} %`)];
  const lines = await Promise.all(texts.map((text) => lettering(text, size)));
  const [line, margin] = [Math.round(1.35 * size), Math.round(0.35 * size)];
  const [width, height] = [Math.max(...lines.map((each) => each.width)) + 2 * margin, lines.length * line + margin];
  // Above the box, or within it where there is no room.
  const { width: columns, height: rows } = canvas.photo;
  const [tagLeft, tagTop] = [Math.max(0, Math.min(left, columns - width)), top - height >= 0 ? top - height : Math.max(0, Math.min(top, rows - height))];
  canvas.fill(tagLeft, tagTop, tagLeft + width, tagTop + height, colour);
  const ink = 0.299 * colour[0] + 0.587 * colour[1] + 0.114 * colour[2] > 140 ? BLACK : WHITE;
  lines.forEach((each, index) => canvas.text(each, tagLeft + margin, tagTop + margin + index * line, ink));
}

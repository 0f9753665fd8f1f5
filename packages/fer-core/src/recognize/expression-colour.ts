import type { Expression } from '../expressions';
import type { Colour } from './canvas';

/** Paul Tol's bright scheme, which also those tell apart who see few colours; gray for neutral. */
const COLOURS: Record<Expression, Colour> = {
  angry: [238, 102, 119],
  disgust: [34, 136, 51],
  fear: [170, 51, 119],
  happy: [204, 187, 68],
  sad: [68, 119, 170],
  surprise: [102, 204, 238],
  neutral: [187, 187, 187],
};

/** The colour of an expression, in pictures and plots; white for one that is not known. */
export function expressionColour(label: string): Colour {
  return Object.hasOwn(COLOURS, label) ? COLOURS[label as Expression] : [255, 255, 255];
}

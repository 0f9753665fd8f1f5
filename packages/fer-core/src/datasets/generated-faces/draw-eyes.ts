import { curveThrough, ellipse, stroke, type Point } from './curves';
import { BLACK, fill, flat, WHITE, type Drawing } from './drawing';
import { blend, type Colour } from './identity';

const SCLERA: Colour = [0.95, 0.94, 0.92];

/** Both eyes: white, iris, pupil, lids. */
export function drawEyes(drawing: Drawing): void {
  const { points, model, project } = drawing;
  drawEye(drawing, points.slice(36, 42), project(model.irises[0]), 'rightEye');
  drawEye(drawing, points.slice(42, 48), project(model.irises[1]), 'leftEye');
}

/** @param lids six points: a corner, two of the upper lid, the other corner, two of the lower lid back. */
function drawEye(drawing: Drawing, lids: readonly Point[], iris: Point, label: 'rightEye' | 'leftEye'): void {
  const { identity, actions, unit } = drawing;
  const shade = blend(identity.skin, BLACK, 0.5);
  const upper = curveThrough(lids.slice(0, 4));
  const lower = curveThrough([lids[3], lids[4], lids[5], lids[0]]);
  const opening = flat([...upper, ...lower]);
  const crease = upper.slice(3, -3).map(([x, y]): Point => [x, y - 0.075 * unit * (1 - 0.4 * actions.lidRaise)]);
  fill(drawing, [...upper, ...[...crease].reverse()], blend(identity.skin, BLACK, 0.2), { alpha: 0.7 });
  fill(drawing, opening, SCLERA, { label });
  const radius = 0.108 * unit * identity.eyeSize;
  fill(drawing, ellipse(iris, radius), identity.iris, { clip: opening });
  fill(drawing, ellipse(iris, radius * 0.52), BLACK, { clip: opening });
  fill(drawing, ellipse([iris[0] - 0.03 * unit, iris[1] - 0.035 * unit], radius * 0.24), WHITE, { clip: opening });
  fill(drawing, stroke(upper, 0.03 * unit, 0.055 * unit, 0.03 * unit), BLACK, { alpha: 0.85 });
  fill(drawing, stroke(lower, 0.012 * unit, 0.024 * unit, 0.012 * unit), shade, { alpha: 0.6 });
  fill(drawing, stroke(crease, 0.012 * unit, 0.022 * unit, 0.012 * unit), shade, { alpha: 0.55 });
  const bag = lower.slice(3, -3).map(([x, y]): Point => [x, y + 0.06 * unit]);
  const puffed = 0.35 * actions.cheekRaise + 0.25 * actions.lidTighten + 0.15 * identity.age;
  fill(drawing, stroke(bag, 0.01 * unit, 0.03 * unit, 0.01 * unit), shade, { alpha: Math.min(0.7, puffed) });
}

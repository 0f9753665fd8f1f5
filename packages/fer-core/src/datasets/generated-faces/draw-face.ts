import type { Path } from './canvas';
import { curveThrough, ellipse, ringThrough, stroke, type Point } from './curves';
import { drawEyes } from './draw-eyes';
import { drawHairBehind, drawHairInFront } from './draw-hair';
import { drawMouth } from './draw-mouth';
import { BLACK, fill, flat, WHITE, type Drawing } from './drawing';
import { blend, type Colour } from './identity';

/** Paints the head from back to front in flat colours; light comes afterwards. */
export function drawFace(drawing: Drawing): void {
  const { identity, model, points, project } = drawing;
  const { skin } = identity;
  drawHairBehind(drawing);
  drawBody(drawing);
  for (const side of [-1, 1]) {
    const ear = project([side * 1.0 * identity.faceWidth, 0.12, -0.12]);
    fill(drawing, ellipse(ear, 0.12 * drawing.unit, 0.25 * drawing.unit), blend(skin, BLACK, 0.1), { label: 'ears' });
  }
  const outline = [...curveThrough(points.slice(0, 17)), ...curveThrough(model.cranium.map(project))];
  fill(drawing, outline, skin, { label: 'skin' });
  drawFolds(drawing, flat(outline));
  drawBeard(drawing, flat(outline));
  drawNose(drawing);
  drawMouth(drawing);
  drawEyes(drawing);
  drawBrows(drawing);
  drawHairInFront(drawing, flat(outline));
  drawGlasses(drawing);
}

function drawBody(drawing: Drawing): void {
  const { identity, project } = drawing;
  const at = (x: number, y: number) => project([x, y, -0.5]);
  fill(drawing, [at(-0.55, 0.5), at(0.55, 0.5), at(0.62, 2.6), at(-0.62, 2.6)], blend(identity.skin, BLACK, 0.22), { label: 'neck' });
  fill(drawing, ringThrough([at(-2.2, 3), at(-1.6, 1.95), at(-0.62, 1.72), at(0, 1.95), at(0.62, 1.72), at(1.6, 1.95), at(2.2, 3), at(0, 4)]), identity.clothes, {
    label: 'clothes',
  });
}

/** Wrinkles and folds: what the muscles pull together. */
function drawFolds(drawing: Drawing, clip: Path): void {
  const { identity, actions, points, project, unit } = drawing;
  const shade = blend(identity.skin, BLACK, 0.55);
  const line = (curve: readonly Point[], width: number, alpha: number) => {
    if (alpha > 0.04) fill(drawing, stroke(curveThrough(curve), 0.2 * width * unit, width * unit, 0.2 * width * unit), shade, { alpha: Math.min(0.8, alpha), clip });
  };
  const old = 0.18 * Math.max(0, identity.age - 0.4);
  const { cornerPull, cheekRaise, upperLipRaise, noseWrinkle, browLower, innerBrowRaise, outerBrowRaise, cornerDepress } = actions;
  const smile = Math.max(cornerPull, 0.9 * upperLipRaise);
  for (const side of [-1, 1]) {
    const corner = points[side < 0 ? 48 : 54];
    const nostril = points[side < 0 ? 31 : 35];
    const outward = side * 0.11 * unit * (1 + cornerPull);
    const bulge: Point = [(nostril[0] + corner[0]) / 2 + outward, (nostril[1] + corner[1]) / 2 - 0.05 * unit];
    line([[nostril[0] + outward * 0.6, nostril[1] - 0.05 * unit], bulge, [corner[0] + outward, corner[1] + 0.04 * unit]], 0.055, 0.6 * smile + old);
    const outerEye = points[side < 0 ? 36 : 45];
    for (const up of [-0.09, 0, 0.09]) {
      const from: Point = [outerEye[0] + side * 0.06 * unit, outerEye[1] + up * 0.5 * unit];
      line([from, [from[0] + side * 0.06 * unit, from[1] + up * 0.25 * unit], [from[0] + side * 0.13 * unit, from[1] + up * unit]], 0.026, 0.4 * cheekRaise + old);
    }
    line([project([side * 0.1, -0.3, 0.8]), project([side * 0.085, -0.2, 0.82]), project([side * 0.1, -0.1, 0.82])], 0.045, 0.75 * browLower * (1 - 0.5 * innerBrowRaise));
    for (const y of [0.03, 0.12, 0.21]) {
      line([project([side * 0.03, y - 0.03, 0.92]), project([side * 0.1, y, 0.88]), project([side * 0.17, y + 0.05, 0.83])], 0.032, 0.75 * noseWrinkle);
    }
    line([[corner[0] + side * 0.02 * unit, corner[1]], [corner[0] + side * 0.05 * unit, corner[1] + 0.07 * unit], [corner[0] + side * 0.03 * unit, corner[1] + 0.15 * unit]], 0.04, 0.55 * cornerDepress + old * 0.5);
    const cheek = project([side * 0.52, 0.42, 0.65]);
    fill(drawing, ellipse(cheek, 0.2 * unit, 0.13 * unit), blend(identity.skin, WHITE, 0.35), { alpha: 0.3 * cheekRaise, clip });
  }
  const forehead = Math.max(Math.min(innerBrowRaise, outerBrowRaise + 0.25), outerBrowRaise);
  for (const [row, y] of [-0.95, -0.83, -0.71].entries()) {
    const half = 0.42 - 0.04 * row;
    line([project([-half, y + 0.03, 0.55]), project([0, y, 0.66]), project([half, y + 0.03, 0.55])], 0.03, 0.5 * forehead + old);
  }
}

function drawBeard(drawing: Drawing, clip: Path): void {
  const { identity, points, unit } = drawing;
  if (identity.beard === 0) return;
  const cheeks: Point[] = [points[2], points[3], ...points.slice(4, 13), points[13], points[14]];
  const inner: Point[] = [points[54], points[35], points[33], points[31], points[48]].map(([x, y]) => [x, y + 0.05 * unit]);
  const area = [...cheeks, ...(identity.moustache ? inner : [points[54], points[57], points[48]].map(([x, y]): Point => [x, y + 0.08 * unit]))];
  fill(drawing, area, identity.hair, { alpha: identity.beard, clip });
}

function drawNose(drawing: Drawing): void {
  const { identity, points, unit, actions } = drawing;
  const { skin } = identity;
  const [bridge, , , tip, farLeft, left, base, right, farRight] = points.slice(27, 36);
  const wing = 0.05 * unit;
  const body = ringThrough([
    [bridge[0] - 0.07 * unit, bridge[1]], [tip[0] - 0.13 * unit, (tip[1] + bridge[1]) / 2 + 0.1 * unit], [farLeft[0] - wing, farLeft[1] - 0.05 * unit],
    [left[0], left[1] + 0.03 * unit], [base[0], base[1] + 0.03 * unit], [right[0], right[1] + 0.03 * unit],
    [farRight[0] + wing, farRight[1] - 0.05 * unit], [tip[0] + 0.13 * unit, (tip[1] + bridge[1]) / 2 + 0.1 * unit], [bridge[0] + 0.07 * unit, bridge[1]],
  ]);
  fill(drawing, body, blend(skin, BLACK, 0.09), { label: 'nose' });
  fill(drawing, stroke(curveThrough([bridge, points[28], points[29], tip]), 0.03 * unit, 0.09 * unit, 0.13 * unit), blend(skin, WHITE, 0.3), { alpha: 0.55 });
  const under = curveThrough([[farLeft[0] - wing * 0.6, farLeft[1] - 0.04 * unit], left, base, right, [farRight[0] + wing * 0.6, farRight[1] - 0.04 * unit]]);
  fill(drawing, stroke(under, 0.05 * unit, 0.04 * unit, 0.05 * unit), blend(skin, BLACK, 0.5), { alpha: 0.7 });
  const flare = 1 + 0.2 * actions.noseWrinkle;
  for (const nostril of [left, right]) fill(drawing, ellipse(nostril, 0.05 * unit * flare, 0.032 * unit), BLACK, { alpha: 0.75 });
}

function drawBrows(drawing: Drawing): void {
  const { identity, points, unit } = drawing;
  const thick = 0.088 * unit * identity.browThickness;
  const colour = blend(identity.hair, BLACK, 0.35);
  fill(drawing, stroke(curveThrough(points.slice(17, 22)), 0.3 * thick, thick, 0.95 * thick), colour, { label: 'rightBrow', alpha: 0.92 });
  fill(drawing, stroke(curveThrough(points.slice(22, 27)), 0.95 * thick, thick, 0.3 * thick), colour, { label: 'leftBrow', alpha: 0.92 });
}

function drawGlasses(drawing: Drawing): void {
  const { identity, model, project, unit } = drawing;
  if (identity.glasses === 'none') return;
  const frame: Colour = blend(identity.clothes, BLACK, 0.75);
  const pen = 0.045 * unit;
  const power = identity.glasses === 'round' ? 1 : 0.55;
  const rims = model.irises.map(([x]) =>
    Array.from({ length: 24 }, (_, i): Point => {
      const angle = (i / 24) * 2 * Math.PI;
      const across = Math.sign(Math.cos(angle)) * Math.abs(Math.cos(angle)) ** power;
      const down = Math.sign(Math.sin(angle)) * Math.abs(Math.sin(angle)) ** power;
      return project([x + 0.32 * across, 0.02 + 0.25 * down, 0.88]);
    }),
  );
  for (const rim of rims) {
    fill(drawing, rim, WHITE, { alpha: 0.08 });
    fill(drawing, stroke([...rim, rim[0], rim[1]], pen), frame, { label: 'glasses' });
  }
  fill(drawing, stroke([rims[0][0], project([0, -0.02, 1]), rims[1][12]], pen), frame, { label: 'glasses' });
  for (const side of [-1, 1]) {
    const hinge = rims[side < 0 ? 0 : 1][side < 0 ? 12 : 0];
    fill(drawing, stroke([hinge, project([side * 1.0, 0, -0.05])], pen), frame, { label: 'glasses' });
  }
}

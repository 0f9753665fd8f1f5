import { curveThrough, ellipse, stroke, type Point } from './curves';
import { BLACK, fill, flat, type Drawing } from './drawing';
import { blend, type Colour } from './identity';

const TEETH: Colour = [0.96, 0.94, 0.9];
const INSIDE: Colour = [0.24, 0.06, 0.07];
const TONGUE: Colour = [0.68, 0.32, 0.33];

/** Lips, what lies between them, and the shadow below. */
export function drawMouth(drawing: Drawing): void {
  const { identity, actions, points, unit } = drawing;
  const { lips, skin } = identity;
  const outerUpper = curveThrough(points.slice(48, 55));
  const outerLower = curveThrough([...points.slice(54, 60), points[48]]);
  const innerUpper = curveThrough(points.slice(60, 65));
  const innerLower = curveThrough([...points.slice(64, 68), points[60]]);
  const [left, right, top, bottom] = [points[60], points[64], points[62], points[66]];
  const gap = Math.hypot(bottom[0] - top[0], bottom[1] - top[1]);

  fill(drawing, [...outerUpper, ...outerLower], lips, { alpha: 0.9 });
  fill(drawing, [...outerUpper, ...[...innerUpper].reverse()], blend(lips, BLACK, 0.16), { label: 'upperLip' });
  fill(drawing, [...outerLower, ...[...innerLower].reverse()], lips, { label: 'lowerLip' });
  const inside = flat([...innerUpper, ...innerLower]);
  fill(drawing, inside, INSIDE, { label: 'mouthInterior' });
  if (gap > 0.06 * unit) {
    const along = (share: number, drop: number): Point => [
      top[0] + (bottom[0] - top[0]) * drop + (right[0] - left[0]) * (share - 0.5),
      top[1] + (bottom[1] - top[1]) * drop + (right[1] - left[1]) * (share - 0.5),
    ];
    if (gap > 0.2 * unit) fill(drawing, ellipse(along(0.5, 0.95), 0.24 * unit, 0.4 * gap), TONGUE, { clip: inside });
    const shown = Math.min(1, actions.teeth);
    const edge = Math.max(0.3, Math.min(1, (0.16 * unit) / gap));
    const teeth = [...innerUpper, ...curveThrough([[right[0], right[1]], along(0.75, edge), along(0.5, edge + 0.06), along(0.25, edge), [left[0], left[1]]])];
    if (shown > 0.3) fill(drawing, teeth, TEETH, { clip: inside, alpha: Math.min(1, shown) });
    const bared = Math.min(actions.teeth, Math.max(actions.lipStretch, actions.upperLipRaise)) * (1 - actions.lipRound);
    if (bared > 0.15) {
      const low = [along(0.1, 0.78), along(0.5, 0.7), along(0.9, 0.78), along(0.9, 1.3), along(0.1, 1.3)];
      fill(drawing, low, blend(TEETH, BLACK, 0.08), { clip: inside, alpha: Math.min(1, bared * 2) });
    }
  }
  fill(drawing, stroke(innerUpper, 0.02 * unit, 0.034 * unit, 0.02 * unit), BLACK, { alpha: 0.75 });
  for (const corner of [points[48], points[54]]) fill(drawing, ellipse(corner, 0.035 * unit), blend(skin, BLACK, 0.6), { alpha: 0.5 });
  const under = points.slice(55, 60).map(([x, y]): Point => [x, y + 0.09 * unit]);
  fill(drawing, stroke(curveThrough(under.slice(1, 4)), 0.02 * unit, 0.06 * unit, 0.02 * unit), blend(skin, BLACK, 0.5), { alpha: 0.3 + 0.3 * actions.chinRaise });
}

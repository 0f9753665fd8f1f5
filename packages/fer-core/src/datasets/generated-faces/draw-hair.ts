import type { Path } from './canvas';
import { curveThrough, ellipse, ringThrough, stroke, type Point } from './curves';
import { BLACK, fill, type Drawing } from './drawing';
import { blend } from './identity';

/** Hair that lies behind the head. */
export function drawHairBehind(drawing: Drawing): void {
  const { identity, project, unit } = drawing;
  const at = (x: number, y: number, z = -0.3) => project([x * identity.faceWidth, y * identity.faceHeight, z]);
  const dark = blend(identity.hair, BLACK, 0.25);
  if (identity.hairStyle === 'bun') fill(drawing, ellipse(at(0, -1.5), 0.42 * unit), dark, { label: 'hair' });
  if (identity.hairStyle === 'long') {
    const lengths = ringThrough([at(-1.15, 1.9), at(-1.28, 0.6), at(-1.18, -0.5), at(0, -1.42), at(1.18, -0.5), at(1.28, 0.6), at(1.15, 1.9), at(0, 2.2)]);
    fill(drawing, lengths, dark, { label: 'hair' });
  }
  if (identity.hairStyle === 'curly') {
    for (let i = 0; i <= 10; i++) {
      const angle = (i / 10) * Math.PI;
      fill(drawing, ellipse(at(1.08 * Math.cos(angle), -0.35 - 0.95 * Math.sin(angle)), 0.3 * unit), dark, { label: 'hair' });
    }
  }
}

/** Hair over the forehead and temples. */
export function drawHairInFront(drawing: Drawing, head: Path): void {
  const { identity, project, unit, model } = drawing;
  const { hair, hairStyle, faceWidth, faceHeight, age } = identity;
  if (hairStyle === 'bald') {
    fill(drawing, ellipse(project([0.1, -1, 0.5]), 0.3 * unit, 0.12 * unit), [1, 1, 1], { alpha: 0.25, clip: head });
    return;
  }
  const at = (x: number, y: number, z = 0.35) => project([x * faceWidth, y * faceHeight, z]);
  const crown = model.cranium.map(([x, y, z]) => project([x * 1.07, y * 1.09 - 0.02, z]));
  const hairline = 0.06 * (age - 0.5);
  const front: Record<typeof hairStyle, Point[]> = {
    short: [at(-0.98, -0.12, 0), at(-0.86, -0.5), at(-0.6, -0.86 - hairline), at(0, -0.98 - hairline, 0.5), at(0.6, -0.86 - hairline), at(0.86, -0.5), at(0.98, -0.12, 0)],
    fringe: [at(-0.98, 0.1, 0), at(-0.84, -0.42), at(-0.5, -0.68, 0.55), at(0, -0.74, 0.65), at(0.5, -0.68, 0.55), at(0.84, -0.42), at(0.98, 0.1, 0)],
    long: [at(-1, 0.5, 0), at(-0.88, -0.2), at(-0.62, -0.75), at(-0.12, -1.0, 0.5), at(0.55, -0.78), at(0.88, -0.2), at(1, 0.5, 0)],
    curly: [at(-0.99, -0.05, 0), at(-0.82, -0.52), at(-0.5, -0.8), at(-0.2, -0.8, 0.5), at(0.2, -0.86, 0.5), at(0.52, -0.78), at(0.82, -0.5), at(0.99, -0.05, 0)],
    bun: [at(-0.97, -0.2, 0), at(-0.82, -0.62), at(-0.45, -0.93), at(0, -1.0, 0.5), at(0.45, -0.93), at(0.82, -0.62), at(0.97, -0.2, 0)],
  };
  fill(drawing, [...curveThrough(front[hairStyle]), ...crown], hair, { label: 'hair' });
  const gloss = [at(-0.5, -1.12, 0.3), at(-0.1, -1.22, 0.35), at(0.35, -1.17, 0.3)];
  fill(drawing, stroke(curveThrough(gloss), 0.02 * unit, 0.1 * unit, 0.02 * unit), blend(hair, [1, 1, 1], 0.4), { alpha: 0.5 });
}

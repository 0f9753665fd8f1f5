import type { Actions } from './expression-actions';
import type { Identity } from './identity';

/** (x, y, z): x to the image's right, y down, z towards the viewer; the face's half width is about 1, the eyes are at y = 0. */
export type Point3 = readonly [x: number, y: number, z: number];

/** Everything of a face that turns with the head. */
export interface FaceModel {
  /** The 68 points in iBUG/300-W order; 0–16, 17–21 and 36–41 begin at the subject's right, the image's left. */
  readonly landmarks: readonly Point3[];
  /** From the right end of the jaw line over the crown to its left end. */
  readonly cranium: readonly Point3[];
  /** Centres of the irises, subject's right eye first. */
  readonly irises: readonly [Point3, Point3];
  /** Vertical centre of the lips, where the lower edge of the upper teeth hangs from. */
  readonly mouth: Point3;
}

const EYE_X = 0.45;
const BROW_Y = -0.36;
const NOSE_Y = 0.5;
const MOUTH_Y = 0.83;
const CHIN_Y = 1.34;

/** The 3-D points of a person whose muscles act. */
export function faceModel(identity: Identity, actions: Actions): FaceModel {
  const jaw = jawLine(identity, actions);
  const nose = nosePoints(identity, actions);
  const landmarks = [
    ...jaw,
    ...brow(-1, identity, actions),
    ...brow(1, identity, actions).reverse(),
    ...nose,
    ...eye(-1, identity, actions),
    ...mirrorEye(eye(1, identity, actions)),
    ...lips(identity, actions),
  ];
  const gaze = 0.035 * actions.lidDroop;
  const eyeX = EYE_X * identity.eyeDistance;
  return {
    landmarks,
    cranium: craniumLine(identity),
    irises: [surface(-eyeX, gaze - 0.012), surface(eyeX, gaze - 0.012)],
    mouth: surface(0, mouthY(identity)),
  };
}

/** A point on the front of the head, an ellipsoid, raised by `height`. */
function surface(x: number, y: number, height = 0): Point3 {
  const inside = 1 - (x / 1.1) ** 2 - ((y - 0.1) / 1.55) ** 2;
  return [x, y, 0.78 * Math.sqrt(Math.max(0, inside)) + height];
}

function jawLine({ faceWidth, faceHeight, jawSquare }: Identity, { jawDrop, chinRaise }: Actions): Point3[] {
  const chin = CHIN_Y * faceHeight + 0.2 * jawDrop - 0.02 * chinRaise;
  return Array.from({ length: 17 }, (_, i) => {
    const angle = ((i - 8) / 8) * 1.62;
    const across = Math.sign(angle) * Math.abs(Math.sin(angle)) ** (0.95 - 0.25 * jawSquare);
    const down = Math.sign(Math.cos(angle)) * Math.abs(Math.cos(angle)) ** 0.92;
    return [0.97 * faceWidth * across, chin * down, 0.34 * Math.max(0, Math.cos(angle)) - 0.06];
  });
}

function craniumLine({ faceWidth, faceHeight }: Identity): Point3[] {
  return Array.from({ length: 13 }, (_, i) => {
    const angle = 0.1 + (i / 12) * (Math.PI - 0.2);
    return [0.985 * faceWidth * Math.cos(angle), -1.16 * faceHeight * Math.sin(angle) ** 0.85, 0.12 * Math.sin(angle)];
  });
}

/** Outer to inner end. */
function brow(side: -1 | 1, { browHeight, browSlant, eyeDistance }: Identity, actions: Actions): Point3[] {
  const { innerBrowRaise, outerBrowRaise, browLower, noseWrinkle, lidDroop } = actions;
  return Array.from({ length: 5 }, (_, i) => {
    const inward = i / 4;
    const arch = 0.075 * Math.sin(Math.PI * (0.18 + 0.72 * inward));
    const raise =
      0.2 * innerBrowRaise * inward ** 1.5 + 0.17 * outerBrowRaise * (1 - inward) ** 0.7 * (0.45 + 0.55 * Math.sin(Math.PI * Math.min(1, 0.35 + inward)));
    const lower = 0.17 * browLower * (0.12 + 0.88 * inward) + 0.07 * noseWrinkle * inward + 0.05 * lidDroop * (1 - inward);
    const lift = 0.05 * outerBrowRaise * innerBrowRaise + 0.05 * browLower * (1 - inward) * (1 - innerBrowRaise);
    const y = BROW_Y - browHeight - arch - raise + lower - lift + browSlant * (inward - 0.5) + 0.03;
    const x = (0.8 - 0.57 * inward) * eyeDistance - 0.06 * browLower * inward;
    return surface(side * x, y, 0.04);
  });
}

/** Outer corner, two points of the upper lid towards the nose, inner corner, two of the lower lid back. */
function eye(side: -1 | 1, { eyeDistance, eyeSize, eyeSlant }: Identity, actions: Actions): Point3[] {
  const { lidRaise, lidTighten, lidDroop, cheekRaise, innerBrowRaise, outerBrowRaise } = actions;
  const half = 0.215 * eyeSize;
  const x = EYE_X * eyeDistance;
  const upper = 0.115 * eyeSize * Math.max(0.12, 1 + 0.75 * lidRaise - 0.35 * lidTighten - 0.6 * lidDroop - 0.3 * cheekRaise);
  const lower = 0.075 * eyeSize * Math.max(0.1, 1 + 0.25 * lidRaise - 0.5 * lidTighten - 0.6 * cheekRaise);
  const oblique = 0.25 * upper * Math.max(0, innerBrowRaise - outerBrowRaise);
  const droop = 0.03 * lidDroop;
  const at = (outward: number, y: number) => surface(side * (x + outward * half), y);
  return [
    at(1, -eyeSlant + droop),
    at(0.36, -upper + oblique - 0.5 * eyeSlant + droop),
    at(-0.36, -upper - oblique + 0.3 * eyeSlant),
    at(-1, 0.012 + eyeSlant),
    at(-0.36, lower),
    at(0.36, lower - 0.3 * eyeSlant),
  ];
}

/** The subject's left eye is counted from its inner corner: 42 inner, 43–44 upper, 45 outer, 46–47 lower. */
function mirrorEye([outer, upperOuter, upperInner, inner, lowerInner, lowerOuter]: Point3[]): Point3[] {
  return [inner, upperInner, upperOuter, outer, lowerOuter, lowerInner];
}

function nosePoints({ noseLength, noseWidth }: Identity, { noseWrinkle, upperLipRaise }: Actions): Point3[] {
  const base = NOSE_Y * noseLength - 0.06 * noseWrinkle - 0.02 * upperLipRaise;
  const tip = base - 0.1;
  const bridge = [0, 1, 2, 3].map((i) => surface(0, -0.02 + ((tip + 0.02) * i) / 3, 0.05 + 0.11 * i));
  const wing = 0.2 * noseWidth * (1 + 0.15 * noseWrinkle);
  const nostrils = [-1, -0.5, 0, 0.5, 1].map((x) => surface(x * wing, base + 0.035 * (1 - Math.abs(x)) - 0.05 * noseWrinkle * x * x, 0.22 - 0.14 * Math.abs(x)));
  return [...bridge, ...nostrils];
}

function mouthY({ noseLength, faceHeight }: Identity): number {
  return MOUTH_Y * faceHeight + 0.15 * (noseLength - 1);
}

/** 48–67: outer line from the image's left corner over the upper lip and back, then the inner line likewise. */
function lips(identity: Identity, actions: Actions): Point3[] {
  const { cornerPull, cornerDepress, lipStretch, lipRound, lipPress, jawDrop, upperLipRaise, chinRaise, noseWrinkle } = actions;
  const half = 0.36 * identity.mouthWidth * (1 + 0.34 * cornerPull + 0.3 * lipStretch - 0.42 * lipRound - 0.08 * lipPress - 0.06 * chinRaise);
  const raised = 0.07 * upperLipRaise + 0.03 * noseWrinkle;
  const middle = mouthY(identity) - 0.05 * chinRaise + 0.02 * cornerPull;
  const corner = middle - 0.19 * cornerPull + 0.15 * cornerDepress + 0.03 * lipStretch - identity.mouthCurve + jawDrop * (0.27 - 0.2 * cornerPull);
  const thin = identity.lipThickness * (1 - 0.62 * lipPress) * (1 - 0.2 * lipStretch) * (1 - 0.25 * cornerPull);
  const upperThickness = 0.085 * thin * (1 - 0.1 * upperLipRaise);
  const lowerThickness = 0.115 * thin * (1 + 0.25 * chinRaise);
  const square = Math.max(0, upperLipRaise - 0.3) * 0.3;
  const gapTop = middle - raised - 0.02 * jawDrop;
  const gapBottom = gapTop + 0.004 + 0.5 * jawDrop + 0.45 * Math.min(raised, 0.06);
  const point = (x: number, y: number, height = 0.06) => surface(x * half, y, height * (1 - x * x));
  /** Between corner (|x| = 1) and middle (0): how far the line has left the corner's height. */
  const line = (x: number, inMiddle: number, roundness: number) => corner + (inMiddle - corner) * (1 - Math.abs(x) ** roundness);
  const upperRound = 1.7 + 1.2 * lipRound + 3 * square;
  const lowerRound = 1.9 + 1 * lipRound + lipStretch;
  const outerUpper = [-0.66, -0.28, 0, 0.28, 0.66].map((x) =>
    point(x, line(x, gapTop - upperThickness * (x === 0 ? 0.86 : 1.08), upperRound) - (Math.abs(x) > 0.5 ? 0.01 : 0)),
  );
  const outerLower = [0.66, 0.3, 0, -0.3, -0.66].map((x) => point(x, line(x, gapBottom + lowerThickness, lowerRound + 0.5)));
  const innerUpper = [-0.48, 0, 0.48].map((x) => point(x, line(x, gapTop, upperRound)));
  const innerLower = [0.48, 0, -0.48].map((x) => point(x, line(x, gapBottom, lowerRound)));
  const inset = 0.88;
  const innerCorner = (side: number) => point(side * inset, corner + (0.12 * (gapTop + gapBottom - 2 * corner)) / 2);
  return [point(-1, corner), ...outerUpper, point(1, corner), ...outerLower, innerCorner(-1), ...innerUpper, innerCorner(1), ...innerLower];
}

import type { Random } from './random';

/** Red, green, blue in [0, 1]. */
export type Colour = readonly [red: number, green: number, blue: number];

export const HAIR_STYLES = ['short', 'fringe', 'long', 'curly', 'bald', 'bun'] as const;
export type HairStyle = (typeof HAIR_STYLES)[number];

/** What a person keeps from picture to picture. Lengths are shares of the average. */
export interface Identity {
  readonly faceWidth: number;
  readonly faceHeight: number;
  /** 0 = pointed chin, 1 = square jaw. */
  readonly jawSquare: number;
  readonly eyeSize: number;
  readonly eyeDistance: number;
  /** Outer eye corner above (+) or below the inner one. */
  readonly eyeSlant: number;
  readonly browHeight: number;
  readonly browThickness: number;
  readonly browSlant: number;
  readonly noseLength: number;
  readonly noseWidth: number;
  readonly mouthWidth: number;
  readonly lipThickness: number;
  /** Resting mouth corners up (+) or down. */
  readonly mouthCurve: number;
  readonly age: number;
  readonly skin: Colour;
  readonly hair: Colour;
  readonly iris: Colour;
  readonly lips: Colour;
  readonly clothes: Colour;
  readonly hairStyle: HairStyle;
  readonly beard: number;
  readonly moustache: boolean;
  readonly glasses: 'none' | 'round' | 'square';
}

const SKINS: readonly Colour[] = [
  [0.97, 0.84, 0.75], [0.93, 0.76, 0.64], [0.87, 0.68, 0.53], [0.76, 0.56, 0.41], [0.6, 0.42, 0.3], [0.43, 0.29, 0.21],
];
const HAIRS: readonly Colour[] = [
  [0.1, 0.08, 0.07], [0.2, 0.13, 0.09], [0.36, 0.22, 0.13], [0.55, 0.3, 0.14], [0.8, 0.64, 0.36], [0.66, 0.65, 0.64],
];
const IRISES: readonly Colour[] = [[0.28, 0.16, 0.08], [0.36, 0.24, 0.12], [0.22, 0.42, 0.58], [0.28, 0.44, 0.26]];

/** Invents a person. */
export function drawIdentity(random: Random): Identity {
  const tone = random.between(0, SKINS.length - 1);
  const skin = blend(SKINS[Math.floor(tone)], SKINS[Math.ceil(tone)], tone % 1);
  const hair = random.pick(tone > 3.2 ? HAIRS.slice(0, 2) : HAIRS);
  const bearded = random.chance(0.25);
  return {
    faceWidth: 1 + random.bell(0.06),
    faceHeight: 1 + random.bell(0.05),
    jawSquare: random.between(0, 1),
    eyeSize: 1 + random.bell(0.09),
    eyeDistance: 1 + random.bell(0.045),
    eyeSlant: random.bell(0.02),
    browHeight: random.bell(0.03),
    browThickness: random.between(0.75, 1.45),
    browSlant: random.bell(0.025),
    noseLength: 1 + random.bell(0.08),
    noseWidth: 1 + random.bell(0.13),
    mouthWidth: 1 + random.bell(0.08),
    lipThickness: random.between(0.75, 1.35),
    mouthCurve: random.bell(0.016),
    age: random.between(0, 1),
    skin,
    hair,
    iris: tone > 3.2 ? IRISES[0] : random.pick(IRISES),
    lips: blend(skin, [0.72, 0.25, 0.27], random.between(0.35, 0.75)),
    clothes: [random.between(0.1, 0.9), random.between(0.1, 0.9), random.between(0.1, 0.9)],
    hairStyle: bearded ? random.pick(['short', 'curly', 'bald', 'fringe']) : random.pick(HAIR_STYLES),
    beard: bearded ? random.between(0.25, 0.9) : 0,
    moustache: bearded && random.chance(0.7),
    glasses: random.chance(0.2) ? random.pick(['round', 'square']) : 'none',
  };
}

/** @param share 0 gives `a`, 1 gives `b`. */
export function blend(a: Colour, b: Colour, share: number): Colour {
  return [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share, a[2] + (b[2] - a[2]) * share];
}

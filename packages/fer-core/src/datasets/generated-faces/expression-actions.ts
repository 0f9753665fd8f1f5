import type { Expression } from '../../expressions';
import type { Random } from './random';

/**
 * What the muscles do, 0 = at rest, 1 = strong; named after the action units (AU) of the Facial Action Coding System
 * that they imitate in drawing.
 */
export interface Actions {
  /** AU1 */ innerBrowRaise: number;
  /** AU2 */ outerBrowRaise: number;
  /** AU4 */ browLower: number;
  /** AU5 */ lidRaise: number;
  /** AU6 */ cheekRaise: number;
  /** AU7 */ lidTighten: number;
  /** AU43 in part: upper lids hang, gaze goes down. */ lidDroop: number;
  /** AU9 */ noseWrinkle: number;
  /** AU10 */ upperLipRaise: number;
  /** AU12 */ cornerPull: number;
  /** AU15 */ cornerDepress: number;
  /** AU17 */ chinRaise: number;
  /** AU18, AU27: the mouth becomes narrow and round. */ lipRound: number;
  /** AU20 */ lipStretch: number;
  /** AU24 */ lipPress: number;
  /** AU25, AU26 */ jawDrop: number;
  /** Teeth shown when the mouth is open. */ teeth: number;
}

const REST: Actions = {
  innerBrowRaise: 0, outerBrowRaise: 0, browLower: 0, lidRaise: 0, cheekRaise: 0, lidTighten: 0, lidDroop: 0, noseWrinkle: 0,
  upperLipRaise: 0, cornerPull: 0, cornerDepress: 0, chinRaise: 0, lipRound: 0, lipStretch: 0, lipPress: 0, jawDrop: 0, teeth: 0,
};

/** Mouth and brows as far apart as any expression brings them: where a face is tallest. */
export const WIDE_OPEN: Actions = { ...REST, jawDrop: 1.2, innerBrowRaise: 1.2, outerBrowRaise: 1.2 };

/** The ways each expression is shown; one is picked. */
const VARIANTS: Readonly<Record<Expression, readonly Partial<Actions>[]>> = {
  angry: [
    { browLower: 1, lidTighten: 0.7, lidRaise: 0.2, lipPress: 1, chinRaise: 0.35, cornerDepress: 0.25, noseWrinkle: 0.15 },
    { browLower: 1.1, lidTighten: 0.5, lidRaise: 0.35, jawDrop: 0.38, lipStretch: 0.1, upperLipRaise: 0.55, cornerDepress: 0.5, teeth: 1, noseWrinkle: 0.25 },
  ],
  disgust: [
    { noseWrinkle: 1, upperLipRaise: 0.9, browLower: 0.4, lidTighten: 0.95, cheekRaise: 0.6, cornerDepress: 0.5, jawDrop: 0.03 },
    { noseWrinkle: 1, upperLipRaise: 1, browLower: 0.35, lidTighten: 1, cheekRaise: 0.6, cornerDepress: 0.6, jawDrop: 0.3, teeth: 0.7 },
  ],
  fear: [
    { innerBrowRaise: 1, outerBrowRaise: 0.25, browLower: 0.3, lidRaise: 1, lipStretch: 1, jawDrop: 0.38, cornerDepress: 0.4, teeth: 0.5 },
    { innerBrowRaise: 1, outerBrowRaise: 0.35, browLower: 0.35, lidRaise: 0.95, lipStretch: 0.85, jawDrop: 0.24, cornerDepress: 0.5, teeth: 1 },
  ],
  happy: [
    { cornerPull: 1, cheekRaise: 0.8, jawDrop: 0.35, teeth: 1 },
    { cornerPull: 0.95, cheekRaise: 0.65, jawDrop: 0.02 },
    { cornerPull: 1, cheekRaise: 1, jawDrop: 0.6, teeth: 1, outerBrowRaise: 0.2, innerBrowRaise: 0.15 },
  ],
  sad: [
    { innerBrowRaise: 0.95, browLower: 0.35, lidDroop: 0.85, cornerDepress: 1, chinRaise: 0.6 },
    { innerBrowRaise: 0.75, browLower: 0.25, lidDroop: 1, cornerDepress: 0.9, chinRaise: 0.25 },
  ],
  surprise: [
    { innerBrowRaise: 0.95, outerBrowRaise: 1, lidRaise: 0.85, jawDrop: 1, lipRound: 0.8 },
    { innerBrowRaise: 1, outerBrowRaise: 1, lidRaise: 1, jawDrop: 0.65, lipRound: 1 },
  ],
  neutral: [{}, { lidDroop: 0.12 }, { lipPress: 0.15 }],
};

/**
 * The muscles of one showing of an expression: a variant, scaled by `intensity`, each action varied a little, so that no two faces
 * smile alike and a weak expression comes near to neutral.
 * @param intensity from 0 (rest) to 1.
 */
export function drawActions(expression: Expression, intensity: number, random: Random): Actions {
  const variant = random.pick(VARIANTS[expression]);
  const actions = { ...REST };
  for (const name of Object.keys(REST) as (keyof Actions)[]) {
    const full = variant[name] ?? 0;
    const scaled = name === 'teeth' ? full : full * intensity * (1 + random.bell(0.12));
    actions[name] = Math.min(1.2, Math.max(0, scaled + random.bell(0.035)));
  }
  return actions;
}

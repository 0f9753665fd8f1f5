import type { Expression } from '../../expressions';
import { EXPRESSIONS } from '../../expressions';
import { InputError } from '../../input-error';
import { Canvas } from './canvas';
import type { Point } from './curves';
import { drawFace } from './draw-face';
import { drawActions, WIDE_OPEN, type Actions } from './expression-actions';
import { faceModel } from './face-model';
import { drawIdentity, type Identity } from './identity';
import { applyLight, paintBackground, takePicture } from './light-and-camera';
import { Random } from './random';
import { drawScene, fitIntoImage, projector, type Scene } from './scene';

export interface GenerateFaceOptions {
  /** Any integer (its lowest 32 bits count); the same options give the same face, bit by bit. */
  readonly seed: number;
  readonly expression: Expression;
  /** Height and width in pixels, from 16; default 48. */
  readonly size?: number;
  /** 1 = gray (default), 3 = RGB. */
  readonly channels?: 1 | 3;
  /** Strength of the expression, 0 … 1; default: drawn from 0.4 … 1. */
  readonly intensity?: number;
  /** Person, pose and light from another seed, so that one person can show several expressions; default `seed`. */
  readonly identitySeed?: number;
  /** Fixed parts of the scene, e.g. `{yaw: 0, noise: 0}`. */
  readonly scene?: Partial<Scene>;
}

/** A drawn face with the truth about it. */
export interface GeneratedFace {
  /** uint8 [size, size, channels], 0 = black. */
  readonly image: Uint8Array;
  readonly size: number;
  readonly channels: 1 | 3;
  /** The 68 points in iBUG/300-W order, (x, y) in pixels, the first pixel's centre at (0, 0); inside the image unless `scene` fixes scale or shift. */
  readonly landmarks: readonly Point[];
  /** uint8 [size, size]; values index `PARSING_LABELS`. */
  readonly parsing: Uint8Array;
  readonly expression: Expression;
  readonly intensity: number;
  readonly actions: Actions;
  readonly identity: Identity;
  readonly scene: Scene;
}

/**
 * Draws one face: a person, a pose, a light and an expression, all from the seed.
 * No photograph and no person is behind it.
 * @throws InputError for an unknown expression, a size below 16, channels other than 1 and 3, seeds that are not whole, an intensity outside [0, 1].
 */
export function generateFace(options: GenerateFaceOptions): GeneratedFace {
  const { seed, expression, size = 48, channels = 1 } = options;
  requireDrawable({ seed, size, channels });
  if (!EXPRESSIONS.includes(expression)) throw new InputError(`generateFace: expected an expression among ${EXPRESSIONS.join(', ')}, got ${String(expression)}`);
  const { identitySeed = seed } = options;
  if (!Number.isInteger(identitySeed)) throw new InputError(`generateFace: expected a whole number as identitySeed, got ${identitySeed}`);
  if (options.intensity !== undefined && !(options.intensity >= 0 && options.intensity <= 1)) {
    throw new InputError(`generateFace: expected an intensity from 0 to 1, got ${options.intensity}`);
  }
  const person = new Random(identitySeed);
  const identity = drawIdentity(person);
  const drawn: Scene = { ...drawScene(person), ...options.scene };
  // By the tallest face, not by this one, so that a head does not move with its expression.
  const scene: Scene = { ...fitIntoImage(drawn, faceModel(identity, WIDE_OPEN).landmarks), ...options.scene };
  const random = new Random(seed ^ 0x5bd1e995);
  const intensity = options.intensity ?? random.between(0.4, 1);
  const actions = drawActions(expression, intensity, random);

  const model = faceModel(identity, actions);
  const project = projector(scene, size, size);
  const points = model.landmarks.map(project);
  const unit = scene.scale * size;
  const canvas = new Canvas(size, size);
  paintBackground(canvas, scene);
  drawFace({ canvas, identity, actions, model, points, project, unit });
  applyLight(canvas, scene, project([0, 0.12, 0]), unit);
  const image = takePicture(canvas, scene, channels, random);
  return { image, size, channels, landmarks: points, parsing: canvas.labels, expression, intensity, actions, identity, scene };
}

/** @throws InputError for a seed that is not whole, a size below 16, or channels other than 1 and 3. */
export function requireDrawable({ seed, size, channels }: { seed: number; size: number; channels: number }): void {
  if (!Number.isInteger(size) || size < 16) throw new InputError(`generateFace: expected a whole size of at least 16 pixels, got ${size}`);
  if (channels !== 1 && channels !== 3) throw new InputError(`generateFace: expected 1 or 3 channels, got ${channels}`);
  if (!Number.isInteger(seed)) throw new InputError(`generateFace: expected a whole number as seed, got ${seed}`);
}

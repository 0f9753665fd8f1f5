import type { LabeledImages } from '../datasets/labeled-images';
import { InputError } from '../input-error';
import type { Draw } from './augmentation';
import type { TrainingConfig } from './training-config';

/** What a batch's images should be answered with. */
export interface Targets {
  /** float32 [batch, classes]: each row the distribution to learn. */
  targets: Float32Array;
  /** float32 [batch]: weight of each image in the loss. */
  imageWeights: Float32Array;
  /** float32 [batch]: share of the image itself where it is mixed with its partner, the batch read backwards. */
  mix: Float32Array;
}

type TargetConfig = Pick<TrainingConfig, 'labelSmoothing' | 'mixup' | 'classWeights' | 'distillation'>;

/** Makes the targets of training batches from labels: smoothed, distilled from teachers, mixed, weighted. */
export class TargetMaker {
  private readonly classes: number;
  private readonly weights: Float32Array;

  /** @param teaching float32 [count, classes], what the teachers say of each training image; null without teachers */
  constructor(
    private readonly config: TargetConfig,
    private readonly data: LabeledImages,
    private readonly teaching: Float32Array | null,
  ) {
    this.classes = data.classes.length;
    this.weights = classWeights(config.classWeights, data);
  }

  /** @param indices of the batch's images in the training data */
  make(indices: Uint32Array, draw: Draw): Targets {
    const { classes, data, config } = this;
    const own = new Float32Array(indices.length * classes);
    const imageWeights = new Float32Array(indices.length);
    indices.forEach((index, row) => {
      this.fillRow(index, own.subarray(row * classes, (row + 1) * classes));
      imageWeights[row] = this.weights[data.labels[index]!]!;
    });
    const mix = new Float32Array(indices.length).fill(1);
    if (config.mixup === 0) return { targets: own, imageWeights, mix };
    const targets = new Float32Array(own.length);
    for (let row = 0; row < indices.length; row++) {
      const share = (mix[row] = drawShare(config.mixup, draw));
      const partner = indices.length - 1 - row;
      for (let k = 0; k < classes; k++) targets[row * classes + k] = share * own[row * classes + k]! + (1 - share) * own[partner * classes + k]!;
    }
    return { targets, imageWeights, mix };
  }

  private fillRow(index: number, row: Float32Array): void {
    const { labelSmoothing, distillation } = this.config;
    row.fill(labelSmoothing / this.classes);
    row[this.data.labels[index]!]! += 1 - labelSmoothing;
    if (!this.teaching || !distillation) return;
    for (let k = 0; k < this.classes; k++) {
      row[k] = (1 - distillation.weight) * row[k]! + distillation.weight * this.teaching[index * this.classes + k]!;
    }
  }
}

/**
 * One weight a class: 1, as given by name, or inverse to the class's frequency with a mean of 1 over the images.
 * @throws InputError for a name that is none of the classes
 */
function classWeights(setting: TargetConfig['classWeights'], { classes, labels, count }: LabeledImages): Float32Array {
  if (setting === null) return new Float32Array(classes.length).fill(1);
  if (setting !== 'balanced') {
    const unknown = Object.keys(setting).find((name) => !classes.includes(name));
    if (unknown !== undefined) throw new InputError(`train: classWeights expected names among ${classes.join(', ')}, got ${unknown}`);
    return Float32Array.from(classes, (name) => setting[name] ?? 1);
  }
  const counts = new Float32Array(classes.length);
  for (const label of labels) counts[label]!++;
  return counts.map((n) => (n === 0 ? 0 : count / (classes.length * n)));
}

/**
 * A share in [0.5, 1] from the symmetric Beta(alpha, alpha) distribution folded at one half (Zhang et al. 2018),
 * by the ratio of two Gamma variates (Jöhnk's method, for alpha ≤ 1).
 */
function drawShare(alpha: number, draw: Draw): number {
  for (;;) {
    const x = Math.max(draw(), 1e-9) ** (1 / alpha);
    const y = Math.max(draw(), 1e-9) ** (1 / alpha);
    if (x + y > 1 || x + y === 0) continue;
    const share = x / (x + y);
    return Math.max(share, 1 - share);
  }
}

import type { Pictures } from '../backend';
import { judge } from '../classify/judge';
import { confusionMatrix } from '../evaluate/confusion-matrix';
import { drawViews, NO_AUGMENTATION, seededDraw, type Augmentation } from './augmentation';
import { epochOrder, takeBatch } from './batches';
import type { EpochLogs, EpochNumbers } from './callbacks/callback';
import { confusionPicture } from './confusion-picture';
import type { Lesson, StepPlace } from './epoch-loop';
import type { TargetMaker } from './targets';
import type { Trainer } from './trainer';
import type { TrainingConfig } from './training-config';
import type { TrainingData } from './training-loop';

/** A step's numbers, each a sum or a mean over images. */
export interface ClassificationNumbers {
  loss: number;
  /** Share of right answers; in a sum their number. */
  accuracy: number;
}

/** Training images shown in TensorBoard. */
const SHOWN = 16;

/** One epoch of a classifier: every image once, in an order of its own, changed at random; then the validation images. */
export class ClassificationLesson implements Lesson<ClassificationNumbers, EpochLogs> {
  readonly steps: number;
  private readonly augmentation: Augmentation;
  private order: { epoch: number; indices: Uint32Array } = { epoch: -1, indices: new Uint32Array() };
  private answers: Uint8Array = new Uint8Array();

  constructor(
    private readonly config: TrainingConfig,
    private readonly data: TrainingData,
    readonly learner: Trainer,
    private readonly targets: TargetMaker,
  ) {
    this.steps = Math.ceil(data.train.count / config.batchSize);
    this.augmentation = config.augmentation ?? NO_AUGMENTATION;
  }

  takeStep({ epoch, index, step, learningRate }: StepPlace): { sums: ClassificationNumbers; count: number } {
    const { config, data } = this;
    const indices = this.orderOf(epoch).subarray(index * config.batchSize, (index + 1) * config.batchSize);
    const draw = seededDraw(config.seed, step);
    const batch = { ...takeBatch(data.train, indices), ...this.targets.make(indices, draw), views: this.views(indices.length, draw) };
    const { loss, correct } = this.learner.step(batch, { step: step + 1, learningRate, seed: [config.seed, step + 1] });
    return { sums: { loss: loss * indices.length, accuracy: correct }, count: indices.length };
  }

  endEpoch({ loss, accuracy }: ClassificationNumbers): Omit<EpochLogs, keyof EpochNumbers> {
    const { validation } = this.data;
    const judgement = judge(this.learner.predict(validation.images), validation);
    this.answers = judgement.predicted;
    return { loss, accuracy, valLoss: judgement.loss, valAccuracy: judgement.accuracy };
  }

  /** The first training images of an epoch as the network sees them, and the confusion matrix of its validation. */
  pictures(epoch: number): Record<string, Pictures> {
    const { train, validation } = this.data;
    const indices = this.orderOf(epoch).subarray(0, SHOWN);
    const views = this.views(indices.length, seededDraw(this.config.seed, epoch * this.steps));
    const { images } = takeBatch(train, indices);
    const [pixels, numbers] = [images.length / indices.length, views.length / indices.length];
    indices.forEach((_, at) => {
      const image = images.subarray(at * pixels, (at + 1) * pixels);
      image.set(this.learner.view(image, views.subarray(at * numbers, (at + 1) * numbers)));
    });
    const shown: Pictures = { pixels: images, count: indices.length, height: train.height, width: train.width, channels: train.channels as 1 | 3 };
    const confusion = confusionMatrix(validation.labels, this.answers, validation.classes.length);
    return { 'train/augmented': shown, 'validation/confusion': confusionPicture(confusion) };
  }

  private orderOf(epoch: number): Uint32Array {
    if (this.order.epoch !== epoch) this.order = { epoch, indices: epochOrder(this.data.train.count, this.config.seed, epoch) };
    return this.order.indices;
  }

  private views(count: number, draw: () => number): Float32Array {
    return drawViews(count, [this.data.train.height, this.data.train.width], this.augmentation, draw);
  }
}

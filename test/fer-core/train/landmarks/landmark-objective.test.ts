import { describe, expect, it } from 'vitest';
import { startBackend, tf, type Tensor } from '../../../../packages/fer-core/src/backend';
import { MEAN_FACE } from '../../../../packages/fer-core/src/evaluate/geometry/mean-face';
import type { Point } from '../../../../packages/fer-core/src/evaluate/geometry/point';
import { landmarkObjective } from '../../../../packages/fer-core/src/train/landmarks/landmark-objective';

await startBackend();
const SIZE = 112;
/** Distance of the mean face's outer eye corners. */
const EYES = Math.hypot(MEAN_FACE[45]![0] - MEAN_FACE[36]![0], MEAN_FACE[45]![1] - MEAN_FACE[36]![1]);

interface Answer {
  shift: Point;
  variance?: number;
  logit?: number;
  isFace?: number;
}

/** The loss of a network that gives these answers, one an image, and its gradients by points and by logits. */
function measure(answers: Answer[], { votesWeight = 0, qualityWeight = 0 } = {}) {
  return tf.tidy(() => {
    const truth = tf.tensor(answers.flatMap(() => MEAN_FACE.flat()), [answers.length, 68, 2]);
    const found = tf.tensor(answers.flatMap(({ shift, variance = 0 }) => MEAN_FACE.flatMap(([x, y]) => [x + shift[0], y + shift[1], variance])), [answers.length, 68, 3]);
    const logits = tf.tensor(answers.map(({ logit = 0 }) => logit), [answers.length, 1]);
    const isFace = tf.tensor1d(answers.map(({ isFace: yes = 1 }) => yes));
    const images = tf.zeros([answers.length, SIZE, SIZE, 1]);
    const { measure: objective } = landmarkObjective(answers.length, SIZE, { votesWeight, qualityWeight });
    const lossOf = (points: Tensor, quality: Tensor): Record<'loss' | 'error', Tensor> => objective({ images, points: truth, isFace }, () => ({ points, quality })) as Record<'loss' | 'error', Tensor>;
    const { loss, error } = lossOf(found, logits);
    const [byPoints, byLogits] = tf.grads((points, quality) => lossOf(points, quality).loss)([found, logits]);
    return { loss: loss.dataSync()[0]!, error: error.dataSync()[0]!, byPoints: [...byPoints!.dataSync()], byLogits: [...byLogits!.dataSync()] };
  });
}

describe('the landmark objective', () => {
  it('is the landmark error in per cent', () => {
    const { loss, error } = measure([{ shift: [3, 4] }, { shift: [0, 0] }]);
    expect(error).toBeCloseTo((100 * (Math.hypot(3, 4, 0.3) - 0.3)) / EYES / 2, 3);
    expect(loss).toBeCloseTo(error, 5);
  });

  it('learns no points where there is no face', () => {
    const { error, byPoints } = measure([{ shift: [3, 4] }, { shift: [50, 0], isFace: 0 }]);
    expect(error).toBeCloseTo((100 * (Math.hypot(3, 4, 0.3) - 0.3)) / EYES, 3);
    expect(byPoints.slice(68 * 3).every((value) => value === 0)).toBe(true);
    expect(byPoints.slice(0, 68 * 3).some((value) => value !== 0)).toBe(true);
  });

  it('counts the spread of the votes by its weight', () => {
    const loss = (votesWeight: number): number => measure([{ shift: [0, 0], variance: 24 }], { votesWeight }).loss;
    expect(loss(0.2) - loss(0)).toBeCloseTo((100 * 0.2 * 5) / EYES, 3);
  });

  it('teaches the quality to be high for right points, low for wrong ones and where there is no face', () => {
    const { byLogits } = measure([{ shift: [0, 0] }, { shift: [30, 0] }, { shift: [0, 0], isFace: 0 }], { qualityWeight: 3 });
    // The gradient of the mean cross-entropy is sigmoid(logit) − target.
    expect(byLogits).toEqual([expect.closeTo(-0.5, 4), expect.closeTo(0.5, 4), expect.closeTo(0.5, 4)]);
    expect(measure([{ shift: [0, 0], logit: 3 }], { qualityWeight: 1 }).loss).toBeLessThan(measure([{ shift: [0, 0], logit: -3 }], { qualityWeight: 1 }).loss);
  });

  it('moves no point for the sake of the quality', () => {
    const { byPoints } = measure([{ shift: [2, 0] }], { qualityWeight: 0 });
    expect(measure([{ shift: [2, 0] }], { qualityWeight: 5 }).byPoints).toEqual(byPoints.map((value) => expect.closeTo(value, 6)));
  });
});

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startBackend, tf, type Tensor } from '../../../../packages/fer-core/src/backend';
import { FACE_REGIONS, UNKNOWN_REGION } from '../../../../packages/fer-core/src/datasets/face-regions';
import { fsrnet, type FsrnetPriors } from '../../../../packages/fer-core/src/models/fsrnet';
import { SOURCE_SIDE } from '../../../../packages/fer-core/src/train/super-resolution/face-views';
import { resolveSuperResolutionConfig, type SuperResolutionConfigInput } from '../../../../packages/fer-core/src/train/super-resolution/super-resolution-config';
import { heatMaps, superResolutionObjective } from '../../../../packages/fer-core/src/train/super-resolution/super-resolution-objective';
import { TINY_FSRNET } from './tiny-super-resolution';

await startBackend();

let alive = 0;
beforeEach(() => void (alive = tf.memory().numTensors));
afterEach(() => expect(tf.memory().numTensors).toBe(alive));

/** What a network would answer, by how far it is off: pictures in levels of 1, maps as they are. */
interface Answer {
  coarse?: number;
  fine?: number;
  heatmaps?: number;
  parsing?: number;
}
const SIDE = 32;

/** The loss for one flat picture of level 51, points in the middle, regions of which the upper half is unknown and the rest skin. */
function lossOf(answer: Answer, config: SuperResolutionConfigInput = {}, priors: FsrnetPriors = 'both'): { loss: number; psnr: number; input: Float32Array } {
  return tf.tidy(() => {
    const network = fsrnet({ ...TINY_FSRNET, priors });
    const { measure } = superResolutionObjective(network, { ...resolveSuperResolutionConfig({ views: { noise: 0 }, ...config }), batchSize: 1 });
    const points = tf.fill([1, 68, 2], 63.5) as Tensor;
    const regions = Float32Array.from({ length: SIDE * SIDE }, (_, i) => (i < (SIDE * SIDE) / 2 ? UNKNOWN_REGION : 1));
    const truth = tf.oneHot(tf.tensor(regions, [1, SIDE, SIDE], 'int32') as never, FACE_REGIONS.length);
    let input = new Float32Array();
    const outputs = (images: Tensor): Record<string, Tensor> => {
      input = images.dataSync<'float32'>().slice();
      return {
        coarse: tf.fill([1, 128, 128, 3], 0.2 + (answer.coarse ?? 0)),
        fine: tf.fill([1, 128, 128, 3], 0.2 + (answer.fine ?? 0)),
        ...(network.outputs.heatmaps ? { heatmaps: tf.add(heatMaps(points, SIDE, config.heatmapSigma ?? 1), answer.heatmaps ?? 0) } : {}),
        ...(network.outputs.parsing ? { parsing: tf.add(truth, answer.parsing ?? 0) } : {}),
      };
    };
    const feeds = {
      images: tf.fill([1, SOURCE_SIDE, SOURCE_SIDE, 3], 51) as Tensor,
      maps: tf.tensor2d([[1, 0, 0, 0, 1, 0]]) as Tensor,
      light: tf.tensor2d([[1, 0, 0, 0]]) as Tensor,
      points,
      regions: tf.tensor(regions, [1, SIDE, SIDE]) as Tensor,
      noiseSeed: tf.tensor1d([1, 2], 'int32') as Tensor,
    };
    const { loss, psnr } = measure(feeds, outputs) as { loss: Tensor; psnr: Tensor };
    return { loss: loss.dataSync()[0]!, psnr: psnr.dataSync()[0]!, input };
  });
}

describe('the objective of FSRNet', () => {
  it('is nothing for right answers, and the sum of the four mean squares else', () => {
    expect(lossOf({}).loss).toBeCloseTo(0, 6);
    expect(lossOf({ coarse: 0.1 }).loss).toBeCloseTo(0.01, 5);
    expect(lossOf({ fine: 0.2 }).loss).toBeCloseTo(0.04, 5);
    expect(lossOf({ heatmaps: 0.3 }).loss).toBeCloseTo(0.09, 5);
    expect(lossOf({ parsing: 0.4 }).loss).toBeCloseTo(0.16 / 2, 5); // half of the pixels are unknown
    expect(lossOf({ coarse: 0.1, fine: 0.2, heatmaps: 0.3, parsing: 0.4 }).loss).toBeCloseTo(0.01 + 0.04 + 0.09 + 0.08, 4);
  });

  it('weighs the four', () => {
    const answer = { coarse: 0.1, fine: 0.2, heatmaps: 0.3, parsing: 0.4 };
    expect(lossOf(answer, { weights: { coarse: 2, fine: 3, heatmaps: 5, parsing: 7 } }).loss).toBeCloseTo(0.02 + 0.12 + 0.45 + 0.56, 4);
  });

  it('asks of a network only the priors it has', () => {
    const answer = { fine: 0.1, heatmaps: 0.3, parsing: 0.4 };
    expect(lossOf(answer, {}, 'none').loss).toBeCloseTo(0.01, 5);
    expect(lossOf(answer, {}, 'heatmaps').loss).toBeCloseTo(0.1, 5);
    expect(lossOf(answer, {}, 'parsing').loss).toBeCloseTo(0.09, 5);
    expect(lossOf(answer, {}, 'both').loss).toBeCloseTo(0.18, 5);
  });

  it('measures errors as it is told', () => {
    expect(lossOf({ fine: 0.1 }, { error: 'mae' }).loss).toBeCloseTo(0.1, 5);
    const none = { coarse: 0, heatmaps: 0, parsing: 0 };
    expect(lossOf({ fine: 0.1 }, { error: 'logMse', weights: none }).loss).toBeCloseTo(Math.log(0.01), 3);
  });

  it('tells the PSNR of the fine picture', () => {
    expect(lossOf({ fine: 0.1 }).psnr).toBeCloseTo(20, 3);
  });

  it('shows the network the enlarged picture in [0, 1], with noise where it is asked for', () => {
    expect([...new Set(lossOf({}).input)].map((value) => value.toFixed(4))).toEqual(['0.2000']);
    const { input } = lossOf({}, { views: { noise: 2 } });
    const [least, most] = [Math.min(...input), Math.max(...input)].map((value) => value * 255 - 51);
    expect(least).toBeGreaterThan(-2.01);
    expect(least).toBeLessThan(-1.9);
    expect(most).toBeLessThan(2.01);
    expect(most).toBeGreaterThan(1.9);
  });
});

describe('heatMaps', () => {
  it('are hills of height 1 with the spread asked for', () => {
    const at = (sigma: number): Float32Array => tf.tidy(() => heatMaps(tf.tensor3d([[[63.5, 31.5]]]), 64, sigma).dataSync<'float32'>().slice());
    const [narrow, wide] = [at(1), at(2)];
    // (63.5 + ½)/2 − ½ = 31.5 lies between two pixels of the map, 15.5 too.
    expect(narrow[15 * 64 + 31]).toBeCloseTo(Math.exp(-0.25), 5);
    expect(wide[15 * 64 + 31]).toBeCloseTo(Math.exp(-0.0625), 5);
    expect(narrow[15 * 64 + 40]).toBeLessThan(1e-10);
  });
});

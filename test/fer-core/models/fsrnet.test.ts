import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startBackend, tf, type Tensor } from '../../../packages/fer-core/src/backend';
import { FACE_REGIONS } from '../../../packages/fer-core/src/datasets/face-regions';
import { InputError } from '../../../packages/fer-core/src/input-error';
import { fsrnet, type FsrnetOptions } from '../../../packages/fer-core/src/models/fsrnet';
import { initialWeights, type WeightValues } from '../../../packages/fer-core/src/models/initial-weights';
import { countMultiplyAdds, countParameters, forwardOutputs, networkWeights, type Network } from '../../../packages/fer-core/src/models/network';
import { largestDifference, randomTensor } from '../backend/own-operations';

await startBackend();

let alive = 0;
beforeEach(() => void (alive = tf.memory().numTensors));
afterEach(() => expect(tf.memory().numTensors).toBe(alive));

/** The smallest network with all parts. */
const TINY: FsrnetOptions = {
  ...{ channels: 4, priorChannels: 4, coarseBlocks: 1, encoderBlocks: 1, priorBlocks: 1, hourglasses: 1, hourglassDepth: 1, hourglassBlocks: 1, decoderBlocks: 1 },
  ...{ coarseStride: 4, priorStride: 4, decoderStride: 4, normalization: 'none' },
};

/** Outputs for a random face, by name. */
function outputs(network: Network, weights: WeightValues): Record<string, Float32Array> {
  return tf.tidy(() => {
    const shapes = networkWeights(network);
    const tensors = Object.fromEntries(Object.entries(weights).map(([name, values]) => [name, tf.tensor(values, shapes.get(name)!.shape) as Tensor]));
    const found = forwardOutputs(network, randomTensor([1, 128, 128, 3], 5, [0, 1]), tensors, { training: false, follow: () => undefined });
    return Object.fromEntries(Object.entries(found).map(([name, tensor]) => [name, tensor.dataSync<'float32'>().slice()]));
  });
}

/** Positive kernels that about keep the mean, so that no ReLU is shut and no level grows so large that others do not count beside it. */
function averaging(values: Float32Array, shape: number[], seed: number): Float32Array {
  const positive = values.map((value, i) => Math.abs(value || 0.1 * Math.sin(1 + seed + i)));
  const sum = positive.reduce((total, value) => total + value, 0);
  return shape.length < 4 ? positive : positive.map((value) => (value * shape[3]!) / sum);
}

describe('fsrnet', () => {
  const full = fsrnet();

  it('has 3.26 million parameters and 15.3 billion multiply-adds', () => {
    expect((countParameters(full).trainable / 1e6).toFixed(2)).toBe('3.26');
    expect((countMultiplyAdds(full) / 1e9).toFixed(1)).toBe('15.3');
  });

  it('gives pictures of 128×128, 68 heat maps and a map for each region at 64×64', () => {
    expect(Object.fromEntries(Object.entries(full.outputs).map(([name, { shape }]) => [name, shape]))).toEqual({
      coarse: [128, 128, 3],
      fine: [128, 128, 3],
      heatmaps: [64, 64, 68],
      parsing: [64, 64, FACE_REGIONS.length],
    });
  });

  it('has 3, 12, 3 and 3 residual blocks, each with weights of its own', () => {
    const kernels = [...networkWeights(full).values()].filter(({ name, shape }) => name === 'kernel' && shape.join() === '3,3,64,64');
    // Two a block of coarse network, encoder and decoder, and of the prior's blocks but the one that widens; one a bottleneck: ten in an
    // hourglass of depth 3, two behind it; the encoder's last convolution and the decoder's transposed one.
    expect(kernels.length).toBe(2 * (3 + 12 + 3 + 2) + 2 * (10 + 2) + 1 + 1);
    const names = [...networkWeights(full).keys()];
    expect(new Set(names).size).toBe(names.length);
    const drawn = initialWeights(full, 1);
    const firstNumbers = kernels.map(({ layer }) => drawn[`${layer}/kernel`]![0]!);
    expect(new Set(firstNumbers).size).toBe(kernels.length);
  });

  it('feels each kernel: no block is a copy of another, none is left out', () => {
    const network = fsrnet({ ...TINY, coarseBlocks: 2, encoderBlocks: 2, decoderBlocks: 2 });
    const weights = Object.fromEntries(Object.entries(initialWeights(network, 1)).map(([name, values], seed) => [name, averaging(values, networkWeights(network).get(name)!.shape, seed)]));
    const before = outputs(network, weights);
    const seen = new Set<string>();
    const kernels = Object.entries(weights).filter(([name]) => name.endsWith('/kernel'));
    for (const [name, values] of kernels) {
      const changed = outputs(network, { ...weights, [name]: values.map((value, i) => value + 0.2 * Math.cos(i)) });
      const change = Object.keys(before).map((output) => largestDifference(before[output]!, changed[output]!));
      expect(Math.max(...change), name).toBeGreaterThan(1e-6);
      seen.add(Object.values(changed).map((values) => values.reduce((sum, value) => sum + value, 0)).join());
    }
    expect(seen.size).toBe(kernels.length);
  }, 120_000);

  it('starts as bicubic interpolation where it gives the difference, and as nothing of the kind else', () => {
    const input = tf.tidy(() => randomTensor([1, 128, 128, 3], 5, [0, 1]).dataSync<'float32'>().slice());
    const fine = (options: FsrnetOptions): Float32Array => outputs(fsrnet(options), initialWeights(fsrnet(options), 1)).fine!;
    for (const strides of [{}, { coarseStride: 1, decoderStride: 1 }]) {
      expect(largestDifference(fine({ ...TINY, ...strides, residual: true }), input)).toBeLessThan(1e-6);
      expect(largestDifference(fine({ ...TINY, ...strides }), input)).toBeGreaterThan(0.3);
    }
  });

  it('has the heads that its priors ask for, and the same trunk with any', () => {
    const heads = (priors: FsrnetOptions['priors']): string => Object.keys(fsrnet({ ...TINY, priors }).outputs).join();
    expect(heads('none')).toBe('coarse,fine');
    expect(heads('heatmaps')).toBe('coarse,fine,heatmaps');
    expect(heads('parsing')).toBe('coarse,fine,parsing');
    expect(heads('both')).toBe('coarse,fine,heatmaps,parsing');
    const parameters = (priors: FsrnetOptions['priors']): number => countParameters(fsrnet({ ...TINY, priors })).total;
    expect(parameters('both') - parameters('none')).toBe((4 + 1) * (68 + FACE_REGIONS.length));
  });

  it('changes with every option', () => {
    const fingerprint = (options: FsrnetOptions): string => {
      const network = fsrnet({ ...TINY, ...options });
      return JSON.stringify([network.layers.map(({ kind, outputShape, inputs }) => [kind, outputShape, inputs]), network.outputs]);
    };
    const changes: FsrnetOptions[] = [
      ...[{ channels: 6 }, { coarseChannels: 6 }, { priorChannels: 6 }, { coarseBlocks: 2 }, { encoderBlocks: 2 }, { priorBlocks: 2 }, { hourglasses: 2 }, { hourglassDepth: 2 }],
      ...[{ hourglassBlocks: 2 }, { decoderBlocks: 2 }, { coarseStride: 1 }, { coarseStride: 8 }, { priorStride: 2, decoderStride: 2 }, { decoderStride: 1 }, { decoderStride: 2 }],
      ...[{ normalization: 'batch' as const }, { decoderEntry: 'linear' as const }, { residual: true }, { backProjection: true }, { priors: 'none' as const }, { landmarks: 5 }, { regions: 4 }],
    ];
    const prints = [{}, ...changes].map(fingerprint);
    expect(new Set(prints).size).toBe(prints.length);
  });

  it('refuses strides and priors that do not fit', () => {
    expect(() => fsrnet({ coarseStride: 3 })).toThrow(new InputError('fsrnet: expected a coarseStride of 1, 2, 4 or 8, got 3'));
    expect(() => fsrnet({ priorStride: 1 })).toThrow('fsrnet: expected a priorStride of 2 or 4, got 1');
    expect(() => fsrnet({ decoderStride: 4 })).toThrow('fsrnet: expected a decoderStride of 1, 2 or 4, at most the priorStride of 2, got 4');
    expect(() => fsrnet({ decoderEntry: 'open' as 'linear' })).toThrow('fsrnet: expected decoderEntry to be one of relu, linear, got open');
    expect(() => fsrnet({ priors: 'some' as 'none' })).toThrow('fsrnet: expected priors of none, heatmaps, parsing, both, got some');
  });
});

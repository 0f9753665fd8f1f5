import { afterEach, describe, expect, it } from 'vitest';
import { NetworkPlan, startNetwork, startSession, tf, type Tensor, type WrittenPlan } from '../../../packages/fer-core/src/backend';
import { InputError } from '../../../packages/fer-core/src/input-error';
import { initialWeights } from '../../../packages/fer-core/src/models/initial-weights';
import { landmarkNetwork } from '../../../packages/fer-core/src/models/landmark-network';
import { miniXception } from '../../../packages/fer-core/src/models/mini-xception';
import { defineNetwork, forwardOutputs, networkWeights, sizeOf, withOutputs, type Network } from '../../../packages/fer-core/src/models/network';
import { startNetworkAtWork, type ModelAtWork } from '../../../packages/fer-core/src/models/network-at-work';
import type { SavedModel } from '../../../packages/fer-core/src/models/saved-model';
import { xception } from '../../../packages/fer-core/src/models/xception';
import { seededDraw } from '../../../packages/fer-core/src/train/augmentation';
import { largestDifference, noOwnOperations, withOperations } from '../backend/own-operations';

const skipped = await noOwnOperations();
const LANDMARKS = { size: 32, points: 5, stem: [4, 12], modules: [1, 2, 1, 1], growth: [8, 9, 8, 8], bottleneck: [8, 20, 8, 8], transition: [8, 8, 8] };

/** Each layer that our library knows, in a shape where it could go wrong. */
const NETWORKS: Record<string, Network> = {
  landmarks: landmarkNetwork(LANDMARKS),
  xception: xception({ stem: [4, 8], modules: [1, 2, 1], growth: [8, 8, 8], bottleneck: [8, 12, 8], transition: [12, 12] }),
  'mini-xception': miniXception({ height: 40, width: 36 }),
  'odd sides, strides and pooling': defineNetwork('test', {}, [17, 23, 3], (net, input) => {
    const x = net.relu(net.conv(input, 5, 3, { stride: 2 }));
    const parts = [net.maxPool(x, 3, 2), net.averagePool(x, 3, 2), net.depthwiseConv(x, 3, { stride: 2 })];
    const y = net.batchNorm(net.concat(...parts));
    const z = net.sum(y, net.relu(y), net.depthwiseConv(y, 3, { dilation: 2 }));
    return { z: net.relu(z), y, mean: net.globalAveragePool(net.conv(z, 7, 5, { padding: 'valid' })), doubled: net.upSample(y) };
  }),
  'a norm that others read, too': defineNetwork('test', {}, [8, 8, 2], (net, input) => {
    const x = net.conv(input, 9, 1, { stride: 2, bias: false });
    const normed = net.batchNorm(x);
    return { x, normed, relu: net.relu(normed), separable: net.dropout(net.separableConv(net.relu(normed), 11, 3), 0.5) };
  }),
};

/** Weights in which no norm does nothing. */
function weightsOf(network: Network): Record<string, Float32Array> {
  const draw = seededDraw(3, 0);
  const weights = initialWeights(network, 2);
  for (const [name, { trainable, initializer }] of networkWeights(network)) {
    if (initializer === 'ones' || initializer === 'zeros') weights[name] = weights[name]!.map((value) => value + (trainable ? draw() - 0.5 : 0.6 * draw()));
  }
  return weights;
}

function modelOf(network: Network, weights = weightsOf(network)): SavedModel {
  return { network: network.name, built: network, weights, labels: [], inputRange: 'symmetric' } as unknown as SavedModel;
}

function noise(length: number): Uint8Array {
  const draw = seededDraw(9, 0);
  return Uint8Array.from({ length }, () => 256 * draw());
}

/** What TensorFlow's operations say. */
function inSession(network: Network, weights: Record<string, Float32Array>, images: Uint8Array, count: number): Record<string, ArrayLike<number>> {
  return withOperations('stock', () => {
    const session = startSession({}, {
      look: {
        feeds: { images: { dtype: 'uint8', shape: [count, ...network.inputShape] } },
        run: ({ images: bytes }) => {
          const tensors: Record<string, Tensor> = Object.fromEntries([...networkWeights(network)].map(([name, { shape }]) => [name, tf.tensor(weights[name]!, shape)]));
          return forwardOutputs(network, tf.sub(tf.mul(bytes!, 2 / 255), 1), tensors, { training: false, follow: () => undefined });
        },
      },
    });
    const outputs = session.call('look', { images });
    session.dispose();
    return outputs;
  });
}

async function atWork(network: Network, weights?: Record<string, Float32Array>): Promise<ModelAtWork> {
  return (await startNetworkAtWork('test', modelOf(network, weights), 'symmetric'))!;
}

describe.skipIf(skipped)('a network at work', () => {
  it.each(Object.keys(NETWORKS))('gives what TensorFlow gives: %s', async (name) => {
    const network = NETWORKS[name]!;
    const weights = weightsOf(network);
    const running = await atWork(network, weights);
    const size = sizeOf(network.inputShape);
    const images = noise(5 * size);
    images.fill(93, 0, size); // an image without any contrast
    const expected = inSession(network, weights, images, 5);
    const found = running.run(images);
    expect(Object.keys(found)).toEqual(Object.keys(expected));
    for (const [output, values] of Object.entries(expected)) {
      const largest = Math.max(1, ...Array.from(values, Math.abs));
      expect(largestDifference(found[output]!, values) / largest, output).toBeLessThan(2e-5);
    }
    // One image alone, whose steps threads share, and work beside JavaScript's thread.
    const last = running.run(images.slice(4 * size));
    for (const [output, values] of Object.entries(last)) expect(values).toEqual(found[output]!.slice(4 * values.length));
    const beside = running.runBeside(images);
    expect(running.run(images)).toEqual(found);
    expect(await beside).toEqual(found);
  });

  it('shows what is inside a network, where norms are no longer by themselves', async () => {
    const network = NETWORKS.xception!;
    const conv = network.layers.find(({ kind }) => kind === 'Conv2D')!.name;
    const shown = withOutputs(network, { inside: conv });
    const images = noise(sizeOf(network.inputShape));
    const weights = weightsOf(network);
    const found = (await atWork(shown, weights)).run(images);
    expect(largestDifference(found.inside!, inSession(shown, weights, images, 1).inside!)).toBeLessThan(1e-4);
  });

  it('has an answer to no images, and refuses a part of one', async () => {
    const running = await atWork(NETWORKS.landmarks!);
    expect(running.run(new Uint8Array())).toEqual({ points: new Float32Array(), quality: new Float32Array() });
    expect(await running.runBeside(new Uint8Array())).toEqual({ points: new Float32Array(), quality: new Float32Array() });
    expect(() => running.run(new Uint8Array(5))).toThrow('expected whole images of 1024 bytes, got 5 bytes');
  });

  it('is left to a session where it is asked for eager execution, or a layer is not known', async () => {
    const network = NETWORKS.landmarks!;
    expect(await startNetworkAtWork('test', modelOf(network), 'unit', { mode: 'eager' })).toBeNull();
    const unknown = { ...network, layers: network.layers.map((layer) => ({ ...layer, plan: undefined })) };
    expect(await startNetworkAtWork('test', modelOf(unknown), 'unit')).toBeNull();
  });

  it('refuses a plan that does not fit, and goes on', () => {
    const plan = new NetworkPlan(4, 4, 1, { scale: 1, shift: 0 });
    const written = plan.write([plan.convolution(plan.input, new Float32Array(9).fill(1), null, { window: 3, stride: 1, padding: 'same' })]);
    const broken: Partial<WrittenPlan>[] = [
      { numbers: written.numbers.slice(0, -1) },
      { numbers: written.numbers.map((number, at) => (at === 8 ? 99 : number)) }, // an unknown kind of step
      { numbers: Int32Array.of(1, 0, 4, 1, 0, 0) },
      { values: written.values.slice(0, -1) },
      { values: Float32Array.of(...written.values, 1) },
    ];
    for (const change of broken) expect(() => startNetwork(() => ({ ...written, ...change }))).toThrow(/^createNetwork: expected/);
    expect(startNetwork(() => written)!.run(new Uint8Array(16).fill(1))[0]).toEqual(Float32Array.of(4, 6, 6, 4, 6, 9, 9, 6, 6, 9, 9, 6, 4, 6, 6, 4));
  });

  it('refuses weights that do not fit', async () => {
    const weights = weightsOf(NETWORKS.landmarks!);
    const [first] = Object.keys(weights);
    await expect(startNetworkAtWork('finder', modelOf(NETWORKS.landmarks!, { ...weights, [first!]: new Float32Array(3) }), 'unit')).rejects.toThrow(InputError);
  });
});

describe('without our own operations', () => {
  afterEach(() => delete process.env.FER_OPERATIONS);
  it('a session does the work', async () => {
    process.env.FER_OPERATIONS = 'stock';
    expect(await startNetworkAtWork('test', modelOf(NETWORKS.landmarks!), 'unit')).toBeNull();
  });
});

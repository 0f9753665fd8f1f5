import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { NetworkPlan, startBackend, startNetwork, tf, type Tensor } from '../../../packages/fer-core/src/backend';
import { blazeFaceFullRange, FULL_RANGE_INPUT } from '../../../packages/fer-core/src/detect/blazeface-full-range';
import { blazeFaceShortRange, SHORT_RANGE_INPUT } from '../../../packages/fer-core/src/detect/blazeface-short-range';
import { plannedLayers, tensorLayers } from '../../../packages/fer-core/src/detect/convolution-layers';
import { readSafetensors } from '../../../packages/fer-core/src/models/safetensors';
import { noOwnOperations } from '../backend/own-operations';

/** Logit and numbers 0 … 4 and 15 of some anchors. */
type Golden = [anchor: number, logit: number, numbers: number[]][];
const NUMBERS = [0, 1, 2, 3, 4, 15];

// What MediaPipe's own files (npm @mediapipe/face_detection 0.4.1657300184) give for `testPattern` under LiteRT 2.3 on the CPU.
const SHORT_RANGE: Golden = [
  [0, -4.1762, [0.4092, -0.7548, 26.5573, 26.557, -1.5939, -2.3238]],
  [1, -3.6575, [0.2191, -0.4303, 38.4397, 38.4396, -4.0934, -2.9662]],
  [100, -3.2227, [-1.2466, -0.8505, 20.888, 20.8878, -2.535, -5.1881]],
  [511, -4.5309, [1.1135, 1.5539, 47.0481, 47.0478, -0.7795, -2.171]],
  [512, -7.67, [0.3869, 4.7654, 43.872, 43.8584, -4.2843, -7.9633]],
  [700, -43.9212, [13.136, 5.3101, 107.4713, 107.4118, 8.4542, -0.0705]],
  [895, -121.4969, [28.4766, 21.3189, 190.6665, 190.566, 20.7625, 3.257]],
];
const FULL_RANGE: Golden = [
  [0, -7.1987, [-2.7729, -3.235, 18.9607, 18.9667, -6.524, -5.6131]],
  [1, -7.1171, [-2.6882, -2.0507, 17.1423, 17.1487, -4.845, -3.7407]],
  [100, -3.4297, [-1.6813, -2.1021, 15.4424, 15.4398, -1.0188, -3.1182]],
  [511, -1.6063, [-2.1704, -2.1027, 12.4889, 12.4876, -3.7442, 0.038]],
  [512, -2.4101, [-2.099, -2.1059, 14.6752, 14.6741, -3.7151, 0.0694]],
  [700, -2.8041, [-1.8548, -2.4962, 11.3562, 11.3545, -2.9482, -1.2609]],
  [2303, -7.3778, [-2.0052, -1.021, 36.8225, 36.8276, -4.9154, -2.0957]],
];

/** Levels of 0 … 255. */
function testPattern(size: number): Uint8Array {
  return Uint8Array.from({ length: 3 * size * size }, (_, i) => {
    const [x, y, channel] = [Math.floor(i / 3) % size, Math.floor(i / 3 / size), i % 3];
    const checks = (Math.floor(x / 16) + Math.floor(y / 16)) % 2;
    return (5 * x + 3 * y + 40 * channel + 90 * checks) % 256;
  });
}

const withoutOwn = await noOwnOperations();

/** @param logits and numbers of all anchors, 16 each */
function expectGolden(golden: Golden, logits: ArrayLike<number>, numbers: ArrayLike<number>): void {
  for (const [anchor, logit, expected] of golden) {
    expect(Math.abs(logits[anchor]! - logit)).toBeLessThan(2e-4 * (1 + Math.abs(logit)));
    NUMBERS.forEach((number, i) => expect(Math.abs(numbers[16 * anchor + number]! - expected[i]!)).toBeLessThan(2e-3));
  }
}

describe.each([
  ['short-range', blazeFaceShortRange, SHORT_RANGE_INPUT, SHORT_RANGE, 101_390],
  ['full-range', blazeFaceFullRange, FULL_RANGE_INPUT, FULL_RANGE, 514_069],
] as const)('BlazeFace, %s', (name, forward, size, golden, parameters) => {
  beforeAll(() => startBackend());

  it('answers as MediaPipe’s original, with each of its weights used', async () => {
    const file = path.join(__dirname, `../../../packages/fer-core/assets/face-detection/blazeface-${name}.safetensors`);
    const { tensors } = await readSafetensors(file);
    expect(Object.values(tensors).reduce((sum, { values }) => sum + values.length, 0)).toBe(parameters);
    const before = tf.memory().numTensors;
    tf.tidy(() => {
      const used = new Set<string>();
      const weights = Object.fromEntries(Object.entries(tensors).map(([key, { shape, values }]) => [key, tf.tensor(values, shape)]));
      const watched = new Proxy(weights, { get: (target, key: string) => (used.add(key), target[key]) });
      const pattern = [...testPattern(size)].map((level) => level / 127.5 - 1);
      const two = tf.tensor([...pattern, ...pattern.map((value) => -value)], [2, size, size, 3]);
      const { scores, boxes } = forward<Tensor>(tensorLayers(watched), two);
      // Of each image, all maps one behind the other.
      const joined = (maps: readonly Tensor[]): Tensor => tf.concat(maps.map((map) => tf.reshape(map, [2, -1])), 1);
      const anchors = joined(scores).shape[1]!;
      expect(joined(boxes).shape).toEqual([2, 16 * anchors]);
      const logits = joined(scores).dataSync();
      expectGolden(golden, logits, joined(boxes).dataSync());
      expect(logits[anchors]).not.toBe(logits[0]); // the second image has its own answer
      expect(used).toEqual(new Set(Object.keys(tensors)));
    });
    expect(tf.memory().numTensors).toBe(before);
  });

  it.skipIf(withoutOwn)('answers the same at work in our own library, one image or several', async () => {
    const file = path.join(__dirname, `../../../packages/fer-core/assets/face-detection/blazeface-${name}.safetensors`);
    const weights = Object.fromEntries(Object.entries((await readSafetensors(file)).tensors).map(([key, { values }]) => [key, values]));
    let maps = 0;
    const network = startNetwork(() => {
      const plan = new NetworkPlan(size, size, 3, { scale: 1 / 127.5, shift: -1 });
      const { scores, boxes } = forward(plannedLayers(plan, weights), plan.input);
      maps = scores.length;
      return plan.write([...scores, ...boxes]);
    })!;
    const pattern = testPattern(size);
    for (const count of [1, 3]) {
      const images = new Uint8Array(count * pattern.length);
      for (let i = 0; i < count; i++) images.set(pattern, i * pattern.length);
      const outputs = network.run(images);
      for (let i = 0; i < count; i++) {
        const [scores, boxes] = [outputs.slice(0, maps), outputs.slice(maps)].map((all) => all.flatMap((map) => [...map.subarray((map.length / count) * i, (map.length / count) * (i + 1))]));
        expectGolden(golden, scores!, boxes!);
      }
    }
  });
});

import { expect, it } from 'vitest';
import { miniXception } from '../../../packages/fer-core/src/models/mini-xception';
import { countParameters, networkWeights } from '../../../packages/fer-core/src/models/network';

it('has the 58,423 parameters of the published network, 56,951 of them trainable', () => {
  expect(countParameters(miniXception())).toEqual({ total: 58_423, trainable: 56_951 });
});

it('has its layers: 2 convolutions, 4 residual modules, 1 convolution to the classes', () => {
  const kinds = miniXception().layers.map(({ kind }) => kind);
  const count = (kind: string) => kinds.filter((other) => other === kind).length;
  expect(count('SeparableConv2D')).toBe(8);
  expect(count('Conv2D')).toBe(2 + 4 + 1);
  expect(count('BatchNormalization')).toBe(2 + 4 * 3);
  expect(count('MaxPooling2D')).toBe(4);
  expect(count('Add')).toBe(4);
});

it('halves the picture four times, rounding up', () => {
  const { layers, inputShape, classes } = miniXception();
  expect(inputShape).toEqual([48, 48, 1]);
  expect(classes).toBe(7);
  expect(layers.filter(({ kind }) => kind === 'Add').map(({ outputShape }) => outputShape)).toEqual([
    [22, 22, 16],
    [11, 11, 32],
    [6, 6, 64],
    [3, 3, 128],
  ]);
});

it('punishes large weights of the first two convolutions alone', () => {
  const punished = [...networkWeights(miniXception())].filter(([, { l2 }]) => l2);
  expect(punished.map(([name, { l2 }]) => [name, l2])).toEqual([['conv2d/kernel', 0.01], ['conv2d_1/kernel', 0.01]]);
});

it('changes with every option', () => {
  expect(miniXception({ height: 64 }).inputShape).toEqual([64, 48, 1]);
  expect(miniXception({ width: 64 }).inputShape).toEqual([48, 64, 1]);
  expect(countParameters(miniXception({ height: 64, width: 64 })).total).toBe(58_423);
  // 8 filters of 3×3 for each channel more; 128·9 weights and a bias for each class more.
  expect(countParameters(miniXception({ channels: 3 })).total).toBe(58_423 + 2 * 8 * 9);
  expect(countParameters(miniXception({ classes: 8 })).total).toBe(58_423 + 128 * 9 + 1);
  expect(miniXception({ classes: 8 }).classes).toBe(8);
});

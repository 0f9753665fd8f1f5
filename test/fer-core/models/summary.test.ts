import { expect, it } from 'vitest';
import { miniXception } from '../../../packages/fer-core/src/models/mini-xception';
import { defineNetwork } from '../../../packages/fer-core/src/models/network';
import { summary } from '../../../packages/fer-core/src/models/summary';

it('prints a network as Keras does', () => {
  const tiny = defineNetwork('tiny', {}, [4, 4, 1], (net, x) => {
    const a = net.conv(x, 2, 3, { bias: false });
    return net.softmax(net.globalAveragePool(net.sum(net.batchNorm(a), a)));
  });
  const line = '─'.repeat(128);
  // By hand: 3·3·1·2 = 18 weights at 16 places = 288 multiply-adds; 4 numbers a channel, half of them trainable.
  expect(summary(tiny).split('\n').map((row) => row.replace(/ {2,}/g, '  '))).toEqual([
    'Model: "tiny"',
    line,
    ' Layer (type)  Output Shape  Param #  Multiply-adds  Connected to',
    line,
    ' input (InputLayer)  (None, 4, 4, 1)  0  0',
    ' conv2d (Conv2D)  (None, 4, 4, 2)  18  288',
    ' batch_normalization (BatchNormalization)  (None, 4, 4, 2)  8  0',
    ' add (Add)  (None, 4, 4, 2)  0  0  batch_normalization, conv2d',
    ' global_average_pooling2d (GlobalAveragePooling2D)  (None, 2)  0  0',
    ' predictions (Activation)  (None, 2)  0  0',
    line,
    ' Total params: 26 (0.10 KB)',
    ' Trainable params: 22',
    ' Non-trainable params: 4',
    ' Multiply-adds: 288 for one image',
  ]);
});

it('prints mini_XCEPTION in columns, with the names and totals of Keras', () => {
  const rows = summary(miniXception()).split('\n');
  expect(rows).toContain(' Total params: 58,423 (228.21 KB)');
  expect(rows).toContain(' Trainable params: 56,951');
  expect(rows).toContain(' Non-trainable params: 1,472');
  const separable = rows.find((row) => row.startsWith(' separable_conv2d_7 '))!;
  expect(separable).toMatch(/\(SeparableConv2D\) +\(None, 6, 6, 128\) +17,536 /); // 128·9 + 128·128
  expect(rows[2].indexOf('Param #') + 'Param #'.length).toBe(separable.indexOf('17,536') + '17,536'.length);
});

import { expect, it } from 'vitest';
import { batchSizes, epochOrder, takeBatch } from '../../../packages/fer-core/src/train/batches';
import { tinyData } from './tiny';

it('each epoch takes every image once, in an order of its own that depends on the seed', () => {
  const order = epochOrder(500, 1, 0);
  expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: 500 }, (_, i) => i));
  expect(epochOrder(500, 1, 0)).toEqual(order);
  for (const other of [epochOrder(500, 1, 1), epochOrder(500, 2, 0)]) {
    expect(other.filter((index, i) => index === order[i]).length).toBeLessThan(20);
  }
});

it('a batch holds the images and labels asked for', () => {
  const { train } = tinyData();
  const { images, labels } = takeBatch(train, Uint32Array.of(5, 0));
  const size = 24 * 24;
  expect(images.subarray(0, size)).toEqual(train.images.subarray(5 * size, 6 * size));
  expect(images.subarray(size)).toEqual(train.images.subarray(0, size));
  expect([...labels]).toEqual([train.labels[5], train.labels[0]]);
});

it.each([[56, 16, [16, 8]], [48, 16, [16]], [5, 16, [5]], [16, 16, [16]]])('%i images in batches of %i need sizes %j', (count, size, sizes) => {
  expect(batchSizes(count, size)).toEqual(sizes);
});

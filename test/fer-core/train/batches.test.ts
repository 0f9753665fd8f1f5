import { expect, it } from 'vitest';
import { batchSizes, epochOrder, sharedRounds, takeBatch } from '../../../packages/fer-core/src/train/batches';
import { tinyData } from './tiny';

it('each epoch takes every image once, in an order of its own that depends on the seed', () => {
  const order = epochOrder(500, 1, 0);
  expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: 500 }, (_, i) => i));
  expect(epochOrder(500, 1, 0)).toEqual(order);
  for (const other of [epochOrder(500, 1, 1), epochOrder(500, 2, 0)]) {
    expect(other.filter((index, i) => index === order[i]).length).toBeLessThan(20);
  }
});

it('groups of images take turns by their shares, each in rounds through its own images', () => {
  const imageAt = sharedRounds([{ count: 10, share: 3 }, { count: 1000, share: 1 }], 7);
  const seen = Array.from({ length: 640 }, (_, position) => imageAt(position));
  const [small, large] = [seen.filter((image) => image < 10), seen.filter((image) => image >= 10)];
  expect([small.length, large.length]).toEqual([480, 160]);
  expect([...small.slice(0, 10)].sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  expect(new Set(large).size).toBe(160);
  expect(Math.max(...large)).toBeLessThan(1010);
  // Turns alternate: among any eight positions there are two of the smaller share.
  for (let first = 0; first < 640; first += 8) expect(seen.slice(first, first + 8).filter((image) => image >= 10)).toHaveLength(2);
  expect(Array.from({ length: 5 }, (_, position) => sharedRounds([{ count: 10, share: 3 }, { count: 1000, share: 1 }], 7)(600 + position))).toEqual(seen.slice(600, 605));
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

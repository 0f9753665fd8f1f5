import { expect, it } from 'vitest';
import { seededUniform, startBackend, tf } from '../../../../packages/fer-core/src/backend';

await startBackend();

const drawn = (seed: [number, number], salt: number, shape = [1000]) =>
  tf.tidy(() => [...seededUniform(shape, tf.tensor1d(seed, 'int32'), salt).dataSync()]);

it('depends on both seeds and the salt, and on nothing else', () => {
  const first = drawn([1, 2], 3);
  expect(drawn([1, 2], 3)).toEqual(first);
  for (const other of [drawn([2, 2], 3), drawn([1, 3], 3), drawn([1, 2], 4)]) {
    expect(other.filter((value, i) => value === first[i]).length).toBeLessThan(10);
  }
});

it('is spread evenly over [0, 1)', () => {
  const values = drawn([7, 1], 0, [20, 500]);
  expect(values).toHaveLength(10_000);
  expect(Math.min(...values)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...values)).toBeLessThan(1);
  for (let tenth = 0; tenth < 10; tenth++) {
    // 1000 expected, standard deviation 30.
    const count = values.filter((value) => Math.floor(value * 10) === tenth).length;
    expect(Math.abs(count - 1000)).toBeLessThan(150);
  }
});

import { expect, it } from 'vitest';
import { inOrder } from '../../../packages/fer-core/src/datasets/in-order';

it('gives results in the order of the list, with a bounded number of calls under way', async () => {
  const waiting: (() => void)[] = [];
  let running = 0;
  let most = 0;
  const work = async (n: number): Promise<number> => {
    most = Math.max(most, ++running);
    // The newest call always ends first.
    await new Promise<void>((resolve) => {
      waiting.push(resolve);
      setImmediate(() => waiting.pop()!());
    });
    running--;
    return n * n;
  };
  const results: number[] = [];
  for await (const result of inOrder([1, 2, 3, 4, 5, 6, 7], 3, work)) results.push(result);
  expect(results).toEqual([1, 4, 9, 16, 25, 36, 49]);
  expect(most).toBe(3);
});

it('gives nothing for an empty list', async () => {
  for await (const result of inOrder([], 3, async () => 1)) expect.unreachable(String(result));
});

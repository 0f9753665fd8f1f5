import { expect, it } from 'vitest';
import { keepLoaded } from '../../packages/fer-core/src/keep-loaded';

it('loads each thing once, and again what failed', async () => {
  const asked: string[] = [];
  const get = keepLoaded(async (key: string) => {
    asked.push(key);
    await Promise.resolve();
    if (key === 'bad') throw new Error('not there');
    return { key };
  });
  const [first, again, other] = await Promise.all([get('a'), get('a'), get('b')]);
  expect(again).toBe(first);
  expect(other).toEqual({ key: 'b' });
  await expect(get('bad')).rejects.toThrow('not there');
  await expect(get('bad')).rejects.toThrow('not there');
  expect(asked).toEqual(['a', 'b', 'bad', 'bad']);
});

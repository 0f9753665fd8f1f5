import { join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { backendMemory, startBackend } from '../../../packages/fer-core/src/backend';
import { train } from '../../../packages/fer-core/src/train/training';
import { temporaryFolder } from '../datasets/temporary-folder';
import { TINY, tinyData } from './tiny';

await startBackend();
vi.setConfig({ testTimeout: 180_000 }); // trainings share a busy machine with other tests

it('ten epochs keep tensors and memory of the process flat, and leave no tensors behind', async () => {
  const data = tinyData();
  const folder = temporaryFolder();
  // The first training of a process fills caches.
  await train({ ...TINY, epochs: 1 }, data, { run: join(folder, 'first') }).done;
  const before = backendMemory().tensors;
  const seen: ReturnType<typeof backendMemory>[] = [];
  const config = { ...TINY, epochs: 10, mixup: 0.2, averaging: { decay: 0.9 }, reduceLROnPlateau: null };
  await train(config, data, { run: join(folder, 'second'), onEpoch: () => void seen.push(backendMemory()) }).done;
  expect(seen).toHaveLength(10);
  expect(new Set(seen.map(({ tensors }) => tensors)).size).toBe(1);
  expect(new Set(seen.map(({ tensorBytes }) => tensorBytes)).size).toBe(1);
  expect(seen.at(-1)!.rss - seen[2]!.rss).toBeLessThan(30e6);
  expect(backendMemory().tensors).toBe(before);
});

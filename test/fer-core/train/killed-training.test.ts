import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { loadModel } from '../../../packages/fer-core/src/models/saved-model';
import { RunFolder } from '../../../packages/fer-core/src/train/run-folder';
import { train } from '../../../packages/fer-core/src/train/training';
import { temporaryFolder } from '../datasets/temporary-folder';
import { KILLED, tinyData } from './tiny';

const STEPS = 5 * 4;
// The runner that vitest itself brings: it runs the sources.
const { resolve } = createRequire(createRequire(__filename).resolve('vitest'));
const RUNNER = join(dirname(resolve('vite-node/package.json')), 'vite-node.mjs');

/** Trains in another process and kills it after so many steps. @returns what it printed */
function killedAfter(steps: number, run: string): Promise<string> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [RUNNER, join(__dirname, 'train-in-child.ts'), run], { stdio: ['ignore', 'pipe', 'ignore'] });
    let printed = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      printed += text;
      if (printed.split('\n').length > steps) child.kill('SIGKILL');
    });
    child.on('close', () => resolve(printed));
  });
}

it('a training that was killed twice, anywhere, loads at once and goes on as if nothing had been', { timeout: 240_000 }, async () => {
  const folder = temporaryFolder();
  const [whole, killed] = [join(folder, 'whole'), join(folder, 'killed')];
  const kills = [1 + Math.floor(Math.random() * (STEPS - 8)), 1 + Math.floor(Math.random() * 6)];
  const context = `killed after ${kills.join(' steps, then after ')}`;
  for (const steps of kills) {
    expect(await killedAfter(steps, killed), context).not.toMatch(/done|failed/);
    const own = await RunFolder.open(killed, { resume: true });
    expect(await own.readStatus(), context).toMatchObject({ state: 'running' });
    const checkpoint = await own.readCheckpoint();
    if (checkpoint) expect(checkpoint.step, context).toBe(checkpoint.epoch * 4);
    if (existsSync(join(killed, 'best', 'model.json'))) expect((await loadModel(killed)).network, context).toBe('xception');
  }
  await train(KILLED, tinyData(), { run: killed, resume: true }).done;
  await train(KILLED, tinyData(), { run: whole }).done;
  const [expected, found] = [whole, killed].map((run) => readFileSync(join(run, 'metrics.csv'), 'utf8'));
  expect(found, context).toBe(expected);
  const [last, lastOfWhole] = await Promise.all([killed, whole].map(async (run) => (await RunFolder.open(run, { resume: true })).readCheckpoint()));
  expect(last, context).toEqual(lastOfWhole);
});

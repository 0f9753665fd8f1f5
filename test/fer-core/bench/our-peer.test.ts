import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { backendMemory } from '../../../packages/fer-core/src/backend';
import { writeImages } from '../../../packages/fer-core/src/bench/bench-images';
import { startEngine } from '../../../packages/fer-core/src/bench/engine';
import { ourPeer, serveOurPeer } from '../../../packages/fer-core/src/bench/our-peer';
import { OurTaskSchema } from '../../../packages/fer-core/src/bench/our-task';

const NETWORK = { network: 'mini_XCEPTION', batch: 3 };
const native = await startEngine().then(
  () => true,
  (error: Error) => {
    console.warn(`skipped: ${error.message}`);
    return false;
  },
);

/** Does rounds of a task in this process. */
async function work(task: object, rounds: number): Promise<{ ms: number[]; result: number; parameters?: number; settings?: string }> {
  const peer = await ourPeer(OurTaskSchema.parse({ ...NETWORK, ...task }));
  try {
    return { ...(await peer.measure(rounds)), ...(peer.parameters === undefined ? {} : { parameters: peer.parameters }), ...(peer.settings === undefined ? {} : { settings: peer.settings }) };
  } finally {
    await peer.dispose();
  }
}

describe.skipIf(!native)('ourPeer', () => {
  beforeAll(() => work({ task: 'train-step' }, 1)); // what tfjs keeps from its first step is no leak

  it('takes training steps whose loss falls from round to round, compiled as eager', async () => {
    const compiled = await work({ task: 'train-step' }, 24);
    expect(compiled.ms).toHaveLength(24);
    expect(compiled.parameters).toBe(58423);
    const first = (await work({ task: 'train-step' }, 1)).result;
    expect(compiled.result).toBeLessThan(first);
    expect((await work({ task: 'train-step', mode: 'eager' }, 1)).result).toBeCloseTo(first, 4);
  });

  it('changes weights in the whole step only', async () => {
    const loss = async (phase: string, rounds: number): Promise<number> => (await work({ task: 'phase', phase }, rounds)).result;
    // Rounds 1 and 9 see the same batch.
    for (const phase of ['forward', 'backward']) expect(await loss(phase, 9)).toBeCloseTo(await loss(phase, 1), 6);
    expect(await loss('backward', 1)).toBeCloseTo(await loss('update', 1), 5);
    expect(await loss('update', 9)).not.toBeCloseTo(await loss('update', 1), 3);
  });

  it('prepares batches and augments images', async () => {
    expect((await work({ task: 'phase', phase: 'data' }, 3)).ms).toHaveLength(3);
    // The sum of noise in [-1, 1], 3 · 48 · 48 pixels, is small beside the number of pixels.
    const { result } = await work({ task: 'phase', phase: 'augmentation' }, 1);
    expect(Math.abs(result)).toBeGreaterThan(0);
    expect(Math.abs(result)).toBeLessThan(1000);
  });

  it('predicts probabilities', async () => {
    const { result, parameters } = await work({ task: 'inference' }, 2);
    expect(result).toBeGreaterThan(0);
    expect(result).toBeLessThan(1);
    expect(parameters).toBe(58423);
  });

  it('super-resolves faces, and tells the memory it took', async () => {
    const networkOptions = { channels: 4, priorChannels: 4, coarseBlocks: 1, encoderBlocks: 1, priorBlocks: 1, decoderBlocks: 1, hourglassDepth: 1, coarseStride: 8, priorStride: 4, decoderStride: 4 };
    const { result, settings } = await work({ task: 'super-resolve', network: 'fsrnet', networkOptions, batch: 8 }, 2);
    expect(result).toBeGreaterThanOrEqual(0);
    expect(result).toBeLessThanOrEqual(255);
    expect(settings).toMatch(/^compiled, peak memory \d+ MB$/);
  });

  it('trains whole epochs on the images it is given', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'fer-bench-test-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    await writeImages(folder, 20, [48, 48, 1]);
    const { ms, result } = await work({ task: 'epoch', data: folder }, 2);
    expect(ms).toHaveLength(2);
    expect(result).toBeGreaterThan(0);
    expect((await work({ task: 'epoch', data: folder, augmentation: false }, 2)).result).not.toBe(result);
  });

  it('multiplies matrices and copies memory', async () => {
    const multiply = await ourPeer({ task: 'matrix-multiply' });
    const { result } = await multiply.measure(1);
    // A sum of 2048 products of uniform numbers in [-1, 1] has a standard deviation of 15.
    expect(Math.abs(result)).toBeLessThan(150);
    await multiply.dispose();
    const copy = await ourPeer({ task: 'memory-copy', threads: 1 });
    expect((await copy.measure(1)).result).toBe(1);
    await copy.dispose();
  });

  it.each([{ task: 'train-step' }, { task: 'phase', phase: 'backward' }, { task: 'phase', phase: 'augmentation' }, { task: 'inference' }])(
    'leaves no tensors behind after %j',
    async (task) => {
      const before = backendMemory().tensors;
      await work(task, 2);
      expect(backendMemory().tensors).toBe(before);
    },
  );
});

describe('serveOurPeer', () => {
  it.each([
    ['', /JSON/],
    ['{"task": "dance"}', /task/],
    ['{"task": "train-step", "network": "mini_XCEPTION", "batch": 0}', /batch/],
    ['{"task": "train-step", "network": "maxi_XCEPTION", "batch": 1}', native ? /expected one of .*mini_XCEPTION.*, got maxi_XCEPTION/ : /./],
  ])('answers the task %j by an error', async (task, message) => {
    const answers = new PassThrough();
    await serveOurPeer(task, new PassThrough(), answers);
    const { error } = JSON.parse(String(answers.read())) as { error: string };
    expect(error).toMatch(message);
  });
});

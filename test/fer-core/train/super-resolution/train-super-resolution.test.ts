import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { startBackend, tf } from '../../../../packages/fer-core/src/backend';
import { InputError } from '../../../../packages/fer-core/src/input-error';
import { loadModel } from '../../../../packages/fer-core/src/models/saved-model';
import { resolveSuperResolutionConfig, type SuperResolutionConfigInput } from '../../../../packages/fer-core/src/train/super-resolution/super-resolution-config';
import { trainSuperResolution } from '../../../../packages/fer-core/src/train/super-resolution/train-super-resolution';
import { writeFaces } from '../../datasets/face-folder';
import { temporaryFolder } from '../../datasets/temporary-folder';
import { TINY_FSRNET } from './tiny-super-resolution';

await startBackend();
vi.setConfig({ testTimeout: 240_000 }); // trainings share a busy machine with other tests

async function tiny(changes: SuperResolutionConfigInput | object = {}): Promise<SuperResolutionConfigInput> {
  const folder = await writeFaces(path.join(temporaryFolder(), 'faces'), 9);
  return { networkOptions: TINY_FSRNET, folders: [{ folder, heldOutEvery: 3 }], epochs: 2, batchSize: 3, seed: 3, averaging: { decay: 0.5 }, ...changes } as SuperResolutionConfigInput;
}
const runFolder = (): string => path.join(temporaryFolder(), 'run');
const metrics = (run: string): string => readFileSync(path.join(run, 'metrics.csv'), 'utf8');

describe('trainSuperResolution', () => {
  it('learns: held-out faces come out better than by bicubic interpolation, and the best epoch is kept', async () => {
    const run = runFolder();
    const views = { smallest: 82, largest: 86, shift: 1, rotation: 2, contrast: 0, brightness: 0, noise: 0 };
    const { history, validation } = await trainSuperResolution(await tiny({ epochs: 8, viewsPerFace: 8, batchSize: 4, learningRate: 3e-3, error: 'logMse', views }), { run });
    const best = Math.max(...history.map(({ valGain }) => valGain));
    expect(best).toBeGreaterThan(0.2);
    expect(history.at(-1)!.loss).toBeLessThan(history[0]!.loss);
    expect(validation).toMatchObject({ gainY: expect.closeTo(best, 6) as number, n: 3 });
    expect((await loadModel(run)).network).toBe('fsrnet');
    expect(metrics(run).split('\n')[0]).toBe('epoch,loss,psnr_rgb,val_psnr_y,val_gain_y,learning_rate');
  });

  it('goes on after an interruption as if there had been none', async () => {
    const config = await tiny({ epochs: 3 });
    const [whole, halved] = [runFolder(), runFolder()];
    await trainSuperResolution(config, { run: whole });
    const abort = new AbortController();
    const first = await trainSuperResolution(config, { run: halved, signal: abort.signal, onStep: ({ epoch }) => (epoch === 3 ? abort.abort('enough') : undefined) });
    expect(first.state).toBe('stopped');
    await trainSuperResolution(config, { run: halved, resume: true });
    expect(metrics(halved)).toBe(metrics(whole));
    await expect(trainSuperResolution({ ...config, learningRate: 1 }, { run: halved, resume: true })).rejects.toThrow(
      new InputError('trainSuperResolution: expected learningRate 0.001 of the run that goes on, got 1'),
    );
  });

  it('leaves no tensors behind', async () => {
    const config = await tiny({ epochs: 1 });
    await trainSuperResolution(config, { run: runFolder() });
    const before = tf.memory().numTensors;
    await trainSuperResolution(config, { run: runFolder() });
    expect(tf.memory().numTensors).toBe(before);
  });

  it('changes with every option', async () => {
    const usual = await tiny({ generated: 1 });
    const result = async (changes: SuperResolutionConfigInput): Promise<string> => {
      const { history } = await trainSuperResolution({ ...usual, ...changes }, { run: runFolder() });
      return history.map(({ loss, valPsnr }) => [loss, valPsnr].join()).join();
    };
    const { folder } = usual.folders![0]!;
    const changes: SuperResolutionConfigInput[] = [
      ...[{}, { networkOptions: { ...TINY_FSRNET, priors: 'none' } }, { folders: [{ folder, heldOutEvery: 4 }] }, { generated: 2 }, { epochs: 3 }, { viewsPerFace: 2 }],
      ...[{ batchSize: 2 }, { learningRate: 2e-3 }, { averaging: null }, { averaging: { decay: 0.1 } }, { error: 'mae' as const }, { error: 'logMse' as const }],
      ...[{ schedule: { name: 'constant' as const } }, { schedule: { warmUpEpochs: 1 } }, { schedule: { finalShare: 0.9 } }],
      ...[{ weights: { coarse: 2 } }, { weights: { fine: 2 } }, { weights: { heatmaps: 2 } }, { weights: { parsing: 2 } }, { heatmapSigma: 2 }, { seed: 4 }],
      ...[{ smallest: 50 }, { largest: 99 }, { shift: 0 }, { rotation: 0 }, { mirror: false }, { contrast: 0 }, { brightness: 0 }, { noise: 0 }].map((views) => ({ views })),
    ];
    const seen = new Map<string, string>();
    for (const change of changes) {
      const found = await result(change);
      expect(seen.get(found), `the same as ${JSON.stringify(change)}`).toBeUndefined();
      seen.set(found, JSON.stringify(change));
    }
  });

  it('refuses unknown fields, and a training without held-out faces', async () => {
    expect(() => resolveSuperResolutionConfig({ epoch: 3 }, 'mine.json')).toThrow(/^mine.json: .*epoch/);
    const config = await tiny();
    const all = { ...config, folders: [{ ...config.folders![0]!, heldOutEvery: 0 }] };
    await expect(trainSuperResolution(all, { run: runFolder() })).rejects.toThrow('trainSuperResolution: expected faces to learn from and held-out ones, found 9 and 0');
  });
});

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { startBackend, tf } from '../../../../packages/fer-core/src/backend';
import { InputError } from '../../../../packages/fer-core/src/input-error';
import { loadModel } from '../../../../packages/fer-core/src/models/saved-model';
import { resolveLandmarkConfig, type LandmarkConfigInput } from '../../../../packages/fer-core/src/train/landmarks/landmark-config';
import type { LandmarkLogs } from '../../../../packages/fer-core/src/train/landmarks/landmark-lesson';
import { trainLandmarks } from '../../../../packages/fer-core/src/train/landmarks/train-landmarks';
import { temporaryFolder } from '../../datasets/temporary-folder';
import { drawnFaceFolder } from '../../landmarks/drawn-faces';

await startBackend();
vi.setConfig({ testTimeout: 240_000 }); // trainings share a busy machine with other tests

const NETWORK = { size: 32, stem: [8, 16], modules: [1, 1, 1, 1], growth: [16, 16, 16, 16], bottleneck: [16, 16, 16, 16], transition: [16, 16, 16] };

async function tiny(changes: LandmarkConfigInput | object = {}): Promise<LandmarkConfigInput> {
  const folder = await drawnFaceFolder(path.join(temporaryFolder(), 'drawn'), 12, 64);
  return { networkOptions: NETWORK, data: [{ folder, heldOutEvery: 3 }], epochs: 2, viewsPerFace: 2, batchSize: 8, seed: 3, averaging: { decay: 0.5 }, ...changes };
}
const runFolder = (): string => path.join(temporaryFolder(), 'run');
const numbers = (history: LandmarkLogs[]): number[] => history.flatMap(({ loss, error, valError, valInnerError }) => [loss, error, valError, valInnerError]);

describe('trainLandmarks', () => {
  it('learns: after a while it is much nearer on faces it has not seen than at first, and keeps the best epoch', async () => {
    const run = runFolder();
    const still = { rotation: 5, scale: 0.05, shift: 0.03 };
    const views = { detected: still, refined: still, hiddenShare: 0, noise: 2, coarseShare: 0, elsewhereShare: 0 };
    const { history, validation } = await trainLandmarks(await tiny({ epochs: 12, viewsPerFace: 24, learningRate: 5e-3, views }), { run });
    const best = Math.min(...history.map(({ valError }) => valError));
    expect(best).toBeLessThan(history[0]!.valError * 0.6);
    expect(best).toBeLessThan(15); // 11–13 % on the processors it was tried on
    expect(validation).toMatchObject({ errorPercent: expect.closeTo(best, 6), n: 4 });
    const model = await loadModel(run);
    expect([model.network, model.inputRange]).toEqual(['landmarks', 'unit']);
    expect(readFileSync(path.join(run, 'metrics.csv'), 'utf8').split('\n')[0]).toBe('epoch,loss,error,val_error,val_inner_error,learning_rate');
  });

  it('goes on after an interruption as if there had been none, and gives the same numbers for the same seed', async () => {
    const config = await tiny({ epochs: 3 });
    const [whole, halved] = [runFolder(), runFolder()];
    await trainLandmarks(config, { run: whole });
    const abort = new AbortController();
    const first = await trainLandmarks(config, { run: halved, signal: abort.signal, onStep: ({ epoch }) => (epoch === 3 ? abort.abort('enough') : undefined) });
    expect(first.state).toBe('stopped');
    await trainLandmarks(config, { run: halved, resume: true });
    const metrics = (run: string): string => readFileSync(path.join(run, 'metrics.csv'), 'utf8');
    expect(metrics(halved)).toBe(metrics(whole));
  });

  it('leaves no tensors behind', async () => {
    const config = await tiny({ epochs: 1 });
    await trainLandmarks(config, { run: runFolder() });
    const before = tf.memory().numTensors;
    await trainLandmarks(config, { run: runFolder() });
    expect(tf.memory().numTensors).toBe(before);
  });

  it('changes with every option', async () => {
    // Compiling each variant would take longer than its few steps.
    const base = await tiny({ execution: 'eager' });
    const history = async (changes: object): Promise<number[]> => numbers((await trainLandmarks({ ...base, ...changes }, { run: runFolder() })).history);
    const usual = await history({});
    expect(await history({})).toEqual(usual);
    const changes: Record<string, object> = {
      viewsPerFace: { viewsPerFace: 4 },
      batchSize: { batchSize: 4 },
      learningRate: { learningRate: 1e-2 },
      weightDecay: { weightDecay: 5 },
      'schedule.name': { schedule: { name: 'constant' } },
      'schedule.warmUpEpochs': { schedule: { warmUpEpochs: 2 } },
      'schedule.finalShare': { schedule: { finalShare: 0.9 } },
      averaging: { averaging: null },
      'averaging.decay': { averaging: { decay: 0.05 } },
      votesWeight: { votesWeight: 1 },
      qualityWeight: { qualityWeight: 3 },
      views: { views: { noise: 60 } },
      seed: { seed: 4 },
    };
    for (const [name, change] of Object.entries(changes)) expect(await history(change), name).not.toEqual(usual);
  });

  it('shows folders by their shares, and refuses shares for some of them', async () => {
    const base = await tiny({ execution: 'eager', epochs: 1 });
    const folder = await drawnFaceFolder(path.join(temporaryFolder(), 'more'), 6, 64);
    const withShares = (...shares: (number | undefined)[]) => [base.data[0]!.folder, folder].map((each, i) => ({ folder: each, heldOutEvery: 3, ...(shares[i] === undefined ? {} : { share: shares[i] }) }));
    const history = async (data: object[]): Promise<number[]> => numbers((await trainLandmarks({ ...base, data } as LandmarkConfigInput, { run: runFolder() })).history);
    const [all, more] = [await history(withShares()), await history(withShares(1, 3))];
    expect(await history(withShares(1, 3))).toEqual(more);
    for (const other of [all, await history(withShares(3, 1))]) expect(other).not.toEqual(more);
    expect(() => resolveLandmarkConfig({ data: withShares(1) }, 'c.json')).toThrow(/a share for each folder or for none/);
  });

  it('starts from the weights of another training, where they are of the same network', async () => {
    const config = await tiny({ execution: 'eager' });
    const before = runFolder();
    const first = await trainLandmarks({ ...config, epochs: 4, viewsPerFace: 8, learningRate: 5e-3 }, { run: before });
    const second = await trainLandmarks({ ...config, epochs: 1, startFrom: before, learningRate: 1e-6 }, { run: runFolder() });
    // The moving statistics of batch norm go on, so the error is near the one before, not the same.
    const best = Math.min(...first.history.map(({ valError }) => valError));
    const random = await trainLandmarks({ ...config, epochs: 1, learningRate: 1e-6 }, { run: runFolder() });
    expect(Math.abs(second.history[0]!.valError - best)).toBeLessThan(0.25 * Math.abs(random.history[0]!.valError - best));
    const other = { ...config, networkOptions: { ...NETWORK, stem: [8, 24] }, startFrom: before };
    await expect(trainLandmarks(other, { run: runFolder() })).rejects.toThrow('expected weights of the same network');
  });

  it('refuses unknown fields, faces without any held out, another configuration to go on with', async () => {
    expect(() => resolveLandmarkConfig({ data: [{ folder: 'x', heldOutEvery: 2 }], rate: 1 }, 'c.json')).toThrow(InputError);
    const config = await tiny({ epochs: 1 });
    await expect(trainLandmarks({ ...config, data: [{ ...config.data[0]!, heldOutEvery: 0 }] }, { run: runFolder() })).rejects.toThrow('found 12 and 0');
    const run = runFolder();
    await trainLandmarks(config, { run });
    await expect(trainLandmarks({ ...config, learningRate: 0.5 }, { run, resume: true })).rejects.toThrow('expected learningRate 0.002 of the run that goes on, got 0.5');
    const shared = config.data.map((each) => ({ ...each, share: 2 }));
    await expect(trainLandmarks({ ...config, data: shared }, { run, resume: true })).rejects.toThrow('expected shares [null] of the run that goes on, got [2]');
  });
});

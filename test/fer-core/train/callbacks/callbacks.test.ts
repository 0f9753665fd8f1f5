import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { improves, type Callback, type EpochLogs, type TrainingControls } from '../../../../packages/fer-core/src/train/callbacks/callback';
import { csvLogger, KERAS_COLUMNS } from '../../../../packages/fer-core/src/train/callbacks/csv-logger';
import { earlyStopping } from '../../../../packages/fer-core/src/train/callbacks/early-stopping';
import { modelCheckpoint } from '../../../../packages/fer-core/src/train/callbacks/model-checkpoint';
import { reduceLROnPlateau } from '../../../../packages/fer-core/src/train/callbacks/reduce-lr-on-plateau';
import { temporaryFolder } from '../../datasets/temporary-folder';

const logsOf = (epoch: number, changes: Partial<EpochLogs>): EpochLogs => ({ epoch, loss: 1, accuracy: 0.5, valLoss: 1, valAccuracy: 0.5, learningRate: 0.1, ...changes });

/** Plays epochs with one number changing, and tells learning rate and stop after each. `again` is given what the callback remembers halfway. */
async function play(make: () => Callback, monitor: keyof EpochLogs, values: number[], interrupted = false) {
  let callback = make();
  let stopped: string | undefined;
  const controls: TrainingControls = { learningRate: 1, stop: (reason) => (stopped ??= reason), weights: () => ({}) };
  const rates: number[] = [];
  let stoppedAt: number | undefined;
  for (const [epoch, value] of values.entries()) {
    if (interrupted) {
      const state = JSON.parse(JSON.stringify(callback.state!())) as unknown;
      callback = make();
      callback.restore!(state);
    }
    await callback.onEpochEnd(logsOf(epoch, { [monitor]: value }), controls);
    rates.push(controls.learningRate);
    if (stopped !== undefined) stoppedAt ??= epoch;
  }
  return { rates, stopped, stoppedAt };
}

it('lower losses and higher accuracies are improvements, by more than minDelta', () => {
  expect([improves('loss', 0.9, 1), improves('valLoss', 1.1, 1), improves('accuracy', 0.6, 0.5), improves('valAccuracy', 0.4, 0.5)]).toEqual([true, false, true, false]);
  expect([improves('loss', 0.9, 1, 0.2), improves('accuracy', 0.6, 0.5, 0.2), improves('loss', 1, 1), improves('loss', 9, null)]).toEqual([false, false, false, true]);
});

describe.each([['at once', false], ['interrupted before each epoch', true]])('%s', (_, interrupted) => {
  describe('reduceLROnPlateau', () => {
    const options = { monitor: 'valLoss', factor: 0.5, patience: 2, minLearningRate: 0.2 } as const;
    const rates = async (changes: Partial<Parameters<typeof reduceLROnPlateau>[0]>, values: number[]) =>
      (await play(() => reduceLROnPlateau({ ...options, ...changes }), changes.monitor ?? 'valLoss', values, interrupted)).rates;
    // best, no, no → lowered; better; no, no → lowered; no, no → the least
    const losses = [1, 1, 1.5, 0.5, 0.5, 0.6, 0.7, 0.8];
    it('lowers after `patience` epochs without improvement, each time counting anew', async () => {
      expect(await rates({}, losses)).toEqual([1, 1, 0.5, 0.5, 0.5, 0.25, 0.25, 0.2]);
    });
    it('heeds factor, patience, least learning rate and what is watched', async () => {
      expect(await rates({ factor: 0.25 }, losses)).toEqual([1, 1, 0.25, 0.25, 0.25, 0.2, 0.2, 0.2]);
      expect(await rates({ patience: 4 }, losses)).toEqual([1, 1, 1, 1, 1, 1, 1, 0.5]);
      expect(await rates({ minLearningRate: 0.4 }, losses)).toEqual([1, 1, 0.5, 0.5, 0.5, 0.4, 0.4, 0.4]);
      expect(await rates({ monitor: 'accuracy' }, [0.1, 0.2, 0.3, 0.4, 0.4, 0.4])).toEqual([1, 1, 1, 1, 1, 0.5]);
    });
    it('takes a change of less than 1e-4 for none', async () => {
      expect(await rates({}, [1, 0.99995, 0.99991])).toEqual([1, 1, 0.5]);
      expect(await rates({}, [1, 0.9998, 0.9996])).toEqual([1, 1, 1]);
    });
  });

  describe('earlyStopping', () => {
    const options = { monitor: 'valAccuracy', patience: 2, minDelta: 0 } as const;
    const stop = async (changes: Partial<Parameters<typeof earlyStopping>[0]>, values: number[]) => {
      const { stoppedAt, stopped } = await play(() => earlyStopping({ ...options, ...changes }), changes.monitor ?? 'valAccuracy', values, interrupted);
      return [stoppedAt, stopped];
    };
    const accuracies = [0.5, 0.4, 0.6, 0.6, 0.62, 0.5, 0.6];
    it('ends after `patience` epochs without improvement', async () => {
      expect(await stop({}, accuracies)).toEqual([6, 'valAccuracy has not improved for 2 epochs']);
    });
    it('heeds patience, minDelta and what is watched', async () => {
      expect(await stop({ patience: 1 }, accuracies)).toEqual([1, 'valAccuracy has not improved for 1 epochs']);
      expect(await stop({ patience: 3 }, accuracies)).toEqual([undefined, undefined]);
      expect((await stop({ minDelta: 0.05 }, accuracies))[0]).toBe(4);
      expect((await stop({ monitor: 'loss' }, [3, 2, 1, 1.5, 1]))[0]).toBe(4);
    });
  });

  it('modelCheckpoint saves an epoch that is better than all before', async () => {
    const saved: number[] = [];
    const make = () => modelCheckpoint<EpochLogs>({ monitor: 'valAccuracy', save: async (_weights, { epoch }) => void saved.push(epoch) });
    await play(make, 'valAccuracy', [0.3, 0.2, 0.3, 0.5, 0.4, 0.6], interrupted);
    expect(saved).toEqual([0, 3, 5]);
  });

  it('csvLogger keeps all rows', async () => {
    const file = join(temporaryFolder(), 'metrics.csv');
    await play(() => csvLogger(file, KERAS_COLUMNS), 'loss', [2, 1.5, 1e-7], interrupted);
    expect(readFileSync(file, 'utf8')).toBe(
      'epoch,loss,accuracy,val_loss,val_accuracy,learning_rate\n0,2,0.5,1,0.5,0.1\n1,1.5,0.5,1,0.5,0.1\n2,1e-7,0.5,1,0.5,0.1\n',
    );
  });
});

it('modelCheckpoint does not take an epoch for the best whose weights could not be saved', async () => {
  let full = true;
  const saved: number[] = [];
  const callback = modelCheckpoint<EpochLogs>({
    monitor: 'valAccuracy',
    save: async (_weights, { epoch }) => {
      if (full) throw new Error('ENOSPC: no space left on device');
      saved.push(epoch);
    },
  });
  const controls: TrainingControls = { learningRate: 1, stop: () => undefined, weights: () => ({}) };
  await expect(callback.onEpochEnd(logsOf(0, {}), controls)).rejects.toThrow('ENOSPC');
  full = false;
  await callback.onEpochEnd(logsOf(1, {}), controls);
  expect(saved).toEqual([1]);
});

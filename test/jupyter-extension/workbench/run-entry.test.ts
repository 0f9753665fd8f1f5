import { describe, expect, it } from 'vitest';
import { readRun, runPayload } from '../../../packages/jupyter-extension/src/workbench/run-entry';
import { parseTraining } from '../../../packages/fer-core/src/views';

const about = { name: 'one', path: 'runs/one', revision: 'a', hasReport: false };
const status = JSON.stringify({ state: 'running', epoch: 2, epochs: 9, pid: 1, updated: '2026-01-02T03:04:05Z', message: 'slow' });
const metrics = 'epoch,loss,accuracy,val_loss,val_accuracy,learning_rate\n0,2,0.25,NaN,0.5,0.001\n1,1,0.5,1.5,0.25,0.001\n';
const config = JSON.stringify({
  config: { network: 'mini_XCEPTION', optimizer: { name: 'sgd' }, batchSize: 8 },
  data: { name: 'faces', train: 70, validation: 35 },
  environment: { device: 'GPU', threads: 4 },
});

describe('readRun', () => {
  it('reads state, epochs, the best validation accuracy with its n, and the configuration', () => {
    const run = readRun(about, { status, metrics, config });
    expect(run).toMatchObject({ state: 'running', epoch: 2, epochs: 9, message: 'slow', updated: '2026-01-02T03:04:05Z' });
    expect(run.best).toEqual({ accuracy: 0.5, epoch: 1, n: 35 });
    expect(run.config).toMatchObject({ network: 'mini_XCEPTION', optimizer: 'sgd', batchSize: 8, dataset: 'faces', device: 'GPU, 4 threads', seed: null });
    expect(run.history[0]).toMatchObject({ epoch: 1, loss: 2, valLoss: null, learningRate: 0.001 });
  });

  it('leaves a line out that is being written', () => {
    expect(readRun(about, { status, metrics: `${metrics}2,0.9,0.6` }).history).toHaveLength(2);
  });

  it('does without configuration and metrics', () => {
    expect(readRun(about, { status })).toMatchObject({ history: [], best: null, config: null });
  });

  it.each(['{', '{"state": "asleep"}', '[]'])('refuses the status %s', (broken) => {
    expect(() => readRun(about, { status: broken })).toThrow(/JSON|expected a state among/);
  });

  it('gives a payload that the training view reads, with the epochs done as its progress', () => {
    const payload = parseTraining(runPayload(readRun(about, { status, metrics, config })));
    expect(payload).toMatchObject({ run: 'one', epoch: 2, epochs: 9, device: 'GPU, 4 threads', step: 1, steps: 1 });
  });
});

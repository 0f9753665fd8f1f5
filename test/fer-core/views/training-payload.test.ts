import { describe, expect, it } from 'vitest';
import {
  bestEpoch,
  isOver,
  parseTraining,
  TRAINING_STATES,
  trainingProgress,
} from '../../../packages/fer-core/src/views';
import { running } from './training-fixture';

describe('parseTraining', () => {
  it('gives back what went over the wire', () => {
    expect(parseTraining(JSON.parse(JSON.stringify(running)))).toEqual(running);
    const failed = { ...running, state: 'failed', message: 'out of memory', live: null, etaMs: null };
    expect(parseTraining(JSON.parse(JSON.stringify(failed)))).toEqual(failed);
  });

  it.each([
    ['a text', 'nonsense', /training view: expected the payload to be an object, got "nonsense"/],
    ['null', null, /to be an object, got null/],
    [
      'a missing field',
      { ...running, epoch: undefined },
      /expected epoch to be a whole number of at least 0, got nothing/,
    ],
    ['an unknown state', { ...running, state: 'resting' }, /expected state to be preparing or .* got "resting"/],
    [
      'a wrong field deep inside',
      { ...running, history: [{ ...running.history[0], loss: 'low' }] },
      /history\[0\]\.loss .* got "low"/,
    ],
    [
      'epochs counted from 0',
      { ...running, history: [{ ...running.history[0], epoch: 0 }] },
      /history\[0\]\.epoch/,
    ],
    [
      'a newer version',
      { ...running, version: 2 },
      /expected version 1, got 2; a newer FER Workbench made this output/,
    ],
  ])('refuses %s in one readable line', (_, value, message) => {
    expect(() => parseTraining(value)).toThrow(message);
  });

  it('reads a missing number as none', () => {
    expect(parseTraining({ ...running, etaMs: undefined }).etaMs).toBeNull();
  });
});

describe('trainingProgress', () => {
  it('counts the steps of all epochs', () => {
    expect(trainingProgress(running)).toBeCloseTo((2 + 10 / 40) / 5);
    expect(trainingProgress({ ...running, epoch: 0, step: 0 })).toBe(0);
    expect(trainingProgress({ ...running, state: 'finished' })).toBe(1);
    expect(trainingProgress({ ...running, state: 'stopped' })).toBeCloseTo(0.45);
    expect(trainingProgress({ ...running, steps: 0 })).toBeCloseTo(0.4);
  });
});

describe('bestEpoch', () => {
  const [first, second] = running.history;
  it('takes the highest validation accuracy, the earliest among equals', () => {
    expect(bestEpoch(running.history)?.epoch).toBe(2);
    expect(bestEpoch([first, { ...second, valAccuracy: first.valAccuracy }])?.epoch).toBe(1);
  });
  it('passes over epochs without validation', () => {
    expect(bestEpoch([{ ...first, valAccuracy: null }, second])?.epoch).toBe(2);
    expect(bestEpoch([{ ...first, valAccuracy: null }])).toBeUndefined();
  });
});

describe('isOver', () => {
  it('holds for the three final states', () => {
    expect(TRAINING_STATES.filter(isOver)).toEqual(['finished', 'stopped', 'failed']);
  });
});

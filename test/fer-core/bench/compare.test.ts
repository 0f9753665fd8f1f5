import { describe, expect, it } from 'vitest';
import { compare, compareByPrecision } from '../../../packages/fer-core/src/bench/compare';
import { measured } from './measured';

describe('compare', () => {
  it('says how many times faster than each peer we are, and than the fastest', () => {
    const row = compare('step', [measured('ours', 'ours', 40)], [measured('keras a', 'keras', 100), measured('torch b', 'torch', 30)]);
    expect(row).toEqual({
      name: 'step',
      ours: 40,
      peers: { 'keras a': 100, 'torch b': 30 },
      unit: 'ms',
      ratio: 0.75,
      ratios: { 'keras a': 2.5, 'torch b': 0.75 },
    });
  });

  it('keeps ratios above 1 for faster when it counts images a second', () => {
    const row = compare('batch', [measured('ours', 'ours', 50)], [measured('keras a', 'keras', 200)], 128);
    expect(row).toMatchObject({ ours: 2560, peers: { 'keras a': 640 }, unit: 'images/s', ratio: 4 });
  });

  it('has no ratio without peers, and nothing without ours', () => {
    expect(compare('step', [measured('ours', 'ours', 40)], [])).toMatchObject({ peers: {}, ratio: null });
    expect(() => compare('step', [], [])).toThrow('compare: step expected a measurement of ours, got none');
  });
});

describe('compareByPrecision', () => {
  it('compares float32 with float32, and our fastest with everything; our eager way never counts', () => {
    const rows = compareByPrecision('step', [
      measured('ours compiled', 'ours', 40),
      measured('ours compiled-bfloat16', 'ours', 20, 'bfloat16'),
      measured('ours eager', 'ours', 1),
      measured('torch eager', 'torch', 80),
      measured('torch eager-bfloat16', 'torch', 30, 'bfloat16'),
      measured('matrix multiply', 'machine', 2),
    ]);
    expect(rows.map(({ name, ours, peers, ratio }) => ({ name, ours, peers, ratio }))).toEqual([
      { name: 'step, float32', ours: 40, peers: { 'torch eager': 80 }, ratio: 2 },
      { name: 'step, any precision', ours: 20, peers: { 'torch eager': 80, 'torch eager-bfloat16': 30 }, ratio: 1.5 },
    ]);
  });
});

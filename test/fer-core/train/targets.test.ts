import { describe, expect, it } from 'vitest';
import type { LabeledImages } from '../../../packages/fer-core/src/datasets/labeled-images';
import { InputError } from '../../../packages/fer-core/src/input-error';
import { seededDraw } from '../../../packages/fer-core/src/train/augmentation';
import { TargetMaker } from '../../../packages/fer-core/src/train/targets';

/** Six images without pixels: two of class a, three of b, one of c, none of d. */
const DATA: LabeledImages = {
  ...{ name: 'six', split: 'train', classes: ['a', 'b', 'c', 'd'], count: 6, height: 0, width: 0, channels: 1 },
  ...{ images: new Uint8Array(0), labels: Uint8Array.of(0, 0, 1, 1, 1, 2), ids: ['', '', '', '', '', ''] },
};
const PLAIN = { labelSmoothing: 0, mixup: 0, classWeights: null, distillation: null };
const near = (values: number[]) => values.map((value) => expect.closeTo(value, 6));

function make(changes: Partial<ConstructorParameters<typeof TargetMaker>[0]>, indices: number[], teaching: Float32Array | null = null) {
  const made = new TargetMaker({ ...PLAIN, ...changes }, DATA, teaching).make(Uint32Array.from(indices), seededDraw(1, 1));
  const rows = Array.from({ length: indices.length }, (_, i) => [...made.targets.subarray(i * 4, i * 4 + 4)]);
  return { rows, weights: [...made.imageWeights], mix: [...made.mix] };
}

it('are the labels where nothing is asked for', () => {
  expect(make({}, [5, 0])).toEqual({ rows: [[0, 0, 1, 0], [1, 0, 0, 0]], weights: [1, 1], mix: [1, 1] });
});

it('labelSmoothing spreads a share over all classes', () => {
  expect(make({ labelSmoothing: 0.2 }, [2]).rows).toEqual([near([0.05, 0.85, 0.05, 0.05])]);
});

describe('classWeights', () => {
  it('balanced are inverse to the frequency, with a mean of 1 over the images', () => {
    const { weights } = make({ classWeights: 'balanced' }, [0, 1, 2, 3, 4, 5]);
    expect(weights).toEqual(near([0.75, 0.75, 0.5, 0.5, 0.5, 1.5]));
  });
  it('by name are those, others 1', () => {
    expect(make({ classWeights: { b: 3, c: 0 } }, [0, 2, 5]).weights).toEqual([1, 3, 0]);
  });
  it('for a class that is none are refused', () => {
    expect(() => make({ classWeights: { x: 3 } }, [0])).toThrow(new InputError('train: classWeights expected names among a, b, c, d, got x'));
  });
});

it('distillation mixes in what teachers say of that image', () => {
  const teaching = Float32Array.from({ length: 24 }, (_, i) => (Math.floor(i / 4) === 5 ? [0.1, 0.2, 0.3, 0.4][i % 4]! : 0.25));
  const distillation = { teachers: ['t'], temperature: 1, weight: 0.5, tta: 'none' as const };
  expect(make({ distillation }, [5], teaching).rows).toEqual([near([0.05, 0.1, 0.65, 0.2])]);
  expect(make({ distillation: { ...distillation, weight: 1 } }, [5], teaching).rows).toEqual([near([0.1, 0.2, 0.3, 0.4])]);
});

describe('mixup', () => {
  it('mixes each target with that of its partner, the batch read backwards, by the share told', () => {
    const { rows, mix } = make({ mixup: 0.4 }, [0, 2, 5]);
    const labels = [[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0]];
    rows.forEach((row, i) => expect(row).toEqual(near(row.map((_, k) => mix[i]! * labels[i]![k]! + (1 - mix[i]!) * labels[2 - i]![k]!))));
    expect(rows[1]).toEqual(near([0, 1, 0, 0])); // its own partner
    for (const share of mix) expect(share).toBeGreaterThanOrEqual(0.5);
  });
  it('with a larger alpha mixes more', () => {
    const indices = Array<number>(2000).fill(0);
    const mean = (alpha: number) => make({ mixup: alpha }, indices).mix.reduce((a, b) => a + b) / 2000;
    // Beta(1, 1) folded at one half is uniform over [0.5, 1].
    expect(mean(1)).toBeCloseTo(0.75, 1);
    expect(mean(0.2)).toBeGreaterThan(mean(1) + 0.1);
  });
});

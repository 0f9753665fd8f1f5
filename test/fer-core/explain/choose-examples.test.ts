import { describe, expect, it } from 'vitest';
import { chooseExamples } from '../../../packages/fer-core/src/explain/choose-examples';

describe('chooseExamples', () => {
  const answers = {
    truth: Uint8Array.of(0, 0, 0, 1, 1, 0),
    predicted: Uint8Array.of(0, 1, 0, 1, 1, 1),
    confidence: [0.6, 0.7, 0.9, 0.5, 0.5, 0.8],
  };

  it('takes the surest mistakes and right answers of each class; equals keep their order', () => {
    expect(chooseExamples(answers, 3, 5)).toEqual([
      { label: 0, mistakes: [5, 1], right: [2, 0] },
      { label: 1, mistakes: [], right: [3, 4] },
      { label: 2, mistakes: [], right: [] },
    ]);
  });

  it('takes no more of a kind than asked for', () => {
    expect(chooseExamples(answers, 2, 1)).toEqual([
      { label: 0, mistakes: [5], right: [2] },
      { label: 1, mistakes: [], right: [3] },
    ]);
  });
});

import type { VideoPerson } from '../../../packages/fer-core/src/views';
import { describe, expect, it } from 'vitest';
import { timelineParts } from '../../../packages/jupyter-extension/src/video/timeline-parts';

const person = (...faces: [frame: number, label: number, probability: number][]): VideoPerson => ({
  name: 'Ada',
  faces: faces.map(([frame, label, probability]) => ({ frame, label, box: [0, 0, 1, 1], points: null, probabilities: label === 0 ? [probability, 1 - probability] : [1 - probability, probability] })),
});

describe('timelineParts', () => {
  it('joins frames in a row with one expression about as strong', () => {
    expect(timelineParts(person([0, 0, 0.7], [1, 0, 0.72], [2, 1, 0.8], [3, 1, 0.6]))).toEqual([
      { first: 0, frames: 2, label: 0, probability: 0.71 },
      { first: 2, frames: 1, label: 1, probability: 0.8 },
      { first: 3, frames: 1, label: 1, probability: 0.6 },
    ]);
    expect(timelineParts(person([0, 0, 0.7], [1, 0, 0.72]), 0.01)).toHaveLength(2);
  });

  it('leaves gaps where the person was not seen', () => {
    expect(timelineParts(person([4, 0, 0.7], [9, 0, 0.7])).map(({ first, frames }) => [first, frames])).toEqual([[4, 1], [9, 1]]);
  });
});

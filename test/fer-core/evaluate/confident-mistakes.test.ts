import { expect, it } from 'vitest';
import { confidentMistakes } from '../../../packages/fer-core/src/evaluate/confident-mistakes';

const input = {
  ids: ['right', 'unsure', 'sure', 'same'],
  labels: ['a', 'b'],
  truth: [0, 0, 1, 0],
  predicted: [0, 1, 0, 1],
  probabilities: [0.9, 0.1, 0.45, 0.55, 0.8, 0.2, 0.45, 0.55],
};

it('lists wrong answers, the surest first, equals in their order', () => {
  expect(confidentMistakes(input)).toEqual([
    { index: 2, id: 'sure', truth: 'b', predicted: 'a', confidence: 0.8, truthProbability: 0.2 },
    { index: 1, id: 'unsure', truth: 'a', predicted: 'b', confidence: 0.55, truthProbability: 0.45 },
    { index: 3, id: 'same', truth: 'a', predicted: 'b', confidence: 0.55, truthProbability: 0.45 },
  ]);
});

it('lists as many as asked for', () => {
  expect(confidentMistakes(input, 1).map(({ id }) => id)).toEqual(['sure']);
});

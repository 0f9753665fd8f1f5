import { expect, it } from 'vitest';
import { EXPRESSIONS } from '../../../packages/fer-core/src/expressions';
import { expressionLabel } from '../../../packages/fer-core/src/datasets/expression-names';

it('knows the seven names and what other data sets call them', () => {
  expect(EXPRESSIONS.map(expressionLabel)).toEqual([0, 1, 2, 3, 4, 5, 6]);
  const fromFerPlus = ['neutral', 'happiness', 'surprise', 'sadness', 'anger', 'disgust', 'fear'];
  expect(fromFerPlus.map(expressionLabel)).toEqual([6, 3, 5, 4, 0, 1, 2]);
  expect([' Happy ', 'SURPRISED', 'fearful', 'afraid', 'disgusted'].map(expressionLabel)).toEqual([3, 5, 2, 2, 1]);
});

it.each(['contempt', '', 'hap py', '3', 'constructor'])('knows no expression %j', (name) => {
  expect(expressionLabel(name)).toBeUndefined();
});

import { expect, it } from 'vitest';
import { evaluationReport } from '../../../packages/fer-core/src/evaluate/evaluation-report';
import type { EvaluationProtocol } from '../../../packages/fer-core/src/evaluate/report';
import { reportText } from '../../../packages/fer-core/src/evaluate/report-text';

const protocol: EvaluationProtocol = {
  dataset: 'faces',
  split: 'test',
  n: 4,
  selectedOn: 'validation',
  tta: 'none',
  model: 'tiny',
  weightsSha256: 'abcdef0123456789',
  dataSha256: '',
  seed: 7,
};
const text = (over: Partial<EvaluationProtocol> = {}) =>
  reportText(
    evaluationReport({
      labels: ['sad', 'happy'],
      truth: [0, 1, 1, 1],
      predicted: [1, 1, 1, 1],
      protocol: { ...protocol, ...over },
    }),
  ).split('\n');

it('never tells the accuracy without split, n, interval and what chose the weights', () => {
  expect(text().slice(0, 3)).toEqual([
    'faces, test split, n = 4, weights chosen on validation',
    'tiny · averaging none · seed 7 · weights abcdef012345',
    'accuracy 75.0 % (95 % interval 30.1–95.4 %, n = 4) · macro-F1 0.429 (0.200–1.000) · balanced accuracy 50.0 % (50.0–100.0)',
  ]);
  expect(text({ selectedOn: null })[0]).toContain('nothing chosen on any split');
});

it('shows each class and the confusion in tables', () => {
  expect(text().slice(3)).toEqual([
    '',
    'class  precision  95 % interval   recall  95 % interval     F1  support',
    'sad            –              –    0.0 %     0.0–79.3 %  0.000        1',
    'happy     75.0 %    30.1–95.4 %  100.0 %   43.9–100.0 %  0.857        3',
    '',
    'truth \\ predicted  sad  happy',
    'sad                  0      1',
    'happy                0      3',
  ]);
});

it('tells calibration, ranking and the most confident mistakes where probabilities are', () => {
  const lines = reportText(
    evaluationReport({
      labels: ['sad', 'happy'],
      truth: [0, 1, 1, 1],
      predicted: [1, 1, 1, 1],
      probabilities: [0.1, 0.9, 0.2, 0.8, 0.3, 0.7, 0.4, 0.6],
      ids: ['w', 'x', 'y', 'z'],
      protocol,
    }),
  );
  expect(lines).toContain('calibration error 0.450 (ECE), cross-entropy 0.848, Brier score 0.550, mean confidence 75.0 %; 15 bins of equal width');
  expect(lines).toContain('one class against the rest: mean ROC area 0.000, mean average precision');
  expect(lines).toMatch(/most confident mistakes +truth +predicted +confidence\nw +sad +happy +0\.900$/);
});

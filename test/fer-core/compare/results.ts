import { evaluationReport } from '../../../packages/fer-core/src/evaluate/evaluation-report';
import type { Result } from '../../../packages/fer-core/src/compare/read-result';

const LABELS = ['happy', 'sad'];

/** A result by hand: truth and answers as class indices. */
export function result(name: string, truth: number[], predicted: number[], changes: { config?: Record<string, unknown> | null; dataSha256?: string; tta?: string } = {}): Result {
  const { config = null, dataSha256 = 'data', tta = 'none' } = changes;
  return {
    name,
    report: evaluationReport({
      labels: LABELS,
      truth,
      predicted,
      protocol: { dataset: 'faces', split: 'test', n: truth.length, selectedOn: 'validation', tta, weightsSha256: name, dataSha256 },
    }),
    predictions: { ids: truth.map((_, image) => `face ${image}`), truth, predicted, confidence: truth.map((_, image) => 0.5 + image / 20) },
    config,
  };
}

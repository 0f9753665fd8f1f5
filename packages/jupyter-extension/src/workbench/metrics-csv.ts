import { parse } from 'csv-parse/browser/esm/sync';
import type { TrainingEpoch } from 'fer-core/views';

/**
 * The epochs in a run's `metrics.csv` (Keras CSVLogger's columns, epochs from 0). A last line that is being written is left out.
 * @returns epochs that count from 1; a value that is no finite number is null
 */
export function readMetrics(text: string): TrainingEpoch[] {
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  const rows: Record<string, string | undefined>[] = parse(whole, { columns: true, relaxColumnCount: true, skipEmptyLines: true });
  return rows.map((row) => ({
    epoch: Number(row.epoch) + 1,
    loss: finite(row.loss),
    accuracy: finite(row.accuracy),
    valLoss: finite(row.val_loss),
    valAccuracy: finite(row.val_accuracy),
    learningRate: finite(row.learning_rate),
    ms: null,
  }));
}

function finite(text: string | undefined): number | null {
  const value = text === undefined || text === '' ? NaN : Number(text);
  return Number.isFinite(value) ? value : null;
}

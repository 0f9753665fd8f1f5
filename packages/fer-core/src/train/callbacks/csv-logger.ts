import { writeAtomically } from '../../write-atomically';
import type { Callback, EpochLogs, EpochNumbers } from './callback';

/** A classifier's columns: those of Keras's CSVLogger. */
export const KERAS_COLUMNS: Columns<EpochLogs> = {
  epoch: 'epoch',
  loss: 'loss',
  accuracy: 'accuracy',
  val_loss: 'valLoss',
  val_accuracy: 'valAccuracy',
  learning_rate: 'learningRate',
};

/** Numbers of an epoch by the header of their column. */
export type Columns<Logs extends EpochNumbers> = Record<string, keyof Logs>;

/** Writes one row an epoch; the file is whole at any moment. */
export function csvLogger<Logs extends EpochNumbers>(file: string, columns: Columns<Logs>): Callback<Logs> {
  let rows: string[] = [];
  return {
    name: 'CSVLogger',
    async onEpochEnd(logs) {
      rows.push(Object.values(columns).map((key) => logs[key]).join());
      await writeAtomically(file, [Object.keys(columns).join(), ...rows].join('\n') + '\n');
    },
    state: () => rows,
    restore: (saved) => {
      rows = saved as string[];
    },
  };
}

import { writeAtomically } from '../../write-atomically';
import type { Callback } from './callback';

const HEADER = 'epoch,loss,accuracy,val_loss,val_accuracy,learning_rate';

/** Writes one row an epoch in the columns of Keras's CSVLogger; the file is whole at any moment. */
export function csvLogger(file: string): Callback {
  let rows: string[] = [];
  return {
    name: 'CSVLogger',
    async onEpochEnd({ epoch, loss, accuracy, valLoss, valAccuracy, learningRate }) {
      rows.push([epoch, loss, accuracy, valLoss, valAccuracy, learningRate].join());
      await writeAtomically(file, [HEADER, ...rows].join('\n') + '\n');
    },
    state: () => rows,
    restore: (saved) => {
      rows = saved as string[];
    },
  };
}

import type { Pictures, SummaryWriter } from '../../backend';
import type { Callback, EpochLogs, EpochNumbers } from './callback';

/** Histograms of the weights and pictures are written every so many epochs: they cost more than scalars. */
const DETAILS_EVERY = 5;

/** A classifier's scalars under Keras's names. */
export const KERAS_SCALARS: Scalars<EpochLogs> = {
  'epoch_loss/train': 'loss',
  'epoch_loss/validation': 'valLoss',
  'epoch_accuracy/train': 'accuracy',
  'epoch_accuracy/validation': 'valAccuracy',
  learning_rate: 'learningRate',
};

/** Numbers of an epoch by their tag. */
export type Scalars<Logs extends EpochNumbers> = Record<string, keyof Logs>;

/** Pictures to look at beside the numbers, by tag. */
export type EpochPictures = (epoch: number) => Record<string, Pictures>;

/** Writes scalars of each epoch, and now and then histograms of the weights and pictures, for TensorBoard. */
export function tensorBoard<Logs extends EpochNumbers>(writer: SummaryWriter, scalars: Scalars<Logs>, pictures: EpochPictures = () => ({})): Callback<Logs> {
  return {
    name: 'TensorBoard',
    onEpochEnd(logs, controls) {
      for (const [tag, key] of Object.entries(scalars)) writer.scalar(tag, logs[key] as number, logs.epoch);
      if (logs.epoch % DETAILS_EVERY === 0) {
        for (const [name, values] of Object.entries(controls.weights())) writer.histogram(name, values, logs.epoch);
        for (const [tag, shown] of Object.entries(pictures(logs.epoch))) writer.images(tag, shown, logs.epoch);
      }
      writer.flush();
    },
  };
}

import type { SummaryWriter } from '../../backend';
import type { Callback } from './callback';

/** Histograms of the weights are written every so many epochs: they cost more than scalars. */
const HISTOGRAM_EVERY = 5;

/** Writes scalars of each epoch, and now and then histograms of the weights, for TensorBoard. */
export function tensorBoard(writer: SummaryWriter): Callback {
  return {
    name: 'TensorBoard',
    onEpochEnd({ epoch, loss, accuracy, valLoss, valAccuracy, learningRate }, controls) {
      writer.scalar('epoch_loss/train', loss, epoch);
      writer.scalar('epoch_loss/validation', valLoss, epoch);
      writer.scalar('epoch_accuracy/train', accuracy, epoch);
      writer.scalar('epoch_accuracy/validation', valAccuracy, epoch);
      writer.scalar('learning_rate', learningRate, epoch);
      if (epoch % HISTOGRAM_EVERY === 0) {
        for (const [name, values] of Object.entries(controls.weights())) writer.histogram(name, values, epoch);
      }
      writer.flush();
    },
  };
}

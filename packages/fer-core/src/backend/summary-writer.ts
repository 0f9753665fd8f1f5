import { isNative } from './native';
import { tf } from './tf';

/** Writes TensorBoard event files. */
export interface SummaryWriter {
  scalar(name: string, value: number, step: number): void;
  /** Distribution of numbers, for instance of one weight; left out where all are equal. */
  histogram(name: string, values: Float32Array, step: number): void;
  flush(): void;
}

interface NodeSummaryWriter {
  scalar(name: string, value: number, step: number): void;
  histogram(name: string, data: unknown, step: number): void;
  flush(): void;
}

/**
 * Opens an `events.out.tfevents…` file in a folder.
 * @returns null where TensorFlow itself is not loaded, since its writer is what is used
 */
export function summaryWriter(folder: string): SummaryWriter | null {
  if (!isNative()) return null;
  const { node } = require('@tensorflow/tfjs-node-gpu') as { node: { summaryFileWriter(folder: string): NodeSummaryWriter } };
  const writer = node.summaryFileWriter(folder);
  return {
    scalar: (name, value, step) => writer.scalar(name, value, step),
    histogram: (name, values, step) => {
      // tfjs-node 4.22 throws where all numbers are equal; such a histogram says nothing.
      if (values.some((value) => value !== values[0])) tf.tidy(() => writer.histogram(name, tf.tensor1d(values), step));
    },
    flush: () => writer.flush(),
  };
}

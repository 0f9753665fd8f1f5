import { isNative, nativeOp } from './native';
import { tf, type Tensor } from './tf';

/** Writes TensorBoard event files. */
export interface SummaryWriter {
  scalar(name: string, value: number, step: number): void;
  /** Distribution of numbers, for instance of one weight; left out where all are equal. */
  histogram(name: string, values: Float32Array, step: number): void;
  flush(): void;
  /** Closes the file. */
  dispose(): void;
}

/** The part of tfjs-node's backend that writes; its own `summaryFileWriter` keeps every writer for ever. */
interface WritingBackend {
  summaryWriter(folder: string): Tensor;
  createSummaryFileWriter(writer: Tensor, folder: string): void;
  writeScalarSummary(writer: Tensor, step: number, name: string, value: number): void;
  writeHistogramSummary(writer: Tensor, step: number, name: string, data: Tensor): void;
  flushSummaryWriter(writer: Tensor): void;
}

/**
 * Opens an `events.out.tfevents…` file in a folder; the caller disposes the writer.
 * @returns null where TensorFlow itself is not loaded, since its writer is what is used
 */
export function summaryWriter(folder: string): SummaryWriter | null {
  if (!isNative()) return null;
  const backend = tf.backend() as unknown as WritingBackend;
  const writer = tf.keep(backend.summaryWriter(folder));
  tf.tidy(() => backend.createSummaryFileWriter(writer, folder));
  return {
    scalar: (name, value, step) => backend.writeScalarSummary(writer, step, name, value),
    histogram: (name, values, step) => {
      // tfjs-node 4.22 throws where all numbers are equal; such a histogram says nothing.
      if (values.some((value) => value !== values[0])) tf.tidy(() => backend.writeHistogramSummary(writer, step, name, tf.tensor1d(values)));
    },
    flush: () => backend.flushSummaryWriter(writer),
    dispose: () => {
      if (writer.isDisposed) return;
      nativeOp('CloseSummaryWriter', [], [writer], 0);
      writer.dispose();
    },
  };
}

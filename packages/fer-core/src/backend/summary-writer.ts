import { attribute, binding, DataType, isNative, nativeOp, tensorId } from './native';
import { tf, type Tensor } from './tf';

/** Pictures of one size. */
export interface Pictures {
  /** uint8 [count, height, width, channels], 1 (gray) or 3 (RGB) channels */
  pixels: Uint8Array;
  count: number;
  height: number;
  width: number;
  channels: 1 | 3;
}

/** Writes TensorBoard event files. */
export interface SummaryWriter {
  scalar(name: string, value: number, step: number): void;
  /** Distribution of numbers, for instance of one weight; left out where all are equal. */
  histogram(name: string, values: Float32Array, step: number): void;
  /** Pictures under one name; TensorBoard lists them as `<name>/image/0` and so on. */
  images(name: string, pictures: Pictures, step: number): void;
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
    images: (name, pictures, step) => tf.tidy(() => writeImages(writer, name, pictures, step)),
    flush: () => backend.flushSummaryWriter(writer),
    dispose: () => {
      if (writer.isDisposed) return;
      nativeOp('CloseSummaryWriter', [], [writer], 0);
      writer.dispose();
    },
  };
}

/** tfjs has no uint8 and int64 tensors, so the operation gets tensors of the binding. */
function writeImages(writer: Tensor, name: string, { pixels, count, height, width, channels }: Pictures, step: number): void {
  const native = binding();
  const own = [
    native.createTensor([], DataType.int64, Int32Array.of(step, 0)),
    native.createTensor([count, height, width, channels], DataType.uint8, pixels),
    native.createTensor([4], DataType.uint8, Uint8Array.of(255, 0, 0, 255)), // the colour of what is no number; uint8 has none
  ] as const;
  try {
    const [stepId, pixelsId, badColour] = own;
    const inputs = [tensorId(writer), stepId, tensorId(tf.scalar(name, 'string')), pixelsId, badColour];
    native.executeOp('WriteImageSummary', [attribute.type('T', 'uint8'), attribute.int('max_images', count)], inputs, 0);
  } finally {
    own.forEach((id) => native.deleteTensor(id));
  }
}

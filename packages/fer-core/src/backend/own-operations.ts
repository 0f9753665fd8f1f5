import path from 'node:path';
import { binding, isNative } from './native';
import { currentTrace } from './trace';

/** The C++ operations of `native/`, compiled by the set-up; loading them registers them with TensorFlow. */
const LIBRARY = path.join(__dirname, '..', '..', 'native', 'build', 'fer_operations.node');

/** What the library does by itself, without TensorFlow: loops over pixels that take JavaScript several times as long. */
export interface PictureRoutines {
  /** @param numbers width, height, channels, columns, rows, 1 for black beyond the border, share, and the transform's six */
  addSamples(pixels: Uint8Array, numbers: Float64Array, result: Float32Array): void;
  /** @param gray a byte for each three of `pixels` */
  luma(pixels: Uint8Array, gray: Uint8Array): void;
}

let loaded: PictureRoutines | undefined;

/**
 * Loads our own CPU operations beside TensorFlow's. Without them everything works, more slowly.
 * @returns why they could not be loaded; undefined when they were
 */
export function loadOwnOperations(): string | undefined {
  try {
    loaded = require(LIBRARY) as PictureRoutines;
    return undefined;
  } catch (error) {
    return (error instanceof Error ? error.message : String(error)).split('\n')[0];
  }
}

/** Whether our own operations compute: they are loaded, and TensorFlow runs on the CPU. `FER_OPERATIONS=stock` switches them off. */
export function hasOwnOperations(): boolean {
  return loaded !== undefined && isNative() && !binding().isUsingGpuDevice() && process.env.FER_OPERATIONS !== 'stock';
}

/** Whether our own products compute: ours know float32 only, so a function in mixed precision takes TensorFlow's. */
export function hasOwnProducts(): boolean {
  return hasOwnOperations() && (currentTrace()?.precision ?? 'float32') === 'float32';
}

/** Our routines for pictures; undefined before the backend was started, and where the library is not there. */
export function pictureRoutines(): PictureRoutines | undefined {
  return process.env.FER_OPERATIONS === 'stock' ? undefined : loaded;
}

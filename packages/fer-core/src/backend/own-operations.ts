import path from 'node:path';
import { binding, isNative } from './native';
import { currentTrace } from './trace';

/** The C++ operations of `native/`, compiled by the set-up; loading them registers them with TensorFlow. */
const LIBRARY = path.join(__dirname, '..', '..', 'native', 'build', 'fer_operations.node');

/** What the library does by itself, without TensorFlow: loops over pixels that take JavaScript several times as long. */
export interface PictureRoutines {
  /** @param numbers width, height, channels, columns, rows, 1 for black beyond the border, share, and the transform's six */
  addSamples(pixels: Uint8Array, numbers: Float64Array, result: Float32Array): void;
  /**
   * @param numbers width and height, left, top and side of the square, side of the result
   * @param samples a side that are averaged; 0 to interpolate
   */
  drawSquare(pixels: Uint8Array, numbers: Float64Array, samples: number, target: Uint8Array): void;
  /** @param numbers width and height, from 2, and channels @param half of half the width and height */
  halve(pixels: Uint8Array, numbers: Float64Array, half: Uint8Array): void;
  /** @param gray a byte for each three of `pixels` */
  luma(pixels: Uint8Array, gray: Uint8Array): void;
}

/** Networks at work, see `startNetwork`. */
export interface NetworkRoutines {
  /** @param numbers and values as `NetworkPlan.write` gives them @throws Error for a plan that does not fit */
  createNetwork(numbers: Int32Array, values: Float32Array): object;
  /** @param outputs filled, image after image */
  runNetwork(network: object, images: Uint8Array, threads: number, outputs: Float32Array[]): void;
  /** The same beside JavaScript's thread; images and outputs belong to it until the promise is kept. */
  runNetworkBeside(network: object, images: Uint8Array, threads: number, outputs: Float32Array[]): Promise<void>;
}

/** Pipes to other processes, read and written beside JavaScript's thread. */
export interface PipeRoutines {
  /** @param bytes that it is to hold @param ends receives the descriptors of the reading and the writing end */
  openPipe(bytes: number, ends: Int32Array): void;
  /** @returns bytes read: fewer than asked for only at the end */
  readPipe(descriptor: number, into: Uint8Array): Promise<number>;
  /** Kept when all is written; refused where nobody reads. */
  writePipe(descriptor: number, from: Uint8Array): Promise<number>;
}

let loaded: (PictureRoutines & NetworkRoutines & PipeRoutines) | undefined;

/**
 * Loads our own CPU operations beside TensorFlow's. Without them everything works, more slowly.
 * @returns why they could not be loaded; undefined when they were
 */
export function loadOwnOperations(): string | undefined {
  try {
    loaded = require(LIBRARY) as PictureRoutines & NetworkRoutines & PipeRoutines;
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

/** Our networks at work; undefined where our operations do not compute. */
export function networkRoutines(): NetworkRoutines | undefined {
  return hasOwnOperations() ? loaded : undefined;
}

/** Our routines for pictures; undefined before the backend was started, and where the library is not there. */
export function pictureRoutines(): PictureRoutines | undefined {
  return process.env.FER_OPERATIONS === 'stock' ? undefined : loaded;
}

/** Our routines for pipes, as `pictureRoutines`. */
export function pipeRoutines(): PipeRoutines | undefined {
  return pictureRoutines() && loaded;
}

import path from 'node:path';
import { binding, isNative } from './native';
import { currentTrace } from './trace';

/** The C++ operations of `native/`, compiled by the set-up; loading them registers them with TensorFlow. */
const LIBRARY = path.join(__dirname, '..', '..', 'native', 'build', 'fer_operations.node');

let loaded = false;

/**
 * Loads our own CPU operations beside TensorFlow's. Without them everything works, more slowly.
 * @returns why they could not be loaded; undefined when they were
 */
export function loadOwnOperations(): string | undefined {
  try {
    require(LIBRARY);
    loaded = true;
    return undefined;
  } catch (error) {
    return (error instanceof Error ? error.message : String(error)).split('\n')[0];
  }
}

/** Whether our own operations compute: they are loaded, and TensorFlow runs on the CPU. `FER_OPERATIONS=stock` switches them off. */
export function hasOwnOperations(): boolean {
  return loaded && isNative() && !binding().isUsingGpuDevice() && process.env.FER_OPERATIONS !== 'stock';
}

/** Whether our own products compute: ours know float32 only, so a function in mixed precision takes TensorFlow's. */
export function hasOwnProducts(): boolean {
  return hasOwnOperations() && (currentTrace()?.precision ?? 'float32') === 'float32';
}

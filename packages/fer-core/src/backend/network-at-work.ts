import { networkRoutines } from './own-operations';
import type { WrittenPlan } from './network-plan';
import { threadCount } from './threads';

/** A network with its weights in our own library, ready to look at images. */
export interface NetworkAtWork {
  /**
   * @param images uint8 [count, height, width, channels]
   * @returns the plan's outputs in order, each float32 [count, height, width, channels]
   */
  run(images: Uint8Array): Float32Array[];
  /** The same beside JavaScript's thread, which goes on meanwhile. @param images must not change until the promise is kept */
  runBeside(images: Uint8Array): Promise<Float32Array[]>;
}

/**
 * Hands a plan to our library, which runs it without TensorFlow: many times quicker for a few images. Its memory is freed with the last reference.
 * @returns null where our library does not compute: it was not compiled, TensorFlow runs on a GPU, or `FER_OPERATIONS=stock`
 */
export function startNetwork(plan: () => WrittenPlan): NetworkAtWork | null {
  const routines = networkRoutines();
  if (!routines) return null;
  const { numbers, values, input, outputs } = plan();
  const network = routines.createNetwork(numbers, values);
  const sizes = [input, ...outputs].map((shape) => shape.reduce((product, length) => product * length, 1));
  const [imageSize, ...outputSizes] = sizes as [number, ...number[]];
  const resultsFor = (images: Uint8Array): Float32Array[] => {
    const count = images.length / imageSize;
    if (!Number.isInteger(count)) throw new Error(`network at work: expected whole images of ${imageSize} bytes, got ${images.length} bytes`);
    return outputSizes.map((size) => new Float32Array(count * size));
  };
  return {
    run(images) {
      const results = resultsFor(images);
      if (images.length > 0) routines.runNetwork(network, images, threadCount(), results);
      return results;
    },
    async runBeside(images) {
      const results = resultsFor(images);
      if (images.length > 0) await routines.runNetworkBeside(network, images, threadCount(), results);
      return results;
    },
  };
}

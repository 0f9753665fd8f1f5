import { tf } from '../../backend';
import type { LayerDefinition } from '../layer';

/** Repeats each pixel in a square of two by two, [height, width, channels] → [2·height, 2·width, channels]. */
export function upSampling(input: number[]): LayerDefinition {
  const [height, width, channels] = input as [number, number, number];
  return {
    kind: 'UpSampling2D',
    outputShape: [2 * height, 2 * width, channels],
    weights: [],
    multiplyAdds: 0,
    // Doubled by joining rows to themselves: tiling has no gradient for six dimensions.
    forward: ([x]) => {
      const pixels = tf.reshape(x!, [-1, channels]);
      const rows = tf.reshape(tf.concat([pixels, pixels], 1), [-1, 2 * width * channels]);
      return tf.reshape(tf.concat([rows, rows], 1), [-1, 2 * height, 2 * width, channels]);
    },
    plan: (plan, [x]) => plan.doubling(x!),
  };
}

import { tf } from '../../backend';
import type { LayerDefinition } from '../layer';

/** Contrast below four gray levels of 255 is not stretched further: it is noise. */
const LEAST_CONTRAST = 4 / 255;

/**
 * Brings each image to mean 0 and standard deviation 1, so that exposure and contrast no longer matter.
 * [height, width, channels] in [0, 1].
 */
export function standardization(input: number[]): LayerDefinition {
  return {
    kind: 'Standardization',
    outputShape: input,
    weights: [],
    multiplyAdds: 0,
    forward: ([x]) => {
      const centred = tf.sub(x!, tf.mean(x!, [1, 2, 3], true));
      const deviation = tf.sqrt(tf.mean(tf.square(centred), [1, 2, 3], true));
      return tf.div(centred, tf.maximum(deviation, LEAST_CONTRAST));
    },
    plan: (plan, [x]) => plan.standardize(x!, LEAST_CONTRAST),
  };
}

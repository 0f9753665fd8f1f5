import { tf, type Tensor } from '../tf';

/**
 * Mean over the image plane: float32 [batch, height, width, channels] → [batch, channels].
 * The gradient is one broadcast instead of tfjs's product with uploaded ones.
 */
export function globalAveragePool(x: Tensor): Tensor {
  const [batch, height, width, channels] = x.shape as [number, number, number, number];
  return tf.customGrad((...args) => {
    const [input] = args as [Tensor];
    return {
      value: tf.mean(input, [1, 2]),
      gradFunc: (dy: Tensor) => tf.tile(tf.reshape(tf.mul(dy, 1 / (height * width)), [batch, 1, 1, channels]), [1, height, width, 1]),
    };
  })(x);
}

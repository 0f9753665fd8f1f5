import { attribute, isNative, nativeOp } from '../native';
import { tf, type Tensor } from '../tf';

/**
 * Adds an offset to each channel, differentiable: on TensorFlow one operation each way, where tfjs would broadcast and sum over three axes.
 * @param x float32 [batch, height, width, channels]
 * @param bias [channels]
 * @returns float32 of the shape of `x`, of the caller's tidy scope
 */
export function biasAdd(x: Tensor, bias: Tensor): Tensor {
  if (!isNative()) return tf.add(x, bias);
  const attributes = [attribute.type('T', 'float32'), attribute.string('data_format', 'NHWC')];
  return tf.customGrad((...args) => {
    const [input, offset] = args as [Tensor, Tensor];
    return {
      value: nativeOp('BiasAdd', attributes, [input, offset])[0]!,
      gradFunc: (dy: Tensor) => [dy.clone(), nativeOp('BiasAddGrad', attributes, [dy])[0]!],
    };
  })(x, bias);
}

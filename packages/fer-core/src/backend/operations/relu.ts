import { tf, type Tensor } from '../tf';
import { attribute, isNative, nativeOp } from '../native';

/**
 * Rectified linear unit, any shape. On TensorFlow its gradient is the one operation `ReluGrad`;
 * tfjs would compose it from an uploaded tensor of ones.
 */
export function relu(x: Tensor): Tensor {
  if (!isNative()) return tf.relu(x);
  const type = [attribute.type('T', 'float32')];
  return tf.customGrad((...args) => {
    const [input, save] = args as [Tensor, tf.GradSaveFunc];
    const value = nativeOp('Relu', type, [input])[0]!;
    save([value]);
    return { value, gradFunc: (dy: Tensor, [y]: Tensor[]) => nativeOp('ReluGrad', type, [dy, y!])[0]! };
  })(x);
}

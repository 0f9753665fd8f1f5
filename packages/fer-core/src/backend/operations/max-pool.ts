import { attribute, nativeOp } from '../native';
import { hasOwnOperations } from '../own-operations';
import { tf, type Tensor } from '../tf';

/** A window of more pixels than a byte counts. */
const MOST_PIXELS = 256;

/**
 * The largest value under a square window, differentiable; of several that are equal the first gets the gradient.
 * @param x float32 [batch, height, width, channels]
 * @param window side of the window in pixels
 * @param stride step of the window in pixels
 * @param padding `same` looks at ceil(size / stride) windows, beyond the border at nothing; `valid` at whole ones only
 * @returns float32 [batch, height', width', channels], the caller's tidy scope's
 */
export function maxPool(x: Tensor, window: number, stride: number, padding: 'same' | 'valid'): Tensor {
  const [, height, width] = x.shape as [number, number, number, number];
  if (!hasOwnOperations() || window ** 2 > MOST_PIXELS) return tf.maxPool(x as tf.Tensor4D, window, stride, padding);
  const places = (length: number): number => Math.ceil((padding === 'same' ? length : length - window + 1) / stride);
  const shared = [attribute.int('window', window), attribute.int('stride', stride), attribute.string('padding', padding.toUpperCase())];
  return tf.customGrad((...args) => {
    const [input, save] = args as [Tensor, tf.GradSaveFunc];
    const [value, tap] = nativeOp('FerMaxPool', [...shared, attribute.int('size', [places(height), places(width)])], [input], 2) as [Tensor, Tensor];
    save([tap]);
    return { value, gradFunc: (dy: Tensor, saved: Tensor[]) => nativeOp('FerMaxPoolGrad', [...shared, attribute.int('size', [height, width])], [dy, saved[0]!]) };
  })(x);
}

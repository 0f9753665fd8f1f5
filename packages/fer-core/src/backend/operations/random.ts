import { tf, type Tensor } from '../tf';
import { attribute, isNative, nativeOp } from '../native';

/**
 * Uniform random numbers in [0, 1) that depend only on `seed` and `salt`: in a compiled function the seed is fed at each call.
 * @param seed int32 [2]
 * @param salt tells the several draws of one step apart
 */
export function seededUniform(shape: number[], seed: Tensor, salt: number): Tensor {
  if (!isNative()) {
    const [first, second] = seed.dataSync() as Int32Array as unknown as [number, number];
    return tf.randomUniform(shape, 0, 1, 'float32', (first ^ Math.imul(second, 0x9e3779b1) ^ Math.imul(salt, 0x85ebca6b)) >>> 0);
  }
  const salted = tf.add(seed, tf.tensor1d([salt, 0], 'int32'));
  const attributes = [attribute.type('dtype', 'float32'), attribute.type('T', 'int32'), attribute.type('Tseed', 'int32')];
  return nativeOp('StatelessRandomUniform', attributes, [tf.tensor1d(shape, 'int32'), salted])[0]!;
}

import { tf, type Tensor } from '../tf';
import { attribute, isNative, nativeOp } from '../native';

/**
 * Categorical cross-entropy of softmax(logits), averaged over the batch.
 * @param logits float32 [batch, classes]
 * @param targets float32 [batch, classes], each row a distribution; no gradient flows into it
 * @returns a scalar
 */
export function softmaxCrossEntropy(logits: Tensor, targets: Tensor): Tensor {
  if (!isNative()) return tf.neg(tf.mean(tf.sum(tf.mul(targets, tf.logSoftmax(logits)), -1)));
  const perImage = tf.customGrad((...args) => {
    const [input, save] = args as [Tensor, tf.GradSaveFunc];
    const outputs = nativeOp('SoftmaxCrossEntropyWithLogits', [attribute.type('T', 'float32')], [input, targets], 2);
    const [value, gradient] = outputs as [Tensor, Tensor];
    save([gradient]);
    return { value, gradFunc: (dy: Tensor, [saved]: Tensor[]) => tf.mul(saved!, tf.reshape(dy, [-1, 1])) };
  })(logits);
  return tf.mean(perImage);
}

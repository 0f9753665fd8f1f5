import { tf, type Tensor } from '../tf';
import { attribute, isNative, nativeOp } from '../native';

/**
 * Categorical cross-entropy of softmax(logits), weighted by image and averaged over the batch.
 * @param logits float32 [batch, classes]
 * @param targets float32 [batch, classes], each row a distribution; no gradient flows into it
 * @param imageWeights float32 [batch]; default 1 for each image
 * @returns a scalar
 */
export function softmaxCrossEntropy(logits: Tensor, targets: Tensor, imageWeights?: Tensor): Tensor {
  const perImage = isNative() ? nativeCrossEntropy(logits, targets) : tf.neg(tf.sum(tf.mul(targets, tf.logSoftmax(logits)), -1));
  return tf.mean(imageWeights ? tf.mul(perImage, imageWeights) : perImage);
}

function nativeCrossEntropy(logits: Tensor, targets: Tensor): Tensor {
  return tf.customGrad((...args) => {
    const [input, save] = args as [Tensor, tf.GradSaveFunc];
    const outputs = nativeOp('SoftmaxCrossEntropyWithLogits', [attribute.type('T', 'float32')], [input, targets], 2);
    const [value, gradient] = outputs as [Tensor, Tensor];
    save([gradient]);
    return { value, gradFunc: (dy: Tensor, [saved]: Tensor[]) => tf.mul(saved!, tf.reshape(dy, [-1, 1])) };
  })(logits);
}

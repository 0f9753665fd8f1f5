import { relu, seededUniform, tf } from '../../backend';
import type { LayerDefinition } from '../layer';

/** max(0, x). */
export function reluActivation(input: number[]): LayerDefinition {
  return { kind: 'Activation', outputShape: input, weights: [], settings: { activation: 'relu' }, multiplyAdds: 0, isRelu: true, forward: ([x]) => relu(x!), plan: (plan, [x]) => plan.relu(x!) };
}

/** The network's last step. `forward` passes the logits on: loss and prediction apply the softmax themselves. */
export function softmaxActivation(input: number[]): LayerDefinition {
  return { kind: 'Activation', outputShape: input, weights: [], settings: { activation: 'softmax' }, multiplyAdds: 0, forward: ([x]) => x!, plan: (_, [x]) => x! };
}

/** The sum of two or more inputs of one shape. */
export function addition(input: number[]): LayerDefinition {
  return {
    kind: 'Add',
    outputShape: input,
    weights: [],
    multiplyAdds: 0,
    forward: (inputs) => inputs.slice(1).reduce((sum, x) => tf.add(sum, x), inputs[0]!),
    plan: (plan, inputs) => plan.sum(inputs),
  };
}

/** Inputs of one height and width, side by side along the channels. */
export function concatenation(inputs: number[][]): LayerDefinition {
  const channels = inputs.reduce((sum, shape) => sum + shape[2]!, 0);
  return {
    kind: 'Concatenate',
    outputShape: [inputs[0]![0]!, inputs[0]![1]!, channels],
    weights: [],
    multiplyAdds: 0,
    forward: (tensors) => tf.concat(tensors, 3),
    plan: (plan, tensors) => plan.concatenation(tensors),
  };
}

/**
 * Sets a share of the values to zero in training and scales the others up (Srivastava et al. 2014).
 * @param rate share in [0, 1)
 * @param salt tells the dropouts of one network apart
 */
export function dropout(input: number[], rate: number, salt: number): LayerDefinition {
  if (!(rate >= 0 && rate < 1)) throw new Error(`dropout: expected a rate in [0, 1), got ${rate}`);
  return {
    kind: 'Dropout',
    outputShape: input,
    weights: [],
    multiplyAdds: 0,
    forward: ([x], _, { training, seed }) => {
      if (!training || rate === 0) return x!;
      if (!seed) throw new Error('dropout: expected a seed in training, got none');
      const kept = tf.greaterEqual(seededUniform(x!.shape, seed, salt), rate);
      return tf.mul(x!, tf.mul(tf.cast(kept, 'float32'), 1 / (1 - rate)));
    },
    plan: (_, [x]) => x!,
  };
}

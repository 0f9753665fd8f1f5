import { adamUpdate, tf, type Tensor, type Variable } from '../backend';

/** How weights follow their gradients. */
export interface Optimizer {
  /** Names of the arrays kept beside each trainable weight, of its shape and starting at zero. */
  readonly slots: readonly string[];
  /** Scalars to feed at step `step` (from 1). */
  scalars(step: number): Record<string, number>;
  /** Changes a weight and its slots in place. */
  update(variable: Variable, slots: Variable[], gradient: Tensor, learningRate: Tensor, scalars: Record<string, Tensor>): void;
}

export interface AdamOptions {
  beta1?: number;
  beta2?: number;
  epsilon?: number;
}

/** Adam with Keras's defaults (Kingma & Ba 2015). */
export function adam({ beta1 = 0.9, beta2 = 0.999, epsilon = 1e-7 }: AdamOptions = {}): Optimizer {
  return {
    slots: ['m', 'v'],
    scalars: (step) => ({ beta1Power: beta1 ** step, beta2Power: beta2 ** step }),
    update: (variable, [first, second], gradient, learningRate, { beta1Power, beta2Power }) =>
      adamUpdate(variable, first!, second!, gradient, {
        learningRate,
        beta1Power: beta1Power!,
        beta2Power: beta2Power!,
        beta1,
        beta2,
        epsilon,
      }),
  };
}

export interface SgdOptions {
  /** Share of the last step that is kept; default 0.9. */
  momentum?: number;
  /** Looks ahead along the momentum (Nesterov); default true. */
  nesterov?: boolean;
}

/** Stochastic gradient descent with momentum, as Keras computes it. */
export function sgd({ momentum = 0.9, nesterov = true }: SgdOptions = {}): Optimizer {
  return {
    slots: ['momentum'],
    scalars: () => ({}),
    update: (variable, [velocity], gradient, learningRate) => {
      const step = tf.mul(gradient, learningRate);
      const next = tf.sub(tf.mul(velocity!, momentum), step);
      velocity!.assign(next);
      variable.assign(tf.add(variable, nesterov ? tf.sub(tf.mul(next, momentum), step) : next));
    },
  };
}

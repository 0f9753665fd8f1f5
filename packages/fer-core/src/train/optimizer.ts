import { adamUpdate, sgdUpdate, type Tensor, type UpdatedVariable, type UpdateRates } from '../backend';

/** How weights follow their gradients. */
export interface Optimizer {
  /** Names of the arrays kept beside each trainable weight, of its shape and starting at zero. */
  readonly slots: readonly string[];
  /** Factor of the decay of kernels; offsets and batch-norm weights never decay. */
  readonly weightDecay: number;
  /** Scalars to feed at step `step` (from 1). */
  scalars(step: number): Record<string, number>;
  /** Changes weights, their slots and their running averages in place. */
  update(updated: readonly UpdatedVariable[], rates: UpdateRates, scalars: Record<string, Tensor>): void;
}

export interface AdamOptions {
  beta1?: number;
  beta2?: number;
  epsilon?: number;
  /** Decoupled weight decay (AdamW); default 0. */
  weightDecay?: number;
}

/** Adam with Keras's defaults (Kingma & Ba 2015); with `weightDecay` AdamW (Loshchilov & Hutter 2019). */
export function adam({ beta1 = 0.9, beta2 = 0.999, epsilon = 1e-7, weightDecay = 0 }: AdamOptions = {}): Optimizer {
  return {
    slots: ['m', 'v'],
    weightDecay,
    scalars: (step) => ({ beta1Power: beta1 ** step, beta2Power: beta2 ** step }),
    update: (updated, rates, { beta1Power, beta2Power }) =>
      adamUpdate(updated, rates, { beta1Power: beta1Power!, beta2Power: beta2Power! }, { beta1, beta2, epsilon }),
  };
}

export interface SgdOptions {
  /** Share of the last step that is kept; default 0.9. */
  momentum?: number;
  /** Looks ahead along the momentum (Nesterov); default true. */
  nesterov?: boolean;
  /** L2 penalty on kernels, added to their gradient; default 0. */
  weightDecay?: number;
}

/** Stochastic gradient descent with momentum, as Keras computes it. */
export function sgd({ momentum = 0.9, nesterov = true, weightDecay = 0 }: SgdOptions = {}): Optimizer {
  return {
    slots: ['momentum'],
    weightDecay,
    scalars: () => ({}),
    update: (updated, rates) => sgdUpdate(updated, rates, { momentum, nesterov }),
  };
}

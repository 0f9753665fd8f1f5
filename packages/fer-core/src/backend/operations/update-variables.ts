import { attribute, type OpAttribute } from '../native';
import { hasOwnOperations } from '../own-operations';
import { tf, type Tensor, type Variable } from '../tf';
import { currentTrace, type Trace } from '../trace';

/** A weight with what a training step changes beside it. */
export interface UpdatedVariable {
  variable: Variable;
  /** The optimizer's own numbers, of the weight's shape: `[velocity]` for SGD, `[first, second]` moments for Adam. */
  slots: Variable[];
  gradient: Tensor;
  /** Factor of the weight decay; 0 for none. */
  decay: number;
  /** Running average of the weight, of its shape. */
  average?: Variable;
}

/** Scalars of one step. */
export interface UpdateRates {
  learningRate: Tensor;
  /** Share of the running averages that is kept. */
  keep: Tensor;
}

export interface SgdNumbers {
  momentum: number;
  nesterov: boolean;
}

/**
 * Stochastic gradient descent with momentum, as Keras computes it, in place; weight decay is added to the gradient.
 * On the CPU one operation changes all variables.
 */
export function sgdUpdate(updated: readonly UpdatedVariable[], rates: UpdateRates, { momentum, nesterov }: SgdNumbers): void {
  const trace = currentTrace();
  if (trace && hasOwnOperations()) {
    const numbers = [attribute.float('momentum', momentum), attribute.bool('nesterov', nesterov)];
    updateAll(trace, 'FerSgdUpdate', updated, [rates.learningRate, rates.keep], numbers);
    return;
  }
  for (const { variable, slots, gradient, decay, average } of updated) {
    tf.tidy(() => {
      const velocity = slots[0]!;
      const step = tf.mul(tf.add(gradient, tf.mul(variable, decay)), rates.learningRate);
      const next = tf.sub(tf.mul(velocity, momentum), step);
      velocity.assign(next);
      variable.assign(tf.add(variable, nesterov ? tf.sub(tf.mul(next, momentum), step) : next));
      if (average) moveTowards(average, variable, rates.keep);
    });
  }
}

export interface AdamNumbers {
  beta1: number;
  beta2: number;
  epsilon: number;
}

/** `beta1` and `beta2` to the power of the step's number (from 1), scalars. */
export interface AdamPowers {
  beta1Power: Tensor;
  beta2Power: Tensor;
}

/**
 * Adam in place (Kingma & Ba 2015, Keras's form: epsilon beside the root of the second moment); weight decay acts on the weight
 * itself, scaled by the learning rate (AdamW, Loshchilov & Hutter 2019). On the CPU one operation changes all variables.
 */
export function adamUpdate(updated: readonly UpdatedVariable[], rates: UpdateRates, powers: AdamPowers, numbers: AdamNumbers): void {
  const { beta1, beta2, epsilon } = numbers;
  const { beta1Power, beta2Power } = powers;
  const trace = currentTrace();
  if (trace && hasOwnOperations()) {
    const attributes = [attribute.float('beta1', beta1), attribute.float('beta2', beta2), attribute.float('epsilon', epsilon)];
    updateAll(trace, 'FerAdamUpdate', updated, [rates.learningRate, rates.keep, beta1Power, beta2Power], attributes);
    return;
  }
  const corrected = tf.div(tf.mul(rates.learningRate, tf.sqrt(tf.sub(1, beta2Power))), tf.sub(1, beta1Power));
  for (const { variable, slots, gradient, decay, average } of updated) {
    tf.tidy(() => {
      const [first, second] = slots as [Variable, Variable];
      first.assign(tf.add(first, tf.mul(tf.sub(gradient, first), 1 - beta1)));
      second.assign(tf.add(second, tf.mul(tf.sub(tf.square(gradient), second), 1 - beta2)));
      const step = tf.div(tf.mul(corrected, first), tf.add(tf.sqrt(second), epsilon));
      variable.assign(tf.sub(variable, tf.add(step, tf.mul(variable, tf.mul(rates.learningRate, decay)))));
      if (average) moveTowards(average, variable, rates.keep);
    });
  }
}

/** Moves variables towards new values in place: variable ← keep · variable + (1 − keep) · value. */
export function followValues(followed: readonly { variable: Variable; value: Tensor }[], keep: number): void {
  if (followed.length === 0) return;
  const trace = currentTrace();
  if (trace && hasOwnOperations()) {
    const inputs = [...followed.map(({ variable }) => trace.handle(variable)), ...followed.map(({ value }) => trace.node(value))];
    trace.update('FerFollow', inputs, [attribute.int('N', followed.length), attribute.float('keep', keep)]);
    return;
  }
  for (const { variable, value } of followed) moveTowards(variable, value, keep);
}

function moveTowards(variable: Variable, value: Tensor, keep: Tensor | number): void {
  tf.tidy(() => variable.assign(tf.add(variable, tf.mul(tf.sub(value, variable), tf.sub(1, keep)))));
}

function updateAll(trace: Trace, op: string, updated: readonly UpdatedVariable[], scalars: Tensor[], attributes: OpAttribute[]): void {
  const averages = updated.flatMap(({ average }) => average ?? []);
  const slots = updated[0]!.slots.map((_, slot) => updated.map((weight) => weight.slots[slot]!));
  const written = [updated.map(({ variable }) => variable), ...slots, averages].flat();
  const read = [...updated.map(({ gradient }) => gradient), ...scalars];
  trace.update(op, [...written.map((variable) => trace.handle(variable)), ...read.map((tensor) => trace.node(tensor))], [
    attribute.int('N', updated.length),
    attribute.int('M', averages.length),
    attribute.floats('decays', updated.map(({ decay }) => decay)),
    ...attributes,
  ]);
}

import { tf, type Tensor, type Variable } from '../tf';
import { attribute } from '../native';
import { currentTrace } from '../trace';

/** Adam's numbers at one step; all scalars. `beta1Power` and `beta2Power` are beta to the power of the step's number (from 1). */
export interface AdamStep {
  learningRate: Tensor;
  beta1Power: Tensor;
  beta2Power: Tensor;
  beta1: number;
  beta2: number;
  epsilon: number;
}

/**
 * One Adam update of a variable and its two moments, in place (Kingma & Ba 2015, Keras's form: epsilon beside the root of the second moment).
 * In a compiled function it is TensorFlow's one `ResourceApplyAdam`.
 */
export function adamUpdate(variable: Variable, first: Variable, second: Variable, gradient: Tensor, step: AdamStep): void {
  const { learningRate, beta1Power, beta2Power, beta1, beta2, epsilon } = step;
  const trace = currentTrace();
  if (trace) {
    const scalars = [beta1Power, beta2Power, learningRate, tf.scalar(beta1), tf.scalar(beta2), tf.scalar(epsilon), gradient];
    const inputs = [...[variable, first, second].map((v) => trace.handle(v)), ...scalars.map((tensor) => trace.node(tensor))];
    trace.update('ResourceApplyAdam', inputs, [attribute.type('T', 'float32')]);
    return;
  }
  tf.tidy(() => {
    first.assign(tf.add(tf.mul(first, beta1), tf.mul(gradient, 1 - beta1)));
    second.assign(tf.add(tf.mul(second, beta2), tf.mul(tf.square(gradient), 1 - beta2)));
    const rate = tf.div(tf.mul(learningRate, tf.sqrt(tf.sub(1, beta2Power))), tf.sub(1, beta1Power));
    variable.assign(tf.sub(variable, tf.div(tf.mul(rate, first), tf.add(tf.sqrt(second), epsilon))));
  });
}

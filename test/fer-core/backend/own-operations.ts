import { startBackend, tf, type Tensor } from '../../../packages/fer-core/src/backend';
import { seededDraw } from '../../../packages/fer-core/src/train/augmentation';

/** Why our own operations cannot be compared here; undefined where they can. */
export async function noOwnOperations(): Promise<string | undefined> {
  const { operations, warning, device } = await startBackend();
  const reason = operations === 'own' ? undefined : `our own operations do not compute here (${warning ?? device})`;
  if (reason) console.warn(`Skipped: ${reason}`);
  return reason;
}

/** Runs `work` with our own or with TensorFlow's operations. */
export function withOperations<T>(kind: 'own' | 'stock', work: () => T): T {
  const before = process.env.FER_OPERATIONS;
  process.env.FER_OPERATIONS = kind;
  try {
    return work();
  } finally {
    if (before === undefined) delete process.env.FER_OPERATIONS;
    else process.env.FER_OPERATIONS = before;
  }
}

/** Numbers between `low` and `high` that depend on the seed only; the caller disposes the tensor. */
export function randomTensor(shape: number[], seed: number, [low, high]: readonly [number, number] = [-1, 1]): Tensor {
  const draw = seededDraw(seed, 0);
  const values = Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => low + (high - low) * draw());
  return tf.tensor(values, shape, 'float32');
}

export function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) return Infinity;
  let largest = 0;
  for (let i = 0; i < a.length; i++) {
    const difference = Math.abs(a[i]! - b[i]!);
    if (!(difference <= largest)) largest = difference; // NaN counts
  }
  return largest;
}

/** The value of `run` and its gradients by `inputs`, the last gradient weighed by random numbers. */
export function valueAndGradients(run: (...inputs: Tensor[]) => Tensor, inputs: Tensor[]): Float32Array[] {
  return tf.tidy(() => {
    const dy = randomTensor(run(...inputs).shape, 99);
    const { value, grads } = tf.valueAndGrads((...given: Tensor[]) => run(...given))(inputs, dy);
    return [value, ...grads].map((tensor) => tensor.dataSync<'float32'>().slice());
  });
}

/** The largest difference between what our own and TensorFlow's operations make of value and gradients. */
export function parity(run: (...inputs: Tensor[]) => Tensor, inputs: Tensor[]): number {
  const [own, stock] = (['own', 'stock'] as const).map((kind) => withOperations(kind, () => valueAndGradients(run, inputs)));
  return Math.max(...own!.map((values, i) => largestDifference(values, stock![i]!)));
}

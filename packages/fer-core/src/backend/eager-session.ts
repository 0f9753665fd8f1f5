import { tf, type Tensor, type Variable } from './tf';
import type { FeedValues, FetchedValues, Session, SessionFunction } from './session';

/** The same functions run operation by operation: the fallback, and the measure for the compiled session. */
export class EagerSession implements Session {
  readonly compiled = false;

  /** @param variables named variables that the functions read and assign; the caller keeps and disposes them. */
  constructor(
    private readonly variables: Record<string, Variable>,
    private readonly functions: Record<string, SessionFunction>,
  ) {}

  call(name: string, feeds: Record<string, FeedValues>): Record<string, FetchedValues> {
    const { feeds: specs, run } = this.functions[name]!;
    return tf.tidy(() => {
      const tensors: Record<string, Tensor> = {};
      for (const [feed, { dtype, shape }] of Object.entries(specs)) {
        const values = feeds[feed]!;
        tensors[feed] = dtype === 'uint8' ? tf.tensor(Float32Array.from(values), shape, 'float32') : tf.tensor(values, shape, dtype);
      }
      const outputs = Object.entries(run(tensors)).map(([key, tensor]) => [key, tensor.dataSync() as FetchedValues] as const);
      return Object.fromEntries(outputs);
    });
  }

  read(): Record<string, Float32Array> {
    return Object.fromEntries(Object.entries(this.variables).map(([name, variable]) => [name, variable.dataSync<'float32'>().slice()]));
  }

  write(values: Record<string, Float32Array>): void {
    for (const [name, value] of Object.entries(values)) {
      const tensor = tf.tensor(value.slice(), this.variables[name]!.shape, 'float32');
      this.variables[name]!.assign(tensor);
      tensor.dispose();
    }
  }

  dispose(): void {
    // The variables are the caller's.
  }
}

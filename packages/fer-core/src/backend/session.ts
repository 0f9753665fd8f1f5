import type { Tensor, Variable } from './tf';
import { CompiledSession } from './compiled-session';
import { EagerSession } from './eager-session';
import { isNative } from './native';
import type { Precision } from './precision';
import type { FeedSpec } from './trace';

/** Values of a feed, in its tensor's row-major order. */
export type FeedValues = Float32Array | Int32Array | Uint8Array;
export type FetchedValues = Float32Array | Int32Array;

/** A function of a session: its feeds, and what it computes from them and the session's variables, which it may assign. */
export interface SessionFunction {
  feeds: Record<string, FeedSpec>;
  run: (feeds: Record<string, Tensor>) => Record<string, Tensor>;
  /** What its products are computed in where it is compiled; eager execution knows float32 only. Default float32. */
  precision?: Precision;
}

/** Functions over shared variables. */
export interface Session {
  /** Whether each function runs as one recorded graph. */
  readonly compiled: boolean;
  /** Runs a function. @returns its outputs by name, row-major. */
  call(name: string, feeds: Record<string, FeedValues>): Record<string, FetchedValues>;
  /** The variables' values now, by name; one copy each. */
  read(): Record<string, Float32Array>;
  /** Sets variables by name; those not named keep their values. */
  write(values: Record<string, Float32Array>): void;
  dispose(): void;
}

export interface StartSessionOptions {
  /** `eager` runs operation by operation. Default `compiled` where TensorFlow computes. */
  mode?: 'compiled' | 'eager';
  /** Told in one sentence when compiling was not possible and the slower way is taken. */
  onFallback?: (reason: string) => void;
}

/**
 * Compiles functions over variables, or falls back to eager execution and says so.
 * @param variables the caller's; their values are the first values of the session
 */
export function startSession(
  variables: Record<string, Variable>,
  functions: Record<string, SessionFunction>,
  { mode = 'compiled', onFallback }: StartSessionOptions = {},
): Session {
  if (mode === 'compiled' && isNative()) {
    try {
      return new CompiledSession(variables, functions);
    } catch (error) {
      onFallback?.(`the step could not be compiled and runs eagerly, many times slower: ${(error as Error).message}`);
    }
  }
  const reduced = Object.values(functions).find(({ precision = 'float32' }) => precision !== 'float32');
  if (reduced) onFallback?.(`${reduced.precision} was asked for, but only a compiled step computes in it: float32 is used`);
  return new EagerSession(variables, functions);
}

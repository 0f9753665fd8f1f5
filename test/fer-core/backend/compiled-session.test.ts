import { describe, expect, it } from 'vitest';
import { startBackend, startSession, tf, type SessionFunction, type Tensor, type Variable } from '../../../packages/fer-core/src/backend';
import { binding } from '../../../packages/fer-core/src/backend/native';

const { backend, warning } = await startBackend();
const skipped = backend === 'tensorflow' ? undefined : `compiled sessions need TensorFlow (${warning})`;
if (skipped) console.warn(`Skipped: ${skipped}`);

const FEED = { x: { dtype: 'float32' as const, shape: [2] } };
const x = Float32Array.of(3, 4);
const variableOf = (...values: number[]): Variable => tf.tidy(() => tf.variable(tf.tensor1d(values)));

/** Tensors that tfjs and the binding know of. */
const alive = (): number[] => [tf.memory().numTensors, backend === 'tensorflow' ? binding().getNumOfTensors() : 0];

describe.skipIf(skipped)('a compiled session', () => {
  it('computes with feeds of each type, constants and variables', () => {
    const variable = variableOf(10, 20);
    const session = startSession({ variable }, {
      mix: {
        feeds: {
          bytes: { dtype: 'uint8', shape: [2] },
          whole: { dtype: 'int32', shape: [2] },
          x: FEED.x,
        },
        run: ({ bytes, whole, x }) => ({
          float: tf.add(tf.add(tf.mul(bytes!, x!), variable), tf.tensor1d([0.5, 0.25])),
          whole: tf.add(whole!, tf.tensor1d([1, 2], 'int32')),
        }),
      },
    });
    expect(session.compiled).toBe(true);
    const result = session.call('mix', { bytes: Uint8Array.of(255, 2), whole: Int32Array.of(-5, 7), x });
    expect(result).toEqual({ float: Float32Array.of(775.5, 28.25), whole: Int32Array.of(-4, 9) });
    session.dispose();
    variable.dispose();
  });

  it('keeps its own variables: the first values are the given ones, what is assigned stays inside, write and read cross over', () => {
    const [a, b] = [variableOf(1, 2), variableOf(5, 6)];
    const swap: SessionFunction = {
      feeds: {},
      run: () => {
        const old = tf.clone(a);
        const sum = tf.add(a, b);
        a.assign(tf.clone(b));
        b.assign(old);
        return { sum };
      },
    };
    const session = startSession({ a, b }, { swap });
    expect(session.read()).toEqual({ a: Float32Array.of(1, 2), b: Float32Array.of(5, 6) });
    for (let i = 0; i < 21; i++) expect([...session.call('swap', {}).sum!]).toEqual([6, 8]);
    expect(session.read()).toEqual({ a: Float32Array.of(5, 6), b: Float32Array.of(1, 2) });
    expect([...a.dataSync(), ...b.dataSync()]).toEqual([1, 2, 5, 6]); // recording changed nothing
    session.write({ b: Float32Array.of(7, 8) });
    expect(session.read()).toEqual({ a: Float32Array.of(5, 6), b: Float32Array.of(7, 8) });
    session.dispose();
    tf.dispose([a, b]);
  });

  it('holds several functions over the same variables', () => {
    const total = variableOf(0, 0);
    const session = startSession({ total }, {
      add: { feeds: FEED, run: ({ x }) => (total.assign(tf.add(total, x!)), { x: x! }) },
      half: { feeds: {}, run: () => ({ half: tf.mul(total, 0.5) }) },
    });
    session.call('add', { x });
    session.call('add', { x });
    expect([...session.call('half', {}).half!]).toEqual([3, 4]);
    session.dispose();
    total.dispose();
  });

  it('runs eagerly, and says so, where a function reads values', () => {
    const told: string[] = [];
    const session = startSession({}, { read: { feeds: FEED, run: ({ x }) => ({ y: tf.mul(x!, x!.dataSync()[0]!) }) } }, { onFallback: (reason) => told.push(reason) });
    expect(session.compiled).toBe(false);
    expect(told).toEqual([
      "the step could not be compiled and runs eagerly, many times slower: Trace: read reads a tensor's values, which a compiled function cannot do",
    ]);
    expect([...session.call('read', { x }).y!]).toEqual([9, 12]);
    session.dispose();
  });

  it('refuses tensors from outside, whose values would be frozen', () => {
    const told: string[] = [];
    const outside = tf.add(tf.tensor1d([1, 1]), 0);
    startSession({}, { add: { feeds: FEED, run: ({ x }) => ({ y: tf.add(x!, outside) }) } }, { onFallback: (reason) => told.push(reason) });
    expect(told).toEqual([expect.stringMatching(/add uses tensor \d+, which is neither a feed, a variable nor made in the function/)]);
    outside.dispose();
  });

  it('is over after dispose, which may be called twice', () => {
    const session = startSession({}, { same: { feeds: FEED, run: ({ x }) => ({ y: x! }) } });
    session.dispose();
    session.dispose();
    expect(() => session.call('same', { x })).toThrow('CompiledSession: expected a live session, got a disposed one');
  });

  it('gives a graph that TensorFlow refuses back as an error, and leaves the backend usable', () => {
    const told: string[] = [];
    const broken = startSession({}, { fails: { feeds: FEED, run: ({ x }) => ({ y: tf.reshape(x!, [3]) }) } }, { onFallback: (reason) => told.push(reason) });
    expect(broken.compiled).toBe(false);
    expect(told).toHaveLength(1);
    expect(tf.tidy(() => tf.add(tf.tensor1d([1]), 1).dataSync()[0])).toBe(2);
  });

  it('leaks no tensors over 50 calls, after dispose, and when recording throws', () => {
    const run = (fails: boolean): number[][] => {
      const variable = variableOf(1, 2);
      const functions: Record<string, SessionFunction> = {
        step: {
          feeds: FEED,
          run: ({ x }: Record<string, Tensor>) => {
            const { value, grads } = tf.variableGrads(() => tf.sum(tf.square(tf.sub(variable, x!))), [variable]);
            variable.assign(tf.sub(variable, tf.mul(grads[variable.name]!, 0.1)));
            if (fails) value.dataSync();
            return { value };
          },
        },
      };
      const session = startSession({ variable }, functions);
      expect(session.compiled).toBe(!fails);
      const seen: number[][] = [];
      for (let i = 0; i < 50; i++) {
        session.call('step', { x });
        session.read();
        session.write({ variable: x });
        seen.push(alive());
      }
      session.dispose();
      variable.dispose();
      return seen;
    };
    for (const fails of [false, true]) {
      const before = alive();
      const seen = run(fails);
      expect(seen.at(-1)).toEqual(seen[0]);
      expect(alive()).toEqual(before);
    }
  });
});

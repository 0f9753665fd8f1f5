import { describe, expect, it } from 'vitest';
import {
  adamUpdate,
  followValues,
  sgdUpdate,
  startBackend,
  startSession,
  tf,
  type FeedSpec,
  type Tensor,
  type UpdatedVariable,
  type Variable,
} from '../../../../packages/fer-core/src/backend';
import { seededDraw } from '../../../../packages/fer-core/src/train/augmentation';
import { largestDifference, noOwnOperations, withOperations } from '../own-operations';

const skipped = await noOwnOperations();
await startBackend();

type Numbers = Record<string, Float32Array>;
type Way = 'own' | 'stock' | 'eager';
const WAYS: Way[] = skipped ? ['stock', 'eager'] : ['own', 'stock', 'eager'];
/** More weights than blocks of work, of different lengths; every third decays. */
const LENGTHS = Array.from({ length: 17 }, (_, i) => 1 + ((i * 5) % 13));
const DECAY = (i: number): number => (i % 3 === 0 ? 0.1 : 0);
const STEPS = 4;

const drawn = (seed: number, length: number): Float32Array => {
  const draw = seededDraw(seed, length);
  return Float32Array.from({ length }, () => 2 * draw() - 1);
};
const start = (i: number): Float32Array => drawn(i, LENGTHS[i]!);
const gradient = (i: number, step: number): Float32Array => drawn(1000 * step + i, LENGTHS[i]!);
const rate = (step: number): number => 0.1 / step;
const keep = (step: number): number => 0.5 + 0.1 * step;

interface Updating {
  slots: string[];
  averages: boolean;
  scalars?: (step: number) => Record<string, number>;
  update(updated: UpdatedVariable[], rates: { learningRate: Tensor; keep: Tensor }, scalars: Record<string, Tensor>): void;
}

/** Runs a few steps of an update and gives the variables after them. */
function steps(way: Way, { slots, averages, scalars = () => ({}), update }: Updating): Numbers {
  return withOperations(way === 'own' ? 'own' : 'stock', () => {
    const variables: Record<string, Variable> = {};
    const make = (name: string, values: Float32Array): Variable => (variables[name] = tf.tidy(() => tf.variable(tf.tensor1d(values))));
    const weights = LENGTHS.map((length, i) => ({
      variable: make(`w${i}`, start(i)),
      slots: slots.map((slot) => make(`w${i}/${slot}`, new Float32Array(length))),
      average: averages ? make(`w${i}/average`, start(i)) : undefined,
    }));
    const scalar: FeedSpec = { dtype: 'float32', shape: [] };
    const feeds: Record<string, FeedSpec> = {
      ...Object.fromEntries(LENGTHS.map((length, i) => [`g${i}`, { dtype: 'float32', shape: [length] } as FeedSpec])),
      ...Object.fromEntries(['learningRate', 'keep', ...Object.keys(scalars(1))].map((name) => [name, scalar])),
    };
    const run = ({ learningRate, keep, ...given }: Record<string, Tensor>) => {
      update(weights.map((weight, i) => ({ ...weight, gradient: given[`g${i}`]!, decay: DECAY(i) })), { learningRate: learningRate!, keep: keep! }, given);
      return { told: tf.add(given.g0!, 0) };
    };
    const session = startSession(variables, { step: { feeds, run } }, { mode: way === 'eager' ? 'eager' : 'compiled' });
    expect(session.compiled).toBe(way !== 'eager');
    for (let step = 1; step <= STEPS; step++) {
      const numbers = { learningRate: rate(step), keep: keep(step), ...scalars(step) };
      session.call('step', {
        ...Object.fromEntries(LENGTHS.map((_, i) => [`g${i}`, gradient(i, step)])),
        ...Object.fromEntries(Object.entries(numbers).map(([name, value]) => [name, Float32Array.of(value)])),
      });
    }
    const after = session.read();
    session.dispose();
    Object.values(variables).forEach((variable) => variable.dispose());
    return after;
  });
}

/** One number of one weight, worked by the textbook's formula. */
type Textbook = (w: number, g: number, decay: number, step: number, slots: number[]) => number;

function byTextbook(slots: string[], averages: boolean, textbook: Textbook): Numbers {
  const result: Numbers = {};
  LENGTHS.forEach((length, i) => {
    const w = start(i);
    const average = start(i);
    const own = slots.map(() => new Float32Array(length));
    for (let step = 1; step <= STEPS; step++) {
      const g = gradient(i, step);
      for (let k = 0; k < length; k++) {
        const values = own.map((slot) => slot[k]!);
        w[k] = textbook(w[k]!, g[k]!, DECAY(i), step, values);
        own.forEach((slot, s) => (slot[k] = values[s]!));
        average[k] = keep(step) * average[k]! + (1 - keep(step)) * w[k];
      }
    }
    result[`w${i}`] = w;
    slots.forEach((slot, s) => (result[`w${i}/${slot}`] = own[s]!));
    if (averages) result[`w${i}/average`] = average;
  });
  return result;
}

function check(updating: Updating, textbook: Textbook): void {
  const expected = byTextbook(updating.slots, updating.averages, textbook);
  for (const way of WAYS) {
    const last = steps(way, updating);
    expect(Object.keys(last).sort()).toEqual(Object.keys(expected).sort());
    for (const name of Object.keys(expected)) expect(largestDifference(last[name]!, expected[name]!), `${name}, ${way}`).toBeLessThan(1e-5);
  }
}

describe('compiled with our own operation, compiled with the stock ones and eagerly, four steps follow the textbook', () => {
  it.each([
    [0.9, true, true],
    [0.9, false, true],
    [0, false, false],
  ])('SGD with momentum %f, Nesterov %s, averages %s, decay in the gradient', (momentum, nesterov, averages) => {
    check(
      { slots: ['velocity'], averages, update: (updated, rates) => sgdUpdate(updated, rates, { momentum, nesterov }) },
      (w, g, decay, step, slots) => {
        const change = rate(step) * (g + decay * w);
        slots[0] = momentum * slots[0]! - change;
        return w + (nesterov ? momentum * slots[0] - change : slots[0]);
      },
    );
  });

  it.each([
    [0.9, 0.999, 1e-7, true],
    [0.5, 0.9, 0.1, false],
  ])('AdamW with beta1 %f, beta2 %f, epsilon %f, averages %s', (beta1, beta2, epsilon, averages) => {
    check(
      {
        slots: ['m', 'v'],
        averages,
        scalars: (step) => ({ beta1Power: beta1 ** step, beta2Power: beta2 ** step }),
        update: (updated, rates, { beta1Power, beta2Power }) =>
          adamUpdate(updated, rates, { beta1Power: beta1Power!, beta2Power: beta2Power! }, { beta1, beta2, epsilon }),
      },
      (w, g, decay, step, slots) => {
        slots[0] = beta1 * slots[0]! + (1 - beta1) * g;
        slots[1] = beta2 * slots[1]! + (1 - beta2) * g * g;
        // Keras: the bias corrections go into the rate, epsilon stays beside the uncorrected root.
        const corrected = (rate(step) * Math.sqrt(1 - beta2 ** step)) / (1 - beta1 ** step);
        return w - rate(step) * decay * w - (corrected * slots[0]) / (Math.sqrt(slots[1]) + epsilon);
      },
    );
  });

  it('moving values', () => {
    check(
      { slots: ['moved'], averages: false, update: (updated) => followValues(updated.map(({ slots, gradient }) => ({ variable: slots[0]!, value: gradient })), 0.75) },
      (w, g, _decay, _step, slots) => {
        slots[0] = 0.75 * slots[0]! + 0.25 * g;
        return w;
      },
    );
  });
});

it('nothing to follow is no mistake', () => {
  expect(() => followValues([], 0.9)).not.toThrow();
});

const TAKES_ONE = { learningRate: 1, momentum: 0, nesterov: false };
/** A variable of 1, 2, 3 from which each step takes its feed, and the function `run` of both. */
function takingSession(kind: 'own' | 'stock', run: (take: () => void, variable: Variable) => Tensor) {
  const variables = { variable: tf.variable(tf.tensor1d([1, 2, 3])), velocity: tf.variable(tf.tensor1d([0, 0, 0])) };
  const { variable, velocity } = variables;
  const told: string[] = [];
  const step = {
    feeds: { g: { dtype: 'float32' as const, shape: [3] } },
    run: ({ g }: Record<string, Tensor>) => {
      const rates = { learningRate: tf.scalar(TAKES_ONE.learningRate), keep: tf.scalar(0) };
      const take = (): void => sgdUpdate([{ variable, slots: [velocity], gradient: g!, decay: 0 }], rates, TAKES_ONE);
      return { seen: run(take, variable) };
    },
  };
  const session = withOperations(kind, () => startSession(variables, { step }, { onFallback: (reason) => told.push(reason) }));
  const dispose = (): void => {
    session.dispose();
    tf.dispose(variables);
  };
  return { session, told, dispose };
}

for (const kind of ['own', 'stock'] as const) {
  it.skipIf(kind === 'own' && skipped)(`with ${kind} operations, what is computed from a variable before its update sees the old value, each time`, () => {
    const { session, told, dispose } = takingSession(kind, (take, variable) => {
      const before = tf.add(variable, 0);
      take();
      return before;
    });
    expect(told).toEqual([]);
    for (let step = 0; step < 50; step++) {
      expect([...session.call('step', { g: Float32Array.of(1, 1, 1) }).seen!]).toEqual([1 - step, 2 - step, 3 - step]);
    }
    dispose();
  });
}

it.skipIf(skipped)('a function that reads a variable after our own operation has changed it runs eagerly', () => {
  const { session, told, dispose } = takingSession('own', (take, variable) => {
    take();
    return tf.add(variable, 0);
  });
  expect(told).toEqual([expect.stringContaining('reads a variable after its update')]);
  expect([...session.call('step', { g: Float32Array.of(1, 1, 1) }).seen!]).toEqual([0, 1, 2]);
  dispose();
});

it.skipIf(skipped)('what was read out or written in stays as it was when our own operation goes on in place', () => {
  const { session, dispose } = takingSession('own', (take) => {
    take();
    return tf.scalar(0);
  });
  const written = Float32Array.of(4, 5, 6);
  session.write({ variable: written });
  const read = session.read().variable!;
  session.call('step', { g: Float32Array.of(1, 1, 1) });
  expect([...session.read().variable!]).toEqual([3, 4, 5]);
  expect([...written, ...read]).toEqual([4, 5, 6, 4, 5, 6]);
  dispose();
});

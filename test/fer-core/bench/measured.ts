import type { Contender, Family } from '../../../packages/fer-core/src/bench/contender';
import type { Measurement } from '../../../packages/fer-core/src/bench/interleave';

/** A measurement of which only the median matters. */
export function measured(name: string, family: Family, median: number, precision: Contender['precision'] = 'float32'): Measurement {
  return {
    contender: { name, family, precision, command: ['program'] },
    about: { versions: { fake: '1.0' }, threads: 2, warmUpMs: 1000 },
    ms: [median],
    result: 1,
    count: 1,
    median,
    p90: 2 * median,
    min: median / 2,
  };
}

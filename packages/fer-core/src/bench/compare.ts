import type { BenchRow } from './bench-report';
import type { Measurement } from './interleave';

/**
 * Sets our median beside every peer's.
 * @param ours one or several of our own; the fastest counts
 * @param images images in one round: the row is then images a second instead of milliseconds
 * @throws when there is none of ours
 */
export function compare(name: string, ours: readonly Measurement[], peers: readonly Measurement[], images?: number): BenchRow {
  if (ours.length === 0) throw new Error(`compare: ${name} expected a measurement of ours, got none`);
  const value = (ms: number): number => (images === undefined ? ms : (1000 * images) / ms);
  const own = Math.min(...ours.map(({ median }) => median));
  const ratios = peers.map(({ contender, median }) => [contender.name, median / own] as const);
  return {
    name,
    ours: value(own),
    peers: Object.fromEntries(peers.map(({ contender, median }) => [contender.name, value(median)])),
    unit: images === undefined ? 'ms' : 'images/s',
    ratio: ratios.length ? Math.min(...ratios.map(([, ratio]) => ratio)) : null,
    ratios: Object.fromEntries(ratios),
  };
}

/** Two rows: among float32 alone, and whatever the precision. Our eager way is context and never counts as ours. */
export function compareByPrecision(name: string, measurements: readonly Measurement[], images?: number): BenchRow[] {
  const ours = measurements.filter(({ contender }) => contender.family === 'ours' && !contender.name.endsWith('eager'));
  const peers = measurements.filter(({ contender }) => contender.family === 'keras' || contender.family === 'torch');
  const float32 = (list: readonly Measurement[]): Measurement[] => list.filter(({ contender }) => contender.precision === 'float32');
  return [compare(`${name}, float32`, float32(ours), float32(peers), images), compare(`${name}, any precision`, ours, peers, images)];
}

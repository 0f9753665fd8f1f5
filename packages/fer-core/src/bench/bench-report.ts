import type { NotRun } from './contender';
import type { Measurement } from './interleave';
import type { Machine } from './machine';
import type { WorkEstimate } from './work-estimate';

/** One comparison: ours beside the peers. */
export interface BenchRow {
  name: string;
  ours: number;
  /** The peers' numbers by name. */
  peers: Record<string, number>;
  unit: 'ms' | 'images/s';
  /** How many times faster than the fastest peer we are; null without peers. */
  ratio: number | null;
  /** The same beside each peer. */
  ratios: Record<string, number>;
}

/** A table of a report; numbers are in the unit that its column names. */
export interface BenchTable {
  title: string;
  columns: string[];
  rows: (string | number)[][];
  note?: string;
}

/** What the machine reached with plain work in the same run. */
export interface Peak {
  /** FLOP a second of a 2048² float32 matrix multiply, its fastest round. */
  flopsPerSecond: number | null;
  /** Bytes a second, read and written, of a copy by all threads, its fastest round. */
  bytesPerSecond: number | null;
}

/** One benchmark of one network. */
export interface BenchSection {
  title: string;
  rows: BenchRow[];
  measurements: Measurement[];
  notRun: NotRun[];
  /** What one round of the measurements' work is, for fractions of the peak; absent where rounds are not one kind of work. */
  work?: WorkEstimate;
  peak?: Peak;
  tables: BenchTable[];
  notes: string[];
}

/** What `fer bench --json` prints and `--out` keeps. */
export interface BenchReport {
  /** ISO date and time of the start. */
  date: string;
  commit: string | null;
  command: string;
  machine: Machine;
  rows: BenchRow[];
  sections: BenchSection[];
}

import type { ExperimentRow } from './experiment-row';

/** A data set as it was measured. */
export interface CardData {
  /** Base name of the folder or file, `drawn faces` where nothing was given. */
  readonly name: string;
  /** What it served for. */
  readonly use: string;
  /** Hex sha256 of its content; of several parts joined by ` + `. Null for drawn faces, which follow from their seed. */
  readonly sha256: string | null;
}

/** Weights as they were measured. */
export interface CardWeights {
  /** Folder in `models/`. */
  readonly name: string;
  readonly network: string;
  readonly parameters: number;
  /** Data set and what chose the epoch, as the weights say. */
  readonly training: string;
  readonly sha256: string;
}

/** Where it was measured. */
export interface CardEnvironment {
  readonly processor: string;
  readonly instructions: string;
  readonly threads: number;
  readonly memoryGb: number;
  readonly system: string;
  readonly device: string;
  readonly operations: string;
  readonly versions: Readonly<Record<string, string>>;
  /** Of the source, where it is a repository. */
  readonly commit: string | null;
}

/** The paper beside what was measured, row by row. Plain JSON; the same inputs give the same card but for `madeAt` and measured times. */
export interface ReproductionCard {
  readonly format: 'fer-reproduction-card';
  readonly version: 1;
  readonly mode: 'quick' | 'full';
  /** Makes the card again; base names in the place of paths. */
  readonly command: string;
  /** ISO time, and how busy the machine was. */
  readonly madeAt: string;
  readonly environment: CardEnvironment;
  readonly seeds: Readonly<Record<string, number>>;
  readonly data: readonly CardData[];
  readonly weights: readonly CardWeights[];
  readonly rows: readonly ExperimentRow[];
}

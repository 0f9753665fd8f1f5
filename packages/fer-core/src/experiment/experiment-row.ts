/** What a measurement says of a claim. `only with a shortcut`: the number can be made, but not by recognizing unseen faces better. */
export const VERDICTS = ['supported', 'not supported', 'cannot be judged', 'only with a shortcut'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** What the paper says, and where. */
export interface Claim {
  /** Word for word. */
  readonly quote: string;
  /** Section or figure. */
  readonly place: string;
}

/** What a number counts: `share` in [0, 1], `points` of percent as a difference of shares, `times` as a ratio, `eyes` as a share of the distance of the outer eye corners. */
export type Unit = 'share' | 'points' | 'dB' | 'ssim' | 'ms' | 'count' | 'times' | 'eyes' | 'p';

/** One number with all that is needed to read it. */
export interface Measured {
  readonly name: string;
  readonly value: number;
  readonly unit: Unit;
  /** 95 %; null for what is counted, not estimated. */
  readonly interval: readonly [low: number, high: number] | null;
  /** Images, faces or timed rounds; null for what is counted on a network. */
  readonly n: number | null;
  /** Data set and split, or what else it was measured on. */
  readonly on: string;
}

/** What came out of a row. */
export interface RowResult {
  readonly measured: readonly Measured[];
  readonly verdict: Verdict;
  /** Why, in a sentence or two. */
  readonly finding: string;
}

/** One claim of the paper beside what was measured. Plain JSON. */
export interface ExperimentRow {
  readonly id: string;
  readonly title: string;
  readonly claim: Claim;
  /** Commands that make the numbers again, with base names in the place of paths. */
  readonly commands: readonly string[];
  /** Null where the row was not run. */
  readonly result: RowResult | null;
  /** `needs --photos`, where the row was not run. */
  readonly notRun: string | null;
}

import type { Claim, RowResult } from './experiment-row';
import type { PaperLaboratory } from './paper-laboratory';
import type { InputName } from './paper-inputs';

/** How a row of the experiment is made. */
export interface RowPlan {
  /** Also the name of its file, and what `--only` takes. */
  readonly id: string;
  readonly title: string;
  readonly claim: Claim;
  /** Inputs without which it cannot be run, unless the quick mode's drawn faces take their place. */
  readonly needs: readonly InputName[];
  /** Further inputs that change its result where they are given. */
  readonly uses?: readonly InputName[];
  /** Whether its result depends on how many images FSRNet enlarges. */
  readonly usesSuperResolvedImages?: boolean;
  /** Seconds that it takes in full on two quiet cores, roughly: weighs the progress. */
  readonly seconds: number;
  /** Other commands that give the same numbers. @param name gives an input's base name, or a placeholder */
  readonly commands?: (name: (input: InputName) => string) => readonly string[];
  /** @param onProgress told how far it is, in [0, 1] */
  run(laboratory: PaperLaboratory, onProgress: (share: number) => void): Promise<RowResult>;
}

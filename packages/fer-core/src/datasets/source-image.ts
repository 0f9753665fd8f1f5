import type { Split } from './labeled-images';

/** One accepted image of a source. */
export interface SourceImage {
  /** Where it came from: `fer2013.csv:17` (line of the file, the header is line 1) or `train/happy/17.jpg`. */
  readonly id: string;
  readonly split: Split;
  /** Index into `EXPRESSIONS`. */
  readonly label: number;
  /** uint8 [height, width], 0 = black. The buffer may be used again for the next image: copy it to keep it. */
  readonly pixels: Uint8Array;
  readonly height: number;
  readonly width: number;
  /** True when the file held colours and was turned to gray. */
  readonly fromColour?: boolean;
}

/** A row or file that was refused. */
export interface Defect {
  /** `line 17` of the csv, or the file's path inside the source folder. */
  readonly where: string;
  /** What was expected and what was found. */
  readonly reason: string;
}

export type SourceItem = { readonly image: SourceImage } | { readonly defect: Defect };

/** A data set as it was delivered, read once from front to back without being held in memory. */
export interface ImageSource {
  readonly kind: 'csv' | 'class folders';
  /** File or folder name without its path. */
  readonly name: string;
  /** What `position` counts, and its last value. */
  readonly unit: 'bytes' | 'images';
  readonly total: number;
  /** How Usage values or folders became splits, one sentence each. */
  readonly mapping: readonly string[];
  /** Every row or file in order. Stops with `signal.reason` when aborted. */
  items(signal?: AbortSignal): AsyncGenerator<SourceItem>;
  /** How far reading has come, in `unit`. */
  position(): number;
  /** Hex sha256 of everything read; complete after the last item. */
  sha256(): string;
  /** Sentences about the source worth saying aloud; complete after the last item. */
  warnings(): string[];
}

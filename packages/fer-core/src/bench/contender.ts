/** Who made a contender. `machine` are the yardsticks: a plain matrix multiply and a memory copy; `kernel` are Jupyter kernels; `opencv` is OpenCV in Python. */
export type Family = 'ours' | 'keras' | 'torch' | 'machine' | 'kernel' | 'opencv';

/** A program that takes part in a benchmark: a process of its own, asked for rounds of work over stdin (benchmarks/peers/protocol.py). */
export interface Contender {
  /** As it stands in reports, e.g. `torch compile`. */
  name: string;
  family: Family;
  /** What its convolutions compute in. */
  precision: 'float32' | 'bfloat16';
  /** Program and arguments. */
  command: string[];
  /** Added to the environment of this process. */
  env?: Record<string, string>;
}

/** What a process says about itself when it is ready. */
export interface ContenderAbout {
  versions: Record<string, string>;
  /** Parameters of its network as Keras counts them; absent for the machine's yardsticks. */
  parameters?: number;
  threads: number;
  /** Time of the first, untimed rounds of work: tracing and compiling. */
  warmUpMs: number;
  /** Settings worth knowing, in words. */
  settings?: string;
}

/** A contender that gave no numbers, and why. */
export interface NotRun {
  name: string;
  reason: string;
}

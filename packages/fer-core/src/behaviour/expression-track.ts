import { ExpressionSmoother } from './expression-smoother';

/** A longer absence is a gap: nothing is said of the time between. In seconds. */
export const LONGEST_GAP = 1;

/** What was seen of one person over time: the times of frames and the smoothed probabilities in each. 36 bytes a frame for seven expressions. */
export class ExpressionTrack {
  private readonly smoother: ExpressionSmoother;
  private times = new Float64Array(256);
  private values: Float32Array;
  private count = 0;

  /**
   * @param person counted from 1
   * @param smoothing time constant in seconds
   */
  constructor(
    readonly person: number,
    readonly labels: readonly string[],
    smoothing?: number,
  ) {
    this.smoother = new ExpressionSmoother(smoothing);
    this.values = new Float32Array(256 * labels.length);
  }

  /** @param time in seconds, later than the last one */
  add(time: number, probabilities: Readonly<Record<string, number>>): void {
    if (this.count === this.times.length) {
      this.times = grown(this.times, new Float64Array(2 * this.times.length));
      this.values = grown(this.values, new Float32Array(2 * this.values.length));
    }
    this.times[this.count] = time;
    this.values.set(this.smoother.next(time, this.labels.map((label) => probabilities[label] ?? 0)), this.count * this.labels.length);
    this.count++;
  }

  /** Number of frames. */
  get length(): number {
    return this.count;
  }

  /** Seconds of frame `index`. */
  time(index: number): number {
    return this.times[index]!;
  }

  /** How long frame `index` stands for: until the next one, in seconds; the last one, and one before a gap, as long as the frame before it. */
  duration(index: number): number {
    const next = index + 1 < this.count ? this.times[index + 1]! - this.times[index]! : Infinity;
    if (next <= LONGEST_GAP) return next;
    const before = index > 0 ? this.times[index]! - this.times[index - 1]! : Infinity;
    return before <= LONGEST_GAP ? before : 0;
  }

  /** Smoothed probabilities in frame `index`, in the order of the labels. */
  probabilities(index: number): Float32Array {
    return this.values.subarray(index * this.labels.length, (index + 1) * this.labels.length);
  }

  /** Index of the label that is most probable in frame `index`. */
  strongest(index: number): number {
    return this.probabilities(index).reduce((best, value, label, all) => (value > all[best]! ? label : best), 0);
  }
}

function grown<Numbers extends Float32Array | Float64Array>(from: Numbers, to: Numbers): Numbers {
  to.set(from);
  return to;
}

/** Time constant of the smoothing in seconds: what was seen so long ago counts 1/e. */
export const SMOOTHING_SECONDS = 0.4;

/**
 * Exponential smoothing of probabilities that come at uneven times: single frames do not change what is said of a face. The first values are
 * taken as they are.
 */
export class ExpressionSmoother {
  private values: Float32Array | undefined;
  private time = 0;

  /** @param seconds time constant; 0 smoothes nothing */
  constructor(private readonly seconds = SMOOTHING_SECONDS) {}

  /**
   * @param time in seconds, not before the one of the last call
   * @returns as many values; they sum to what the probabilities sum to
   */
  next(time: number, probabilities: ArrayLike<number>): Float32Array {
    const share = this.values && this.seconds > 0 ? 1 - Math.exp(-(time - this.time) / this.seconds) : 1;
    const before = this.values;
    this.values = Float32Array.from(probabilities, (value, i) => (before ? before[i]! + share * (value - before[i]!) : value));
    this.time = time;
    return this.values;
  }
}

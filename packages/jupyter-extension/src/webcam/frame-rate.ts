/** Frames that the rate is the mean of. */
const WINDOW = 12;

/** Frames a second over the last of them, from the times at which they were shown. */
export class FrameRate {
  private times: number[] = [];

  /** Notes a frame. @param now in milliseconds @returns frames a second; null before the second frame */
  note(now: number): number | null {
    this.times = [...this.times.slice(-WINDOW), now];
    const span = now - this.times[0]!;
    return span > 0 ? (1000 * (this.times.length - 1)) / span : null;
  }
}

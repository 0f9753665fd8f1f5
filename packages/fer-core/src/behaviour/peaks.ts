import type { ExpressionTrack } from './expression-track';

/** Where an expression was at its strongest. */
export interface Peak {
  /** Seconds. */
  readonly time: number;
  readonly expression: string;
  /** Smoothed probability there. */
  readonly probability: number;
}

export interface FindPeaksOptions {
  /** Least probability of a peak; default 0.5. */
  readonly height?: number;
  /** How far the probability must have fallen between two peaks, and before the first; default 0.2. */
  readonly prominence?: number;
}

/**
 * Peaks of each expression but neutral: highest points between which the probability falls by at least `prominence`.
 * @returns in order of time
 */
export function findPeaks(track: ExpressionTrack, { height = 0.5, prominence = 0.2 }: FindPeaksOptions = {}): Peak[] {
  const peaks = track.labels.flatMap((expression, label) => {
    if (expression === 'neutral') return [];
    const found: Peak[] = [];
    let top = { time: 0, probability: -Infinity };
    let low = -Infinity; // lowest value since the last peak; at the start a face may be at its peak already
    const keep = (): void => {
      if (top.probability >= height && top.probability - low >= prominence) found.push({ ...top, expression });
    };
    for (let index = 0; index < track.length; index++) {
      const probability = track.probabilities(index)[label]!;
      if (probability > top.probability) top = { time: track.time(index), probability };
      if (top.probability - probability >= prominence) {
        // Behind a summit: it counts if it stood out, and the next one is looked for from here on.
        keep();
        [low, top] = [probability, { time: track.time(index), probability }];
      } else if (probability < low) {
        [low, top] = [probability, { time: track.time(index), probability }];
      }
    }
    keep();
    return found;
  });
  return peaks.sort((one, other) => one.time - other.time);
}

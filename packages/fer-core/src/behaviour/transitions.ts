import type { ExpressionTrack } from './expression-track';

/** A change from one expression to another. */
export interface Transition {
  /** Seconds. */
  readonly time: number;
  readonly from: string;
  readonly to: string;
}

/** An expression must stay so long, in seconds, to be one that a person changed to. */
export const SHORTEST_STAY = 0.3;

/**
 * When the strongest expression of a person changed for at least `shortest` seconds.
 * @returns in order of time; the time is when the new expression began
 */
export function findTransitions(track: ExpressionTrack, shortest = SHORTEST_STAY): Transition[] {
  const stays: { label: number; start: number; seconds: number }[] = [];
  for (let index = 0; index < track.length; index++) {
    const label = track.strongest(index);
    if (stays.at(-1)?.label !== label) stays.push({ label, start: track.time(index), seconds: 0 });
    stays.at(-1)!.seconds += track.duration(index);
  }
  const transitions: Transition[] = [];
  let current: number | undefined;
  for (const { label, start, seconds } of stays) {
    if (seconds < shortest || label === current) continue;
    if (current !== undefined) transitions.push({ time: start, from: track.labels[current]!, to: track.labels[label]! });
    current = label;
  }
  return transitions;
}

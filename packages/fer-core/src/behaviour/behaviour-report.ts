import type { ExpressionTrack } from './expression-track';
import { findPeaks, type Peak } from './peaks';
import { findTransitions, type Transition } from './transitions';

/** What every report and plot says of itself. */
export const NO_DIAGNOSIS =
  'What faces look like to a network that learnt from FER-2013, over time. It is not what persons feel, and no diagnosis of anything.';

/** A person's expressions over time. */
export interface PersonBehaviour {
  /** Counted from 1, as in the table and the video. */
  readonly person: number;
  /** Seconds of the first and the last frame that shows the person. */
  readonly from: number;
  readonly to: number;
  /** Seconds in which the face was seen. */
  readonly seen: number;
  readonly frames: number;
  /** Share of that time in which each expression was the strongest one; they sum to 1. */
  readonly shares: Record<string, number>;
  readonly transitions: Transition[];
  readonly peaks: Peak[];
  /** Smoothed probabilities at evenly spread moments, at most `MOST_MOMENTS`. */
  readonly timeline: { times: number[]; probabilities: Record<string, number[]> };
}

/** Behaviour over a video. */
export interface BehaviourReport {
  readonly note: string;
  readonly labels: readonly string[];
  readonly persons: PersonBehaviour[];
}

/** Moments of a timeline. */
export const MOST_MOMENTS = 600;

/** Sums up what was seen of each person; those seen in fewer than `fewest` frames are left out. */
export function behaviourReport(labels: readonly string[], tracks: readonly ExpressionTrack[], fewest = 2): BehaviourReport {
  return { note: NO_DIAGNOSIS, labels, persons: tracks.filter(({ length }) => length >= fewest).map(personBehaviour) };
}

function personBehaviour(track: ExpressionTrack): PersonBehaviour {
  const seconds = new Float64Array(track.labels.length);
  for (let index = 0; index < track.length; index++) seconds[track.strongest(index)]! += track.duration(index);
  const seen = seconds.reduce((sum, value) => sum + value, 0);
  return {
    person: track.person,
    from: rounded(track.time(0)),
    to: rounded(track.time(track.length - 1)),
    seen: rounded(seen),
    frames: track.length,
    shares: Object.fromEntries(track.labels.map((label, i) => [label, seen > 0 ? rounded(seconds[i]! / seen) : 0])),
    transitions: findTransitions(track).map((transition) => ({ ...transition, time: rounded(transition.time) })),
    peaks: findPeaks(track).map((peak) => ({ ...peak, time: rounded(peak.time), probability: rounded(peak.probability) })),
    timeline: timelineOf(track),
  };
}

function timelineOf(track: ExpressionTrack): PersonBehaviour['timeline'] {
  const count = Math.min(MOST_MOMENTS, track.length);
  const indices = Array.from({ length: count }, (_, i) => (count === 1 ? 0 : Math.round((i * (track.length - 1)) / (count - 1))));
  return {
    times: indices.map((index) => rounded(track.time(index))),
    probabilities: Object.fromEntries(track.labels.map((label, i) => [label, indices.map((index) => rounded(track.probabilities(index)[i]!))])),
  };
}

function rounded(value: number): number {
  return Math.round(1000 * value) / 1000;
}

import { describe, expect, it } from 'vitest';
import { behaviourPlot } from '../../../packages/fer-core/src/behaviour/behaviour-plot';
import { behaviourReport, MOST_MOMENTS } from '../../../packages/fer-core/src/behaviour/behaviour-report';
import { ExpressionTrack } from '../../../packages/fer-core/src/behaviour/expression-track';
import { findPeaks } from '../../../packages/fer-core/src/behaviour/peaks';
import { findTransitions } from '../../../packages/fer-core/src/behaviour/transitions';

const LABELS = ['happy', 'sad', 'neutral'];

/** A track of ten frames a second in which each expression lasts so many seconds at so high a probability; the rest is shared. */
function track(...stays: [label: string, seconds: number, probability?: number][]): ExpressionTrack {
  const made = new ExpressionTrack(1, LABELS, 0);
  let frame = 0;
  for (const [label, seconds, probability = 0.8] of stays) {
    const others = (1 - probability) / 2;
    for (let i = 0; i < Math.round(10 * seconds); i++) made.add(frame++ / 10, Object.fromEntries(LABELS.map((each) => [each, each === label ? probability : others])));
  }
  return made;
}

describe('findTransitions', () => {
  it('tells when one expression gives way to another', () => {
    expect(findTransitions(track(['neutral', 1], ['happy', 2], ['sad', 1]))).toEqual([
      { time: 1, from: 'neutral', to: 'happy' },
      { time: 3, from: 'happy', to: 'sad' },
    ]);
  });

  it('passes over what stays for a moment only, as long as it is told to', () => {
    const flicker = track(['neutral', 1], ['happy', 0.2], ['neutral', 1]);
    expect(findTransitions(flicker)).toEqual([]);
    expect(findTransitions(flicker, 0.1).map(({ to }) => to)).toEqual(['happy', 'neutral']);
  });

  it('has nothing to tell of one expression, or of nobody', () => {
    expect(findTransitions(track(['happy', 3]))).toEqual([]);
    expect(findTransitions(track())).toEqual([]);
  });
});

describe('findPeaks', () => {
  const smiles = track(['neutral', 1], ['happy', 0.5, 0.7], ['happy', 0.1, 0.9], ['happy', 0.5, 0.7], ['neutral', 1], ['happy', 1, 0.6]);

  it('finds the highest point of each rise, neutral left out', () => {
    const peaks = findPeaks(smiles);
    expect(peaks.map(({ time, expression }) => [time, expression])).toEqual([[1.5, 'happy'], [3.1, 'happy']]);
    expect(peaks[0]!.probability).toBeCloseTo(0.9, 5);
  });

  it('asks for height and prominence', () => {
    expect(findPeaks(smiles, { height: 0.7 })).toHaveLength(1);
    expect(findPeaks(smiles, { prominence: 0.6 })).toHaveLength(1);
    expect(findPeaks(smiles, { prominence: 0.15 })).toHaveLength(2);
    expect(findPeaks(track(['happy', 1, 0.5], ['happy', 1, 0.55], ['happy', 1, 0.5]))).toHaveLength(1);
  });
});

describe('behaviourReport', () => {
  it('shares the time among the expressions', () => {
    const { persons: [person] } = behaviourReport(LABELS, [track(['neutral', 3], ['happy', 1])]);
    expect(person).toMatchObject({ person: 1, from: 0, to: 3.9, frames: 40, shares: { happy: 0.25, sad: 0, neutral: 0.75 }, transitions: [{ time: 3, from: 'neutral', to: 'happy' }] });
    expect(person!.seen).toBeCloseTo(4, 6);
    expect(person!.timeline.times).toHaveLength(40);
    expect(person!.timeline.probabilities.happy!.at(-1)).toBe(0.8);
  });

  it('leaves out who was there for a frame, and thins out long timelines', () => {
    expect(behaviourReport(LABELS, [track(['happy', 0.1])]).persons).toEqual([]);
    const { persons: [person] } = behaviourReport(LABELS, [track(['happy', 200])]);
    expect(person!.timeline.times).toHaveLength(MOST_MOMENTS);
    expect([person!.timeline.times[0], person!.timeline.times.at(-1)]).toEqual([0, 199.9]);
  });

  it('says that it is no diagnosis, in its data and in its picture', () => {
    const report = behaviourReport(LABELS, [track(['happy', 1])]);
    expect(report.note).toContain('no diagnosis');
    expect(behaviourPlot(report)).toContain('no diagnosis');
  });
});

describe('behaviourPlot', () => {
  it('draws a band for each person, its expressions stacked to the whole', () => {
    const svg = behaviourPlot(behaviourReport(LABELS, [track(['neutral', 1], ['happy', 2])]));
    expect(svg).toContain('person 1');
    const polygons = [...svg.matchAll(/<polygon points="([^"]+)"/g)].map(([, points]) => points!.split(' ').map((point) => point.split(',').map(Number)));
    expect(polygons).toHaveLength(3);
    const tops = polygons.at(-1)!.slice(0, polygons.at(-1)!.length / 2).map(([, y]) => y!);
    expect(Math.max(...tops) - Math.min(...tops)).toBeLessThan(0.5);
  });

  it('leaves gaps open, and is a picture also of nobody', () => {
    const gap = new ExpressionTrack(1, LABELS, 0);
    for (const time of [0, 0.5, 1, 20, 20.5, 21]) gap.add(time, { happy: 0.5, sad: 0.2, neutral: 0.3 });
    expect(behaviourPlot(behaviourReport(LABELS, [gap])).match(/<polygon/g)).toHaveLength(6);
    expect(behaviourPlot(behaviourReport(LABELS, []))).toContain('no face found');
  });
});

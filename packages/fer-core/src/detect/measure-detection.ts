import { wilsonInterval } from '../evaluate/wilson-interval';
import { boxOverlap } from './box-overlap';
import type { Box, Point } from '../evaluate/geometry/point';

/** What was found in one photo, and what is there. */
export interface DetectionResult {
  readonly found: readonly Box[];
  /** Faces that must be found. */
  readonly truth: readonly Box[];
  /** Faces that are there too, but need not be found: finding them counts neither as a hit nor as a false alarm. Default none. */
  readonly further?: readonly Box[];
}

export interface DetectionMeasure {
  photos: number;
  /** Faces that must be found. */
  faces: number;
  hits: number;
  /** hits / faces, in [0, 1]. */
  recall: number;
  /** Wilson 95 %. */
  recallInterval: [low: number, high: number];
  /** Boxes that are no face, or a face found a second time. */
  falseAlarms: number;
  falseAlarmsPerPhoto: number;
}

/**
 * Counts hits and false alarms. A face is hit by the box that overlaps it most, each box hitting one face at most.
 * @param overlap least intersection over union of a hit; default 0.4
 * @throws when there is no face to be found
 */
export function measureDetection(results: readonly DetectionResult[], overlap = 0.4): DetectionMeasure {
  let faces = 0;
  let hits = 0;
  let falseAlarms = 0;
  for (const { found, truth, further = [] } of results) {
    const hit = matchBoxes(found, truth, overlap);
    const others = found.filter((_, i) => !hit.has(i));
    faces += truth.length;
    hits += hit.size;
    falseAlarms += others.length - matchBoxes(others, further, overlap).size;
  }
  if (faces === 0) throw new Error('measureDetection: expected at least one face to be found, got none');
  return {
    photos: results.length,
    faces,
    hits,
    recall: hits / faces,
    recallInterval: wilsonInterval(hits, faces),
    falseAlarms,
    falseAlarmsPerPhoto: falseAlarms / results.length,
  };
}

/** Pairs found boxes with faces, those that overlap most first. @returns the indices of the found boxes that have a face */
function matchBoxes(found: readonly Box[], faces: readonly Box[], overlap: number): Set<number> {
  const pairs = found.flatMap((box, i) => faces.map((face, j) => ({ i, j, shared: boxOverlap(box, face) })));
  const matched = new Set<number>();
  const taken = new Set<number>();
  for (const { i, j, shared } of pairs.sort((a, b) => b.shared - a.shared)) {
    if (shared < overlap || matched.has(i) || taken.has(j)) continue;
    matched.add(i);
    taken.add(j);
  }
  return matched;
}

/**
 * The box around landmarks, enlarged about its centre: the truth that detectors are held against.
 * @param points (x, y), at least one
 * @param scale default 1.2
 */
export function boxAroundPoints(points: readonly Point[], scale = 1.2): Box {
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const [x, y, halfWidth, halfHeight] = [(left + right) / 2, (top + bottom) / 2, ((right - left) / 2) * scale, ((bottom - top) / 2) * scale];
  return [x - halfWidth, y - halfHeight, x + halfWidth, y + halfHeight];
}

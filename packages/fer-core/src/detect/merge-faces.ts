import type { Box, Point } from '../evaluate/geometry/point';
import { boxOverlap } from './box-overlap';

/** What a network says at one place: a face with its points, before those who mean the same face are merged. */
export interface FaceCandidate {
  readonly box: Box;
  readonly score: number;
  readonly points: readonly Point[];
}

/**
 * Merges candidates that mean the same face: the surest one and all that overlap it become one, whose box and points are their mean,
 * weighted by score, and whose score is the surest one's (BlazeFace's blending, steadier in a video than taking the surest alone).
 * @param overlap candidates with at least this intersection over union mean the same face
 * @returns faces by falling score
 */
export function mergeFaces(candidates: readonly FaceCandidate[], overlap = 0.3): FaceCandidate[] {
  let left = [...candidates].sort((a, b) => b.score - a.score);
  const faces: FaceCandidate[] = [];
  while (left.length > 0) {
    const surest = left[0]!;
    const same = left.filter((other) => other === surest || boxOverlap(surest.box, other.box) >= overlap);
    faces.push(meanFace(same));
    const merged = new Set(same);
    left = left.filter((candidate) => !merged.has(candidate));
  }
  return faces;
}

function meanFace(candidates: readonly FaceCandidate[]): FaceCandidate {
  const total = candidates.reduce((sum, { score }) => sum + score, 0);
  const mean = (value: (candidate: FaceCandidate) => number): number =>
    candidates.reduce((sum, candidate) => sum + value(candidate) * candidate.score, 0) / total;
  const side = (index: number): number => mean(({ box }) => box[index]!);
  const { score, points } = candidates[0]!;
  return {
    box: [side(0), side(1), side(2), side(3)],
    score,
    points: points.map((_, i) => [mean((candidate) => candidate.points[i]![0]), mean((candidate) => candidate.points[i]![1])]),
  };
}

import type { Photo } from '../photos/photo';
import { BlazeFaceNetwork } from './blazeface-network';
import { boxOverlap } from './box-overlap';
import type { DetectedFace } from './detected-face';
import { mergeFaces, type FaceCandidate } from './merge-faces';
import { squareAround, type Square } from './square';
import { tilesOf } from './tiles';

/** Smallest faces that the networks see, as a share of the square they look at. */
const SHORT_RANGE_SEES = 0.15;
const FULL_RANGE_SEES = 0.05;
/** A face at least this large in the first square is placed exactly enough; a smaller one is looked at closely. */
const LARGE = 0.2;
/** How sure the full-range network must be for a closer look. */
const SUSPICION = 0.25;
/** A closer look takes a square of so many sides of the face. */
const SURROUNDINGS = 3;
/** A face in the middle of its square is easily recognized: what is doubted even there counts so much more as none. Real ones have 0.85. */
const DOUBT = 0.6;
/** So many faces below this share of a square are a crowd: there may be smaller ones behind. */
const CROWD = 2;
const CROWD_SHARE = 0.08;
/** Tiles are not made smaller than this, in pixels: nothing in them is finer than the network's input. */
const SMALLEST_TILE = 256;

export interface BlazeFaceOptions {
  /** Faces that the detector is less sure of are left out. */
  minScore: number;
  /** See `DetectFacesOptions`. */
  smallestFace: number | 'auto';
}

/**
 * Finds faces with MediaPipe's two networks. The short-range one looks at the whole photo and places large faces. The full-range one
 * looks for smaller ones, first in the whole photo, then, where there is reason, in overlapping tiles of half the size and so on;
 * whatever it suspects the short-range one looks at closely, which confirms or refuses it. So every box, point and score
 * comes from the short-range network.
 */
export async function blazeFaces(photo: Photo, { minScore, smallestFace }: BlazeFaceOptions): Promise<DetectedFace[]> {
  const near = await BlazeFaceNetwork.load('short-range');
  const whole = squareAround(photo);
  const first = mergeFaces(near.look(photo, [whole], minScore).flat());
  if (smallestFace !== 'auto' && smallestFace >= SHORT_RANGE_SEES) return first.map(detectedFace);

  const far = await BlazeFaceNetwork.load('full-range');
  let faces = first.filter((face) => sideOf(face) >= LARGE * whole.side);
  let suspects = first.filter((face) => sideOf(face) < LARGE * whole.side);
  let squares = [whole];
  for (let side = whole.side; ; side /= 2) {
    suspects = mergeFaces([...suspects, ...far.look(photo, squares, SUSPICION).flat()]);
    const unknown = suspects.filter((suspect) => !faces.some((face) => boxOverlap(face.box, suspect.box) >= 0.2));
    const confirmed = lookClosely(near, photo, unknown, minScore);
    faces = mergeFaces([...faces, ...confirmed]);
    const closer = smallestFace === 'auto'
      ? (faces.length === 0 && side === whole.side) || confirmed.filter((face) => sideOf(face) < CROWD_SHARE * side).length >= CROWD
      : smallestFace * whole.side < FULL_RANGE_SEES * side;
    if (!closer || side / 2 < SMALLEST_TILE) break;
    squares = tilesOf(photo, side / 2);
    suspects = [];
  }
  return faces.map(detectedFace);
}

/** Looks at each suspect in the middle of a square of its own. @returns those that are faces; where `minScore` is 0.5 their score is at least 0.7 */
function lookClosely(near: BlazeFaceNetwork, photo: Photo, suspects: readonly FaceCandidate[], minScore: number): FaceCandidate[] {
  const looks = near.look(photo, suspects.map(surroundings), 1 - DOUBT * (1 - minScore));
  return suspects.flatMap(({ box }, i) => mergeFaces(looks[i]!).find((face) => boxOverlap(face.box, box) >= 0.2) ?? []);
}

function surroundings({ box: [left, top, right, bottom] }: FaceCandidate): Square {
  const side = SURROUNDINGS * Math.max(right - left, bottom - top);
  return { left: (left + right - side) / 2 + 0.5, top: (top + bottom - side) / 2 + 0.5, side };
}

function sideOf({ box: [left, top, right, bottom] }: FaceCandidate): number {
  return Math.max(right - left, bottom - top);
}

function detectedFace({ box, score, points: [rightEye, leftEye, nose, mouth] }: FaceCandidate): DetectedFace {
  return { box, score, keypoints: { rightEye: rightEye!, leftEye: leftEye!, nose: nose!, mouth: mouth! } };
}

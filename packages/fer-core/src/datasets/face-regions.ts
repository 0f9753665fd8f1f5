import { PARSING_LABELS, type ParsingLabel } from './generated-faces/parsing-labels';

/**
 * Regions of a face that its 68 points tell, so that pictures with points can teach them too: what lies outside the face
 * (hair, ears, neck, clothes) is background. A map's value is an index into this list, or `UNKNOWN_REGION`. Left and right are the subject's.
 */
export const FACE_REGIONS = ['background', 'skin', 'rightBrow', 'leftBrow', 'rightEye', 'leftEye', 'nose', 'upperLip', 'mouthInterior', 'lowerLip'] as const;

export type FaceRegion = (typeof FACE_REGIONS)[number];

/** Marks pixels of which nothing is known: nothing is learned from them, and they do not count. */
export const UNKNOWN_REGION = 255;

/** The index of a region. */
export function faceRegion(name: FaceRegion): number {
  return FACE_REGIONS.indexOf(name);
}

/** For each region, the index it has in a mirrored picture. */
export const MIRRORED_REGIONS: readonly number[] = FACE_REGIONS.map((name) => {
  const other = name.startsWith('right') ? name.replace('right', 'left') : name.replace('left', 'right');
  return faceRegion(other as FaceRegion);
});

/** Regions of a generated face's parsing map by its labels; what glasses hide is unknown. */
export const REGION_OF_GENERATED: readonly number[] = PARSING_LABELS.map((label) => regionOrBackground(label));

function regionOrBackground(label: ParsingLabel): number {
  if (label === 'glasses') return UNKNOWN_REGION;
  const index = (FACE_REGIONS as readonly string[]).indexOf(label);
  return index < 0 ? faceRegion('background') : index;
}

/**
 * The 68 points of iBUG/300-W (Sagonas et al. 2013), indices from 0; left and right are the subject's. The paper reads them
 * as 17 contour points and 51 inner points. Plain numbers: this file runs in a browser too.
 */
export const LANDMARK_COUNT = 68;

/** Parts by name, in the order of their indices. */
export const LANDMARK_PARTS = {
  contour: range(0, 17),
  rightBrow: range(17, 22),
  leftBrow: range(22, 27),
  noseBridge: range(27, 31),
  nostrils: range(31, 36),
  rightEye: range(36, 42),
  leftEye: range(42, 48),
  outerLips: range(48, 60),
  innerLips: range(60, 68),
} as const;

/** The 17 points along the jaw, from the subject's right ear to the left one. */
export const CONTOUR_POINTS = LANDMARK_PARTS.contour;

/** The 51 points within the face: brows, nose, eyes, lips. */
export const INNER_POINTS = range(17, LANDMARK_COUNT);

/** Points that expressions hardly move: eye corners, nose bridge, nostrils. */
export const RIGID_POINTS: readonly number[] = [36, 39, 42, 45, ...range(27, 36)];

/** The outer corners of the right and the left eye; their distance is the unit of landmark errors. */
export const OUTER_EYE_CORNERS = [36, 45] as const;

/** For each point, the index it has in a mirrored picture. */
export const MIRRORED_POINTS: readonly number[] = [
  ...range(0, 17).reverse(),
  ...range(17, 27).reverse(),
  ...range(27, 31),
  ...range(31, 36).reverse(),
  ...[45, 44, 43, 42, 47, 46, 39, 38, 37, 36, 41, 40],
  ...[54, 53, 52, 51, 50, 49, 48, 59, 58, 57, 56, 55],
  ...[64, 63, 62, 61, 60, 67, 66, 65],
];

/**
 * The annotations of 300-W lie a little to the picture's right of what they mean: those of a mirrored picture would lie further right, by this
 * share of the distance of the outer eye corners. Measured on the training faces of Helen and AFW in 256×256 crops: twice the mean by which
 * they differ from what a network says that learned from mirrored faces, too (0.57 %, standard error 0.03, n = 1,035; down or up: nothing).
 */
export const MIRROR_SHIFT = 0.0114;

function range(first: number, end: number): number[] {
  return Array.from({ length: end - first }, (_, index) => first + index);
}

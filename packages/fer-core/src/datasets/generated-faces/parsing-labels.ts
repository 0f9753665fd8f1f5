/** Regions of the parsing maps; a map's value is an index into this list. Left and right are the subject's. */
export const PARSING_LABELS = [
  'background', 'skin', 'rightBrow', 'leftBrow', 'rightEye', 'leftEye', 'nose', 'upperLip', 'lowerLip', 'mouthInterior',
  'hair', 'ears', 'neck', 'clothes', 'glasses',
] as const;

export type ParsingLabel = (typeof PARSING_LABELS)[number];

/** The index of a region. */
export function parsingLabel(name: ParsingLabel): number {
  return PARSING_LABELS.indexOf(name);
}

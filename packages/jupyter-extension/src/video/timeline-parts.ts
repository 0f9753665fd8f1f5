import type { VideoPerson } from 'fer-core/views';

/** Frames in a row with one expression. */
export interface TimelinePart {
  /** Index of the first frame. */
  first: number;
  frames: number;
  /** Index into the labels. */
  label: number;
  /** Of that expression, the mean, in [0, 1]. */
  probability: number;
}

/** Joins frames that follow each other and show one expression about as strongly. */
export function timelineParts({ faces }: VideoPerson, tolerance = 0.05): TimelinePart[] {
  const parts: TimelinePart[] = [];
  for (const { frame, label, probabilities } of faces) {
    const probability = probabilities[label]!;
    const last = parts.at(-1);
    if (last && last.label === label && last.first + last.frames === frame && Math.abs(last.probability - probability) < tolerance) {
      last.probability += (probability - last.probability) / (last.frames + 1);
      last.frames++;
    } else {
      parts.push({ first: frame, frames: 1, label, probability });
    }
  }
  return parts;
}

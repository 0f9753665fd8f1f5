import { LANDMARK_COUNT } from '../evaluate/geometry/landmark-points';
import type { Box, Point } from '../evaluate/geometry/point';
import { InputError } from '../input-error';
import type { PayloadBox, PayloadPoint } from './landmarks-payload';
import type { PayloadReader } from './payload-reader';
import { checkPoints, payloadBox, payloadPoints } from './view-input';

/** A recognized face as it is drawn over the frame that it was found in. */
export interface SeenFace {
  /** In pixels of the frame. */
  box: PayloadBox;
  /** The 68 points in pixels of the frame; null where none were looked for. */
  points: PayloadPoint[] | null;
  /** In [0, 1], in the order of the payload's labels. */
  probabilities: number[];
  /** Index into the payload's labels. */
  label: number;
}

/** A recognized face as `recognize` gives it. */
export interface FaceToSee {
  /** Left, top, right, bottom in pixels of the frame. */
  readonly box: Box;
  readonly landmarks?: readonly Point[] | null;
  /** In [0, 1], by expression. */
  readonly probabilities: Readonly<Record<string, number>>;
  readonly label: string;
}

/** Brings a face into the form in which it travels. @throws InputError for expressions that are not among the labels, or other than 68 points */
export function seenFace(view: string, labels: readonly string[], { box, landmarks, probabilities, label }: FaceToSee): SeenFace {
  if (landmarks) checkPoints(view, 'landmarks', landmarks);
  const missing = [...labels.filter((name) => probabilities[name] === undefined), ...(labels.includes(label) ? [] : [label])];
  if (missing.length > 0) throw new InputError(`${view}: expected probabilities and label among ${labels.join(', ')}, got ${Object.keys(probabilities).join(', ')} and ${label}`);
  return {
    box: payloadBox(box),
    points: landmarks ? payloadPoints(landmarks) : null,
    probabilities: labels.map((name) => Math.round(1e4 * probabilities[name]!) / 1e4),
    label: labels.indexOf(label),
  };
}

/** Reads a face from the wire. @throws InputError saying which field is wrong. */
export function readSeenFace(face: PayloadReader, classes: number): SeenFace {
  return {
    box: face.numbers('box', 4) as PayloadBox,
    points: face.optional('points', (key) => face.points(key, LANDMARK_COUNT)) ?? null,
    probabilities: face.numbers('probabilities', classes),
    label: face.index('label', classes),
  };
}

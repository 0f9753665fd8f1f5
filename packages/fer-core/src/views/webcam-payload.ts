import { PayloadReader } from './payload-reader';
import { readSeenFace, type SeenFace } from './seen-face';

/** MIME type of a webcam view. */
export const WEBCAM_MIME = 'application/vnd.fer.webcam.v1+json';

/** Everything the webcam view is told beforehand, as plain JSON; the pictures come from the reader's own camera. */
export interface WebcamPayload {
  name: string;
  /** Width in pixels in which frames are sent to the kernel. */
  width: number;
}

/** What the action `frame({mimeType, data})` gives for one picture of the camera. */
export interface WebcamAnswer {
  /** Names of the expressions. */
  labels: string[];
  faces: SeenFace[];
  /** Time that the kernel took, in milliseconds. */
  ms: number;
}

/**
 * Reads a webcam payload from the wire.
 * @throws InputError saying which field is wrong, or that a newer release made it.
 */
export function parseWebcam(value: unknown): WebcamPayload {
  const payload = new PayloadReader('webcam', value);
  payload.checkVersion();
  return { name: payload.text('name'), width: payload.integer('width', 16) };
}

/** Reads the answer of the action `frame`. @throws InputError saying which field is wrong. */
export function parseWebcamAnswer(value: unknown): WebcamAnswer {
  const answer = new PayloadReader('webcam', value);
  const labels = answer.texts('labels');
  return { labels, faces: answer.objects('faces', (face) => readSeenFace(face, labels.length)), ms: answer.number('ms') };
}

import { InputError } from '../input-error';
import { decodeBase64 } from './base64';
import { DISPLAY, type Displayable } from './mime-bundle';
import { PayloadReader } from './payload-reader';
import { type FaceToSee, seenFace } from './seen-face';
import { WEBCAM_MIME, type WebcamAnswer, type WebcamPayload } from './webcam-payload';

/** What the view is made of. */
export interface WebcamViewOptions {
  /** Finds the faces in one image file (JPEG); `recognize` is such a function. */
  readonly recognize: (image: Uint8Array) => Promise<{ readonly faces: readonly FaceToSee[] }>;
  readonly name?: string;
  /** Width in pixels in which frames are sent to the kernel; default 480. */
  readonly width?: number;
}

/** The reader's camera with what the kernel sees in it. */
export interface WebcamView extends Displayable {
  /** What the front end may call, by name. */
  readonly actions: { readonly frame: (argument: unknown) => Promise<WebcamAnswer> };
  /** As it goes over the wire. */
  readonly payload: WebcamPayload;
}

/**
 * Shows the camera of the browser in which the notebook is open; each picture goes to the kernel, and comes back with its faces.
 *
 * @throws InputError for a width that is not a whole number from 16.
 */
export function webcamView({ recognize, name = 'Webcam', width = 480 }: WebcamViewOptions): WebcamView {
  if (!Number.isInteger(width) || width < 16) throw new InputError(`webcamView: expected a whole width of at least 16 pixels, got ${width}`);
  const payload: WebcamPayload = { name, width };
  return {
    payload,
    actions: {
      frame: async (argument) => {
        const image = decodeBase64(new PayloadReader('frame', argument).base64('data'));
        const start = performance.now();
        const { faces } = await recognize(image);
        const labels = Object.keys(faces[0]?.probabilities ?? {});
        return { labels, faces: faces.map((face) => seenFace('webcamView', labels, face)), ms: performance.now() - start };
      },
    },
    [DISPLAY]: () => ({
      [WEBCAM_MIME]: payload,
      'text/html': '<i>The camera is shown where the notebook is open in FER Workbench and its kernel runs.</i>',
      'text/plain': `${name}: shown in FER Workbench while its kernel runs`,
    }),
  };
}

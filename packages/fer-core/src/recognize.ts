import { keepLoaded } from './keep-loaded';
import type { Photo } from './photos/photo';
import { readPhoto } from './photos/read-photo';
import type { RecognizedFace } from './recognize/recognized-face';
import { Recognizer, type RecognizeFacesOptions, type RecognizerOptions } from './recognize/recognizer';

/** A photo with all that was recognized in it. */
export interface Recognition {
  readonly photo: Photo;
  /** By falling score. */
  readonly faces: RecognizedFace[];
}

export interface RecognizeOptions extends RecognizeFacesOptions, Pick<RecognizerOptions, 'landmarkModel' | 'tta'> {
  /** A model folder, a run, a Keras file (`importKerasModel`) or a name in `models/`. Default: the best one that is shipped. */
  readonly model?: string;
}

/** By its networks in JSON. */
const recognizers = keepLoaded((networks: string) => Recognizer.create(JSON.parse(networks) as RecognizerOptions));

/**
 * Recognizes the expressions of all faces in one photo: reads it, finds faces, their 68 points, brings them into place, optionally
 * super-resolves them, and classifies them. Networks are loaded and compiled at the first call that names them and kept for the process;
 * to free them, use a `Recognizer`.
 * @param image a file's path or content, or a decoded photo
 * @throws (rejects) InputError for an image or an option that is not right, and where a network is not there
 * @example const { faces } = await recognize('portrait.jpg'); faces[0].label; faces[0].probabilities.happy;
 */
export async function recognize(image: string | Uint8Array | Photo, { model, landmarkModel, tta, ...steps }: RecognizeOptions = {}): Promise<Recognition> {
  const photo = typeof image === 'string' || image instanceof Uint8Array ? await readPhoto(image) : image;
  const recognizer = await recognizers(JSON.stringify({ model, landmarkModel, tta }));
  return { photo, faces: await recognizer.recognize(photo, steps) };
}

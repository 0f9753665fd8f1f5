import path from 'node:path';
import { InputError } from '../input-error';
import { readPhoto } from '../photos/read-photo';
import { writePng } from '../photos/write-png';
import { drawFaces, type DrawFacesOptions } from './draw-faces';
import type { RecognizedFace } from './recognized-face';
import type { RecognizeFacesOptions, Recognizer } from './recognizer';

/** A photo file and what was found in it. */
export type LabeledPhoto = {
  readonly file: string;
} & ({ readonly faces: RecognizedFace[]; readonly picture: string } | { readonly problem: string });

export interface LabelPhotosOptions extends RecognizeFacesOptions {
  readonly draw?: DrawFacesOptions;
}

/**
 * Recognizes the faces of photo files, one after the other, and writes each photo with its faces labelled as a PNG file.
 * @param files each photo and the PNG file to write
 * @returns a file that is no photo has its problem instead of faces, and nothing is written for it
 */
export async function* labelPhotos(recognizer: Recognizer, files: readonly { file: string; picture: string }[], { draw, ...options }: LabelPhotosOptions = {}): AsyncGenerator<LabeledPhoto> {
  for (const { file, picture } of files) {
    try {
      const photo = await readPhoto(file);
      const faces = await recognizer.recognize(photo, options);
      await writePng(picture, await drawFaces(photo, faces, { ...draw, inPlace: true }));
      yield { file, faces, picture };
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      yield { file, problem: error.message };
    }
  }
}

/**
 * Where the labelled photos of a folder go: `<folder>/<name>.png`; photos that differ in their extension only keep it in the name.
 */
export function picturesIn(folder: string, files: readonly string[]): { file: string; picture: string }[] {
  const stem = (file: string): string => path.parse(file).name;
  const uses = new Map<string, number>();
  for (const file of files) uses.set(stem(file), (uses.get(stem(file)) ?? 0) + 1);
  return files.map((file) => ({ file, picture: path.join(folder, `${uses.get(stem(file))! > 1 ? path.basename(file) : stem(file)}.png`) }));
}

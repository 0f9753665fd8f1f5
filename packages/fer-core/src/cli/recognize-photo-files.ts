import path from 'node:path';
import { InputError } from '../input-error';
import { labelPhotos, picturesIn, type LabeledPhoto, type LabelPhotosOptions } from '../recognize/label-photos';
import type { RecognizedFace } from '../recognize/recognized-face';
import type { Recognizer } from '../recognize/recognizer';
import { terminalProgress } from './terminal-progress';

export interface RecognizePhotoFilesOptions extends LabelPhotosOptions {
  readonly json: boolean;
  /** The PNG file for one photo. */
  readonly picture?: string;
  /** The folder of PNG files for several. */
  readonly folder?: string;
}

/**
 * Labels photo files and prints what was found.
 * @throws (rejects) InputError at the end when there was something else than photos among the files; the photos are labelled then
 */
export async function recognizePhotoFiles(recognizer: Recognizer, files: readonly string[], { json, picture, folder, ...options }: RecognizePhotoFilesOptions): Promise<void> {
  const places = picture === undefined ? picturesIn(folder!, files) : [{ file: files[0]!, picture }];
  const progress = terminalProgress({ label: 'recognizing', total: files.length, unit: 'photos' });
  const results: LabeledPhoto[] = [];
  try {
    for await (const result of labelPhotos(recognizer, places, options)) {
      results.push(withoutPictures(result));
      progress.update(results.length);
    }
  } finally {
    progress.stop();
  }
  const problems = results.flatMap((result) => ('problem' in result ? [result.problem] : []));
  if (files.length === 1 && problems.length === 1) throw new InputError(problems[0]!);
  console.log(json ? JSON.stringify(Object.fromEntries(results.map((result) => [path.basename(result.file), shown(result)]))) : results.map(paragraph).join('\n'));
  if (problems.length) throw new InputError(`recognize: expected photos, found ${problems.length} of ${files.length} files that are none; the others are labelled`);
}

/** Many photos of many faces are kept until they are printed: without their pixels. */
function withoutPictures(result: LabeledPhoto): LabeledPhoto {
  if ('problem' in result) return result;
  const none = { size: 0, channels: 1 as const, pixels: new Uint8Array(0) };
  return { ...result, faces: result.faces.map((face) => ({ ...face, aligned: none, superResolved: null, input: none })) };
}

function shown(result: LabeledPhoto): unknown {
  if ('problem' in result) return { faces: [], problem: result.problem };
  return {
    faces: result.faces.map(({ box, score, landmarks, landmarkConfidence, probabilities, label }) => ({
      box: box.map(rounded),
      score: rounded(score),
      landmarks: landmarks.map((point) => point.map(rounded)),
      landmarkConfidence: rounded(landmarkConfidence),
      probabilities: Object.fromEntries(Object.entries(probabilities).map(([name, value]) => [name, Number(value.toFixed(6))])),
      label,
    })),
  };
}

function paragraph(result: LabeledPhoto): string {
  const name = path.basename(result.file);
  if ('problem' in result) return `${name}: ${result.problem}`;
  const { faces, picture } = result;
  const count = faces.length === 0 ? 'no face found' : faces.length === 1 ? '1 face' : `${faces.length} faces`;
  return [`${name}: ${count}, ${picture}`, ...faces.map(line)].join('\n');
}

function line({ box, probabilities }: RecognizedFace): string {
  const [first, second] = Object.entries(probabilities).sort(([, one], [, other]) => other - one);
  const percent = ([label, value]: [string, number]): string => `${label} ${Math.round(100 * value)} %`;
  return `  ${percent(first!).padEnd(15)} ${percent(second!).padEnd(15)} at ${box.map((value) => Math.round(value)).join(', ')}`;
}

function rounded(value: number): number {
  return Math.round(1000 * value) / 1000;
}

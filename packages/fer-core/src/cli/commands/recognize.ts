import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { Command, Option } from 'commander';
import { ALIGNMENTS, type Alignment } from '../../align/align-face';
import { TEST_TIME_AVERAGING, type TestTimeAveraging } from '../../classify/test-time-averaging';
import { InputError } from '../../input-error';
import { photoFiles } from '../../photos/photo-files';
import { Recognizer } from '../../recognize/recognizer';
import { SUPER_RESOLUTIONS, type SuperResolution } from '../../recognize/super-resolution';
import { isVideoFile } from '../../video/video-files';
import { recognizePhotoFiles } from '../recognize-photo-files';
import { recognizeVideoFile } from '../recognize-video-file';

interface Options {
  readonly out?: string;
  readonly model?: string;
  readonly landmarkModel?: string;
  readonly alignment: Alignment;
  readonly superResolution: SuperResolution;
  readonly tta: TestTimeAveraging;
  readonly minScore?: number;
  readonly smallestFace?: number;
  readonly detectEvery?: number;
  readonly smoothing?: number;
  readonly points: boolean;
  readonly json?: boolean;
}

/** Where a labelled photo goes, as in the paper. */
const PICTURE = path.join('images', 'predicted_test_image.png');
const PICTURES = path.join('images', 'predicted');

/** `fer recognize <image, folder or video> [--out <path>] [--json]` */
export function recognizeCommand(): Command {
  return new Command('recognize')
    .description('Find the faces in photos and videos and label them with their expressions')
    .argument('<image, folder or video>', 'photos of a folder are taken in the order of their names, folders in it are left out')
    .option('--out <path>', `PNG file to write; for a folder the folder for PNG files; for a video an .mp4, .mov or .mkv file (default: ${PICTURE}, ${PICTURES}, images/predicted_<name>.mp4)`)
    .option('--model <model>', 'model or run folder, Keras file of mini_XCEPTION, or a name in models/ (default: the best one there)')
    .option('--landmark-model <folder>', 'another landmark network than the one shipped')
    .addOption(new Option('--alignment <how>', 'how faces are brought into place').choices(ALIGNMENTS).default('similarity68'))
    .addOption(new Option('--super-resolution <how>', 'from 16×16 pixels of each face to 128×128 first').choices(SUPER_RESOLUTIONS).default('none'))
    .addOption(new Option('--tta <views>', 'views of each face to average over').choices(TEST_TIME_AVERAGING).default('none'))
    .option('--min-score <n>', 'leave out faces that the detector is less sure of, between 0 and 1 (default: 0.5)', share('--min-score'))
    .option('--smallest-face <n>', "smallest faces to look for, as a share of the photo's longer side (default: as it seems fit)", share('--smallest-face'))
    .option('--detect-every <s>', 'in videos: seconds between two looks of the detector (default: 0.25)', seconds('--detect-every'))
    .option('--smoothing <s>', 'in videos: time constant of the smoothing over time in seconds (default: 0.4)', seconds('--smoothing'))
    .option('--no-points', 'leave the 68 points out of the pictures')
    .option('--json', 'print only {file: {faces: [{box, score, landmarks, probabilities, label}]}} as JSON')
    .addHelpText(
      'after',
      `
Examples:
  npx fer recognize group.jpg
  npx fer recognize photos/ --out labelled --json > faces.json
  npx fer recognize interview.mov --out labelled/interview.mp4
  npx fer recognize group.jpg --model fer2013_mini_XCEPTION.102-0.66.hdf5

Beside a labelled video lie a table (.csv, a row for each face in each frame) and each person's
expressions over time (.behaviour.json, .svg). Points are (x, y) in pixels, the centre of the
first pixel at (0, 0), in the order of iBUG/300-W. Labels say what an expression looks like to a
network that learnt from FER-2013; they are no diagnosis, and not what a person feels.`,
    )
    .action(run);
}

async function run(source: string, { out, model, landmarkModel, tta, points, json = false, detectEvery, smoothing, ...steps }: Options): Promise<void> {
  if (!existsSync(source)) throw new InputError(`recognize: expected an image, a folder or a video, found none at ${source}`);
  const kind = statSync(source).isDirectory() ? 'folder' : isVideoFile(source) ? 'video' : 'photo';
  if (kind === 'photo' && out !== undefined && path.extname(out).toLowerCase() !== '.png') throw new InputError(`recognize: --out: expected a PNG file for a photo, got ${out}`);
  const files = kind === 'folder' ? await photoFiles(source) : [source];
  const recognizer = await Recognizer.create({ model, landmarkModel, tta, onFallback: (reason) => console.error(`warning: ${reason}`) });
  const options = { ...steps, json, draw: { landmarks: points } };
  try {
    if (kind === 'video') await recognizeVideoFile(recognizer, source, out ?? path.join('images', `predicted_${path.parse(source).name}.mp4`), { ...options, detectEvery, smoothing });
    else await recognizePhotoFiles(recognizer, files, { ...options, ...(kind === 'folder' ? { folder: out ?? PICTURES } : { picture: out ?? PICTURE }) });
  } finally {
    recognizer.dispose();
  }
}

function share(option: string): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!(value > 0 && value < 1)) throw new InputError(`recognize: ${option}: expected a number between 0 and 1, got ${text}`);
    return value;
  };
}

function seconds(option: string): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!(value >= 0 && value <= 3600) || text.trim() === '') throw new InputError(`recognize: ${option}: expected seconds from 0 on, got ${text}`);
    return value;
  };
}

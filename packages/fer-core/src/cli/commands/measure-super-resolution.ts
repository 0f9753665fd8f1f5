import { Command } from 'commander';
import { Classifier } from '../../classify/classifier';
import { loadSuperResolutionFaces } from '../../datasets/super-resolution-faces';
import type { Point } from '../../evaluate/geometry/point';
import { InputError } from '../../input-error';
import { loadModel } from '../../models/saved-model';
import type { Photo } from '../../photos/photo';
import { findExpressionModel } from '../../recognize/expression-model';
import { networkInput } from '../../recognize/network-input';
import { bicubicResize } from '../../super-resolve/bicubic';
import { FACE_SIDE } from '../../super-resolve/degrade';
import { FaceSuperResolver, superResolutionModelFolder } from '../../super-resolve/face-super-resolver';
import { officialPairs } from '../../super-resolve/official-pairs';
import { measureSuperResolution, type MeasuredFace, type SuperResolutionReport } from '../../super-resolve/measure-super-resolution';
import { terminalProgress } from '../terminal-progress';
import { qualityText } from './super-resolve';

interface Options {
  readonly pairs?: string;
  readonly faces?: string;
  readonly heldOutEvery: string;
  readonly expressions?: string | true;
  readonly mirrored: boolean;
  readonly json?: boolean;
}

/** `fer measure-super-resolution [model] --pairs <dir> | --faces <dir> --held-out-every <n> [--expressions [model]]` */
export function measureSuperResolutionCommand(): Command {
  return new Command('measure-super-resolution')
    .description('Measure FSRNet beside bicubic interpolation: PSNR, SSIM, landmarks, regions, expressions that survive')
    .argument('[model]', 'model folder, or run folder (its best epoch); default: the one shipped')
    .option('--pairs <dir>', 'folder with HR/ and LR/ of 128×128 pixels, as the official FSRNet files')
    .option('--faces <dir>', 'folder of pictures with .pts files beside them; each whole picture is brought to 128×128')
    .option('--held-out-every <n>', 'only the photographs that a training with this number holds out; 1: all', '1')
    .option('--expressions [model]', 'also tell how often the expression is read the same as on the sharp picture; needs --faces')
    .option('--no-mirrored', 'do not average with the answer for the mirrored face')
    .option('--json', 'print only the report as JSON')
    .addHelpText(
      'after',
      `
Examples:
  npx fer measure-super-resolution --pairs fsrnet-celeba
  npx fer measure-super-resolution runs/fsrnet --faces faces/afw --held-out-every 5 --expressions`,
    )
    .action(run);
}

async function run(folder: string | undefined, { pairs, faces: source, heldOutEvery, expressions, mirrored, json }: Options): Promise<void> {
  if ((pairs === undefined) === (source === undefined)) throw new InputError('measure-super-resolution: expected either --pairs or --faces');
  if (!/^[1-9]\d{0,5}$/.test(heldOutEvery)) throw new InputError(`measure-super-resolution: --held-out-every: expected a whole number of at least 1, got ${heldOutEvery}`);
  if (expressions !== undefined && source === undefined) throw new InputError('measure-super-resolution: --expressions expected --faces, whose landmarks are known');
  const faces = pairs === undefined ? await heldOutFaces(source!, Number(heldOutEvery)) : await officialPairs(pairs);
  const classifier = expressions === undefined ? null : await Classifier.create(await loadModel(findExpressionModel(expressions === true ? undefined : expressions)));
  const resolver = await FaceSuperResolver.create(await loadModel(folder ?? superResolutionModelFolder()), { mirrored });
  const progress = terminalProgress({ label: 'measuring', total: faces.length, unit: 'faces' });
  try {
    const report = measureSuperResolution(resolver, faces, {
      ...(classifier ? { labelsOf: (each) => labelsOf(classifier, each) } : {}),
      onProgress: (done) => progress.update(done),
    });
    progress.stop();
    console.log(json ? JSON.stringify(report) : reportText(report));
  } finally {
    progress.stop();
    classifier?.dispose();
    resolver.dispose();
  }
}

async function heldOutFaces(folder: string, heldOutEvery: number): Promise<MeasuredFace[]> {
  const { validation } = await loadSuperResolutionFaces({ folders: [{ folder, heldOutEvery }] });
  return validation.map(({ photo, points }) => ({
    sharp: bicubicResize(photo, FACE_SIDE, FACE_SIDE),
    points: points.map(([x, y]): Point => [((x + 0.5) * FACE_SIDE) / photo.width - 0.5, ((y + 0.5) * FACE_SIDE) / photo.height - 0.5]),
  }));
}

function labelsOf(classifier: Classifier, faces: readonly { picture: Photo; points: readonly Point[] }[]): string[] {
  const { built, labels } = classifier.model;
  const size = built.inputShape[0]!;
  const images = new Uint8Array(faces.length * size * size);
  faces.forEach(({ picture, points }, i) => images.set(networkInput(picture, points, 'similarity68', size).pixels, i * size * size));
  const all = classifier.probabilities(images);
  return faces.map((_, i) => {
    const values = all.subarray(i * labels.length, (i + 1) * labels.length);
    return labels[values.indexOf(Math.max(...values))]!;
  });
}

function reportText({ n, fsrnet, bicubic, gain, landmarks, regions, sameExpression }: SuperResolutionReport): string {
  const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
  return [
    `n = ${n}`,
    `fsrnet   ${qualityText(fsrnet)}`,
    `bicubic  ${qualityText(bicubic)}`,
    `gain     Y PSNR ${gain.psnrY.toFixed(2)} dB, SSIM ${gain.ssimY.toFixed(4)} · RGB PSNR ${gain.psnrRgb.toFixed(2)} dB, SSIM ${gain.ssimRgb.toFixed(4)}`,
    ...(landmarks ? [`landmarks of the prior network: mean error ${percent(landmarks.all)} of the eye distance (inner 51: ${percent(landmarks.inner)}), above 10 %: ${percent(landmarks.failures)}`] : []),
    ...(regions ? [`regions of the prior network: mean overlap ${percent(regions.mean)}`] : []),
    ...(sameExpression ? [`same expression as on the sharp picture: fsrnet ${percent(sameExpression.fsrnet)}, bicubic ${percent(sameExpression.bicubic)}, n = ${sameExpression.n}`] : []),
  ].join('\n');
}

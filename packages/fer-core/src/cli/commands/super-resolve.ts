import path from 'node:path';
import { Command, Option } from 'commander';
import { meanQuality, pictureQuality, type PictureQuality } from '../../evaluate/picture-quality';
import { InputError } from '../../input-error';
import { loadModel } from '../../models/saved-model';
import { photoFiles, photoFilesAt } from '../../photos/photo-files';
import { readPhoto } from '../../photos/read-photo';
import { writePng } from '../../photos/write-png';
import { enlarge, FACE_SIDE } from '../../super-resolve/degrade';
import { FaceSuperResolver, superResolutionModelFolder } from '../../super-resolve/face-super-resolver';
import { smallFaces, type PictureKind } from '../../super-resolve/super-resolve-photo';
import type { Photo } from '../../photos/photo';
import { terminalProgress } from '../terminal-progress';

const METHODS = ['fsrnet', 'bicubic'] as const;

interface Options {
  readonly out: string;
  readonly method: (typeof METHODS)[number];
  readonly model?: string;
  readonly mirrored: boolean;
  readonly truth?: string;
  readonly json?: boolean;
}

/** What became of one file. */
interface Result {
  file: string;
  kind: PictureKind;
  /** PNG files written, one a face. */
  written: string[];
  /** Beside the file of the same name in `--truth`. */
  quality?: PictureQuality;
}

/** An enlarged picture that is farther from one, in gray levels, was probably never small. */
const LARGE_MISFIT = 6;

/** `fer super-resolve <image or folder …> --out <dir> [--method fsrnet|bicubic] [--truth <dir>]` */
export function superResolveCommand(): Command {
  return new Command('super-resolve')
    .description('Make faces of 16×16 pixels eight times larger with FSRNet')
    .argument('<image or folder...>', 'pictures of a folder are taken in the order of their names, folders in it are left out')
    .requiredOption('--out <dir>', 'folder for the PNG files of 128×128 pixels, named as the pictures')
    .addOption(new Option('--method <name>', 'network, or interpolation to compare with').choices(METHODS).default(METHODS[0]))
    .option('--model <folder>', 'another FSRNet than the one shipped: model folder, or run folder (its best epoch)')
    .option('--no-mirrored', 'do not average with the answer for the mirrored face; half the time')
    .option('--truth <dir>', 'folder of sharp pictures of 128×128 with the same names: tells PSNR and SSIM')
    .option('--json', 'print only {files, quality} as JSON')
    .addHelpText(
      'after',
      `
A picture of 16×16 pixels is the face itself; one of 128×128 is taken as already enlarged by
bicubic interpolation, as the official FSRNet files are. In a photo of any other size the faces
are found, framed and reduced to 16×16 first; several faces get -1, -2, … behind the name.

Examples:
  npx fer super-resolve small.png --out larger
  npx fer super-resolve LR --out SR --truth HR
  npx fer super-resolve LR --out BICUBIC --method bicubic --truth HR`,
    )
    .action(run);
}

async function run(sources: string[], { out, method, model, mirrored, truth, json }: Options): Promise<void> {
  const files = (await Promise.all(sources.map((source) => photoFilesAt(source, 'super-resolve')))).flat();
  const bases = new Map<string, string>();
  for (const file of files) {
    const other = bases.get(baseOf(file));
    if (other !== undefined) throw new InputError(`super-resolve: expected pictures of different names, found ${other} and ${file}`);
    bases.set(baseOf(file), file);
  }
  const truths = truth === undefined ? null : await truthsOf(truth, files);
  const resolver = method === 'fsrnet' ? await FaceSuperResolver.create(await loadModel(model ?? superResolutionModelFolder()), { mirrored }) : null;
  const larger = (smalls: readonly Photo[]): Photo[] => (resolver ? resolver.superResolveAll(smalls).map(({ picture }) => picture) : smalls.map(enlarge));
  const progress = terminalProgress({ label: 'super-resolving', total: files.length, unit: 'pictures' });
  const results: Result[] = [];
  try {
    for (const file of files) {
      const picture = await readPhoto(file);
      const { kind, faces, misfit = 0 } = await smallFaces(picture);
      if (misfit > LARGE_MISFIT) console.error(`warning: ${file} was probably never enlarged from 16×16 pixels (it is ${misfit.toFixed(1)} gray levels off); its details are not used`);
      if (faces.length === 0) console.error(`warning: no face found in ${file}`);
      // What bicubic gives for an enlarged picture is that picture.
      const pictures = !resolver && kind === 'enlarged' ? [picture] : larger(faces.map(({ small }) => small));
      const written = pictures.map((_, i) => path.join(out, `${baseOf(file)}${pictures.length > 1 ? `-${i + 1}` : ''}.png`));
      for (const [i, name] of written.entries()) await writePng(name, pictures[i]!);
      const sharp = truths?.get(file);
      results.push({ file, kind, written, ...(sharp ? { quality: qualityOf(pictures, sharp, file) } : {}) });
      progress.update(results.length);
    }
  } finally {
    progress.stop();
    resolver?.dispose();
  }
  const measured = results.flatMap(({ quality }) => quality ?? []);
  const quality = measured.length ? { n: measured.length, method, ...meanQuality(measured) } : null;
  if (json) console.log(JSON.stringify({ files: results, quality }));
  else console.log(inWords(results, out) + (quality ? `\n${method}, n = ${quality.n}: ${qualityText(quality)}` : ''));
}

/** The sharp picture of each file, by the name without its ending; read before any work is done. */
async function truthsOf(folder: string, files: readonly string[]): Promise<Map<string, Photo>> {
  const sharp = new Map((await photoFiles(folder)).map((file) => [baseOf(file), file]));
  const truths = new Map<string, Photo>();
  for (const file of files) {
    const found = sharp.get(baseOf(file));
    if (found === undefined) throw new InputError(`super-resolve: --truth expected a picture named ${baseOf(file)}, found none in ${folder}`);
    const truth = await readPhoto(found);
    if (truth.width !== FACE_SIDE || truth.height !== FACE_SIDE) {
      throw new InputError(`super-resolve: --truth expected pictures of ${FACE_SIDE}×${FACE_SIDE} pixels, found ${truth.width}×${truth.height} in ${found}`);
    }
    truths.set(file, truth);
  }
  return truths;
}

function qualityOf(pictures: readonly Photo[], truth: Photo, file: string): PictureQuality {
  if (pictures.length !== 1) throw new InputError(`super-resolve: --truth expected one face, found ${pictures.length} in ${file}`);
  return pictureQuality(pictures[0]!, truth);
}

function inWords(results: readonly Result[], out: string): string {
  const faces = results.reduce((sum, { written }) => sum + written.length, 0);
  const few = (count: number, one: string): string => `${count.toLocaleString('en')} ${one}${count === 1 ? '' : 's'}`;
  return `${few(faces, 'face')} of ${few(results.length, 'picture')} written to ${out}`;
}

/** Measures of a method in one line. */
export function qualityText({ psnrY, ssimY, psnrRgb, ssimRgb }: PictureQuality): string {
  return `Y (BT.601, 8 bits) PSNR ${psnrY.toFixed(2)} dB, SSIM ${ssimY.toFixed(4)} · RGB PSNR ${psnrRgb.toFixed(2)} dB, SSIM ${ssimRgb.toFixed(4)}`;
}

function baseOf(file: string): string {
  return path.basename(file).replace(/\.[^.]+$/, '');
}

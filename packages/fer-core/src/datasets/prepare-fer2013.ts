import { existsSync, readdirSync, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join, relative, resolve, isAbsolute } from 'node:path';
import { EXPRESSIONS } from '../expressions';
import { InputError } from '../input-error';
import { openClassFolders } from './class-folders';
import { DuplicateFinder } from './duplicates';
import { FER2013_SIZE, openFer2013Csv } from './fer2013-csv';
import { countDeviations } from './fer2013-counts';
import { replaceFolder } from './folder-in-place';
import { SPLITS, type Split } from './labeled-images';
import { createManifest, MANIFEST_FILE, readManifest, type Manifest, type ManifestSplit } from './manifest';
import { verifyPreparedFiles } from './prepared-files';
import type { Defect, ImageSource } from './source-image';
import { SplitWriter } from './split-writer';

export interface PrepareProgress {
  readonly stage: 'reading' | 'verifying';
  /** Bytes of a csv or images of class folders, see `unit`. */
  readonly done: number;
  readonly total: number;
  readonly unit: 'bytes' | 'images';
  /** Images accepted so far. */
  readonly images: number;
  readonly rejected: number;
}

export interface PrepareOptions {
  /** Split of class folders that lie directly in the source; default: what the folder's name says. */
  readonly split?: Split;
  /** Rejected rows or files tolerated; one more stops. Default: 100 or 1 % of the rows, whichever is less, but never below 10. */
  readonly maxRejected?: number;
  /** Called about a hundred times. */
  readonly onProgress?: (progress: PrepareProgress) => void;
  /** Every rejected row or file as it is met. */
  readonly onDefect?: (defect: Defect) => void;
  readonly signal?: AbortSignal;
}

const MOST_REJECTED = 100;
const ALWAYS_TOLERATED = 10;

/**
 * Reads FER-2013 from its csv or from class folders, checks every image and writes the prepared data set:
 * `manifest.json` and for each split `<split>.images.bin` (uint8 [n, 48, 48]), `<split>.labels.bin` (uint8 [n]), `<split>.ids.txt`.
 * Rows that cannot be trusted are left out and listed in the manifest; duplicates and label conflicts stay in the data and are listed.
 * The output appears whole or not at all; an earlier prepared data set in `outDir` is replaced only on success.
 * Memory is a few buffers and about 300 bytes an image, whatever the file's size.
 * @returns the manifest as written.
 * @throws InputError for a source that is not FER-2013, too many rejected rows, or an `outDir` that holds something else.
 */
export async function prepareFer2013(source: string, outDir: string, options: PrepareOptions = {}): Promise<Manifest> {
  requireReplaceable(outDir, source);
  const input = statSync(source, { throwIfNoEntry: false })?.isDirectory()
    ? openClassFolders(source, { split: options.split, size: [FER2013_SIZE, FER2013_SIZE] })
    : openFer2013Csv(source);
  return replaceFolder(outDir, async (dir) => {
    const manifest = await writeSplits(input, dir, options);
    const file = await open(join(dir, MANIFEST_FILE), 'wx');
    await file.writeFile(`${JSON.stringify(manifest, undefined, 1)}\n`);
    await file.sync();
    await file.close();
    await verifyPreparedFiles(dir, readManifest(dir), options.signal);
    return manifest;
  });
}

async function writeSplits(input: ImageSource, dir: string, options: PrepareOptions): Promise<Manifest> {
  const { onProgress, onDefect, signal } = options;
  const writers = new Map<Split, SplitWriter>();
  const duplicates = new DuplicateFinder();
  const rejected: Defect[] = [];
  let images = 0;
  let nextReport = 0;
  const report = (stage: PrepareProgress['stage']) =>
    onProgress?.({ stage, done: input.position(), total: input.total, unit: input.unit, images, rejected: rejected.length });
  try {
    for await (const item of input.items(signal)) {
      if ('defect' in item) {
        rejected.push(item.defect);
        onDefect?.(item.defect);
        if (rejected.length > (options.maxRejected ?? MOST_REJECTED)) throw tooMany(input, rejected, images);
      } else {
        const { image } = item;
        let writer = writers.get(image.split);
        if (!writer) writers.set(image.split, (writer = await SplitWriter.create(dir, image.split)));
        duplicates.add(image.pixels, image.id, image.split, image.label);
        await writer.add(image);
        images++;
      }
      if (input.position() >= nextReport) {
        report('reading');
        nextReport = input.position() + input.total / 100;
      }
    }
    const tolerated = options.maxRejected ?? Math.max(ALWAYS_TOLERATED, 0.01 * (images + rejected.length));
    const mostlyBad = options.maxRejected === undefined && rejected.length > images;
    if (rejected.length > tolerated || mostlyBad || images === 0) throw tooMany(input, rejected, images);
    report('verifying');
    return await finish(input, writers, duplicates, rejected);
  } catch (error) {
    await Promise.all([...writers.values()].map((writer) => writer.abandon()));
    throw error;
  }
}

async function finish(input: ImageSource, writers: Map<Split, SplitWriter>, duplicates: DuplicateFinder, rejected: Defect[]): Promise<Manifest> {
  const splits: Partial<Record<Split, ManifestSplit>> = {};
  for (const split of SPLITS) {
    const written = await writers.get(split)?.finish();
    if (written) splits[split] = written;
  }
  const counts = Object.fromEntries([...writers].map(([split, writer]) => [split, writer.counts]));
  return createManifest({
    name: 'fer2013',
    height: FER2013_SIZE,
    width: FER2013_SIZE,
    channels: 1,
    classes: [...EXPRESSIONS],
    source: { kind: input.kind, name: input.name, sha256: input.sha256(), mapping: [...input.mapping] },
    splits,
    duplicates: duplicates.summary() as Manifest['duplicates'],
    rejected,
    warnings: [...input.warnings(), ...countDeviations(counts)],
  });
}

function tooMany(input: ImageSource, rejected: readonly Defect[], images: number): InputError {
  const things = input.kind === 'csv' ? 'rows' : 'files';
  if (images === 0 && rejected.length === 0) return new InputError(`prepare: expected ${things} in ${input.name}, got none`);
  const [first] = rejected;
  return new InputError(
    `prepare: expected FER-2013 in ${input.name}, got ${rejected.length} bad ${things} beside ${images} good ones ` +
      `(first: ${first.where}: ${first.reason}); nothing was written`,
  );
}

/** An output folder is replaced only when it is empty or a prepared data set, and never the source itself. */
function requireReplaceable(outDir: string, source: string): void {
  if (contains(outDir, source)) throw new InputError(`prepare: expected an output apart from the source, got ${outDir}`);
  const stats = statSync(outDir, { throwIfNoEntry: false });
  if (!stats) return;
  if (!stats.isDirectory()) throw new InputError(`prepare: expected a folder to write to, got the file ${outDir}`);
  if (readdirSync(outDir).length > 0 && !existsSync(join(outDir, MANIFEST_FILE))) {
    throw new InputError(`prepare: expected an empty folder or a prepared data set to replace, got ${outDir}, which holds something else`);
  }
}

function contains(folder: string, path: string): boolean {
  const inside = relative(resolve(folder), resolve(path));
  return !inside.startsWith('..') && !isAbsolute(inside);
}

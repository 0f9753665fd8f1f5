import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { InputError } from '../input-error';
import { plainBytes, type LabeledImages, type Split } from './labeled-images';
import { readManifest, type ManifestSplit } from './manifest';

/**
 * One split of a prepared data set, checked against its manifest: sizes, sha256, label range, counts.
 * @param dir folder written by `fer prepare`.
 * @returns images uint8 [n, height, width, 1].
 * @throws InputError when the folder, the split or a file is missing, or a file's content is not what the manifest says.
 */
export async function loadPrepared(dir: string, split: Split): Promise<LabeledImages> {
  const manifest = readManifest(dir);
  const entry = manifest.splits[split];
  if (!entry) {
    throw new InputError(`loadPrepared: expected a split among ${Object.keys(manifest.splits).join(', ')} in ${dir}, got ${split}`);
  }
  const images = await readChecked(dir, entry.images);
  const labels = await readChecked(dir, entry.labels);
  const ids = (await readChecked(dir, entry.ids)).toString('utf8').split('\n').slice(0, -1);
  const { height, width, channels, classes } = manifest;
  const wrong = (what: string, expected: number, got: number) =>
    new InputError(`loadPrepared: ${split} in ${dir}: expected ${expected} ${what}, got ${got}`);
  if (images.length !== entry.count * height * width * channels) throw wrong('image bytes', entry.count * height * width * channels, images.length);
  if (labels.length !== entry.count) throw wrong('labels', entry.count, labels.length);
  if (ids.length !== entry.count) throw wrong('ids', entry.count, ids.length);
  const counts = classes.map(() => 0);
  for (const label of labels) {
    if (label >= classes.length) throw new InputError(`loadPrepared: ${split} in ${dir}: expected labels below ${classes.length}, got ${label}`);
    counts[label]++;
  }
  classes.forEach((name, label) => {
    if (entry.perClass[name] !== counts[label]) throw wrong(`images of ${name}`, entry.perClass[name] ?? 0, counts[label]);
  });
  return { name: manifest.name, split, classes, count: entry.count, height, width, channels, images: plainBytes(images), labels: plainBytes(labels), ids };
}

async function readChecked(dir: string, file: ManifestSplit['images']): Promise<Buffer> {
  const bytes = await readFile(join(dir, file.name)).catch((error: NodeJS.ErrnoException) => {
    throw new InputError(`loadPrepared: expected ${file.name} in ${dir}, got ${error.code}`);
  });
  if (bytes.length !== file.bytes) {
    throw new InputError(`loadPrepared: ${file.name} in ${dir}: expected ${file.bytes} bytes, got ${bytes.length}`);
  }
  if (createHash('sha256').update(bytes).digest('hex') !== file.sha256) {
    throw new InputError(`loadPrepared: ${file.name} in ${dir}: expected content with sha256 ${file.sha256}, got other content; prepare it again`);
  }
  return bytes;
}

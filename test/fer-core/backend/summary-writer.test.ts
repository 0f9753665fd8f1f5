import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, it } from 'vitest';
import { startBackend, summaryWriter, tf } from '../../../packages/fer-core/src/backend';
import { temporaryFolder } from '../datasets/temporary-folder';

const { backend, warning } = await startBackend();
if (backend !== 'tensorflow') console.warn(`Skipped: TensorFlow's writer is not there (${warning})`);

/** The data of each record of a TFRecord file: length (8 bytes), its checksum (4), data, their checksum (4). */
function records(file: string): string[] {
  const bytes = readFileSync(file);
  const found: string[] = [];
  for (let at = 0; at < bytes.length; at += 16 + Number(bytes.readBigUInt64LE(at))) {
    const length = Number(bytes.readBigUInt64LE(at));
    expect(at + 16 + length).toBeLessThanOrEqual(bytes.length);
    found.push(bytes.subarray(at + 12, at + 12 + length).toString('latin1'));
  }
  return found;
}

it.skipIf(backend !== 'tensorflow')('writes scalars, histograms and pictures as TFRecords with their tags, and leaves no tensors behind', async () => {
  const folder = temporaryFolder();
  const tensors = tf.memory().numTensors;
  const writer = summaryWriter(folder)!;
  for (let step = 1; step <= 3; step++) {
    writer.scalar('one/scalar', step, step);
    writer.histogram('one/histogram', Float32Array.of(1, 2, 3), step);
    writer.histogram('all/equal', new Float32Array(8).fill(1), step);
    writer.images('two/pictures', { pixels: new Uint8Array(2 * 4 * 5 * 3).fill(90 * (step - 1)), count: 2, height: 4, width: 5, channels: 3 }, step);
    writer.histogram('only/one', Float32Array.of(1), step);
  }
  writer.flush();
  writer.dispose();
  writer.dispose();
  expect(tf.memory().numTensors).toBe(tensors);
  const found = records(join(folder, readdirSync(folder).find((name) => name.startsWith('events.out.tfevents'))!));
  expect(found[0]).toContain('brain.Event:2');
  const tagged = (tag: string) => found.filter((record) => record.includes(tag)).length;
  const pictures = found.filter((record) => record.includes('two/pictures')).map((record) => record.split('\x89PNG').length - 1);
  expect(pictures).toEqual([2, 2, 2]);
  const first = found.find((record) => record.includes('two/pictures/image/0'))!;
  const png = await sharp(Buffer.from(first.slice(first.indexOf('\x89PNG')), 'latin1')).raw().toBuffer({ resolveWithObject: true });
  expect(png.info).toMatchObject({ width: 5, height: 4, channels: 3 });
  expect(['one/scalar', 'one/histogram', 'all/equal', 'only/one'].map(tagged)).toEqual([3, 3, 0, 0]);
});

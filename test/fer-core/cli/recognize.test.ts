import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { recognizeCommand } from '../../../packages/fer-core/src/cli/commands/recognize';
import { InputError } from '../../../packages/fer-core/src/input-error';
import { facesOnCanvas } from '../detect/faces-on-canvas';
import { untrainedModels, type UntrainedModels } from '../recognize/untrained';

const folder = mkdtempSync(path.join(os.tmpdir(), 'fer-recognize-'));
const photos = path.join(folder, 'photos');
let models: UntrainedModels;
const at = (...names: string[]): string => path.join(folder, ...names);

beforeAll(async () => {
  models = await untrainedModels(folder);
  const { width, height, pixels } = facesOnCanvas([{ seed: 3, size: 240, left: 60, top: 60 }, { seed: 8, size: 200, left: 480, top: 300 }]);
  const two = sharp(pixels, { raw: { width, height, channels: 3 } });
  await two.clone().png().toFile(at('two.png'));
  const none = sharp({ create: { width: 120, height: 90, channels: 3, background: '#777' } });
  await none.clone().png().toFile(at('none.png'));
  mkdirSync(photos);
  await two.clone().jpeg().toFile(at('photos', 'b.jpg'));
  await none.clone().png().toFile(at('photos', 'a.png'));
  await none.clone().webp().toFile(at('photos', 'a.webp'));
});
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => vi.restoreAllMocks());

/** What the command prints to standard output. */
async function fer(...words: string[]): Promise<string> {
  const lines: string[] = [];
  vi.spyOn(console, 'log').mockImplementation((line: string) => void lines.push(line));
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const command = recognizeCommand().exitOverride().configureOutput({ writeErr: () => undefined });
  await command.parseAsync([...words, '--model', models.model, '--landmark-model', models.landmarkModel], { from: 'user' });
  return lines.join('\n');
}

interface Found {
  box: number[];
  score: number;
  landmarks: number[][];
  probabilities: Record<string, number>;
  label: string;
}

describe('fer recognize', () => {
  it('labels a photo and prints what is agreed as JSON', async () => {
    const printed = JSON.parse(await fer(at('two.png'), '--out', at('out', 'labelled.png'), '--json')) as Record<string, { faces: Found[] }>;
    const { faces } = printed['two.png']!;
    expect(faces).toHaveLength(2);
    for (const { box, score, landmarks, probabilities, label } of faces) {
      expect(box).toHaveLength(4);
      expect(score).toBeGreaterThan(0.5);
      expect(landmarks.map((point) => point.length)).toEqual(new Array(68).fill(2));
      expect(Object.keys(probabilities)).toEqual(['angry', 'disgust', 'fear', 'happy', 'sad', 'surprise', 'neutral']);
      expect(probabilities[label]).toBe(Math.max(...Object.values(probabilities)));
    }
    const { width, height } = await sharp(at('out', 'labelled.png')).metadata();
    expect([width, height]).toEqual([800, 600]);
  });

  it("writes where the paper does when it isn't told", async () => {
    const here = process.cwd();
    process.chdir(folder);
    try {
      await fer('two.png');
    } finally {
      process.chdir(here);
    }
    expect(existsSync(at('images', 'predicted_test_image.png'))).toBe(true);
  });

  it('says that there is nobody', async () => {
    expect(await fer(at('none.png'), '--out', at('out', 'none.png'))).toContain('none.png: no face found');
    expect(existsSync(at('out', 'none.png'))).toBe(true);
    expect(JSON.parse(await fer(at('none.png'), '--out', at('out', 'none.png'), '--json'))).toEqual({ 'none.png': { faces: [] } });
  });

  it('labels all photos of a folder, those too that differ in their extension only', async () => {
    const text = await fer(photos, '--out', at('many'));
    expect(text).toContain('b.jpg: 2 faces');
    expect(readdirSync(at('many')).sort()).toEqual(['a.png.png', 'a.webp.png', 'b.png']);
  });

  it('labels the photos of a folder beside a broken one, and ends with an error', async () => {
    writeFileSync(at('photos', 'broken.jpg'), 'no photo');
    await expect(fer(photos, '--out', at('some'), '--json')).rejects.toThrow('recognize: expected photos, found 1 of 4 files that are none');
    rmSync(at('photos', 'broken.jpg'));
    const [[json]] = vi.mocked(console.log).mock.calls as [[string]];
    expect(readdirSync(at('some')).sort()).toEqual(['a.png.png', 'a.webp.png', 'b.png']);
    const printed = JSON.parse(json) as Record<string, { problem?: string }>;
    expect(printed['broken.jpg']!.problem).toContain('found no image');
  });

  it.each([
    ['what is not there', ['nowhere.png'], 'found none at'],
    ['no image', ['text.txt'], 'expected an image file'],
    ['another kind of picture to write', ['two.png', '--out', 'picture.bmp'], 'expected a PNG file for a photo, got picture.bmp'],
    ['a score beyond its range', ['two.png', '--min-score', '1.5'], 'expected a number between 0 and 1, got 1.5'],
  ])('refuses %s and writes nothing', async (_, [file, ...options], message) => {
    writeFileSync(at('text.txt'), 'no image');
    const out = options.includes('--out') ? [] : ['--out', at('refused', 'x.png')];
    const outcome = fer(at(file!), ...options, ...out);
    await expect(outcome).rejects.toThrow(InputError);
    await expect(outcome).rejects.toThrow(message);
    expect(existsSync(at('refused'))).toBe(false);
  });

  it.each([
    ['--alignment', 'none'],
    ['--super-resolution', 'bicubic'],
    ['--tta', 'flip'],
    ['--min-score', '0.9999'],
  ])('prints other numbers with %s %s', async (...option) => {
    const words = [at('two.png'), '--out', at('out', 'x.png'), '--json'];
    expect(await fer(...words, ...option)).not.toBe(await fer(...words));
  });

  it('prints other numbers with another model', async () => {
    const words = [at('two.png'), '--out', at('out', 'x.png'), '--json'];
    const plain = await fer(...words);
    const { model } = models;
    models = { ...models, model: models.largerModel };
    const other = await fer(...words);
    models = { ...models, model };
    expect(other).not.toBe(plain);
  });

  it('leaves the points out of the picture with --no-points', async () => {
    const picture = async (...words: string[]): Promise<Buffer> => {
      await fer(at('two.png'), '--out', at('out', 'y.png'), ...words);
      return sharp(at('out', 'y.png')).raw().toBuffer();
    };
    expect((await picture('--no-points')).equals(await picture())).toBe(false);
  });
});

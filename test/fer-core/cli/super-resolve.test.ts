import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { saveModel } from '../../../packages/fer-core/src/models/saved-model';
import { writePng } from '../../../packages/fer-core/src/photos/write-png';
import { degrade, enlarge } from '../../../packages/fer-core/src/super-resolve/degrade';
import { temporaryFolder } from '../datasets/temporary-folder';
import { decoded, waves } from '../super-resolve/pictures';
import { tinySuperResolutionModel } from '../super-resolve/tiny-resolver';
import { fer, NOT_BUILT } from './fer';

if (NOT_BUILT) console.warn(`Skipped: ${NOT_BUILT}`);

/** HR, small and LR pictures of two faces, and a model. */
async function workplace(): Promise<string> {
  const folder = temporaryFolder();
  for (const name of ['a', 'b']) {
    const sharp = waves(128, 128, name === 'a' ? 0 : 2);
    await writePng(join(folder, 'HR', `${name}.png`), sharp);
    await writePng(join(folder, 'small', `${name}.png`), degrade(sharp));
    await writePng(join(folder, 'LR', `${name}.png`), enlarge(degrade(sharp)));
  }
  await saveModel(join(folder, 'model'), tinySuperResolutionModel());
  return folder;
}

describe.skipIf(NOT_BUILT)('fer super-resolve', () => {
  it('makes PNG files of 128×128 with the same names, alike from 16×16 and from enlarged pictures', async () => {
    const folder = await workplace();
    const small = await fer(['super-resolve', 'small', '--out', 'from-small', '--model', 'model'], folder);
    expect([small.code, small.stdout]).toEqual([0, '2 faces of 2 pictures written to from-small\n']);
    const { stdout } = await fer(['super-resolve', 'LR', '--out', 'from-enlarged', '--model', 'model', '--truth', 'HR', '--json'], folder);
    const { files, quality } = JSON.parse(stdout);
    expect(files.map(({ kind, written }: { kind: string; written: string[] }) => [kind, written])).toEqual([['enlarged', ['from-enlarged/a.png']], ['enlarged', ['from-enlarged/b.png']]]);
    expect(quality).toMatchObject({ n: 2, method: 'fsrnet' });
    expect(readdirSync(join(folder, 'from-small')).sort()).toEqual(['a.png', 'b.png']);
    const [one, two] = await Promise.all(['from-small', 'from-enlarged'].map((out) => decoded(join(folder, out, 'a.png'))));
    expect([one!.width, one!.height]).toEqual([128, 128]);
    expect(Math.max(...one!.pixels.map((level, i) => Math.abs(level - two!.pixels[i]!)))).toBeLessThanOrEqual(2);
  });

  it('compares with bicubic interpolation', async () => {
    const folder = await workplace();
    const { code, stdout } = await fer(['super-resolve', 'LR/a.png', '--out', 'out', '--method', 'bicubic', '--truth', 'HR'], folder);
    expect(code).toBe(0);
    expect(stdout).toMatch(/bicubic, n = 1: Y \(BT.601, 8 bits\) PSNR \d+\.\d\d dB, SSIM 0\.\d{4} · RGB PSNR/);
    expect((await decoded(join(folder, 'out/a.png'))).pixels).toEqual((await decoded(join(folder, 'LR/a.png'))).pixels);
  });

  it('changes with --no-mirrored, and warns of a picture that was never small', async () => {
    const folder = await workplace();
    await fer(['super-resolve', 'small/b.png', '--out', 'with', '--model', 'model'], folder);
    await fer(['super-resolve', 'small/b.png', '--out', 'without', '--model', 'model', '--no-mirrored'], folder);
    const [one, two] = await Promise.all(['with', 'without'].map((out) => decoded(join(folder, out, 'b.png'))));
    expect(one!.pixels).not.toEqual(two!.pixels);
    await writePng(join(folder, 'noise.png'), { width: 128, height: 128, pixels: Uint8Array.from({ length: 128 * 128 * 3 }, (_, i) => (i * 7919) % 256) });
    const { code, stderr } = await fer(['super-resolve', 'noise.png', '--out', 'out', '--model', 'model'], folder);
    expect(code).toBe(0);
    expect(stderr).toContain('warning: noise.png was probably never enlarged from 16×16 pixels');
  });

  it('says in one line what is wrong', async () => {
    const folder = await workplace();
    const say = async (...args: string[]): Promise<unknown[]> => {
      const { code, stderr } = await fer(['super-resolve', ...args], folder);
      return [code, stderr];
    };
    expect(await say('nothing', '--out', 'out')).toEqual([2, 'super-resolve: expected an image or a folder, found none at nothing\n']);
    expect(await say('small', 'LR', '--out', 'out')).toEqual([2, 'super-resolve: expected pictures of different names, found small/a.png and LR/a.png\n']);
    mkdirSync(join(folder, 'none'));
    expect((await say('small', '--out', 'out', '--model', 'none'))[0]).toBe(2);
    expect(await say('small', '--out', 'out', '--truth', 'small', '--model', 'model')).toEqual([2, 'super-resolve: --truth expected pictures of 128×128 pixels, found 16×16 in small/a.png\n']);
  });
});

describe.skipIf(NOT_BUILT)('fer measure-super-resolution', () => {
  it('reports a model beside bicubic interpolation', async () => {
    const folder = await workplace();
    const { code, stdout } = await fer(['measure-super-resolution', 'model', '--pairs', '.', '--json'], folder);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ n: 2, landmarks: null, sameExpression: null });
    const words = await fer(['measure-super-resolution', 'model', '--pairs', '.'], folder);
    expect(words.stdout).toMatch(/n = 2\nfsrnet {3}Y .*\nbicubic {2}Y .*\ngain {5}Y PSNR/);
  });

  it('refuses what does not go together', async () => {
    const folder = await workplace();
    const { code, stderr } = await fer(['measure-super-resolution', 'model'], folder);
    expect([code, stderr]).toEqual([2, 'measure-super-resolution: expected either --pairs or --faces\n']);
    const other = await fer(['measure-super-resolution', 'model', '--pairs', '.', '--expressions'], folder);
    expect(other.stderr).toContain('--expressions expected --faces');
  });
});

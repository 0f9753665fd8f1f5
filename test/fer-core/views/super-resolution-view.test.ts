import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { psnr } from '../../../packages/fer-core/src/evaluate/psnr';
import { luma } from '../../../packages/fer-core/src/evaluate/luma';
import {
  DISPLAY,
  meanStageQuality,
  parseFacePictures,
  parseSuperResolution,
  SUPER_RESOLUTION_MIME,
  superResolutionView,
  type SuperResolvedStages,
} from '../../../packages/fer-core/src/views';
import { imageBytes } from '../../../packages/fer-core/src/views/embedded-image';

const picture = (size: number, level: (index: number) => number) => ({ width: size, height: size, pixels: Uint8Array.from({ length: size * size * 3 }, (_, index) => level(index)) });
/** What no file format makes smaller. */
const noise = (index: number): number => (Math.imul((index ^ (index << 9)) + 1, 0x9e3779b1) ^ Math.imul(index, index + 0x85ebca6b)) >>> 24;
const face: SuperResolvedStages = {
  name: '<one>.png',
  lowResolution: picture(16, noise),
  bicubic: picture(128, () => 100),
  coarse: picture(128, () => 110),
  final: picture(128, (index) => 120 + (index % 2)),
  truth: picture(128, () => 120),
  heatmaps: [1, 2].map((level) => ({ width: 8, height: 8, pixels: new Uint8Array(64).fill(level) })),
  parsing: { width: 8, height: 8, pixels: Uint8Array.from({ length: 64 }, (_, index) => index % 3) },
};
const regions = ['background', 'skin', 'nose'];
const view = superResolutionView({ name: 'folder', regions, faces: [face, { ...face, name: undefined, coarse: null, truth: null, heatmaps: null, parsing: null }] });
const payload = await view.payload();

describe('superResolutionView', () => {
  it('carries every stage, map and measure over the wire and back', async () => {
    const read = parseSuperResolution(JSON.parse(JSON.stringify((await view[DISPLAY]())[SUPER_RESOLUTION_MIME])));
    expect(read).toEqual(payload);
    expect(Object.keys(read.faces[0]!.pictures!.stages)).toEqual(['lowResolution', 'bicubic', 'coarse', 'final', 'truth']);
    expect(read.faces[1]!.name).toBe('face 2');
    expect(Object.keys(read.faces[1]!.pictures!.stages)).toEqual(['lowResolution', 'bicubic', 'final']);
    expect(read.faces[1]!.pictures).toMatchObject({ heatmaps: null, parsing: null });
    const low = await sharp(imageBytes(read.faces[0]!.pictures!.stages.lowResolution!)).raw().toBuffer();
    expect(new Uint8Array(low)).toEqual(face.lowResolution.pixels);
  });

  it('lays heat maps one below the other and keeps region indices', async () => {
    const { heatmaps, parsing } = payload.faces[0]!.pictures!;
    expect(heatmaps).toMatchObject({ count: 2, image: { width: 8, height: 16 } });
    const maps = await sharp(imageBytes(heatmaps!.image)).toColourspace('b-w').raw().toBuffer();
    expect([maps[63], maps[64]]).toEqual([1, 2]);
    const indices = await sharp(imageBytes(parsing!)).toColourspace('b-w').raw().toBuffer();
    expect(new Uint8Array(indices)).toEqual(face.parsing!.pixels);
  });

  it('measures on luma against the truth, where it is known', () => {
    const { bicubic, coarse } = payload.faces[0]!.quality;
    expect(bicubic!.psnr).toBeCloseTo(psnr(luma(face.bicubic.pixels), luma(face.truth!.pixels)));
    expect(coarse!.psnr!).toBeGreaterThan(bicubic!.psnr!);
    expect(payload.faces[1]!.quality).toEqual({});
    expect(meanStageQuality(payload, 'bicubic')).toEqual(bicubic);
  });

  it('has no decibels for a picture that equals the truth', async () => {
    const same = await superResolutionView({ faces: [{ ...face, heatmaps: null, parsing: null, final: face.truth! }] }).payload();
    expect(same.faces[0]!.quality.final).toEqual({ psnr: null, ssim: 1 });
    expect(parseSuperResolution(JSON.parse(JSON.stringify(same))).faces[0]!.quality.final).toEqual({ psnr: null, ssim: 1 });
  });

  it('serves by an action what does not fit', async () => {
    const noisy = picture(128, noise);
    const big = { ...face, bicubic: noisy, coarse: noisy, final: noisy, truth: null, heatmaps: null, parsing: null };
    const folder = superResolutionView({ faces: Array.from({ length: 10 }, () => big) });
    const { faces } = await folder.payload();
    expect(faces[0]).toHaveProperty('pictures');
    expect(faces[9]).not.toHaveProperty('pictures');
    expect(faces[9]!.thumbnail).toMatchObject({ width: 64, height: 64 });
    const pictures = parseFacePictures(JSON.parse(JSON.stringify(await folder.actions.face({ index: 9 }))));
    expect(pictures).toEqual(faces[0]!.pictures);
    expect(() => folder.actions.face({ index: 10 })).toThrow(/expected index .* from 0 to 9, got 10/);
  });

  it('shows pictures and text where the extension is absent', async () => {
    const bundle = await view[DISPLAY]();
    expect(bundle['text/plain']).toMatch(/^folder: 2 faces, PSNR and SSIM on luma, mean of 1\nbicubic: \d\d\.\d\d dB, [01]\.\d{4}\ncoarse: /);
    expect((bundle['text/html'] as string).match(/<img /g)).toHaveLength(5 + 1);
  });

  it.each([
    ['no face', { faces: [] }, 'superResolutionView: expected at least one face, got none'],
    ['stages of other size', { faces: [{ ...face, bicubic: face.lowResolution }] }, 'expected bicubic of face 0 to be 128×128 pixels, got 16×16'],
    ['gray', { faces: [{ ...face, final: { width: 128, height: 128, pixels: new Uint8Array(128 * 128) } }] }, 'expected final of face 0 to be 128×128×3 bytes, got 16384'],
    ['regions without a name', { faces: [face], regions: ['background'] }, 'expected parsing of face 0 to be indices of 1 regions, got 2'],
  ])('refuses %s', (_, options, message) => {
    expect(() => superResolutionView(options)).toThrow(message);
  });
});

describe('parseSuperResolution', () => {
  const [first] = payload.faces;
  it.each([
    ['a text', 'x', 'super-resolution view: expected the payload to be an object, got "x"'],
    ['a newer version', { ...payload, version: 3 }, 'a newer FER Workbench made this output'],
    ['a face without thumbnail', { ...payload, faces: [{ ...first, thumbnail: null }] }, 'expected faces[0].thumbnail to be an object, got null'],
    ['a quality without SSIM', { ...payload, faces: [{ ...first, quality: { final: { psnr: 20 } } }] }, 'expected faces[0].quality.final.ssim to be a number, got nothing'],
  ])('refuses %s in one readable line', (_, value, message) => {
    expect(() => parseSuperResolution(value)).toThrow(message);
  });
});

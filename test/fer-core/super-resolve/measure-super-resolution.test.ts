import { describe, expect, it } from 'vitest';
import { startBackend } from '../../../packages/fer-core/src/backend';
import { generateFace } from '../../../packages/fer-core/src/datasets/generated-faces/generate-face';
import { pictureQuality } from '../../../packages/fer-core/src/evaluate/picture-quality';
import { degrade, enlarge } from '../../../packages/fer-core/src/super-resolve/degrade';
import { FaceSuperResolver } from '../../../packages/fer-core/src/super-resolve/face-super-resolver';
import { measureSuperResolution, type MeasuredFace } from '../../../packages/fer-core/src/super-resolve/measure-super-resolution';
import { tinySuperResolutionModel } from './tiny-resolver';

await startBackend();

const faces: MeasuredFace[] = [1, 2, 3].map((seed) => {
  const { image, landmarks } = generateFace({ seed, expression: 'happy', size: 128, channels: 3 });
  return { sharp: { width: 128, height: 128, pixels: image }, points: landmarks };
});

describe('measureSuperResolution', () => {
  it('measures the network beside bicubic interpolation of the same small pictures', async () => {
    const resolver = await FaceSuperResolver.create(tinySuperResolutionModel());
    const asked: number[] = [];
    const report = measureSuperResolution(resolver, faces, {
      labelsOf: (each) => {
        asked.push(each.length);
        return each.map(({ picture }, i) => (i === 0 && picture.pixels !== faces[0]!.sharp.pixels ? 'sad' : 'happy'));
      },
    });
    resolver.dispose();
    const bicubic = faces.map(({ sharp }) => pictureQuality(enlarge(degrade(sharp)), sharp));
    expect(report.n).toBe(3);
    expect(report.bicubic.psnrY).toBeCloseTo(bicubic.reduce((sum, { psnrY }) => sum + psnrY, 0) / 3, 9);
    expect(report.gain.psnrY).toBeCloseTo(report.fsrnet.psnrY - report.bicubic.psnrY, 9);
    expect(report.fsrnet.psnrY).not.toBeCloseTo(report.bicubic.psnrY, 3);
    expect(report.landmarks!.n).toBe(3);
    expect(report.landmarks!.all).toBeGreaterThan(0.05); // nobody trained it
    expect(report.regions!.mean).toBeLessThan(0.5);
    expect(report.sameExpression).toEqual({ fsrnet: 2 / 3, bicubic: 2 / 3, n: 3 });
    expect(asked).toEqual([3, 3, 3]);
  });

  it('leaves out what it cannot know', async () => {
    const resolver = await FaceSuperResolver.create(tinySuperResolutionModel());
    const report = measureSuperResolution(resolver, [{ sharp: faces[0]!.sharp }]);
    expect(() => measureSuperResolution(resolver, [])).toThrow('measureSuperResolution: expected at least one face, found none');
    resolver.dispose();
    expect([report.landmarks, report.regions, report.sameExpression]).toEqual([null, null, null]);
  });
});

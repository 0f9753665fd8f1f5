import { describe, expect, it, vi } from 'vitest';
import { startBackend, tf } from '../../../packages/fer-core/src/backend';
import type { DetectedFace } from '../../../packages/fer-core/src/detect/detected-face';
import { InputError } from '../../../packages/fer-core/src/input-error';
import { BOX_KINDS } from '../../../packages/fer-core/src/landmarks/face-calibrations';
import { LandmarkFinder, type FindLandmarksOptions } from '../../../packages/fer-core/src/landmarks/landmark-finder';
import type { Photo } from '../../../packages/fer-core/src/photos/photo';
import { drawnFaces } from './drawn-faces';
import { tinyLandmarkModel } from './tiny-landmark-model';

await startBackend();
vi.setConfig({ testTimeout: 180_000 }); // a busy machine compiles slowly
/** Where nothing depends on it, the network is not compiled. */
const EAGER = { mode: 'eager' } as const;

const [{ pixels: gray, width, height }] = drawnFaces(1, 120) as [ReturnType<typeof drawnFaces>[0]];
const photo: Photo = { width, height, pixels: Uint8Array.from({ length: gray.length * 3 }, (_, at) => gray[Math.floor(at / 3)]!) };
const keypoints = { rightEye: [45, 50], leftEye: [75, 52], nose: [60, 66], mouth: [60, 84] } as const;
const faces: Pick<DetectedFace, 'box' | 'keypoints'>[] = Array.from({ length: 7 }, (_, index) => ({ box: [20 + index, 25, 95, 100 - index] as const }));

describe('LandmarkFinder', () => {
  it('gives 68 points and a confidence for each face, the same alone as among others', async () => {
    const finder = await LandmarkFinder.create(tinyLandmarkModel());
    const together = finder.find(photo, faces);
    expect(together).toHaveLength(7);
    for (const [index, face] of faces.entries()) {
      const [alone] = finder.find(photo, [face]);
      expect(together[index]!.points).toHaveLength(68);
      together[index]!.points.forEach((point, k) => expect(point).toEqual(alone!.points[k]!.map((value) => expect.closeTo(value, 2))));
      expect(together[index]!.confidence).toBeGreaterThan(0);
      expect(together[index]!.confidence).toBeLessThan(1);
    }
    expect(finder.find(photo, [])).toEqual([]);
    finder.dispose();
  });

  it('looks at several photos at once without mixing them, and at one after the other', async () => {
    const finder = await LandmarkFinder.create(tinyLandmarkModel());
    const dark: Photo = { ...photo, pixels: photo.pixels.map((level, at) => (at % 7 === 0 ? 0 : level >> 1)) };
    const [light, other] = [finder.find(photo, faces), finder.find(dark, faces)];
    expect(other).not.toEqual(light);
    expect(await Promise.all([finder.findBeside(photo, faces), finder.findBeside(dark, faces), finder.findBeside(photo, faces)])).toEqual([light, other, light]);
    expect(finder.find(dark, faces)).toEqual(other);
    finder.dispose();
  });

  it('leaves no tensors behind, also when it throws', async () => {
    const before = tf.memory().numTensors;
    const finder = await LandmarkFinder.create(tinyLandmarkModel());
    const during = tf.memory().numTensors;
    finder.find(photo, faces);
    expect(() => finder.find(photo, [{ box: [1, 1, 1, 5] }])).toThrow(InputError);
    expect(tf.memory().numTensors).toBe(during);
    finder.dispose();
    expect(tf.memory().numTensors).toBe(before);
    const model = tinyLandmarkModel();
    delete model.weights[Object.keys(model.weights)[3]!];
    await expect(LandmarkFinder.create(model)).rejects.toThrow(InputError);
    expect(tf.memory().numTensors).toBe(before);
  });

  it.each<[string, FindLandmarksOptions]>([
    ['passes', { passes: 1 }],
    ['crops', { crops: 4 }],
    ['mirrored', { mirrored: false }],
    ['boxes', { boxes: 'points' }],
  ])('changes with %s', async (_, options) => {
    const finder = await LandmarkFinder.create(tinyLandmarkModel(), EAGER);
    expect(finder.find(photo, faces.slice(0, 1), options)).not.toEqual(finder.find(photo, faces.slice(0, 1)));
    finder.dispose();
  });

  it('goes by the keypoints of our detector, not by those of unknown boxes', async () => {
    const finder = await LandmarkFinder.create(tinyLandmarkModel(), EAGER);
    const [{ box }] = faces as [DetectedFace];
    expect(finder.find(photo, [{ box, keypoints }], { passes: 1 })).not.toEqual(finder.find(photo, [{ box }], { passes: 1 }));
    expect(finder.find(photo, [{ box, keypoints }], { boxes: 'points' })).toEqual(finder.find(photo, [{ box }], { boxes: 'points' }));
    finder.dispose();
  });

  it('knows the boxes of the detector that a face names', async () => {
    const finder = await LandmarkFinder.create(tinyLandmarkModel(), EAGER);
    const [{ box }] = faces as [DetectedFace];
    const byHaar = finder.find(photo, [{ box, detector: 'haar' }], { passes: 1 });
    expect(byHaar).toEqual(finder.find(photo, [{ box }], { passes: 1, boxes: 'haar' }));
    expect(byHaar).not.toEqual(finder.find(photo, [{ box }], { passes: 1 }));
    expect(finder.find(photo, [{ box, detector: 'blazeface' }])).toEqual(finder.find(photo, [{ box }]));
    finder.dispose();
  });

  it('refuses options out of range, photos that do not fit, other networks', async () => {
    const finder = await LandmarkFinder.create(tinyLandmarkModel(), EAGER);
    expect(() => finder.find(photo, faces, { passes: 0 })).toThrow('a whole number of passes from 1, got 0');
    expect(() => finder.find(photo, faces, { crops: 3 as 4 })).toThrow('1 or 4 crops, got 3');
    expect(() => finder.find(photo, faces, { boxes: 'dlib' as 'points' })).toThrow(`one of ${BOX_KINDS.join(', ')}, got dlib`);
    expect(() => finder.find(photo, [], { boxes: 'dlib' as 'points' })).toThrow('got dlib');
    expect(() => finder.find({ ...photo, width: -1 }, faces)).toThrow('RGB pixels of -1×120');
    expect(() => finder.find({ ...photo, width: 99 }, faces)).toThrow('RGB pixels of 99×120');
    expect(() => finder.find(photo, [{ box: [5, 5, NaN, 9] }])).toThrow('got [5, 5, NaN, 9]');
    finder.dispose();
    await expect(LandmarkFinder.create({ ...tinyLandmarkModel(), network: 'xception' })).rejects.toThrow('expected a landmark network, got xception');
  });
});

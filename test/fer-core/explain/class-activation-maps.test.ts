import { describe, expect, it } from 'vitest';
import { backendMemory, startBackend } from '../../../packages/fer-core/src/backend';
import { classActivationMaps } from '../../../packages/fer-core/src/explain/class-activation-maps';
import { brightnessModel, gray } from './brightness-model';

const model = brightnessModel('dense');
/** A dark image whose right column is brighter, and a bright one whose first pixel is dark. */
const images = { images: gray(0, 0, 0.4, 0, 0, 0.4, 0, 1, 1, 1, 1, 1), height: 2, width: 3, channels: 1 };

const shown = (maps: Float32Array): number[][] =>
  [0, 1].map((image) => Array.from(maps.subarray(6 * image, 6 * image + 6), (value) => Number(value.toFixed(4))));

describe('classActivationMaps', () => {
  it('shows where the last block says most for the answer, from 0 to 1', async () => {
    const { method, labels, predicted, chosen, probabilities, logits, block, height, width, maps } =
      await classActivationMaps(model, images);
    expect({ method, labels, predicted, chosen, block, height, width }).toEqual({
      method: 'CAM',
      labels: ['bright', 'dark'],
      predicted: [1, 0],
      chosen: [1, 0],
      block: { height: 2, width: 3 },
      height: 2,
      width: 3,
    });
    // The first is called dark because of all but its right column.
    expect(shown(maps)).toEqual([
      [1, 1, 0, 1, 1, 0],
      [0, 1, 1, 1, 1, 1],
    ]);
    expect(logits[1]).toBeCloseTo(3 - 4 * (0.8 / 6), 5);
    expect(probabilities[0]! + probabilities[1]!).toBeCloseTo(1, 6);
  });

  it('keeps the evidence of every class, class after class', async () => {
    const { evidence } = await classActivationMaps(model, images);
    const expected = [1, 1, 2.6, 1, 1, 2.6, 3, 3, 1.4, 3, 3, 1.4];
    expected.forEach((value, at) => expect(evidence[at]).toBeCloseTo(value, 5));
    expect(evidence).toHaveLength(24);
  });

  it('shows another class where asked to: by name for all, by index for each', async () => {
    const bright = await classActivationMaps(model, images, { chosen: 'bright' });
    expect(bright.chosen).toEqual([0, 0]);
    expect(shown(bright.maps)).toEqual([
      [0, 0, 1, 0, 0, 1],
      [0, 1, 1, 1, 1, 1],
    ]);
    const each = await classActivationMaps(model, images, { chosen: Uint8Array.of(0, 1) });
    expect(shown(each.maps)).toEqual([
      [0, 0, 1, 0, 0, 1],
      [1, 0, 0, 0, 0, 0],
    ]);
  });

  it('is the same with the linear map before the mean', async () => {
    const other = await classActivationMaps(brightnessModel('convolution'), images);
    expect(shown(other.maps)).toEqual(shown((await classActivationMaps(model, images)).maps));
  });

  it('averages over the mirror image where asked to, maps turned back', async () => {
    const { maps, evidence } = await classActivationMaps(model, images, { tta: 'flip' });
    // This network sees no difference between left and right.
    expect(shown(maps)).toEqual([
      [1, 1, 0, 1, 1, 0],
      [0, 1, 1, 1, 1, 1],
    ]);
    expect(evidence[2]).toBeCloseTo(2.6, 5);
    await expect(classActivationMaps(model, images, { tta: 'ten-crop' as 'flip' })).rejects.toThrow(
      'expected tta to be one of none, flip',
    );
  });

  it('takes images of another size, and draws the maps in theirs', async () => {
    const large = {
      images: Uint8Array.from({ length: 24 }, (_, at) => (at % 6 < 3 ? 0 : 255)),
      height: 4,
      width: 6,
      channels: 1,
    };
    const { maps, height, width } = await classActivationMaps(model, large, { chosen: 'bright' });
    expect([height, width, maps.length]).toEqual([4, 6, 24]);
    expect([maps[0], maps[5]]).toEqual([0, 1]);
    expect(maps[2]!).toBeLessThan(maps[3]!);
  });

  it('tells of progress', async () => {
    const done: number[] = [];
    await classActivationMaps(model, images, { onProgress: (count) => done.push(count) });
    expect(done).toEqual([2]);
  });

  it.each([
    [
      'a class that is not there',
      images,
      { chosen: 'gray' },
      'expected chosen to be predicted or one of bright, dark, got gray',
    ],
    ['an index that is not there', images, { chosen: [0, 2] }, 'expected chosen classes from 0 to 1, got 2'],
    ['too few indices', images, { chosen: [0] }, 'expected a chosen class for each of 2 images, got 1'],
    ['colours', { ...images, channels: 3 }, {}, 'expected images of 1 channels for brightness, got 3'],
    ['no images', { ...images, images: new Uint8Array(0) }, {}, 'expected at least one image, got none'],
    [
      'parts of images',
      { ...images, images: new Uint8Array(7) },
      {},
      'expected images of 2×3×1 bytes, got 7 bytes',
    ],
  ])('refuses %s and leaves no tensor behind', async (_, given, options, message) => {
    await startBackend();
    const { tensors } = backendMemory();
    await expect(classActivationMaps(model, given, options)).rejects.toThrow(`classActivationMaps: ${message}`);
    await classActivationMaps(model, images);
    expect(backendMemory().tensors).toBe(tensors);
  });
});

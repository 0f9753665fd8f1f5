import { existsSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { evaluateModel } from '../../../packages/fer-core/src/classify/evaluate-model';
import type { LabeledImages } from '../../../packages/fer-core/src/datasets/labeled-images';
import { loadLabeledImages } from '../../../packages/fer-core/src/datasets/load-labeled-images';
import { loadModel, type SavedModel } from '../../../packages/fer-core/src/models/saved-model';

const data = process.env.FER_DATA ?? '';
const weights = path.join(data, 'fer2013_mini_XCEPTION.102-0.66.hdf5');
const images = path.join(data, 'fer2013', 'public');
const skipped = [weights, images].filter((file) => !existsSync(file)).map((file) => path.basename(file)).join(' and ');
if (skipped) console.warn(`published weights on FER-2013: skipped, no ${skipped} in the folder FER_DATA names`);

/** Reading and predicting 3,589 images on a busy machine. */
const TIMEOUT = 300_000;

describe.skipIf(skipped)('published mini_XCEPTION on the 3,589 images of PublicTest', () => {
  let model: SavedModel;
  let publicTest: LabeledImages;
  beforeAll(async () => {
    model = await loadModel(weights);
    publicTest = await loadLabeledImages(images, 'validation');
  }, TIMEOUT);

  // Keras 3.15.1 with cv2.resize (OpenCV 5.0.0) on the same images: 2,341 right, macro-F1 0.61916.
  it('gets right what it gets right in Keras', async () => {
    const { report } = await evaluateModel(model, publicTest);
    expect(report.protocol).toMatchObject({ n: 3589, tta: 'none', selectedOn: 'unknown' });
    // One image may lie on the edge between two classes on another processor.
    expect(Math.abs(report.accuracy * 3589 - 2341)).toBeLessThan(1.5);
    expect(report.macroF1).toBeCloseTo(0.61916, 3);
  }, TIMEOUT);

  it('gets more right when it also sees the mirror images', async () => {
    const { report } = await evaluateModel(model, publicTest, { tta: 'flip' });
    expect(report.accuracy * 3589).toBeGreaterThan(2341 + 20);
  }, TIMEOUT);
});

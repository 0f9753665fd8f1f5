import { describe, expect, it } from 'vitest';
import { backendMemory, startBackend } from '../../../packages/fer-core/src/backend';
import { Classifier } from '../../../packages/fer-core/src/classify/classifier';
import { evaluateModel } from '../../../packages/fer-core/src/classify/evaluate-model';
import { resizeImages } from '../../../packages/fer-core/src/classify/resize-images';
import { labeledImagesSha256 } from '../../../packages/fer-core/src/datasets/labeled-images';
import { fitTemperature } from '../../../packages/fer-core/src/evaluate/temperature';
import { reportText } from '../../../packages/fer-core/src/evaluate/report-text';
import type { SavedModel } from '../../../packages/fer-core/src/models/saved-model';
import { tinyModel } from '../../fixtures/keras/tiny-network';
import { labeledWaves } from './images';

const SIZE = 16;

async function probabilities(model: SavedModel, images: Uint8Array): Promise<Float32Array> {
  const classifier = await Classifier.create(model);
  try {
    return classifier.probabilities(images);
  } finally {
    classifier.dispose();
  }
}

/** The small network with its first kernel turned round: another member of an ensemble. */
async function otherModel(changes: Partial<SavedModel> = {}): Promise<SavedModel> {
  const model = await tinyModel({ weightsSha256: 'f'.repeat(64), training: { selectedOn: 'test', seed: 8 }, ...changes });
  return { ...model, weights: { ...model.weights, 'conv2d/kernel': model.weights['conv2d/kernel']!.slice().reverse() } };
}

describe('evaluateModel', () => {
  it('judges every image by its most probable class', async () => {
    const [model, data] = [await tinyModel(), labeledWaves(20, SIZE)];
    const { report, judgement } = await evaluateModel(model, data);
    const expected = await probabilities(model, data.images);
    expect(judgement.probabilities).toEqual(expected);
    const rows = Array.from({ length: 20 }, (_, image) => [...expected.subarray(image * 7, (image + 1) * 7)]);
    const predicted = rows.map((row) => row.indexOf(Math.max(...row)));
    expect([...judgement.predicted]).toEqual(predicted);
    expect([...judgement.confidence]).toEqual(rows.map((row) => Math.max(...row)));
    const right = predicted.filter((label, image) => label === data.labels[image]).length;
    expect(report.accuracy).toBeCloseTo(right / 20, 12);
    expect(judgement.accuracy).toBe(report.accuracy);
    const loss = rows.reduce((sum, row, image) => sum - Math.log(Math.max(row[data.labels[image]!]!, 1e-7)), 0) / 20;
    expect(judgement.loss).toBeCloseTo(loss, 10);
    expect(report.confusion.flat().reduce((sum, count) => sum + count)).toBe(20);
  });

  it('stamps the report with how it came to be', async () => {
    const [model, data] = [await tinyModel(), labeledWaves(5, SIZE)];
    const { report } = await evaluateModel(model, data, { generatedBy: 'fer evaluate this' });
    expect(report.protocol).toEqual({
      dataset: 'waves',
      split: 'validation',
      n: 5,
      selectedOn: 'validation',
      tta: 'none',
      resize: 'none',
      weightsSha256: model.weightsSha256,
      dataSha256: labeledImagesSha256(data),
      model: 'tiny',
      seed: 7,
      generatedBy: 'fer evaluate this',
    });
  });

  it.each([
    [{ selectedOn: null }, null],
    [{}, 'unknown'],
  ])('tells of a model trained with %j that its epoch was chosen on %s', async (training, selectedOn) => {
    const { report } = await evaluateModel(await tinyModel({ training }), labeledWaves(2, SIZE));
    expect(report.protocol.selectedOn).toBe(selectedOn);
  });

  it('resizes images of another size, says so, and shows them as they were', async () => {
    const [model, data] = [await tinyModel(), labeledWaves(4, 12)];
    const { report, judgement, view } = await evaluateModel(model, data);
    const resized = resizeImages(data.images, { height: 12, width: 12, channels: 1 }, { height: SIZE, width: SIZE });
    expect(judgement.probabilities).toEqual(await probabilities(model, resized));
    expect(report.protocol.resize).toBe("12×12 to 16×16, bilinear as OpenCV's INTER_LINEAR");
    expect(report.protocol.dataSha256).toBe(labeledImagesSha256(data));
    expect(reportText(report)).toContain("resized 12×12 to 16×16, bilinear as OpenCV's INTER_LINEAR");
    expect(view.payload.images).toMatchObject({ height: 12, width: 12 });
  });

  it('averages over views when asked to, and says so', async () => {
    const [model, data] = [await tinyModel(), labeledWaves(4, SIZE)];
    const none = await evaluateModel(model, data);
    for (const tta of ['flip', 'ten-crop'] as const) {
      const averaged = await evaluateModel(model, data, { tta });
      expect(averaged.report.protocol.tta).toBe(tta);
      expect(averaged.judgement.probabilities).not.toEqual(none.judgement.probabilities);
    }
  });

  it('averages the probabilities of several models and names them all', async () => {
    const [one, other, data] = [await tinyModel(), await otherModel(), labeledWaves(6, SIZE)];
    const { report, judgement } = await evaluateModel([one, other], data);
    const [first, second] = [await probabilities(one, data.images), await probabilities(other, data.images)];
    expect(second).not.toEqual(first);
    judgement.probabilities.forEach((value, i) => expect(value).toBeCloseTo((first[i]! + second[i]!) / 2, 6));
    expect(report.protocol).toMatchObject({
      model: 'tiny + tiny',
      weightsSha256: `${one.weightsSha256} + ${other.weightsSha256}`,
      selectedOn: 'validation + test',
      resize: 'none',
      members: [
        { model: 'tiny', weightsSha256: one.weightsSha256, selectedOn: 'validation', seed: 7, resize: 'none' },
        { model: 'tiny', weightsSha256: other.weightsSha256, selectedOn: 'test', seed: 8, resize: 'none' },
      ],
    });
    expect(report.protocol).not.toHaveProperty('seed');
    expect(reportText(report)).toContain(`weights ${one.weightsSha256.slice(0, 12)} + ffffffffffff`);
  });

  it('fits a temperature on other images, validation ones, when asked to', async () => {
    const [model, data] = [await tinyModel(), labeledWaves(20, SIZE, { split: 'test' })];
    const temperatureFrom = labeledWaves(30, SIZE);
    const plain = await evaluateModel(model, data);
    const { report, judgement } = await evaluateModel(model, data, { temperatureFrom });
    const { temperature, fittedOn } = report.temperedCalibration!;
    expect(temperature).toBe(fitTemperature(await probabilities(model, temperatureFrom.images), temperatureFrom.labels, 7));
    expect(fittedOn).toEqual({ dataset: 'waves', split: 'validation', n: 30, dataSha256: labeledImagesSha256(temperatureFrom) });
    expect({ ...report, temperedCalibration: undefined }).toEqual({ ...plain.report, temperedCalibration: undefined });
    expect(judgement.probabilities).toEqual(plain.judgement.probabilities);
    expect(plain.report).not.toHaveProperty('temperedCalibration');
    await expect(evaluateModel(model, temperatureFrom, { temperatureFrom })).rejects.toThrow('expected a temperature fitted on other images');
    await expect(evaluateModel(model, temperatureFrom, { temperatureFrom: data })).rejects.toThrow('expected a temperature fitted on validation images, got the test split of waves');
  });

  it('tells calibration, ranking and the surest mistakes', async () => {
    const { report, judgement } = await evaluateModel(await tinyModel(), labeledWaves(20, SIZE));
    expect(report.calibration!.negativeLogLikelihood).toBeCloseTo(judgement.loss, 6);
    expect(report.ranking!.perClass.map(({ label }) => label)).toEqual(report.labels);
    const wrong = 20 - report.confusion.reduce((sum, row, k) => sum + row[k]!, 0);
    expect(report.mistakes).toHaveLength(wrong);
    expect(report.mistakes![0]!.confidence).toBe(Math.max(...report.mistakes!.map(({ confidence }) => confidence)));
  });

  it('tells how far it is with each model', async () => {
    const [one, data] = [await tinyModel(), labeledWaves(130, SIZE)];
    const told: number[][] = [];
    await evaluateModel([one, one], data, { tta: 'ten-crop', onProgress: (...state) => told.push(state) });
    expect(told).toEqual([[128, 0], [130, 0], [128, 1], [130, 1]]);
  });

  it('gives for a list of one model what it gives for the model', async () => {
    const [model, data] = [await tinyModel(), labeledWaves(3, SIZE)];
    expect((await evaluateModel([model], data)).report).toEqual((await evaluateModel(model, data)).report);
  });

  it.each([
    ['no images', [tinyModel()], labeledWaves(0, SIZE), 'evaluateModel: expected at least one image, got none in waves'],
    ['no models', [], labeledWaves(1, SIZE), 'evaluateModel: expected at least one model, got none'],
    ['colours for a gray network', [tinyModel()], labeledWaves(3, SIZE, { channels: 3, count: 1 }), 'tiny expected images of 1 channels, got 3 in waves'],
    ['other classes in the data', [tinyModel()], labeledWaves(1, SIZE, { classes: ['happy', 'sad'] }), 'expected the classes angry, disgust, .* got happy, sad in waves'],
    ['other classes in one of the models', [tinyModel(), otherModel({ labels: ['a', 'b'] })], labeledWaves(1, SIZE), 'expected the classes a, b, got angry'],
  ])('refuses %s', async (_, models, data, message) => {
    await expect(evaluateModel(await Promise.all(models), data)).rejects.toMatchObject({
      name: 'InputError',
      message: expect.stringMatching(message),
    });
  });

  it('leaves no tensor behind, also when it throws', async () => {
    await startBackend();
    const [one, data] = [await tinyModel(), labeledWaves(3, SIZE)];
    const { tensors } = backendMemory();
    await evaluateModel([one, one], data, { tta: 'flip' });
    await expect(evaluateModel([one, { ...one, weights: {} }], data)).rejects.toThrow('expected 27 values of conv2d/kernel, got 0');
    expect(backendMemory().tensors).toBe(tensors);
  });
});

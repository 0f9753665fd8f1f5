import { describe, expect, it } from 'vitest';
import { calibration } from '../../../packages/fer-core/src/evaluate/calibration';
import { applyTemperature, fitTemperature } from '../../../packages/fer-core/src/evaluate/temperature';
import { temperedCalibration } from '../../../packages/fer-core/src/evaluate/tempered-calibration';
import golden from './probabilities-golden.json';

const { truth, probabilities } = golden;
const images = { dataset: 'faces', split: 'validation', n: 200, dataSha256: 'a' };

describe('fitTemperature', () => {
  it("finds SciPy's minimum of the cross-entropy", () => {
    const temperature = fitTemperature(probabilities, truth, 4);
    expect(temperature).toBeCloseTo(golden.temperature, 5);
    const { negativeLogLikelihood } = calibration(applyTemperature(probabilities, 4, temperature), truth, 4);
    expect(negativeLogLikelihood).toBeCloseTo(golden.temperedLoss, 6);
  });

  it('undoes a temperature', () => {
    const twice = applyTemperature(probabilities, 4, 2);
    expect(fitTemperature(twice, truth, 4)).toBeCloseTo(fitTemperature(probabilities, truth, 4) / 2, 4);
  });

  it('goes to the end of its range where every answer is right', () => {
    expect(fitTemperature([0.6, 0.4, 0.3, 0.7], [0, 1], 2)).toBeCloseTo(0.01, 4);
  });
});

describe('applyTemperature', () => {
  it('softens and sharpens without changing the most probable class', () => {
    // By hand: logits log 0.8, log 0.2; halved: √0.8 : √0.2 = 2 : 1.
    expect(Array.from(applyTemperature([0.8, 0.2], 2, 2))).toEqual([Math.fround(2 / 3), Math.fround(1 / 3)]);
    expect(applyTemperature([0.8, 0.2], 2, 0.5)[0]).toBeCloseTo(16 / 17, 6);
    expect(applyTemperature([0.8, 0.2], 2, 1)[0]).toBeCloseTo(0.8, 6);
  });

  it('refuses a temperature that is none', () => {
    for (const temperature of [0, -1, NaN, Infinity]) expect(() => applyTemperature([1, 0], 2, temperature)).toThrow('expected a temperature above 0');
  });
});

describe('temperedCalibration', () => {
  const fitting = { images, probabilities, truth };

  it('fits on one list and judges another', () => {
    const other = { dataSha256: 'b', probabilities: [0.9, 0.1, 0, 0, 0.6, 0.2, 0.1, 0.1], truth: [1, 0] };
    const tempered = temperedCalibration(fitting, other, 4);
    expect(tempered.temperature).toBe(fitTemperature(probabilities, truth, 4));
    expect(tempered.fittedOn).toEqual(images);
    expect(tempered.ece).toBe(calibration(applyTemperature(other.probabilities, 4, tempered.temperature), other.truth, 4).ece);
    expect(tempered.ece).not.toBe(calibration(other.probabilities, other.truth, 4).ece);
  });

  it('never judges the images that fitted the temperature, and fits on validation images alone', () => {
    expect(() => temperedCalibration(fitting, { dataSha256: 'a', probabilities, truth }, 4)).toThrow('got the same images');
    const test = { ...fitting, images: { ...images, split: 'test' } };
    expect(() => temperedCalibration(test, { dataSha256: 'b', probabilities, truth }, 4)).toThrow('got the test split of faces');
  });
});

import { describe, expect, it } from 'vitest';
import { classAccuracyView, embeddedPixels, parseClassAccuracy } from '../../../packages/fer-core/src/views';
import { images, report } from './class-accuracy-fixture';

const payload = classAccuracyView({ report, images }).payload;

describe('parseClassAccuracy', () => {
  it.each([
    ['no report', {}, /class-accuracy view: expected report to be an object, got nothing/],
    [
      'a matrix with a short row',
      { ...payload, report: { ...report, confusion: [[1, 2], [3]] } },
      /confusion\[1\].*a list of 2, got a list of 1/,
    ],
    [
      'a matrix of another size',
      { ...payload, report: { ...report, confusion: [[1, 2]] } },
      /report\.confusion .*a list of 2, got a list of 1/,
    ],
    [
      'a class that does not exist',
      { ...payload, images: { ...payload.images, truth: [0, 0, 0, 1, 2] } },
      /images\.truth\[4\] .* from 0 to 1, got 2/,
    ],
    [
      'lists of different lengths',
      { ...payload, images: { ...payload.images, confidence: [1] } },
      /images\.confidence .*a list of 5, got a list of 1/,
    ],
    [
      'an interval with one end',
      { ...payload, report: { ...report, accuracyInterval: [1] } },
      /accuracyInterval .*a list of 2/,
    ],
    ['a newer version', { ...payload, version: 3 }, /expected version 1, got 3; a newer FER Workbench/],
  ])('refuses %s in one readable line', (_, value, message) => {
    expect(() => parseClassAccuracy(value)).toThrow(message);
  });

  it('keeps protocol details it does not know', () => {
    const stamped = { ...payload, report: { ...report, protocol: { ...report.protocol, seed: 7 } } };
    expect(parseClassAccuracy(stamped).report.protocol).toHaveProperty('seed', 7);
  });
});

describe('embeddedPixels', () => {
  it('refuses pixels cut short', () => {
    expect(() => embeddedPixels({ ...payload.images!, pixels: 'AAAA' }, 5)).toThrow('embeddedPixels: expected 20 bytes for 5 images, got 3');
  });
});

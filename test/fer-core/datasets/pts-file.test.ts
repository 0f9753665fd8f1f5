import { describe, expect, it } from 'vitest';
import { parsePts, ptsText, readPtsFile } from '../../../packages/fer-core/src/datasets/pts-file';
import { InputError } from '../../../packages/fer-core/src/input-error';

describe('.pts files', () => {
  it('count pixels from one; points count from zero', () => {
    expect(parsePts('version: 1\nn_points: 2\n{\n1.000 1.000\n43.693 94.248\n}\n', 'x.pts')).toEqual([[0, 0], [42.693, 93.248]]);
    expect(parsePts('version: 1\r\nn_points:  1\r\n{\r\n3 4\r\n}', 'x.pts')).toEqual([[2, 3]]);
  });

  it('come back as they were written', () => {
    expect(parsePts(ptsText([[0.25, 17], [3.125, -2]]), 'x.pts')).toEqual([[0.25, 17], [3.125, -2]]);
  });

  it.each([
    ['another text', 'hello', 'found other text in x.pts'],
    ['too few points', 'version: 1\nn_points: 2\n{\n1 1\n}', 'expected 2 points, found 1 in x.pts'],
    ['a point of three numbers', 'version: 1\nn_points: 1\n{\n1 1 1\n}', 'expected "x y", found "1 1 1" in x.pts'],
    ['words', 'version: 1\nn_points: 1\n{\none two\n}', 'found "one two"'],
  ])('refuse %s', (_, text, message) => {
    expect(() => parsePts(text, 'x.pts')).toThrow(InputError);
    expect(() => parsePts(text, 'x.pts')).toThrow(message);
  });

  it('refuse a file that is not there', async () => {
    await expect(readPtsFile('nowhere.pts')).rejects.toThrow('readPtsFile: expected a readable file, got nowhere.pts');
  });
});

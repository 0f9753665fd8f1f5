import { describe, expect, it } from 'vitest';
import { classAccuracyView, confusionShares, imagesInCell } from '../../../packages/fer-core/src/views';
import { images, report } from './class-accuracy-fixture';

describe('confusionShares', () => {
  const confusion = [
    [6, 2],
    [0, 4],
  ];
  it('are of the row, the column or the largest count', () => {
    expect(confusionShares(confusion, 'rows')).toEqual([
      [0.75, 0.25],
      [0, 1],
    ]);
    expect(confusionShares(confusion, 'columns')).toEqual([
      [1, 2 / 6],
      [0, 4 / 6],
    ]);
    expect(confusionShares(confusion, 'counts')).toEqual([
      [1, 2 / 6],
      [0, 4 / 6],
    ]);
  });
  it('are none where nothing was counted', () => {
    expect(
      confusionShares(
        [
          [0, 0],
          [1, 0],
        ],
        'rows',
      ),
    ).toEqual([
      [null, null],
      [1, 0],
    ]);
    expect(
      confusionShares(
        [
          [1, 0],
          [1, 0],
        ],
        'columns',
      ),
    ).toEqual([
      [0.5, null],
      [0.5, null],
    ]);
    expect(confusionShares([[0]], 'counts')).toEqual([[null]]);
  });
});

describe('imagesInCell', () => {
  const judged = classAccuracyView({ report, images }).payload.images!;
  it('are exactly those of the cell, the most confident first', () => {
    expect(imagesInCell(judged, 0, 0)).toEqual([2, 0]);
    expect(imagesInCell(judged, 0, 1)).toEqual([1]);
    expect(imagesInCell(judged, 1, 0)).toEqual([3]);
    expect(imagesInCell({ ...judged, truth: [0, 0, 0, 0, 0] }, 1, 1)).toEqual([]);
  });
});

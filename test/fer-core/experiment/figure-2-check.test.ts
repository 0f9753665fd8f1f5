import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compareFigure2, readFigure2Completed } from '../../../packages/fer-core/src/experiment/figure-2-check';
import { FIGURE_2_ROWS } from '../../../packages/fer-core/src/experiment/figure-2-rows';
import { temporaryFolder } from '../datasets/temporary-folder';

describe('Figure 2', () => {
  it('has the rows that the paper shows, of which none may be read cut off', async () => {
    expect(FIGURE_2_ROWS.map(({ row }) => row)).toEqual(Array.from({ length: 31 }, (_, i) => 35858 + i));
    expect(await readFigure2Completed()).toEqual({ alike: 31, rows: 31, firstDifference: null, refusedWhenCut: 31 });
  });

  it('is compared with the csv row by row', async () => {
    const file = join(temporaryFolder(), 'fer2013.csv');
    const other = '3,' + new Array(2304).fill(7).join(' ') + ',Training';
    const lines = ['emotion,pixels,Usage', ...new Array<string>(FIGURE_2_ROWS[0].row - 2).fill('')];
    const rows = FIGURE_2_ROWS.map(({ emotion, pixels }, i) => {
      const shown = pixels.split(' ');
      if (i === 3) shown[0] = '200';
      return `${i === 5 ? (emotion + 1) % 7 : emotion},${[...shown, ...new Array(2304 - shown.length).fill(0)].join(' ')},${i === 7 ? 'PublicTest' : 'PrivateTest'}`;
    });
    writeFileSync(file, [...lines, ...rows.slice(0, -1), other, ''].join('\n'));
    const { alike, firstDifference } = await compareFigure2(file);
    expect(alike).toBe(31 - 4);
    expect(firstDifference).toBe('row 35861: pixel 0 is 200 instead of 11');
  });
});

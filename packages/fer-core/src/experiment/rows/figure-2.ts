import { measuredCount } from '../measured';
import { compareFigure2, readFigure2Completed } from '../figure-2-check';
import { PAPER_CLAIMS } from '../paper-claims';
import type { RowPlan } from '../row-plan';

/** The rows of the data set that the paper shows, read by our loader. */
export const figure2: RowPlan = {
  id: 'figure-2',
  title: "Figure 2's rows, read by our loader",
  claim: PAPER_CLAIMS.figure2,
  needs: [],
  uses: ['data'],
  seconds: 3,
  run: async (laboratory) => {
    const { data } = laboratory.inputs;
    if (data?.toLowerCase().endsWith('.csv')) {
      const { alike, rows, firstDifference } = await compareFigure2(data);
      return {
        measured: [measuredCount('rows of the csv with the expression, Usage and first pixels of the figure', alike, 'rows 35858 to 35888 of the csv', rows)],
        verdict: alike === rows ? 'supported' : 'not supported',
        finding: firstDifference === null ? 'All rows in the figure are those of the data set.' : `First difference: ${firstDifference}.`,
      };
    }
    const { alike, rows, refusedWhenCut } = await readFigure2Completed();
    return {
      measured: [
        measuredCount('rows read with expression, split and first pixels as printed', alike, 'rows as printed, pixels beyond the border completed with black', rows),
        measuredCount('rows that the loader refuses as they are printed, cut off', refusedWhenCut, 'rows as printed', rows),
      ],
      verdict: 'cannot be judged',
      finding: 'The loader reads the columns in the order of the figure, and refuses rows that are cut off. Whether they are the data set\'s own, only fer2013.csv tells (--data fer2013.csv); class folders keep no rows.',
    };
  },
};

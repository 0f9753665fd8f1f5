import { loadSplits } from '../../audit/load-splits';
import { FER2013_COUNTS } from '../../datasets/fer2013-counts';
import { SPLITS, type Split } from '../../datasets/labeled-images';
import { measuredCount } from '../measured';
import { PAPER_CLAIMS } from '../paper-claims';
import type { RowPlan } from '../row-plan';

/** What the csv's column Usage calls the splits. */
const USAGE: Record<Split, string> = { train: 'Training', validation: 'PublicTest', test: 'PrivateTest' };

const total = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0);

/** How many images the data set has. */
export const dataSize: RowPlan = {
  id: 'data-size',
  title: 'Images of FER-2013',
  claim: PAPER_CLAIMS.dataSize,
  needs: ['data'],
  seconds: 2,
  run: async (laboratory) => {
    const { data } = laboratory.inputs;
    if (data === undefined) {
      return { measured: [measuredCount('drawn faces, train', (await laboratory.images('train')).count, 'drawn faces')], verdict: 'cannot be judged', finding: 'Drawn faces take the place of FER-2013 here (--data gives it).' };
    }
    const counts: Partial<Record<Split, number>> = Object.fromEntries((await loadSplits(data)).map(({ split, count }) => [split, count]));
    const measured = SPLITS.filter((split) => counts[split] !== undefined).map((split) => measuredCount(`images, ${split}`, counts[split]!, USAGE[split]));
    const all = measured.reduce((sum, { value }) => sum + value, 0);
    const whole = total(SPLITS.map((split) => total(FER2013_COUNTS[split])));
    const asPublished = SPLITS.every((split) => counts[split] === undefined || counts[split] === total(FER2013_COUNTS[split]));
    const absent = SPLITS.filter((split) => counts[split] === undefined);
    return {
      measured: [...measured, measuredCount('images together', all, absent.length ? `without ${absent.join(' and ')}, which this copy lacks` : 'all splits')],
      verdict: !asPublished ? 'not supported' : absent.length ? 'cannot be judged' : 'supported',
      finding: asPublished
        ? `The splits that are here have as many images as published${absent.length ? `; with the published number for ${absent.join(' and ')} there would be ${whole.toLocaleString('en')}` : `: ${whole.toLocaleString('en')}`}.`
        : 'The splits have other numbers of images than published.',
    };
  },
};

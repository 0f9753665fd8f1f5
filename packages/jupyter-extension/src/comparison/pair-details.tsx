import type { TranslationBundle } from '@jupyterlab/translation';
import { type ComparedPair, formatChance, formatPoints } from 'fer-core/views';
import React from 'react';
import { NumberList } from '../rendering/number-list';
import { ChangedAnswers } from './changed-answers';
import { ConfusionDifference } from './confusion-difference';

interface PairDetailsProps {
  pair: ComparedPair;
  labels: readonly string[];
  /** How many runs are compared with the first. */
  pairs: number;
  trans: TranslationBundle;
}

/** One run against the first on the same images: difference, McNemar's counts, confusions, and the images behind them. */
export function PairDetails({ pair, labels, pairs, trans }: PairDetailsProps): React.ReactElement {
  const { first, second, difference, interval, test, adjustedP } = pair;
  const numbers: [name: string, value: string][] = [
    [trans.__('Difference of accuracy'), trans.__('%1 points', formatPoints(difference))],
    [trans.__('95 % interval'), interval.map(formatPoints).join(' … ')],
    [trans.__('Only %1 right', first), String(test.onlyFirst)],
    [trans.__('Only %1 right', second), String(test.onlySecond)],
    [trans.__('McNemar, %1', test.method), formatChance(test.p)],
    ...(pairs > 1 ? [[trans.__('Adjusted for %1 comparisons (Holm)', pairs), formatChance(adjustedP)] as [string, string]] : []),
  ];
  return (
    <div className="fer-comparison-pair" role="group" aria-label={trans.__('%1 against %2', second, first)}>
      <header className="fer-header">
        <span className="fer-subtitle">{trans.__('%1 against %2', second, first)}</span>
        <span className="fer-faint">{trans.__('on the same images')}</span>
      </header>
      <NumberList numbers={numbers} />
      <div className="fer-columns">
        <div>
          <header className="fer-header">
            <span className="fer-subtitle">{trans.__('Confusion: what %1 has more or less', second)}</span>
          </header>
          <ConfusionDifference difference={pair.confusionDifference} labels={labels} trans={trans} />
        </div>
        <ChangedAnswers pair={pair} trans={trans} />
      </div>
    </div>
  );
}

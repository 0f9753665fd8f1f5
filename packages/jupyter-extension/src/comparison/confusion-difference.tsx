import type { TranslationBundle } from '@jupyterlab/translation';
import { formatSigned } from 'fer-core/views';
import React from 'react';
import { type ConfusionCellLook, ConfusionTable } from '../class-accuracy/confusion-table';

interface ConfusionDifferenceProps {
  /** `difference[truth][predicted]`, counts. */
  difference: readonly (readonly number[])[];
  labels: readonly string[];
  trans: TranslationBundle;
}

/** Cells where the second run is better in blue, where it is worse in orange; the deeper the larger the change. */
export function ConfusionDifference({ difference, labels, trans }: ConfusionDifferenceProps): React.ReactElement {
  const largest = Math.max(1, ...difference.flat().map(Math.abs));
  const look = (truth: number, predicted: number): ConfusionCellLook => {
    const count = difference[truth][predicted];
    return {
      text: formatSigned(count),
      // More right answers are better, and so are fewer confusions.
      right: truth === predicted ? count > 0 : count < 0,
      empty: count === 0,
      depth: Math.abs(count) / largest,
      title: trans.__('%1 images: truth %2, predicted %3', formatSigned(count), labels[truth], labels[predicted]),
    };
  };
  return <ConfusionTable labels={labels} look={look} label={trans.__('Difference of the confusion matrices')} trans={trans} />;
}

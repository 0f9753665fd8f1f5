import type { TranslationBundle } from '@jupyterlab/translation';
import { formatSigned } from 'fer-core/views';
import React from 'react';

interface ConfusionDifferenceProps {
  /** `difference[truth][predicted]`, counts. */
  difference: readonly (readonly number[])[];
  labels: readonly string[];
  trans: TranslationBundle;
}

/** Share above which black reads better than white on the dark theme, as in the confusion matrix. */
const DEEP = 0.35;

/** Cells where the second run is better in blue, where it is worse in orange; the deeper the larger the change. */
export function ConfusionDifference({ difference, labels, trans }: ConfusionDifferenceProps): React.ReactElement {
  const largest = Math.max(1, ...difference.flat().map(Math.abs));
  return (
    <table className="fer-confusion" aria-label={trans.__('Difference of the confusion matrices')}>
      <thead>
        <tr>
          <td className="fer-confusion-corner">{trans.__('truth ↓ predicted →')}</td>
          {labels.map((label) => (
            <th key={label} scope="col">
              {label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {labels.map((label, truth) => (
          <tr key={label}>
            <th scope="row">{label}</th>
            {labels.map((other, predicted) => {
              const count = difference[truth][predicted];
              const share = Math.abs(count) / largest;
              return (
                <td
                  key={other}
                  className="fer-confusion-cell"
                  // More right answers are better, and so are fewer confusions.
                  data-fer-right={truth === predicted ? count > 0 : count < 0}
                  data-fer-empty={count === 0}
                  data-fer-deep={share > DEEP}
                  style={{ '--fer-share': `${Math.round(share * 100)}%` } as React.CSSProperties}
                  title={trans.__('%1 images: truth %2, predicted %3', formatSigned(count), label, other)}
                >
                  {formatSigned(count)}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

import { formatPercent } from 'fer-core/views';
import React from 'react';

interface ProbabilityBarsProps {
  labels: readonly string[];
  /** In [0, 1], in the order of the labels. */
  probabilities: readonly number[];
  /** Index of the expression recognized. */
  label: number;
}

/** A bar for each expression; the recognized one stands out by colour and weight. */
export function ProbabilityBars({ labels, probabilities, label }: ProbabilityBarsProps): React.ReactElement {
  return (
    <table className="fer-probabilities">
      <tbody>
        {labels.map((name, index) => (
          <tr key={name} data-fer-recognized={index === label}>
            <th scope="row">{name}</th>
            <td>
              <span className="fer-probability-ground">
                <span className="fer-probability" style={{ width: `${100 * probabilities[index]!}%` }} />
              </span>
            </td>
            <td>{formatPercent(probabilities[index])}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

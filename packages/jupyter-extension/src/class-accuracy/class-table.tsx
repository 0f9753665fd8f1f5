import type { TranslationBundle } from '@jupyterlab/translation';
import { type EvaluationReport, formatPercent } from 'fer-core/views';
import React from 'react';
import { IntervalBar } from './interval-bar';

/** Precision, recall, F1 and support of each class; intervals as bars beside their numbers. */
export function ClassTable({ report, trans }: { report: EvaluationReport; trans: TranslationBundle }): React.ReactElement {
  return (
    <table className="fer-classes">
      <thead>
        <tr>
          <th scope="col">{trans.__('Class')}</th>
          <th scope="col" colSpan={2} title={trans.__('Of the images called this, the share that is; bars: 95 % Wilson interval')}>
            {trans.__('Precision')}
          </th>
          <th scope="col" colSpan={2} title={trans.__('Of the images of this class, the share called so; bars: 95 % Wilson interval')}>
            {trans.__('Recall')}
          </th>
          <th scope="col" title={trans.__('Harmonic mean of precision and recall')}>
            {trans.__('F1')}
          </th>
          <th scope="col" title={trans.__('Images of this class')}>
            {trans.__('Support')}
          </th>
        </tr>
      </thead>
      <tbody>
        {report.perClass.map(({ label, precision, recall, f1, support, precisionInterval, recallInterval }) => (
          <tr key={label}>
            <th scope="row">{label}</th>
            <td>{formatPercent(precision)}</td>
            <td>
              <IntervalBar share={precision} interval={precisionInterval} />
            </td>
            <td>{formatPercent(recall)}</td>
            <td>
              <IntervalBar share={recall} interval={recallInterval} />
            </td>
            <td>{formatPercent(f1)}</td>
            <td>{support}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

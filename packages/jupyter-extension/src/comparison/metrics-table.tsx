import type { TranslationBundle } from '@jupyterlab/translation';
import { type ComparedRun, formatShare } from 'fer-core/views';
import React from 'react';
import { IntervalBar } from '../class-accuracy/interval-bar';

/** A line a run: what it was measured on, and its metrics with their intervals. */
export function MetricsTable({ runs, trans }: { runs: readonly ComparedRun[]; trans: TranslationBundle }): React.ReactElement {
  return (
    <table className="fer-classes fer-comparison-metrics">
      <thead>
        <tr>
          <th scope="col">{trans.__('Run')}</th>
          <th scope="col">{trans.__('Measured on')}</th>
          <th scope="col" title={trans.__('The split that chose the weights')}>
            {trans.__('Chosen on')}
          </th>
          <th scope="col" title={trans.__('Averaging over views of each image')}>
            {trans.__('Averaging')}
          </th>
          <th scope="col" colSpan={2}>
            {trans.__('Accuracy')}
          </th>
          <th scope="col">{trans.__('Macro F1')}</th>
          <th scope="col">{trans.__('Balanced accuracy')}</th>
          <th scope="col" title={trans.__('Expected calibration error')}>
            {trans.__('ECE')}
          </th>
        </tr>
      </thead>
      <tbody>
        {runs.map(({ name, on, n, selectedOn, tta, accuracy, macroF1, balancedAccuracy, ece }, index) => (
          <tr key={index}>
            <th scope="row">{name}</th>
            <td>{trans.__('%1, n = %2', on, n)}</td>
            <td>{selectedOn ?? trans.__('nothing')}</td>
            <td>{tta}</td>
            <td>{formatShare(accuracy)}</td>
            <td>
              <IntervalBar share={accuracy.value} interval={accuracy.interval} />
            </td>
            <td>{formatShare(macroF1)}</td>
            <td>{formatShare(balancedAccuracy)}</td>
            <td>{ece === null ? '–' : ece.toFixed(3)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

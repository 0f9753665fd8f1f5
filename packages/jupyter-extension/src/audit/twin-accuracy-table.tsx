import type { TranslationBundle } from '@jupyterlab/translation';
import { type AuditedAccuracy, formatCount, formatShare, TWIN_SUBSETS, type TwinSubset } from 'fer-core/views';
import React from 'react';
import { IntervalBar } from '../class-accuracy/interval-bar';
import { Notices } from '../rendering/notices';

/** A model's accuracy on one split: on all images, on those known from training, and on the rest. */
export function TwinAccuracyTable({ model, trans }: { model: AuditedAccuracy; trans: TranslationBundle }): React.ReactElement {
  const { stamp, split, accuracy, notices } = model;
  const names: Record<TwinSubset, string> = {
    all: trans.__('All %1 images', split),
    withTwin: trans.__('With a twin in training'),
    sameLabel: trans.__('the twin has the same label'),
    otherLabel: trans.__('a twin has another label'),
    withoutTwin: trans.__('Without a twin there'),
  };
  return (
    <div className="fer-audit-accuracy">
      <header className="fer-header">
        <span className="fer-subtitle">{trans.__('Accuracy with and without twins')}</span>
        <span className="fer-faint">{trans.__('error bars: 95 % intervals')}</span>
      </header>
      <table className="fer-classes">
        <thead>
          <tr>
            <th scope="col">{trans.__('Images')}</th>
            <th scope="col">{trans.__('n')}</th>
            <th scope="col" colSpan={2}>
              {trans.__('Accuracy')}
            </th>
          </tr>
        </thead>
        <tbody>
          {TWIN_SUBSETS.map((subset) => (
            <tr key={subset} data-fer-subset={subset}>
              <th scope="row">{names[subset]}</th>
              <td>{formatCount(accuracy[subset].n)}</td>
              <td>{formatShare(accuracy[subset])}</td>
              <td>
                <IntervalBar share={accuracy[subset].value} interval={accuracy[subset].interval} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="fer-hint">{stamp}</p>
      <Notices notices={notices} trans={trans} />
    </div>
  );
}

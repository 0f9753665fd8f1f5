import type { TranslationBundle } from '@jupyterlab/translation';
import type { ComparisonPayload } from 'fer-core/views';
import React, { useState } from 'react';
import { MetricsTable } from './metrics-table';
import { PairDetails } from './pair-details';

interface ComparisonViewProps {
  payload: ComparisonPayload;
  trans: TranslationBundle;
}

/** Runs beside each other: metrics, settings that differ, and each run against the first, image by image. */
export function ComparisonView({ payload, trans }: ComparisonViewProps): React.ReactElement {
  const { runs, configuration, pairs, unpaired, labels } = payload;
  const [chosen, setChosen] = useState(0);
  const pair = pairs[Math.min(chosen, pairs.length - 1)];
  return (
    <section className="fer-comparison" aria-label={trans.__('Comparison of runs')}>
      <header className="fer-header">
        <span className="fer-subtitle">{trans.__('Metrics')}</span>
        <span className="fer-faint">{trans.__('error bars: 95 % intervals')}</span>
      </header>
      <MetricsTable runs={runs} trans={trans} />
      <header className="fer-header">
        <span className="fer-subtitle">{trans.__('Settings that differ')}</span>
      </header>
      {configuration.length === 0 ? <p className="fer-hint">{trans.__('None, as far as the runs tell.')}</p> : <SettingsTable {...payload} trans={trans} />}
      {pairs.length > 1 && (
        <div className="fer-choice" role="group" aria-label={trans.__('Run against the first')}>
          {pairs.map(({ second }, index) => (
            <button key={index} aria-pressed={pairs[index] === pair} onClick={() => setChosen(index)}>
              {second}
            </button>
          ))}
        </div>
      )}
      {/* A key for each pair, so that a choice within one does not stay for the next. */}
      {pair && <PairDetails key={pairs.indexOf(pair)} pair={pair} labels={labels} pairs={pairs.length} trans={trans} />}
      {unpaired.map(({ name, reason }) => (
        <p key={name} className="fer-hint">
          {trans.__('%1 cannot be compared image by image: %2', name, reason)}
        </p>
      ))}
    </section>
  );
}

function SettingsTable({ configuration, runs, trans }: Pick<ComparisonPayload, 'configuration' | 'runs'> & { trans: TranslationBundle }): React.ReactElement {
  return (
    <table className="fer-classes fer-comparison-settings">
      <thead>
        <tr>
          <th scope="col">{trans.__('Setting')}</th>
          {runs.map(({ name }, index) => (
            <th key={index} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {configuration.map(({ path, values }) => (
          <tr key={path}>
            <th scope="row">{path}</th>
            {values.map((value, index) => (
              <td key={index}>{value}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

import type { TranslationBundle } from '@jupyterlab/translation';
import { formatPercent } from 'fer-core/views';
import React from 'react';
import type { ModelEntry } from '../workbench/model-entry';

interface ModelItemProps {
  model: ModelEntry;
  onOpen: () => void;
  trans: TranslationBundle;
}

/** A model in the panel: its network and size, and what was measured on which split of how many images. */
export function ModelItem({ model, onOpen, trans }: ModelItemProps): React.ReactElement {
  const { name, network, parameters, dataset, measured, hasCard } = model;
  const about = [network, parameters !== null && trans.__('%1 parameters', parameters.toLocaleString('en')), dataset].filter(Boolean);
  return (
    <button
      className="fer-entry"
      data-fer-model={name}
      onClick={onOpen}
      title={hasCard ? trans.__('Open the model card of %1', name) : trans.__('%1 has no card; opens model.json', name)}
    >
      <span className="fer-entry-name">{name}</span>
      {about.length > 0 && <span className="fer-entry-about">{about.join(' · ')}</span>}
      {measured.map(({ split, accuracy, n }) => (
        <span key={split} className="fer-entry-line">
          <span className="fer-entry-about">{split}</span>
          <span>
            <b>{formatPercent(accuracy)}</b>
            {n !== null && <span className="fer-faint"> n = {n.toLocaleString('en')}</span>}
          </span>
        </span>
      ))}
    </button>
  );
}

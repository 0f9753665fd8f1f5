import type { TranslationBundle } from '@jupyterlab/translation';
import { formatPercent, isOver } from 'fer-core/views';
import React from 'react';
import { StateBadge } from '../training/state-badge';
import type { RunEntry } from '../workbench/run-entry';
import { Silence } from './silence';

interface RunItemProps {
  run: RunEntry;
  onOpen: () => void;
  trans: TranslationBundle;
}

/** A run in the panel: name and state, how far it is, its best validation accuracy. */
export function RunItem({ run, onOpen, trans }: RunItemProps): React.ReactElement {
  const { name, state, message, epoch, epochs, best, config, updated } = run;
  const about = [config?.network, config?.dataset].filter(Boolean).join(' · ');
  return (
    <button className="fer-entry" data-fer-run={name} onClick={onOpen} title={[name, about, message].filter(Boolean).join('\n')}>
      <span>
        <span className="fer-entry-name fer-wrapped">{name}</span> <StateBadge state={state} trans={trans} />
      </span>
      {about && <span className="fer-entry-about">{about}</span>}
      <span className="fer-entry-line">
        <span className="fer-entry-about">{trans.__('epoch %1 of %2', epoch, epochs)}</span>
        {best && (
          <span title={trans.__('Best validation accuracy, epoch %1', best.epoch)}>
            <b>{formatPercent(best.accuracy)}</b>
            {best.n !== null && <span className="fer-faint"> n = {best.n.toLocaleString('en')}</span>}
          </span>
        )}
      </span>
      {!isOver(state) && updated && <Silence since={updated} trans={trans} />}
      {!isOver(state) && epochs > 0 && (
        <span className="fer-progress" aria-hidden="true">
          <span className="fer-progress-done" style={{ width: `${(100 * epoch) / epochs}%` }} />
        </span>
      )}
    </button>
  );
}

import type { TranslationBundle } from '@jupyterlab/translation';
import type { TrainingState } from 'fer-core/views';
import React from 'react';

/** A training's state in a word and a colour. */
export function StateBadge({ state, trans }: { state: TrainingState; trans: TranslationBundle }): React.ReactElement {
  const names: Record<TrainingState, string> = {
    preparing: trans.__('preparing'),
    running: trans.__('running'),
    finished: trans.__('finished'),
    stopped: trans.__('stopped'),
    failed: trans.__('failed'),
  };
  return (
    <span className="fer-badge" data-fer-state={state} role="status">
      {names[state]}
    </span>
  );
}

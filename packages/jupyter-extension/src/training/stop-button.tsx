import type { TranslationBundle } from '@jupyterlab/translation';
import { isOver, type TrainingState } from 'fer-core/views';
import React, { useState } from 'react';
import type { Absence, LiveObject } from '../kernel/live-object';

interface StopButtonProps {
  object: LiveObject;
  state: TrainingState;
  trans: TranslationBundle;
}

/** Stops the training through the notebook's kernel; absent once the training is over. */
export function StopButton({ object, state, trans }: StopButtonProps): React.ReactElement | null {
  const [asked, setAsked] = useState(false);
  const [problem, setProblem] = useState('');
  if (isOver(state)) return null;
  const absence = object.offers('stop') ? object.absence : 'no-object';
  const stop = (): void => {
    setAsked(true);
    setProblem('');
    object.call('stop').catch((error: unknown) => {
      setAsked(false);
      setProblem(error instanceof Error ? error.message : String(error));
    });
  };
  const title = absence ? reason(absence, trans) : trans.__('Stop after the current step; what was learned is kept');
  return (
    <span className="fer-stop">
      {problem && (
        <span className="fer-problem" role="alert">
          {problem}
        </span>
      )}
      <button className="fer-button fer-stop-button" disabled={asked || absence !== null} title={title} onClick={stop}>
        <span className="fer-stop-square" aria-hidden="true" />
        {asked && absence === null ? trans.__('Stopping…') : trans.__('Stop')}
      </button>
    </span>
  );
}

function reason(absence: Absence, trans: TranslationBundle): string {
  switch (absence) {
    case 'no-object':
      return trans.__('This training cannot be stopped from here');
    case 'no-kernel':
      return trans.__('The notebook has no kernel: the training is not running any more');
    case 'gone':
      return trans.__('The kernel that ran this training is gone');
  }
}

import type { TranslationBundle } from '@jupyterlab/translation';
import {
  bestEpoch,
  formatDuration,
  formatPercent,
  isOver,
  type TrainingPayload,
  trainingProgress,
} from 'fer-core/views';
import React from 'react';
import { Mounted } from '../rendering/mounted';
import { NumberList } from '../rendering/number-list';
import { StateBadge } from './state-badge';

interface TrainingViewProps {
  payload: TrainingPayload;
  /** The element that holds the curves; it outlives this view. */
  curves: HTMLElement;
  /** What stands at the right of the title: the Stop button, or nothing. */
  action?: React.ReactNode;
  trans: TranslationBundle;
}

/** A training: where it stands, its numbers, its curves. */
export function TrainingView({ payload, curves, action, trans }: TrainingViewProps): React.ReactElement {
  const { run, state, device, message, history, live } = payload;
  return (
    <section className="fer-training" data-fer-state={state} aria-label={trans.__('Training %1', run)}>
      <header className="fer-header">
        <span className="fer-title">{run}</span>
        <StateBadge state={state} trans={trans} />
        {device && <span className="fer-faint">{device}</span>}
        <span className="fer-spring" />
        {action}
      </header>
      <Progress payload={payload} trans={trans} />
      {message && <p className={state === 'failed' ? 'fer-problem' : 'fer-message'}>{message}</p>}
      {(history.length > 0 || live !== null) && <Numbers payload={payload} trans={trans} />}
      <Mounted node={curves} hidden={history.length === 0 && live === null} />
    </section>
  );
}

function Progress({ payload, trans }: { payload: TrainingPayload; trans: TranslationBundle }): React.ReactElement {
  const { state, epoch, epochs, step, steps, etaMs, msPerStep, history } = payload;
  const share = trainingProgress(payload);
  const percent = Math.round(share * 100);
  const parts: string[] = [];
  if (state === 'preparing') parts.push(trans.__('Preparing…'));
  else parts.push(trans.__('Epoch %1 of %2', epoch, epochs));
  if (state === 'running' && payload.live !== null) parts.push(trans.__('step %1 of %2', step, steps));
  if (msPerStep !== null) parts.push(trans.__('%1 per step', formatDuration(msPerStep)));
  if (etaMs !== null && !isOver(state)) parts.push(trans.__('%1 left', formatDuration(etaMs)));
  if (isOver(state) && history.length > 0) {
    const total = history.reduce((sum, { ms }) => sum + (ms ?? 0), 0);
    if (total > 0) parts.push(trans.__('%1 in all', formatDuration(total)));
  }
  return (
    <div className="fer-progress-row">
      <div
        className="fer-progress"
        role="progressbar"
        aria-valuenow={percent}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-label={trans.__('Progress')}
      >
        <div className="fer-progress-done" style={{ width: `${share * 100}%` }} />
      </div>
      <span className="fer-progress-text">{parts.join(' · ')}</span>
    </div>
  );
}

function Numbers({ payload, trans }: { payload: TrainingPayload; trans: TranslationBundle }): React.ReactElement {
  const { history, live, state } = payload;
  const last = history.at(-1);
  const best = bestEpoch(history);
  const now = state === 'running' ? live : null;
  const tiles: [name: string, value: string, note?: string][] = [
    [trans.__('Loss'), number(now?.loss ?? last?.loss), now ? trans.__('this epoch') : undefined],
    [trans.__('Accuracy'), formatPercent(now?.accuracy ?? last?.accuracy), now ? trans.__('this epoch') : undefined],
    [trans.__('Validation loss'), number(last?.valLoss)],
    [trans.__('Validation accuracy'), formatPercent(last?.valAccuracy)],
    [trans.__('Best'), formatPercent(best?.valAccuracy), best && trans.__('epoch %1', best.epoch)],
    [trans.__('Learning rate'), rate(last?.learningRate)],
  ];
  const shown = tiles.map(([name, value, note]): [string, React.ReactNode] => [
    name,
    <>
      {value}
      {note && <span className="fer-faint"> {note}</span>}
    </>,
  ]);
  return <NumberList numbers={shown} />;
}

function number(value: number | null | undefined): string {
  return value === null || value === undefined ? '–' : value.toFixed(4);
}

function rate(value: number | null | undefined): string {
  return value === null || value === undefined ? '–' : Number(value.toPrecision(3)).toString();
}

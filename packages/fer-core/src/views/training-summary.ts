import { formatDuration } from './format-duration';
import { formatPercent } from '../evaluate/format-percent';
import { bestEpoch, isOver, type TrainingPayload } from './training-payload';

/** The training in one line of plain text, as a viewer without pictures shows it. */
export function trainingSummary(payload: TrainingPayload): string {
  const { run, state, epoch, epochs, step, steps, etaMs, msPerStep, history, live, message } = payload;
  const parts = [`${run}: ${state}`, `epoch ${epoch}/${epochs}`];
  if (state === 'running') parts.push(`step ${step}/${steps}`);
  const last = history.at(-1);
  const loss = isOver(state) ? last?.loss : (live?.loss ?? last?.loss);
  if (loss !== null && loss !== undefined) parts.push(`loss ${loss.toFixed(4)}`);
  const best = bestEpoch(history);
  if (best) parts.push(`best validation accuracy ${formatPercent(best.valAccuracy)} (epoch ${best.epoch})`);
  if (msPerStep !== null) parts.push(`${formatDuration(msPerStep)} a step`);
  if (etaMs !== null && !isOver(state)) parts.push(`${formatDuration(etaMs)} left`);
  if (message) parts.push(message);
  return parts.join(', ');
}

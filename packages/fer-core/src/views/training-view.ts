import { DISPLAY, type Displayable, type MimeBundle } from './mime-bundle';
import { trainingHtml } from './training-html';
import { type LiveMetrics, type TrainingEpoch, type TrainingPayload, TRAINING_MIME } from './training-payload';
import { trainingSummary } from './training-summary';

/** What the view can ask of the training. */
export interface TrainingViewOptions {
  /** Called when the reader presses Stop; may be asynchronous. Without it the view has no Stop button. */
  stop?: () => unknown;
}

/** A training that shows itself, and shows itself again whenever it changes. */
export interface TrainingView extends Displayable {
  /** The state last told, as it goes over the wire. */
  readonly payload: TrainingPayload;
  /** What the front end may call, by name. */
  readonly actions: Record<string, (argument: unknown) => unknown>;
  /** Changes some fields and tells every subscriber. */
  update(changes: Partial<TrainingPayload>): void;
  /** Calls `listener` after each change; the returned function ends that. */
  subscribe(listener: () => void): () => void;
}

/**
 * Shows a training: curves, progress and a Stop button.
 *
 * @param state where the training stands; numbers that are not finite become null.
 * @example
 * const view = trainingView(state, { stop: () => controller.abort() });
 * display(view);
 * view.update({ step: 3, live: { loss: 1.8, accuracy: 0.2 } });
 */
export function trainingView(state: TrainingPayload, { stop }: TrainingViewOptions = {}): TrainingView {
  let payload = finite(state);
  const listeners = new Set<() => void>();
  return {
    get payload() {
      return payload;
    },
    actions: stop === undefined ? {} : { stop: async () => void (await stop()) },
    update(changes) {
      payload = finite({ ...payload, ...changes });
      for (const listener of [...listeners]) listener();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    [DISPLAY]: () => trainingBundle(payload),
  };
}

/** The MIME bundle of a training, for those who keep its state themselves. */
export function trainingBundle(payload: TrainingPayload): MimeBundle {
  const state = finite(payload);
  return { [TRAINING_MIME]: state, 'text/html': trainingHtml(state), 'text/plain': trainingSummary(state) };
}

function finite(state: TrainingPayload): TrainingPayload {
  return {
    ...state,
    etaMs: finiteOrNull(state.etaMs),
    msPerStep: finiteOrNull(state.msPerStep),
    history: state.history.map(finiteEpoch),
    live: state.live && finiteLive(state.live),
  };
}

function finiteEpoch(epoch: TrainingEpoch): TrainingEpoch {
  return {
    epoch: epoch.epoch,
    loss: finiteOrNull(epoch.loss),
    accuracy: finiteOrNull(epoch.accuracy),
    valLoss: finiteOrNull(epoch.valLoss),
    valAccuracy: finiteOrNull(epoch.valAccuracy),
    learningRate: finiteOrNull(epoch.learningRate),
    ms: finiteOrNull(epoch.ms),
  };
}

function finiteLive(live: LiveMetrics): LiveMetrics {
  return { loss: finiteOrNull(live.loss), accuracy: finiteOrNull(live.accuracy) };
}

function finiteOrNull(value: number | null | undefined): number | null {
  return value === null || value === undefined || !Number.isFinite(value) ? null : value;
}

import { describe, expect, it, vi } from 'vitest';
import { DISPLAY, parseTraining, TRAINING_MIME, trainingView } from '../../../packages/fer-core/src/views';
import { running } from './training-fixture';

describe('trainingView', () => {
  it('shows itself with its payload, a line of text and drawn curves', () => {
    const bundle = trainingView(running)[DISPLAY]();
    expect(parseTraining(JSON.parse(JSON.stringify(bundle[TRAINING_MIME])))).toEqual(running);
    expect(bundle['text/plain']).toBe(
      'first-run: running, epoch 3/5, step 10/40, loss 1.4200, best validation accuracy 37.5 % (epoch 2), 53 ms a step, 1 min 35 s left',
    );
    expect(bundle['text/html']).toMatch(/<svg .*<polyline .*<\/svg>/s);
  });

  it('is found by the symbol that needs no import', () => {
    const view = trainingView(running) as unknown as Record<symbol, () => object>;
    expect(view[Symbol.for('Jupyter.display')]()).toHaveProperty('text/plain');
  });

  it('tells its subscribers of each change until they leave', () => {
    const view = trainingView(running);
    const listener = vi.fn();
    const leave = view.subscribe(listener);
    view.update({ step: 11 });
    expect(listener).toHaveBeenCalledTimes(1);
    expect(view.payload.step).toBe(11);
    leave();
    view.update({ step: 12 });
    expect(listener).toHaveBeenCalledTimes(1);
    expect(view.payload.step).toBe(12);
  });

  it('offers Stop only where the training can be stopped', async () => {
    const stop = vi.fn();
    await trainingView(running, { stop }).actions.stop(undefined);
    expect(stop).toHaveBeenCalledTimes(1);
    expect(trainingView(running).actions).toEqual({});
  });

  it('turns numbers that JSON cannot carry into null', () => {
    const diverged = trainingView({ ...running, live: { loss: NaN, accuracy: 0.1 }, etaMs: Infinity });
    expect(diverged.payload.live).toEqual({ loss: null, accuracy: 0.1 });
    expect(diverged.payload.etaMs).toBeNull();
    diverged.update({ history: [{ ...running.history[0], loss: NaN }] });
    expect(diverged.payload.history[0].loss).toBeNull();
  });

  it('makes the run name harmless in HTML', () => {
    expect(trainingView({ ...running, run: '<script>' })[DISPLAY]()['text/html']).not.toContain('<script>');
  });

  it('has no curve before the first epoch', () => {
    const html = trainingView({ ...running, history: [], epoch: 1 })[DISPLAY]()['text/html'];
    expect(html).toContain('epoch 1/5');
    expect(html).not.toContain('<svg');
  });
});

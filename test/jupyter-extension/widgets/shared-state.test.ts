import { describe, expect, it } from 'vitest';
import { SharedState } from '../../../packages/jupyter-extension/src/widgets/shared-state';
import { parseWidget, type WidgetState } from '../../../packages/jupyter-extension/src/widgets/widget-payload';

const shown = (value: number, revision: number, id = 'one') => ({ id, kind: 'slider', state: { value, label: 'a' }, revision });

/** A kernel that answers when it is told to. */
function kernel() {
  const asked: { changes: WidgetState; answer: (value: unknown) => Promise<void>; fail: (error: Error) => Promise<void> }[] = [];
  const settle = () => new Promise<void>((done) => setTimeout(done));
  const shared = new SharedState(
    (changes) =>
      new Promise((resolve, reject) => {
        asked.push({
          changes,
          answer: (value) => (resolve(value), settle()),
          fail: (error) => (reject(error), settle()),
        });
      }),
  );
  shared.take(shown(1, 0));
  return { asked, shared };
}

describe('SharedState', () => {
  it('shows a change at once and sends one at a time, the newest last', async () => {
    const { asked, shared } = kernel();
    for (const value of [2, 3, 4]) shared.set({ value });
    expect(shared.state).toEqual({ value: 4, label: 'a' });
    expect(asked.map(({ changes }) => changes)).toEqual([{ value: 2 }]);
    expect(shared.isSettled).toBe(false);
    await asked[0]!.answer({ state: { value: 2, label: 'a' }, revision: 1 });
    expect(asked.map(({ changes }) => changes)).toEqual([{ value: 2 }, { value: 4 }]);
    expect([shared.state.value, shared.isSettled]).toEqual([4, false]);
    await asked[1]!.answer({ state: { value: 3.5, label: 'a' }, revision: 2 });
    expect([shared.state.value, shared.isSettled]).toEqual([3.5, true]);
  });

  it('keeps the newest state, in whatever order answers and outputs come', async () => {
    const { asked, shared } = kernel();
    shared.set({ value: 5 });
    shared.take(shown(9, 4));
    await asked[0]!.answer({ state: { value: 5, label: 'a' }, revision: 3 });
    expect(shared.state.value).toBe(9);
    shared.take(shown(1, 0));
    expect(shared.state.value).toBe(9);
  });

  it('goes back to what the kernel knows when a change is refused, and says why', async () => {
    const { asked, shared } = kernel();
    shared.set({ value: 5 });
    await asked[0]!.fail(new Error('not 5'));
    expect([shared.state.value, shared.problem, shared.isSettled]).toEqual([1, 'not 5', true]);
    shared.set({ value: 2 });
    expect(shared.problem).toBeNull();
  });

  it('starts anew with another widget: late answers about the old one count no more', async () => {
    const { asked, shared } = kernel();
    shared.set({ value: 5 });
    shared.take(shown(7, 0, 'two'));
    await asked[0]!.answer({ state: { value: 5, label: 'a' }, revision: 8 });
    expect(shared.state.value).toBe(7);
  });
});

describe('parseWidget', () => {
  it('takes widgets and says of others that they are none', () => {
    const widget = shown(1, 0);
    expect(parseWidget(JSON.parse(JSON.stringify(widget)))).toEqual(widget);
    for (const other of [null, {}, { ...widget, kind: undefined }, { ...widget, state: 3 }]) {
      expect(() => parseWidget(other)).toThrow('widget: expected {kind or esm, id, state, revision}');
    }
  });
});

import { describe, expect, it, vi } from 'vitest';
import { Actions } from '../../packages/kernel-extras/src/comm/actions';
import { Comms } from '../../packages/kernel-extras/src/comm/comms';
import { display } from '../../packages/kernel-extras/src/display/display';
import { mimeBundle } from '../../packages/kernel-extras/src/display/mime-bundle';
import { ProgressBar } from '../../packages/kernel-extras/src/display/progress';
import { History } from '../../packages/kernel-extras/src/kernel/history';
import { toCodePoints, toUnits } from '../../packages/kernel-extras/src/kernel/unicode-offset';
import { Bindings } from '../../packages/kernel-extras/src/run/bindings';
import { CellRun } from '../../packages/kernel-extras/src/run/cell-run';
import { KeyboardInterrupt } from '../../packages/kernel-extras/src/run/keyboard-interrupt';

const newRun = (): CellRun => new CellRun({ parent: '{}', identities: [], silent: false, allowStdin: false });

describe('History', () => {
  const history = new History();
  for (const [line, source] of [
    [1, 'a*b'],
    [2, 'b'],
    [3, 'a*b'],
  ] as const)
    history.add(line, source);
  history.setOutput(2, 'x'.repeat(5000));

  it('gives the last cells, a range, or those that match', () => {
    expect(history.answer({ hist_access_type: 'tail', n: 2 })).toEqual([
      [1, 2, 'b'],
      [1, 3, 'a*b'],
    ]);
    expect(history.answer({ hist_access_type: 'tail', n: 0 })).toEqual([]);
    expect(history.answer({ hist_access_type: 'range', session: 0, start: 1, stop: 2 })).toEqual([[1, 1, 'a*b']]);
    expect(history.answer({ hist_access_type: 'range', session: 9 })).toEqual([]);
    expect(history.answer({ hist_access_type: 'search', pattern: 'a?b', unique: true })).toEqual([[1, 3, 'a*b']]);
    expect(history.answer({ hist_access_type: 'search', pattern: '.' })).toEqual([]);
  });

  it('gives outputs if asked, cut to a bounded length', () => {
    expect(history.answer({ hist_access_type: 'range', start: 2, stop: 3, output: true })[0]![2]).toEqual([
      'b',
      'x'.repeat(1000),
    ]);
  });

  it('keeps a bounded number of cells', () => {
    for (let line = 4; line < 3000; line++) history.add(line, 'c');
    expect(history.answer({ hist_access_type: 'range' })).toHaveLength(1000);
  });
});

it('offsets turn from code points to UTF-16 units and back', () => {
  expect(toUnits('a😀b', 2)).toBe(3);
  expect(toCodePoints('a😀b', 3)).toBe(2);
  expect(toUnits('ab', 9)).toBe(2);
});

it('Bindings put back what a failed cell declared', () => {
  const bindings = new Bindings();
  bindings.values.kept = 1;
  const restore = bindings.guard(['kept', 'fresh']);
  Object.assign(bindings.values, { kept: 2, fresh: 3, other: 4 });
  restore();
  expect(bindings.values).toEqual({ kept: 1, other: 4 });
});

it('CellRun aborts its signal once, with the reason', () => {
  const run = newRun();
  const aborted = vi.fn();
  run.signal.addEventListener('abort', aborted);
  run.interrupt();
  run.interrupt();
  expect(aborted).toHaveBeenCalledTimes(1);
  expect(run.signal.reason).toBeInstanceOf(KeyboardInterrupt);
});

describe('mimeBundle', () => {
  it("is the object's own, with a text", async () => {
    const bundle = { 'text/html': '<b>' };
    expect(mimeBundle({ [Symbol.for('Jupyter.display')]: () => bundle })).toEqual({
      ...bundle,
      'text/plain': '[Object]',
    });
    await expect(mimeBundle({ [Symbol.for('Jupyter.display')]: async () => bundle })).resolves.toMatchObject(
      bundle,
    );
  });

  it('refuses what is not a bundle', () => {
    for (const [bad, name] of [
      [null, 'null'],
      [[], 'an array'],
      ['t', 'string'],
    ] as const) {
      expect(() => mimeBundle({ [Symbol.for('Jupyter.display')]: () => bad })).toThrow(`got ${name}`);
    }
  });
});

it('display prints in a plain program', async () => {
  const log = vi.spyOn(console, 'log').mockImplementation(() => {});
  const handle = display({ [Symbol.for('Jupyter.display')]: () => ({ 'text/plain': 'first' }) });
  handle.update([1]);
  await handle.shown;
  expect(log.mock.calls).toEqual([['first'], ['[ 1 ]']]);
  log.mockRestore();
});

it('ProgressBar tells share, time passed and time left', () => {
  let now = 0;
  const bar = new ProgressBar(120, 'reading', () => now);
  (bar as unknown as { start: number }).start = 0;
  expect(bar.text()).toBe('reading 0/120 0 % 0 s');
  now = 65_000;
  bar.advance(30);
  expect(bar.text()).toBe('reading 30/120 25 % 1 min 5 s, 3 min 15 s left');
  const open = new ProgressBar(undefined, '', () => 0);
  open.advance(7);
  expect(open.text()).toMatch(/^7 /);
});

describe('Comms and Actions', () => {
  const message = (msg_type: string, content: object) => ({
    identities: [],
    header: { msg_type } as never,
    parent: {},
    metadata: {},
    content: content as Record<string, unknown>,
    buffers: [],
  });

  it('answer a request by its number, and forget the oldest objects', async () => {
    const sent: [string, Record<string, unknown>][] = [];
    const comms = new Comms((type, content) => sent.push([type, content]));
    const actions = new Actions();
    comms.register('kernel-extras.actions', actions.serve);
    const object = { actions: { twice: (n: unknown) => Number(n) * 2, nothing: () => undefined } };
    const id = actions.register(newRun(), object);
    expect(actions.register(newRun(), object)).toBe(id);
    comms.handle(message('comm_open', { comm_id: 'c', target_name: 'kernel-extras.actions' }));
    expect(comms.info()).toEqual({ c: { target_name: 'kernel-extras.actions' } });
    const ask = async (data: object): Promise<unknown> => {
      comms.handle(message('comm_msg', { comm_id: 'c', data }));
      await new Promise(setImmediate);
      return sent.at(-1)![1].data;
    };
    expect(await ask({ object: id, action: 'twice', argument: 4, request: 1 })).toEqual({ request: 1, result: 8 });
    expect(await ask({ object: id, action: 'nothing', request: 2 })).toEqual({ request: 2, result: null });
    expect(await ask({ object: id, action: 'toString', request: 3 })).toMatchObject({
      error: expect.stringContaining('expected one of twice, nothing'),
    });
    for (let i = 0; i < 500; i++) actions.register(newRun(), { actions: { a: () => 1 } });
    expect(await ask({ object: id, action: 'twice', request: 4 })).toMatchObject({
      error: expect.stringContaining('run its cell again'),
    });
    comms.handle(message('comm_close', { comm_id: 'c' }));
    expect(comms.info()).toEqual({});
  });

  it('close a comm that nobody serves', () => {
    const sent: string[] = [];
    new Comms((type) => sent.push(type)).handle(message('comm_open', { comm_id: 'x', target_name: 'none' }));
    expect(sent).toEqual(['comm_close']);
  });
});

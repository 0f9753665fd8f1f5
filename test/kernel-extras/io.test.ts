import { describe, expect, it } from 'vitest';
import { Outbox } from '../../packages/kernel-extras/src/io/outbox';
import { Phase, SharedState } from '../../packages/kernel-extras/src/io/shared-state';
import { StreamMerger } from '../../packages/kernel-extras/src/io/stream-merger';
import type { Outgoing } from '../../packages/kernel-extras/src/protocol/message';

describe('Outbox', () => {
  it('sends in order and never two at a time, as ZeroMQ wants it', async () => {
    const sent: string[] = [];
    let sending = false;
    const socket = {
      async send([text]: (Uint8Array | string)[]): Promise<void> {
        expect(sending).toBe(false);
        sending = true;
        await new Promise(setImmediate);
        sending = false;
        sent.push(String(text));
      },
    };
    const outbox = new Outbox(socket, (error) => expect.unreachable(error.message));
    for (let i = 0; i < 5; i++) outbox.send([String(i)]);
    await new Promise(setImmediate);
    outbox.send(['5']);
    await outbox.flushed();
    expect(sent).toEqual(['0', '1', '2', '3', '4', '5']);
  });

  it('goes on after a message that cannot be sent, and tells', async () => {
    const errors: string[] = [];
    const sent: string[] = [];
    const socket = {
      async send([text]: (Uint8Array | string)[]): Promise<void> {
        if (text === 'bad') throw new Error('refused');
        sent.push(String(text));
      },
    };
    const outbox = new Outbox(socket, (error) => errors.push(error.message));
    for (const text of ['a', 'bad', 'b']) outbox.send([text]);
    await outbox.flushed();
    expect([sent, errors]).toEqual([['a', 'b'], ['refused']]);
  });
});

describe('StreamMerger', () => {
  const text = (value: string, name = 'stdout', parent = 'p'): Outgoing => ({
    channel: 'iopub',
    type: 'stream',
    parent,
    content: JSON.stringify({ name, text: value }),
  });
  const merged = (...messages: Outgoing[]): string[] => {
    const out: string[] = [];
    const merger = new StreamMerger((m) => out.push(m.type === 'stream' ? `${m.parent} ${m.content}` : m.type));
    for (const message of messages) merger.add(message);
    merger.flush();
    return out;
  };

  it('joins text of one stream of one cell', () => {
    expect(merged(text('a'), text('b'))).toEqual(['p {"name":"stdout","text":"ab"}']);
  });

  it('keeps streams, cells and other messages apart and in order', () => {
    const other: Outgoing = { channel: 'iopub', type: 'display_data', parent: 'p', content: '{}' };
    expect(merged(text('a'), text('e', 'stderr'), text('f', 'stderr', 'q'), other, text('b'))).toEqual([
      'p {"name":"stdout","text":"a"}',
      'p {"name":"stderr","text":"e"}',
      'q {"name":"stderr","text":"f"}',
      'display_data',
      'p {"name":"stdout","text":"b"}',
    ]);
  });

  it('does not hold back long text', () => {
    const out: Outgoing[] = [];
    new StreamMerger((message) => out.push(message)).add(text('x'.repeat(70_000)));
    expect(out).toHaveLength(1);
  });
});

describe('SharedState', () => {
  it('counts interrupts across threads', () => {
    const main = new SharedState();
    const io = new SharedState(main.memory);
    expect(main.pending).toBe(false);
    const first = io.requestInterrupt();
    io.requestInterrupt();
    expect(main.pending).toBe(true);
    main.markHandled(first);
    expect(io.pending).toBe(true);
    main.markHandled();
    expect(io.pending).toBe(false);
    main.markHandled(first); // an old one does not reopen anything
    expect(io.handled).toBe(2);
    expect([...main.interrupts]).toEqual([2, 2]);
  });

  it("protects the kernel's own code, also when it throws", () => {
    const state = new SharedState();
    state.phase = Phase.Callbacks;
    expect(() =>
      state.inKernel(() => {
        expect(state.phase).toBe(Phase.Kernel);
        throw new Error('x');
      }),
    ).toThrow('x');
    expect(state.phase).toBe(Phase.Callbacks);
  });
});

import type { Compiler } from '../compiler/compiler';
import { completeness } from '../compiler/completeness';
import { Actions } from '../comm/actions';
import { Comms } from '../comm/comms';
import { Status } from '../comm/status';
import { VariablesTarget } from '../comm/variables-target';
import { openSession, type Session } from '../display/session';
import { log } from '../io/log';
import { Phase, type SharedState } from '../io/shared-state';
import type { ToMain } from '../io/thread-messages';
import type { JsonObject, Message, Outgoing } from '../protocol/message';
import { captureOutput } from '../run/capture-output';
import { clearIntervals, installTimers } from '../run/cell-timers';
import type { CellRun } from '../run/cell-run';
import { followPromises, resetContext, runOfPromise, within } from '../run/run-context';
import { KeyboardInterrupt } from '../run/keyboard-interrupt';
import { CellRequire } from '../run/cell-require';
import { Cells } from './cells';
import { completeReply, inspectReply } from './code-help';
import { ExecuteQueue } from './execute-queue';
import { InputRequests } from './input-requests';

/** How long an interrupted cell may take to end by itself (to write a checkpoint, say), in milliseconds. */
const GRACE = 250;

/** How often is looked whether a forced interrupt has arrived, in milliseconds. */
const FORCE_LOOK = 5;

/** So many exercises until the compiler gets no faster by them. */
const EXERCISES = 8;

/** The way to the front ends: the I/O thread. */
export interface Channel {
  send(message: Outgoing): void;
  caughtUp(): Promise<void>;
}

/** The kernel on the main thread: takes requests, runs cells, answers. */
export class Kernel {
  private readonly comms: Comms;
  private readonly actions = new Actions();
  private readonly status: Status;
  private readonly variables: VariablesTarget;
  private readonly inputs: InputRequests;
  private readonly cells: Cells;
  private readonly queue: ExecuteQueue;

  /** Takes over standard output, timers and uncaught errors of the process. @param own - exports of kernel-extras */
  constructor(
    private readonly channel: Channel,
    private readonly state: SharedState,
    private readonly compiler: Compiler,
    home: string,
    own: unknown,
  ) {
    this.comms = new Comms((type, content, parent, buffers) => this.iopub(type, parent, content, buffers));
    this.inputs = new InputRequests(channel);
    this.cells = new Cells(compiler, state, new CellRequire(home, own), (run, type, content) =>
      this.publish(run, type, content),
    );
    this.queue = new ExecuteQueue((message) => this.execute(message));
    this.status = new Status(() => this.queue.busy);
    this.comms.register('kernel-extras.actions', this.actions.serve);
    this.comms.register('kernel-extras.status', this.status.serve);
    this.variables = new VariablesTarget(this.cells.variables);
    this.comms.register('kernel-extras.variables', this.variables.serve);
    openSession(this.session());
    (globalThis as Record<symbol, unknown>)[Symbol.for('Jupyter.interruptSignal')] = () =>
      (own as { interruptSignal(): AbortSignal }).interruptSignal();
    followPromises();
    captureOutput((name, text, run) => this.publish(run, 'stream', { name, text }));
    const isCell = (filename: string): boolean => compiler.positions.find(filename) !== undefined;
    installTimers(state, isCell, (error) => this.uncaught(error));
    process.on('uncaughtException', (error) => this.uncaught(error));
    process.on('unhandledRejection', (error, promise) => {
      const run = runOfPromise(promise);
      if (run === undefined) this.uncaught(error);
      else within(run, () => this.uncaught(error));
    });
    state.phase = Phase.Callbacks;
  }

  /** Takes a message from the I/O thread. */
  take(message: ToMain): void {
    resetContext();
    switch (message.kind) {
      case 'request':
        if (message.message.header.msg_type === 'execute_request') return this.queue.add(message.message);
        return this.state.inKernel(() => this.serve(message.channel, message.message));
      case 'input':
        return this.inputs.take(message.message);
      case 'interrupt':
        return this.interrupt(message.number);
      case 'shutdown':
        return process.exit(0);
      case 'failed':
        log(`the kernel ends: ${message.reason}`);
        return process.exit(1);
      default:
    }
  }

  /** Makes the compiler quick while there is nothing else to do, so that the first cells are not slower than later ones. */
  practise(exercises = EXERCISES): void {
    if (exercises === 0 || this.queue.busy) return;
    this.state.inKernel(() => this.compiler.practise());
    setImmediate(() => this.practise(exercises - 1));
  }

  /** Ends the running cell, unless the interrupt with this number has been dealt with. */
  interrupt(number: number): void {
    if (number <= this.state.handled) return;
    this.state.markHandled(number);
    clearIntervals();
    const run = this.cells.running;
    if (run === undefined) return;
    run.interrupt();
    setTimeout(() => run.abandon(new KeyboardInterrupt()), GRACE);
  }

  private async execute(message: Message): Promise<void> {
    const parent = JSON.stringify(message.header);
    this.say('busy', parent);
    const { reply, abort } = await this.cells.execute(message);
    if (this.state.forced) await this.untilForceArrived();
    // What had arrived by now was sent before its sender could know of the error.
    if (abort) await this.channel.caughtUp();
    const aborted = abort ? this.queue.takeAll() : [];
    this.reply('shell', message, reply);
    this.say('idle', parent);
    for (const other of aborted) {
      this.say('busy', JSON.stringify(other.header));
      this.reply('shell', other, { status: 'aborted' }); // without a count, as it did not run
      this.say('idle', JSON.stringify(other.header));
    }
    setImmediate(() => {
      this.status.report();
      this.state.inKernel(() => this.variables.report());
    });
  }

  /** A forced interrupt takes a moment to arrive; the next cell must not be there yet. An interval, as one of its calls may be what is hit. */
  private untilForceArrived(): Promise<void> {
    return new Promise((resolve) => {
      const look = setInterval(() => {
        if (this.state.forced) return;
        clearInterval(look);
        resolve();
      }, FORCE_LOOK);
    });
  }

  /** Answers whatever may be answered while a cell awaits. */
  private serve(channel: 'shell' | 'control', message: Message): void {
    const parent = JSON.stringify(message.header);
    const { content } = message;
    this.say('busy', parent);
    try {
      if (message.header.msg_type.startsWith('comm_') && message.header.msg_type !== 'comm_info_request') {
        this.comms.handle(message);
      } else {
        this.reply(channel, message, this.answer(message.header.msg_type, content));
      }
    } catch (error) {
      log(`${message.header.msg_type} failed: ${(error as Error).stack ?? String(error)}`);
      this.reply(channel, message, { status: 'error', ...this.cells.tracebacks.content(error) });
    }
    this.say('idle', parent);
  }

  private answer(type: string, content: Record<string, unknown>): JsonObject {
    const code = String(content.code ?? '');
    const cursor = typeof content.cursor_pos === 'number' ? content.cursor_pos : code.length;
    switch (type) {
      case 'is_complete_request':
        return { ...completeness(this.compiler.ts, code) };
      case 'complete_request':
        return completeReply(this.compiler, code, cursor);
      case 'inspect_request':
        return inspectReply(this.compiler, code, cursor);
      case 'history_request':
        return { status: 'ok', history: this.cells.history.answer(content) };
      case 'comm_info_request':
        return { status: 'ok', comms: this.comms.info(content.target_name as string | undefined) };
      default:
        throw new Error(`kernel: expected a request of Jupyter messaging 5.4, got ${type}`);
    }
  }

  private session(): Session {
    return {
      publish: (run, type, content) => this.publish(run, type, content),
      registerActions: (run, target) => {
        const id = this.actions.register(run, target);
        this.cells.onRerun(run, () => this.actions.forget(run, id));
        return id;
      },
      onRerun: (run, end) => this.cells.onRerun(run, end),
      openComm: (run, target, data) => this.comms.open(target, data, run.request.parent),
      serveComms: (target, serve) => this.comms.register(target, serve),
      ask: (run, prompt, password) => this.inputs.ask(run, prompt, password),
    };
  }

  private uncaught(error: unknown): void {
    if (error instanceof KeyboardInterrupt) return; // code of a cell that was interrupted, coming to its end
    const { traceback } = this.cells.tracebacks.content(error);
    console.error(['Uncaught, after its cell had gone on:', ...traceback].join('\n'));
  }

  private publish(run: CellRun, type: string, content: object): void {
    if (run.request.silent) return;
    this.iopub(type, run.request.parent, content);
  }

  private iopub(type: string, parent: string, content: object, buffers?: Uint8Array[]): void {
    this.channel.send({ channel: 'iopub', type, parent, content: JSON.stringify(content), buffers });
  }

  private say(state: 'busy' | 'idle', parent: string): void {
    this.iopub('status', parent, { execution_state: state });
  }

  private reply(channel: 'shell' | 'control', { header, identities }: Message, content: object): void {
    const type = header.msg_type.replace(/_request$/, '_reply');
    this.channel.send({
      channel,
      type,
      identities,
      parent: JSON.stringify(header),
      content: JSON.stringify(content),
    });
  }
}

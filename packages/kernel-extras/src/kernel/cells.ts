import { basename } from 'node:path';
import { inspect } from 'node:util';
import { CompileError } from '../compiler/compile-error';
import type { CompiledCell, Compiler } from '../compiler/compiler';
import { actionsMetadata, display, isDisplayHandle } from '../display/display';
import { isLive } from '../display/live-display';
import { mimeBundle } from '../display/mime-bundle';
import { currentSession } from '../display/session';
import type { SharedState } from '../io/shared-state';
import type { JsonObject, Message } from '../protocol/message';
import { Bindings } from '../run/bindings';
import type { CellRequire } from '../run/cell-require';
import { CellRun } from '../run/cell-run';
import { within } from '../run/run-context';
import { KeyboardInterrupt } from '../run/keyboard-interrupt';
import { openScope, runScript } from '../run/run-script';
import { Tracebacks } from '../run/traceback';
import type { CellOrigin } from '../variables/leftovers';
import { Variables } from '../variables/variables';
import { History } from './history';

/** Runs on record whose displays still live; the oldest end first when cells have no id. */
const KEPT = 200;

/** How a cell ended. */
export interface Outcome {
  /** Content of `execute_reply`. */
  reply: JsonObject;
  /** True if the cells that wait must not run. */
  abort: boolean;
}

/** Runs cells: compiler, variables, history, results and errors. */
export class Cells {
  readonly history = new History();
  readonly tracebacks: Tracebacks;
  readonly variables: Variables;
  /** The run of the cell that is running. */
  running: CellRun | undefined;
  private readonly bindings = new Bindings();
  private readonly held = new Map<string | CellRun, (() => void)[]>();
  private count = 0;

  /** @param publish - sends a message about a run. */
  constructor(
    private readonly compiler: Compiler,
    private readonly state: SharedState,
    private readonly cellRequire: CellRequire,
    private readonly publish: (run: CellRun, type: string, content: object) => void,
  ) {
    this.variables = new Variables(this.bindings.values, () => compiler.names);
    this.tracebacks = new Tracebacks(compiler.positions);
    this.tracebacks.install();
    openScope({ exports: this.bindings.values, require: cellRequire.require }, state);
  }

  /** Notes something that ends when the run's cell runs again. */
  onRerun(run: CellRun, end: () => void): void {
    const key = run.request.cellId ?? run;
    const ends = this.held.get(key);
    if (ends !== undefined) return void ends.push(end);
    this.held.set(key, [end]);
    if (this.held.size > KEPT) this.release(this.held.keys().next().value!);
  }

  /** Runs the cell of an `execute_request`; what it shows is sent on the way. */
  async execute({ header, identities, metadata, content }: Message): Promise<Outcome> {
    const code = String(content.code ?? '');
    const silent = content.silent === true;
    const stores = content.store_history !== false && !silent;
    const cellId = typeof metadata.cellId === 'string' ? metadata.cellId : undefined;
    const allowStdin = content.allow_stdin === true;
    const run = new CellRun({ parent: JSON.stringify(header), identities, cellId, silent, allowStdin });
    if (stores) {
      this.count++;
      this.history.add(this.count, code);
    }
    if (cellId !== undefined) this.release(cellId);
    this.publish(run, 'execute_input', { code, execution_count: this.count });
    this.running = run;
    let reply: JsonObject;
    try {
      await this.evaluate(run, code, stores);
      reply = {
        status: 'ok',
        user_expressions: await this.expressions(content.user_expressions),
        payload: run.payload,
      };
    } catch (thrown) {
      const stopped =
        run.interrupted && !(thrown instanceof CompileError) && !(thrown instanceof KeyboardInterrupt);
      const error = stopped ? new KeyboardInterrupt() : thrown;
      if (error instanceof KeyboardInterrupt) this.state.markHandled();
      const described = this.tracebacks.content(error);
      this.publish(run, 'error', described);
      reply = { status: 'error', ...described };
    }
    run.active = false;
    this.running = undefined;
    const abort = reply.status === 'error' && content.stop_on_error !== false;
    return { reply: { ...reply, execution_count: this.count }, abort };
  }

  private async evaluate(run: CellRun, code: string, stores: boolean): Promise<void> {
    const cell = within(run, () => this.state.inKernel(() => this.prepare(code, stores)));
    const restore = this.bindings.guard(cell.names);
    const { cellId } = run.request;
    const origin: CellOrigin = { count: this.count, ...(cellId === undefined ? {} : { id: cellId }) };
    try {
      await within(run, () => this.cellRequire.preload(cell.code));
      if (cell.code !== '') await runScript(cell, run, this.state);
      if (cell.resultName !== undefined) {
        const value = this.bindings.take(cell.resultName);
        this.variables.resultOf(origin, value);
        await this.showResult(run, value, stores);
      }
      for (const end of run.atEnd) await within(run, end);
      if (run.interrupted) throw new KeyboardInterrupt();
    } catch (error) {
      restore();
      this.variables.cellEnded(origin, []);
      throw error;
    }
    this.compiler.commit(cell);
    this.variables.cellEnded(origin, cell.names);
  }

  private prepare(code: string, stores: boolean): CompiledCell {
    const cell = this.compiler.compile(code, `In[${stores ? this.count : ''}]`);
    for (const folder of this.cellRequire.forgetChanged()) {
      process.stderr.write(`${basename(folder)} changed on disk and is loaded anew\n`);
    }
    this.cellRequire.update(cell.files);
    return cell;
  }

  /** Shows the value of the last expression; nothing if it is undefined. */
  private async showResult(run: CellRun, value: unknown, stores: boolean): Promise<void> {
    if (value === undefined || isDisplayHandle(value)) return;
    await within(run, async () => {
      if (isLive(value)) return display(value).shown;
      const data = await mimeBundle(value);
      const metadata = actionsMetadata(currentSession()!, run, value);
      if (stores) this.history.setOutput(this.count, String(data['text/plain']));
      this.publish(run, 'execute_result', { execution_count: this.count, data, metadata });
    });
  }

  /** Values of `user_expressions`, each as a MIME bundle or an error. */
  private async expressions(wanted: unknown): Promise<JsonObject> {
    const results: JsonObject = {};
    for (const [name, code] of Object.entries((wanted ?? {}) as Record<string, string>)) {
      try {
        const cell = this.state.inKernel(() => this.compiler.compile(`(${code})`, 'In[]'));
        await runScript(cell, new CellRun(this.running!.request), this.state);
        const value = cell.resultName === undefined ? undefined : this.bindings.take(cell.resultName);
        const data = value === undefined ? { 'text/plain': inspect(value) } : await mimeBundle(value);
        results[name] = { status: 'ok', data, metadata: {} };
      } catch (error) {
        results[name] = { status: 'error', ...this.tracebacks.content(error) };
      }
    }
    return results;
  }

  private release(key: string | CellRun): void {
    const ends = this.held.get(key) ?? [];
    this.held.delete(key);
    for (const end of ends) end();
  }
}

import { randomUUID } from 'node:crypto';
import type { CellRun } from '../run/cell-run';
import { currentRun } from '../run/run-context';
import { LiveDisplay, isLive } from './live-display';
import { mimeBundle, type MimeBundle } from './mime-bundle';
import { currentSession, type ActionTarget, type Session } from './session';

/** Options of {@link display}. */
export interface DisplayOptions {
  /** Id of the output; a later `display` with `update` changes it. Default: a new one. */
  id?: string;
  /** Changes the outputs with this id instead of making one. Default: false. */
  update?: boolean;
  /** Metadata of the output, by MIME type. Default: none. */
  metadata?: Record<string, unknown>;
}

/** An output that can be changed. */
export interface DisplayHandle {
  /** Id of the output. */
  readonly id: string;
  /** Resolves when the value is shown; rejects if it could not be. Only of interest for values that show themselves asynchronously. */
  readonly shown: Promise<void>;
  /** Shows another value in the same place. */
  update(value: unknown): DisplayHandle;
  /** Stops following a live value; its last state stays. */
  close(): void;
}

/**
 * Shows a value under the cell that calls it.
 *
 * A value that has a method `[Symbol.for("Jupyter.display")]` shows itself by the MIME bundle that the method returns;
 * any other is shown as text. If the value also has `subscribe(listener)`, it is shown again in place whenever it
 * changes; if it has `actions`, front ends can call these. In a plain program the text is printed.
 *
 * @example
 * const output = display(html("<b>0 %</b>"));
 * output.update(html("<b>100 %</b>"));
 */
export function display(value: unknown, options: DisplayOptions = {}): DisplayHandle {
  const id = options.id ?? randomUUID();
  const session = currentSession();
  const run = currentRun();
  if (session === undefined || run === undefined) return printed(value, id);
  return new Output(session, run, id, options).show(value, options.update === true);
}

class Output implements DisplayHandle {
  shown: Promise<void> = Promise.resolve();
  private live: LiveDisplay | undefined;

  constructor(
    private readonly session: Session,
    private readonly run: CellRun,
    readonly id: string,
    private readonly options: DisplayOptions,
  ) {}

  update(value: unknown): DisplayHandle {
    return this.show(value, true);
  }

  close(): void {
    this.live?.close();
    this.live = undefined;
  }

  show(value: unknown, update: boolean): this {
    this.close();
    const metadata = { ...this.options.metadata, ...actionsMetadata(this.session, this.run, value) };
    const first = this.render(value, metadata, update);
    this.shown = Promise.resolve(first);
    if (first instanceof Promise) this.keepUntilShown(first);
    if (isLive(value)) {
      this.live = new LiveDisplay(this.run, value, () => this.render(value, metadata, true));
      this.session.onRerun(this.run, () => this.close());
    }
    return this;
  }

  private render(value: unknown, metadata: object, update: boolean): void | Promise<void> {
    const publish = (data: MimeBundle): void => {
      const content = { data, metadata, transient: { display_id: this.id } };
      // An update is the message of the cell that makes it, which is the one that programs without a screen follow.
      this.session.publish(
        update ? (currentRun() ?? this.run) : this.run,
        update ? 'update_display_data' : 'display_data',
        content,
      );
    };
    const bundle = mimeBundle(value);
    return bundle instanceof Promise ? bundle.then(publish) : publish(bundle);
  }

  /** The cell does not end before what it shows is shown; a failure is the cell's if nobody else took it. */
  private keepUntilShown(shown: Promise<void>): void {
    const wait = (): Promise<void> => shown;
    this.run.atEnd.add(wait);
    const done = (): void => void this.run.atEnd.delete(wait);
    shown.then(done, (error) => {
      if (!this.run.active) console.error(error);
    });
  }
}

/** True for what {@link display} returns: as a cell's last expression it is not shown, its value is on display already. */
export function isDisplayHandle(value: unknown): boolean {
  return value instanceof Output;
}

/** Metadata that names the object and its actions, for renderers; registers the actions. */
export function actionsMetadata(session: Session, run: CellRun, value: unknown): Record<string, unknown> {
  if (!hasActions(value)) return {};
  const object = session.registerActions(run, value);
  return { 'kernel-extras': { object, actions: Object.keys(value.actions) } };
}

function hasActions(value: unknown): value is ActionTarget {
  if (typeof value !== 'object' || value === null) return false;
  const { actions } = value as { actions?: unknown };
  if (typeof actions !== 'object' || actions === null) return false;
  const functions = Object.values(actions);
  return functions.length > 0 && functions.every((action) => typeof action === 'function');
}

function printed(value: unknown, id: string): DisplayHandle {
  const print = (bundle: MimeBundle): void => console.log(bundle['text/plain']);
  const bundle = mimeBundle(value);
  const shown = bundle instanceof Promise ? bundle.then(print) : Promise.resolve(print(bundle));
  return { id, shown, update: (next) => printed(next, id), close: () => {} };
}

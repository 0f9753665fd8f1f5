import { randomUUID } from 'node:crypto';
import { DISPLAY, type Displayable, type MimeBundle } from '../display/mime-bundle';

/** MIME types: a widget that the front end knows by its kind, and one that brings its own program. */
const KIND_MIME = 'application/vnd.kernel-extras.widget.v1+json';
const MODULE_MIME = 'application/vnd.kernel-extras.module-widget.v1+json';

/** Options of {@link widget}; one of `kind` and `esm` is given. */
export interface WidgetOptions<State extends object> {
  /** Widget of the front end that draws it: `slider`. */
  kind?: string;
  /**
   * Program that draws it in the page, as an ES module: `export default { render({ model, el }) { … } }`. The model is
   * anywidget's: `get(name)`, `set(name, value)`, `save_changes()`, `on('change:name', listener)`, `off`. `render` may
   * return a function that cleans up.
   */
  esm?: string;
  /** What both sides share: plain data by name. */
  state: State;
  /** Returns the state to take instead of one that either side sets, or throws. Default: takes each. */
  check?: (state: State) => State;
  /** The state in words, for places that draw no widget. Default: as JSON. */
  text?: (state: State) => string;
}

/** Called with the state after a change and the one before. */
export type WidgetListener<State> = (state: Readonly<State>, before: Readonly<State>) => unknown;

/**
 * A state that a cell and the page share: whichever side changes it, the other sees it.
 * @throws `widget: expected either a kind or an esm, got …`
 *
 * @example
 * const counter = widget({
 *   state: { count: 0 },
 *   esm: `export default { render({ model, el }) {
 *     const button = document.createElement('button');
 *     const draw = () => { button.textContent = model.get('count'); };
 *     button.onclick = () => { model.set('count', model.get('count') + 1); model.save_changes(); };
 *     model.on('change:count', draw);
 *     draw();
 *     el.append(button);
 *   } }`,
 * });
 * counter.onChange(({ count }) => console.log(count));
 */
export function widget<State extends object>(options: WidgetOptions<State>): Widget<State> {
  return new Widget(options);
}

/** What {@link widget} makes: it shows itself, tells when it changes, and lets the front end set its state by an action. */
export class Widget<State extends object> implements Displayable {
  /** What the front end calls: `set` with the changes answers, once all listeners are done, `{state, revision}`. */
  readonly actions = { set: (changes: unknown) => this.setFromPage(changes) };
  private readonly id = randomUUID();
  private readonly listeners = new Set<WidgetListener<State>>();
  private readonly displays = new Set<() => void>();
  private current: State;
  private revision = 0;

  constructor(private readonly options: WidgetOptions<State>) {
    const { kind, esm, state } = options;
    if ((kind === undefined) === (esm === undefined)) {
      throw new Error(`widget: expected either a kind or an esm, got ${kind === undefined ? 'neither' : 'both'}`);
    }
    this.current = this.checked({ ...state });
  }

  /** What both sides share, as it is now. */
  get state(): Readonly<State> {
    return this.current;
  }

  /**
   * Changes the state; the page follows. Nothing happens where nothing changes.
   * @throws Error of the widget's check, `widget: expected changes of …, got …`, or of a listener.
   */
  set(changes: Partial<State>): void {
    void this.change(changes);
  }

  /**
   * Calls `listener` after each change, whichever side made it; the function returned ends that. While a promise that
   * it returns is open the page sends no further change: the newest then comes next.
   */
  onChange(listener: WidgetListener<State>): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  /** Tells displays of changes; see {@link onChange} for what cells want. */
  subscribe(listener: () => void): () => void {
    this.displays.add(listener);
    return () => void this.displays.delete(listener);
  }

  [DISPLAY](): MimeBundle {
    const { kind, esm, text = JSON.stringify } = this.options;
    const shared = { id: this.id, state: this.current, revision: this.revision };
    return {
      ...(kind !== undefined ? { [KIND_MIME]: { kind, ...shared } } : { [MODULE_MIME]: { esm, ...shared } }),
      'text/plain': text(this.current),
    };
  }

  /** @returns what the listeners returned. */
  private change(changes: Partial<State>): unknown[] {
    for (const name of Object.keys(changes)) {
      if (Object.hasOwn(this.current, name)) continue;
      throw new Error(`widget: expected changes of ${Object.keys(this.current).join(', ')}, got ${name}`);
    }
    const before = this.current;
    const next = this.checked({ ...before, ...changes });
    if (JSON.stringify(next) === JSON.stringify(before)) return [];
    this.current = next;
    this.revision++;
    for (const listener of this.displays) listener();
    return [...this.listeners].map((listener) => listener(next, before));
  }

  private async setFromPage(changes: unknown): Promise<{ state: State; revision: number }> {
    if (typeof changes !== 'object' || changes === null) throw new Error(`widget: expected changes, got ${String(changes)}`);
    await Promise.all(this.change(changes as Partial<State>));
    return { state: this.current, revision: this.revision };
  }

  private checked(state: State): State {
    return this.options.check?.(state) ?? state;
  }
}

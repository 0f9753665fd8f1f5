import { Signal } from '@lumino/signaling';
import type { Revised, WidgetPayload, WidgetState } from './widget-payload';

/**
 * The page's side of a widget's state. What the person does shows at once; it is sent one change at a time, the newest
 * last, and what the kernel makes of it counts.
 */
export class SharedState {
  /** Emitted when {@link state} or {@link problem} may have changed. */
  readonly changed = new Signal<this, void>(this);
  /** Why the last change was not taken; null when it was. */
  problem: string | null = null;
  private id = '';
  private confirmed: Revised = { state: {}, revision: -1 };
  private sent: WidgetState | null = null;
  private waiting: WidgetState = {};

  /** @param send - sets the state in the kernel; resolves to what it is then. */
  constructor(private readonly send: (changes: WidgetState) => Promise<unknown>) {}

  /** The state as it is shown. */
  get state(): WidgetState {
    return { ...this.confirmed.state, ...this.sent, ...this.waiting };
  }

  /** Whether the kernel knows all that was set here. */
  get isSettled(): boolean {
    return this.sent === null && Object.keys(this.waiting).length === 0;
  }

  /** Takes what an output shows; one that is older than what is known changes nothing. */
  take({ id, state, revision }: WidgetPayload): void {
    if (id !== this.id) {
      this.id = id;
      this.waiting = {};
      this.confirmed = { state, revision };
      this.changed.emit();
    } else this.confirm({ state, revision });
  }

  /** Changes the state here, and in the kernel as soon as it has dealt with the change before. */
  set(changes: WidgetState): void {
    this.waiting = { ...this.waiting, ...changes };
    this.problem = null;
    this.changed.emit();
    void this.flush();
  }

  private async flush(): Promise<void> {
    if (this.sent !== null || Object.keys(this.waiting).length === 0) return;
    const { id } = this;
    this.sent = this.waiting;
    this.waiting = {};
    try {
      const answer = (await this.send(this.sent)) as Revised;
      if (id === this.id) this.confirm(answer);
    } catch (error) {
      if (id === this.id) this.problem = error instanceof Error ? error.message : String(error);
    }
    this.sent = null;
    this.changed.emit();
    await this.flush();
  }

  private confirm(known: Revised): void {
    if (known.revision < this.confirmed.revision) return;
    this.confirmed = known;
    this.changed.emit();
  }
}

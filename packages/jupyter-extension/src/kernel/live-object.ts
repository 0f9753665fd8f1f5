import type { ISessionContext } from '@jupyterlab/apputils';
import type { Kernel } from '@jupyterlab/services';
import type { ReadonlyPartialJSONObject } from '@lumino/coreutils';
import type { IDisposable } from '@lumino/disposable';
import { Signal } from '@lumino/signaling';
import { CommCalls } from './comm-calls';

/** Key of the output's metadata where the kernel says which object is shown and what it can do. */
const METADATA = 'kernel-extras';

/** Why an object cannot be called. */
export type Absence = 'no-object' | 'no-kernel' | 'gone';

/**
 * The object in the kernel that an output shows.
 * It is gone once the kernel was restarted or replaced; running the cell again brings a new one.
 */
export class LiveObject implements IDisposable {
  /** Emitted when {@link absence} has changed. */
  readonly changed = new Signal<this, void>(this);
  private id: string | undefined;
  private actions: readonly string[] = [];
  private gone = false;
  private kernel: Kernel.IKernelConnection | null | undefined;
  private disposed = false;

  /** @param session of the notebook; null where there is none, as in a preview. */
  constructor(private readonly session: ISessionContext | null) {
    this.kernel = session?.session?.kernel;
    session?.kernelChanged.connect(this.onKernelChanged, this);
    session?.statusChanged.connect(this.onStatusChanged, this);
  }

  get isDisposed(): boolean {
    return this.disposed;
  }

  /** Why the object cannot be called; null while it can. */
  get absence(): Absence | null {
    if (this.id === undefined) return 'no-object';
    if (this.gone) return 'gone';
    return this.session?.session?.kernel ? null : 'no-kernel';
  }

  /** Whether the object has an action of this name. */
  offers(action: string): boolean {
    return this.actions.includes(action);
  }

  /** Reads the output's metadata; another object than before is a live one. */
  follow(metadata: ReadonlyPartialJSONObject): void {
    const about = metadata[METADATA] as { object?: string; actions?: string[] } | undefined;
    if (about?.object === this.id) return;
    this.id = about?.object;
    this.actions = about?.actions ?? [];
    this.gone = false;
    this.changed.emit();
  }

  /** @throws Error with the reason when the object is absent or the action fails. */
  async call(action: string, argument: unknown = null): Promise<unknown> {
    const kernel = this.session?.session?.kernel;
    if (!kernel || this.id === undefined || this.gone) throw new Error('the kernel that holds this object is gone');
    try {
      return await CommCalls.to(kernel).call(this.id, action, argument);
    } catch (error) {
      // The kernel no longer knows the object: it was restarted while nobody looked.
      if (error instanceof Error && /object on display|kernel was|serves no actions/.test(error.message)) this.lose();
      throw error;
    }
  }

  dispose(): void {
    if (this.disposed) return;
    this.disposed = true;
    Signal.clearData(this);
  }

  private onKernelChanged(): void {
    const kernel = this.session?.session?.kernel;
    // A notebook that opens gets its first kernel after its outputs are drawn; the object may live there.
    if (this.kernel && kernel?.id !== this.kernel.id) this.gone = true;
    this.kernel = kernel ?? this.kernel;
    this.changed.emit();
  }

  private onStatusChanged(_: unknown, status: Kernel.Status): void {
    if (['restarting', 'autorestarting', 'dead', 'terminating'].includes(status)) this.lose();
  }

  private lose(): void {
    if (this.gone) return;
    this.gone = true;
    this.changed.emit();
  }
}

import type { ISessionContext } from '@jupyterlab/apputils';
import type { Kernel } from '@jupyterlab/services';
import { VDomModel } from '@jupyterlab/ui-components';
import type { JSONObject } from '@lumino/coreutils';

/** Milliseconds after which an idle kernel that has not answered is asked again. */
const ANSWER_WITHIN = 3000;
/** Refusals in a row after which a kernel counts as one that does not serve the target. */
const REFUSALS = 3;

/** What there is to be heard: nothing without a kernel, nothing yet, nothing ever from a kernel of another kind, or a report. */
export type Hearing = 'no-kernel' | 'waiting' | 'refused' | 'told';

/** Keeps a comm open to one target of a notebook's kernel, through restarts and changes of kernel, and holds its last report. */
export class KernelComm<Report extends object> extends VDomModel {
  /** The last report; null where there is no kernel or one that does not tell. */
  report: Report | null = null;
  private followed: ISessionContext | null = null;
  private comm: Kernel.IComm | null = null;
  /** How often in a row the kernel has closed what we opened; one that is being restarted does so too. */
  private refusals = 0;
  /** How often in a row an idle kernel was asked in vain: some do not even refuse. */
  private silences = 0;

  /** @param target - name under which the kernel serves comms; it reports as soon as one is opened. */
  constructor(private readonly target: string) {
    super();
  }

  /** The notebook or console that is listened to. */
  get session(): ISessionContext | null {
    return this.followed;
  }

  /** Whether there is a report, and if not, why. */
  get hearing(): Hearing {
    if (!this.followed?.session?.kernel) return 'no-kernel';
    if (this.report !== null) return 'told';
    return this.refusals > 0 || this.silences > 1 ? 'refused' : 'waiting';
  }

  /** Listens to another notebook from now on. */
  follow(session: ISessionContext | null): void {
    if (session === this.followed) return;
    this.unfollow();
    this.followed = session;
    session?.kernelChanged.connect(this.onKernel, this);
    session?.statusChanged.connect(this.onStatus, this);
    session?.connectionStatusChanged.connect(this.onConnection, this);
    session?.disposed.connect(this.onDisposed, this);
    this.open();
    this.stateChanged.emit();
  }

  override dispose(): void {
    if (this.isDisposed) return;
    this.unfollow();
    super.dispose();
  }

  /** Takes what the kernel sends: a report, unless a subclass knows better. */
  protected take(data: JSONObject): void {
    this.tell(data as unknown as Report);
  }

  /** Notes a report and shows it. */
  protected tell(report: Report | null): void {
    this.report = report;
    if (report !== null) this.refusals = this.silences = 0;
    this.stateChanged.emit();
  }

  /** Sends to the kernel. @throws Error when no comm is open. */
  protected send(data: JSONObject): void {
    if (this.comm === null) throw new Error(`${this.target}: expected a kernel that listens, got none`);
    this.comm.send(data);
  }

  private unfollow(): void {
    this.followed?.kernelChanged.disconnect(this.onKernel, this);
    this.followed?.statusChanged.disconnect(this.onStatus, this);
    this.followed?.connectionStatusChanged.disconnect(this.onConnection, this);
    this.followed?.disposed.disconnect(this.onDisposed, this);
    this.followed = null;
    this.closeAnew();
  }

  private onDisposed(): void {
    this.follow(null);
  }

  private onKernel(): void {
    this.closeAnew();
    this.open();
  }

  private onStatus(_: unknown, status: Kernel.Status): void {
    if (['restarting', 'autorestarting', 'terminating', 'dead'].includes(status)) this.closeAnew();
    else this.open();
  }

  /** A restart ends in a new connection; what was opened over the old one may have been lost. */
  private onConnection(_: unknown, status: Kernel.ConnectionStatus): void {
    if (status !== 'connected') return;
    this.close();
    this.open();
  }

  private open(): void {
    const kernel = this.followed?.session?.kernel;
    if (!kernel || this.comm !== null || this.refusals >= REFUSALS) return;
    // The last words of a kernel that is being restarted look like life; its end is told by a status.
    if (this.followed?.isRestarting) return;
    if (kernel.connectionStatus !== 'connected' || !['idle', 'busy'].includes(kernel.status)) return;
    const comm = kernel.createComm(this.target);
    comm.onMsg = ({ content }) => this.take(content.data as JSONObject);
    comm.onClose = () => {
      this.comm = null;
      this.refusals++;
      this.tell(null);
      setTimeout(() => this.open(), ANSWER_WITHIN);
    };
    this.comm = comm;
    comm.open();
    this.expectAnswer(comm);
  }

  /** A kernel answers at once. What was sent while it was still being restarted may be lost: then we ask again. */
  private expectAnswer(comm: Kernel.IComm): void {
    setTimeout(() => {
      if (this.comm !== comm || this.report !== null || this.isDisposed) return;
      if (this.followed?.session?.kernel?.status !== 'idle') return this.expectAnswer(comm);
      this.silences++;
      this.close();
      this.open();
    }, ANSWER_WITHIN);
  }

  private closeAnew(): void {
    this.refusals = this.silences = 0;
    this.close();
  }

  private close(): void {
    const comm = this.comm;
    this.comm = null;
    if (comm !== null && !comm.isDisposed) {
      comm.onMsg = () => {};
      comm.onClose = () => {};
      try {
        comm.close();
      } catch {
        // the kernel is gone, and the comm with it
      }
    }
    this.tell(null);
  }
}

import type { ISessionContext } from '@jupyterlab/apputils';
import type { Kernel } from '@jupyterlab/services';
import { VDomModel } from '@jupyterlab/ui-components';

/** The comm target by which the kernel says how it is. */
const TARGET = 'kernel-extras.status';
/** Milliseconds after which an idle kernel that has not answered is asked again. */
const ANSWER_WITHIN = 3000;
/** Refusals in a row after which a kernel counts as one that tells no status. */
const REFUSALS = 3;

/** What the kernel sends after each cell and every two seconds (ARCHITECTURE.md, Status). */
export interface StatusReport {
  /** Resident memory of the kernel in bytes. */
  memory: { rss: number };
  busy: boolean;
  /** Told by fer-core once its backend has started. */
  fer?: { device: string; backend: string; threads: number; tensors: number; tensorBytes: number };
}

/** Listens to what one notebook's kernel says of itself, through restarts and changes of kernel. */
export class KernelStatus extends VDomModel {
  /** The last report; null where there is no kernel or one that does not tell. */
  report: StatusReport | null = null;
  private session: ISessionContext | null = null;
  private comm: Kernel.IComm | null = null;
  /** How often in a row the kernel has closed what we opened; one that is being restarted does so too. */
  private refusals = 0;

  /** Listens to another notebook from now on. */
  follow(session: ISessionContext | null): void {
    if (session === this.session) return;
    this.unfollow();
    this.session = session;
    session?.kernelChanged.connect(this.onKernel, this);
    session?.statusChanged.connect(this.onStatus, this);
    session?.connectionStatusChanged.connect(this.onConnection, this);
    session?.disposed.connect(this.onDisposed, this);
    this.open();
  }

  override dispose(): void {
    if (this.isDisposed) return;
    this.unfollow();
    super.dispose();
  }

  private unfollow(): void {
    this.session?.kernelChanged.disconnect(this.onKernel, this);
    this.session?.statusChanged.disconnect(this.onStatus, this);
    this.session?.connectionStatusChanged.disconnect(this.onConnection, this);
    this.session?.disposed.disconnect(this.onDisposed, this);
    this.session = null;
    this.refusals = 0;
    this.close();
  }

  private onDisposed(): void {
    this.follow(null);
  }

  private onKernel(): void {
    this.refusals = 0;
    this.close();
    this.open();
  }

  private onStatus(_: unknown, status: Kernel.Status): void {
    if (['restarting', 'autorestarting', 'terminating', 'dead'].includes(status)) {
      this.refusals = 0;
      this.close();
    } else this.open();
  }

  /** A restart ends in a new connection; what was opened over the old one may have been lost. */
  private onConnection(_: unknown, status: Kernel.ConnectionStatus): void {
    if (status !== 'connected') return;
    this.close();
    this.open();
  }

  private open(): void {
    const kernel = this.session?.session?.kernel;
    if (!kernel || this.comm !== null || this.refusals >= REFUSALS) return;
    if (kernel.connectionStatus !== 'connected' || !['idle', 'busy'].includes(kernel.status)) return;
    const comm = kernel.createComm(TARGET);
    comm.onMsg = ({ content }) => this.tell(content.data as unknown as StatusReport);
    comm.onClose = () => {
      this.comm = null;
      this.tell(null);
      this.refusals++;
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
      if (this.session?.session?.kernel?.status !== 'idle') return this.expectAnswer(comm);
      this.close();
      this.open();
    }, ANSWER_WITHIN);
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

  private tell(report: StatusReport | null): void {
    this.report = report;
    if (report !== null) this.refusals = 0;
    this.stateChanged.emit();
  }
}

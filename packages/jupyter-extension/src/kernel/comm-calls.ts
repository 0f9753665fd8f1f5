import type { Kernel } from '@jupyterlab/services';
import type { JSONObject } from '@lumino/coreutils';

/** The comm target by which the kernel lets a front end call actions of displayed objects. */
const TARGET = 'kernel-extras.actions';

interface Waiting {
  resolve: (result: unknown) => void;
  reject: (error: Error) => void;
}

const channels = new WeakMap<Kernel.IKernelConnection, CommCalls>();

/** Calls actions of objects in one kernel, over one comm that is opened with the first call. */
export class CommCalls {
  private comm: Kernel.IComm | undefined;
  private readonly waiting = new Map<number, Waiting>();
  private request = 0;

  private constructor(private readonly kernel: Kernel.IKernelConnection) {
    kernel.statusChanged.connect((_, status) => {
      if (['restarting', 'autorestarting', 'terminating', 'dead'].includes(status)) this.end('the kernel was restarted');
    });
    kernel.disposed.connect(() => this.end('the kernel was shut down'));
  }

  /** The calls to this kernel. */
  static to(kernel: Kernel.IKernelConnection): CommCalls {
    const calls = channels.get(kernel) ?? new CommCalls(kernel);
    channels.set(kernel, calls);
    return calls;
  }

  /**
   * Calls an action and gives its result.
   * @throws Error with the kernel's message, also when the kernel goes away before it answers.
   */
  call(object: string, action: string, argument: unknown): Promise<unknown> {
    const request = ++this.request;
    const answer = new Promise<unknown>((resolve, reject) => this.waiting.set(request, { resolve, reject }));
    try {
      this.open().send({ object, action, argument: (argument ?? null) as JSONObject, request });
    } catch (error) {
      this.settle(request, (waiting) => waiting.reject(error instanceof Error ? error : new Error(String(error))));
    }
    return answer;
  }

  private open(): Kernel.IComm {
    if (this.comm !== undefined && !this.comm.isDisposed) return this.comm;
    const comm = this.kernel.createComm(TARGET);
    comm.onMsg = ({ content }) => {
      const { request, result, error } = content.data as { request: number; result?: unknown; error?: string };
      this.settle(request, (waiting) => (error === undefined ? waiting.resolve(result) : waiting.reject(new Error(error))));
    };
    comm.onClose = () => this.end('this kernel serves no actions');
    comm.open();
    this.comm = comm;
    return comm;
  }

  private settle(request: number, how: (waiting: Waiting) => void): void {
    const waiting = this.waiting.get(request);
    this.waiting.delete(request);
    if (waiting) how(waiting);
  }

  private end(why: string): void {
    this.comm = undefined;
    for (const request of [...this.waiting.keys()]) this.settle(request, ({ reject }) => reject(new Error(why)));
  }
}

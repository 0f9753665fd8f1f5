import { Session } from 'node:inspector';
import { setTimeout as delay } from 'node:timers/promises';
import { Phase, type SharedState } from './shared-state';

/** How long the main thread may take to answer before it is stopped by force, in milliseconds. */
const PATIENCE = 40;
/** Time between attempts, in milliseconds. */
const RETRY = 60;

/**
 * Interrupts the main thread from the I/O thread: first by a message, which serves while the cell awaits; if the main
 * thread does not answer, by SIGINT (an exception in the cell's synchronous part) or, in callbacks and promise loops,
 * by ending the running JavaScript through the inspector.
 */
export class Interrupter {
  private inspector: Session | undefined;
  private enforcing = false;

  /** @param notify - tells the main thread of the interrupt with this number; may be called again for the same one. */
  constructor(
    private readonly state: SharedState,
    private readonly notify: (number: number) => void,
  ) {}

  /** Starts an interrupt; returns at once. */
  interrupt(): void {
    this.notify(this.state.requestInterrupt());
    // One loop for all of them: the end of one must not look like the end of another that has just used force.
    if (this.enforcing) return;
    this.enforcing = true;
    void this.enforce();
  }

  private async enforce(): Promise<void> {
    while (this.state.pending) await this.enforceNewest();
    this.enforcing = false;
    // A connected inspector would hold the process at its end.
    this.inspector?.disconnect();
    this.inspector = undefined;
  }

  private async enforceNewest(): Promise<void> {
    const number = this.state.requested;
    await delay(PATIENCE);
    while (this.state.handled < number) {
      const { phase } = this.state;
      this.state.forced = true;
      // Either the main thread has answered by now, or it sees that force is under way when it answers.
      if (this.state.handled >= number) break;
      if (phase === Phase.Script && process.platform !== 'win32') {
        process.kill(process.pid, 'SIGINT');
      } else if (phase !== Phase.Kernel) {
        this.terminate();
      }
      await delay(RETRY);
      // A terminated callback may have been the one that brought the message: say it again.
      if (this.state.handled < number) this.notify(this.state.requested);
    }
    this.state.forced = false;
  }

  private terminate(): void {
    if (this.inspector === undefined) {
      this.inspector = new Session();
      this.inspector.connectToMainThread();
    }
    this.inspector.post('Runtime.terminateExecution', () => {});
  }
}

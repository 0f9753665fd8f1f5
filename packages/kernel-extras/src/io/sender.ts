import type { Outgoing } from '../protocol/message';
import { encodeMessage, newHeader, type Signer } from '../protocol/wire';
import { log } from './log';
import { Outbox } from './outbox';
import type { Sockets } from './sockets';
import { StreamMerger } from './stream-merger';

/** Signs and sends the kernel's messages, in order, each socket with its own queue. */
export class Sender {
  private readonly outboxes: Record<Outgoing['channel'], Outbox>;
  private readonly merger = new StreamMerger((message) => this.encode(message));
  /** Parent of the cell that is running, as the last `busy` said. */
  private runningCell: string | undefined;

  constructor(
    sockets: Sockets,
    private readonly signer: Signer,
    private readonly session: string,
  ) {
    const onError = (error: Error): void => log(`a message could not be sent: ${error.message}`);
    this.outboxes = {
      iopub: new Outbox(sockets.iopub, onError),
      shell: new Outbox(sockets.shell, onError),
      control: new Outbox(sockets.control, onError),
      stdin: new Outbox(sockets.stdin, onError),
    };
  }

  /** Sends one message; text that is printed may wait a few milliseconds for more. */
  send(message: Outgoing): void {
    if (message.channel !== 'iopub') {
      this.encode(message);
      return;
    }
    this.merger.add(message);
    if (message.type === 'status') this.afterStatus(message);
  }

  /** Announces what the kernel does for the request with this header. */
  status(state: 'starting' | 'busy' | 'idle', parent: string): void {
    this.send({ channel: 'iopub', type: 'status', parent, content: JSON.stringify({ execution_state: state }) });
  }

  /** Resolves when everything has been handed to ZeroMQ. */
  async flushed(): Promise<void> {
    this.merger.flush();
    await Promise.all(Object.values(this.outboxes).map((outbox) => outbox.flushed()));
  }

  /**
   * Front ends take the newest status for the kernel's, whoever asked. So when a request that was served beside a
   * running cell is done, the cell's `busy` is said again.
   */
  private afterStatus(message: Outgoing): void {
    const state = (JSON.parse(message.content) as { execution_state: string }).execution_state;
    const isCell = message.parent.includes('"execute_request"');
    if (isCell) this.runningCell = state === 'busy' ? message.parent : undefined;
    else if (state === 'idle' && this.runningCell !== undefined) this.status('busy', this.runningCell);
  }

  private encode(message: Outgoing): void {
    const identities = message.channel === 'iopub' ? [Buffer.from(message.type)] : (message.identities ?? []);
    const header = newHeader(message.type, this.session);
    this.outboxes[message.channel].send(
      encodeMessage(this.signer, {
        identities,
        header,
        parent: message.parent,
        metadata: message.metadata ?? '{}',
        content: message.content,
        buffers: message.buffers,
      }),
    );
  }
}

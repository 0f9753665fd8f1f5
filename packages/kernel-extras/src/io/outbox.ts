type Frames = (Uint8Array | string)[];

/** A socket that can send one message at a time. */
export interface SendingSocket {
  send(frames: Frames): Promise<void>;
}

/**
 * Sends in order, one awaited message after the other.
 * ZeroMQ refuses a second `send` while the first waits, so sending without awaiting loses messages.
 */
export class Outbox {
  private queue: Frames[] = [];
  private draining: Promise<void> | undefined;

  constructor(
    private readonly socket: SendingSocket,
    private readonly onError: (error: Error) => void,
  ) {}

  /** Queues one message. */
  send(frames: Frames): void {
    this.queue.push(frames);
    this.draining ??= this.drain();
  }

  /** Resolves once everything queued so far has been handed to ZeroMQ. */
  async flushed(): Promise<void> {
    while (this.draining !== undefined) await this.draining;
  }

  private async drain(): Promise<void> {
    while (this.queue.length > 0) {
      const batch = this.queue;
      this.queue = [];
      for (const frames of batch) {
        try {
          await this.socket.send(frames);
        } catch (error) {
          this.onError(error as Error);
        }
      }
    }
    this.draining = undefined;
  }
}

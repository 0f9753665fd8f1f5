import type { Message } from '../protocol/message';

/** The cells that wait; one runs at a time, in the order in which they came. */
export class ExecuteQueue {
  private readonly waiting: Message[] = [];
  private running = false;

  /** @param run - runs one cell to its end, replies included; must not reject. */
  constructor(private readonly run: (message: Message) => Promise<void>) {}

  /** True while a cell runs. */
  get busy(): boolean {
    return this.running;
  }

  /** Runs the cell when those before it are through. */
  add(message: Message): void {
    this.waiting.push(message);
    if (!this.running) void this.drain();
  }

  /** Takes out the cells that wait. */
  takeAll(): Message[] {
    return this.waiting.splice(0);
  }

  private async drain(): Promise<void> {
    this.running = true;
    for (let message = this.waiting.shift(); message !== undefined; message = this.waiting.shift()) {
      await this.run(message);
    }
    this.running = false;
  }
}

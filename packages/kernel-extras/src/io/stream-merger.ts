import type { Outgoing } from '../protocol/message';

/** How long printed text may wait for more, in milliseconds. */
const WAIT = 10;
/** Text is sent at once when it is longer than this, in characters. */
const LONGEST = 1 << 16;

/**
 * Joins printed text that follows closely into one `stream` message, so that 100,000 short lines are a few hundred
 * messages (Jupyter's server drops output beyond 1000 messages a second). Order is kept: any other message goes out
 * after the text before it. Lives in the I/O thread, whose timers run while a cell is in a loop.
 */
export class StreamMerger {
  private name = '';
  private parent = '';
  private texts: string[] = [];
  private length = 0;
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly send: (message: Outgoing) => void) {}

  /** Takes the next message for iopub. */
  add(message: Outgoing): void {
    if (message.type !== 'stream') {
      this.flush();
      this.send(message);
      return;
    }
    const { name, text } = JSON.parse(message.content) as { name: string; text: string };
    if (name !== this.name || message.parent !== this.parent) this.flush();
    this.name = name;
    this.parent = message.parent;
    this.texts.push(text);
    this.length += text.length;
    if (this.length >= LONGEST) this.flush();
    else this.timer ??= setTimeout(() => this.flush(), WAIT);
  }

  /** Sends the text that waits. */
  flush(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (this.texts.length === 0) return;
    const content = JSON.stringify({ name: this.name, text: this.texts.join('') });
    this.texts = [];
    this.length = 0;
    this.send({ channel: 'iopub', type: 'stream', parent: this.parent, content });
  }
}

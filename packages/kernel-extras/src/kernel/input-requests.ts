import type { Message } from '../protocol/message';
import type { CellRun } from '../run/cell-run';
import type { Channel } from './kernel';

/** Questions to the person at the front end: `input_request` and its reply. */
export class InputRequests {
  private readonly waiting = new Map<string, (answer: string) => void>();

  constructor(private readonly channel: Channel) {}

  /**
   * Asks the front end that sent the cell.
   * @throws `prompt: expected a front end that takes input, got one that does not (allow_stdin is false)`
   */
  ask(run: CellRun, prompt: string, password: boolean): Promise<string> {
    const { allowStdin, identities, parent } = run.request;
    if (!allowStdin) {
      throw new Error(
        'prompt: expected a front end that takes input, got one that does not (allow_stdin is false)',
      );
    }
    return new Promise((resolve, reject) => {
      this.waiting.set(parent, resolve);
      const giveUp = (): void => {
        this.waiting.delete(parent);
        reject(run.signal.reason as Error);
      };
      run.signal.addEventListener('abort', giveUp, { once: true });
      const content = JSON.stringify({ prompt, password });
      this.channel.send({ channel: 'stdin', type: 'input_request', identities, parent, content });
    });
  }

  /** Takes an `input_reply`. Front ends answer in turn; not all name the question that they answer. */
  take(message: Message): void {
    const [parent, resolve] = [...this.waiting].at(-1) ?? [];
    if (parent === undefined || resolve === undefined) return;
    this.waiting.delete(parent);
    resolve(String(message.content.value ?? ''));
  }
}

import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import type { Contender, ContenderAbout } from './contender';

const Ready = z.object({
  ready: z.literal(true),
  versions: z.record(z.string(), z.string()),
  parameters: z.int().min(0).optional(),
  threads: z.int().min(1),
  warmUpMs: z.number().min(0),
  settings: z.string().optional(),
});
const Times = z.object({ ms: z.array(z.number().positive()), result: z.number() });
const Failure = z.object({ error: z.string() });

export interface PeerProcessOptions {
  /** How long one answer may take before the process counts as hung, in milliseconds; default 15 minutes. */
  timeoutMs?: number;
}

/** Lines of stderr that are kept to explain a death. */
const KEPT_LINES = 4;

/**
 * A contender's process. It computes only while a request is open; otherwise it waits for its next line.
 * Messages of errors say what the process did instead of answering.
 */
export class PeerProcess {
  private readonly child: ChildProcessWithoutNullStreams;
  private readonly stderr: string[] = [];
  private readonly timeoutMs: number;
  private waiting: { resolve(line: string): void; reject(error: Error): void } | undefined;
  private ended: Error | undefined;

  private constructor(contender: Contender, { timeoutMs = 15 * 60_000 }: PeerProcessOptions) {
    this.timeoutMs = timeoutMs;
    const [program, ...args] = contender.command as [string, ...string[]];
    this.child = spawn(program, args, { env: { ...process.env, ...contender.env }, stdio: 'pipe' });
    createInterface({ input: this.child.stdout }).on('line', (line) => {
      this.waiting?.resolve(line);
      this.waiting = undefined;
    });
    createInterface({ input: this.child.stderr }).on('line', (line) => {
      this.stderr.push(line);
      if (this.stderr.length > KEPT_LINES) this.stderr.shift();
    });
    this.child.stdin.on('error', () => undefined); // the end of the process says more
    this.child.on('error', (error) => this.end(new Error(`could not be started: ${error.message}`)));
    this.child.on('close', (code, signal) => {
      const said = this.stderr.map((line) => line.trim()).filter(Boolean).join(' / ');
      this.end(new Error(`ended by itself with ${signal ?? `exit code ${code}`}${said ? `: ${said}` : ''}`));
    });
  }

  /**
   * Starts a process and waits until it is warm.
   * @returns the process and what it says about itself
   * @throws when it cannot be started, dies, hangs or answers something else; it is not running then
   */
  static async start(contender: Contender, options: PeerProcessOptions = {}): Promise<{ process: PeerProcess; about: ContenderAbout }> {
    const started = new PeerProcess(contender, options);
    try {
      const { versions, parameters, threads, warmUpMs, settings } = await started.answer(Ready, 'ready');
      return { process: started, about: { versions, threads, warmUpMs, ...(parameters === undefined ? {} : { parameters }), ...(settings ? { settings } : {}) } };
    } catch (error) {
      await started.stop();
      throw error;
    }
  }

  /**
   * Asks for `n` rounds of work.
   * @returns their wall times in milliseconds, and a number that came out of the last one (a loss, a probability)
   * @throws when the process dies, hangs, reports an error or answers something else
   */
  async measure(n: number): Promise<{ ms: number[]; result: number }> {
    const answer = this.answer(Times, 'times');
    this.child.stdin.write(`${JSON.stringify({ command: 'steps', n })}\n`);
    const times = await answer;
    if (times.ms.length !== n) throw new Error(`expected ${n} times, got ${times.ms.length}`);
    if (!Number.isFinite(times.result)) throw new Error(`expected a finite result, got ${times.result}`);
    return times;
  }

  /** Ends the process and waits for its end. */
  async stop(): Promise<void> {
    if (this.ended) return;
    const closed = new Promise<void>((resolve) => this.child.once('close', () => resolve()));
    this.child.stdin.end(`${JSON.stringify({ command: 'quit' })}\n`);
    const kill = setTimeout(() => this.child.kill('SIGKILL'), 5000);
    await closed;
    clearTimeout(kill);
  }

  private async answer<T>(schema: z.ZodType<T>, what: string): Promise<T> {
    const line = await this.nextLine();
    let value: unknown;
    try {
      value = JSON.parse(line);
    } catch {
      throw new Error(`expected ${what} as a line of JSON, got ${shorten(line)}`);
    }
    const failure = Failure.safeParse(value);
    if (failure.success) throw new Error(failure.data.error);
    const parsed = schema.safeParse(value);
    if (!parsed.success) throw new Error(`expected ${what}, got ${shorten(line)}`);
    return parsed.data;
  }

  private nextLine(): Promise<string> {
    if (this.ended) return Promise.reject(this.ended);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.child.kill('SIGKILL');
        this.end(new Error(`gave no answer within ${this.timeoutMs / 1000} s`));
      }, this.timeoutMs);
      const settle = <A>(how: (argument: A) => void) => (argument: A): void => {
        clearTimeout(timer);
        how(argument);
      };
      this.waiting = { resolve: settle(resolve), reject: settle(reject) };
    });
  }

  private end(error: Error): void {
    this.ended ??= error;
    this.waiting?.reject(this.ended);
    this.waiting = undefined;
  }
}

function shorten(line: string): string {
  return line.length > 120 ? `${line.slice(0, 120)}…` : line;
}

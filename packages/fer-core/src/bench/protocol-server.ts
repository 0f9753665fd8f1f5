import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { z } from 'zod';
import type { ContenderAbout } from './contender';

/** Does `n` rounds of work. @returns their wall times in milliseconds and a number out of the last one. */
export type Measure = (n: number) => Promise<Timed>;

export interface Timed {
  ms: number[];
  result: number;
}

/** Times single rounds of work; `work` gets the number of rounds before it and gives a number. */
export function timed(work: (taken: number) => number | Promise<number>): Measure {
  let taken = 0;
  return async (n) => {
    const ms: number[] = [];
    let result = NaN;
    for (let i = 0; i < n; i++) {
      const started = performance.now();
      const answer = work(taken++);
      result = typeof answer === 'number' ? answer : await answer;
      ms.push(performance.now() - started);
    }
    return { ms, result };
  };
}

export interface ServeOptions {
  requests: Readable;
  answers: Writable;
  measure: Measure;
  /** Untimed rounds before it says that it is ready. */
  warmUp: number;
  about: Omit<ContenderAbout, 'warmUpMs'>;
}

const Request = z.discriminatedUnion('command', [
  z.object({ command: z.literal('steps'), n: z.int().min(1) }),
  z.object({ command: z.literal('quit') }),
]);

/** Our side of benchmarks/peers/protocol.py: warms up, says that it is ready, and answers until `quit` or the end of the requests. */
export async function serve({ requests, answers, measure, warmUp, about }: ServeOptions): Promise<void> {
  const answer = (message: object): void => void answers.write(`${JSON.stringify(message)}\n`);
  const lines = createInterface({ input: requests });
  const started = performance.now();
  await measure(warmUp);
  answer({ ready: true, ...about, warmUpMs: performance.now() - started });
  for await (const line of lines) {
    if (!line.trim()) continue;
    let request: z.infer<typeof Request>;
    try {
      request = Request.parse(JSON.parse(line));
    } catch (error) {
      answer({ error: `expected {"command": "steps", "n": …} or {"command": "quit"}: ${(error as Error).message.replaceAll(/\s+/g, ' ')}` });
      continue;
    }
    if (request.command === 'quit') break;
    answer(await measure(request.n));
  }
  lines.close();
}

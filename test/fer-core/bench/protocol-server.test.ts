import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { serve, timed } from '../../../packages/fer-core/src/bench/protocol-server';

/** Serves the given request lines; gives what was answered, and which rounds were worked. */
async function answersTo(...lines: string[]): Promise<{ answers: Record<string, unknown>[]; worked: number[] }> {
  const requests = new PassThrough();
  const answers = new PassThrough();
  const worked: number[] = [];
  const measure = timed((taken) => {
    worked.push(taken);
    return taken / 2;
  });
  const text: string[] = [];
  answers.on('data', (chunk) => text.push(String(chunk)));
  requests.end(lines.map((line) => `${line}\n`).join(''));
  await serve({ requests, answers, measure, warmUp: 2, about: { versions: { fake: '1' }, parameters: 7, threads: 2 } });
  return { answers: text.join('').trim().split('\n').map((line) => JSON.parse(line) as Record<string, unknown>), worked };
}

describe('serve', () => {
  it('warms up, says what it is, and times each round asked for', async () => {
    const { answers, worked } = await answersTo('{"command": "steps", "n": 3}', '', '{"command": "steps", "n": 1}');
    expect(worked).toEqual([0, 1, 2, 3, 4, 5]);
    expect(answers).toHaveLength(3);
    expect(answers[0]).toMatchObject({ ready: true, versions: { fake: '1' }, parameters: 7, threads: 2 });
    expect(answers[0]!.warmUpMs).toBeGreaterThan(0);
    expect(answers[1]).toMatchObject({ ms: [expect.any(Number), expect.any(Number), expect.any(Number)], result: 2 });
    expect(answers[2]).toMatchObject({ ms: [expect.any(Number)], result: 2.5 });
  });

  it('ends at quit', async () => {
    const { answers } = await answersTo('{"command": "quit"}', '{"command": "steps", "n": 1}');
    expect(answers).toHaveLength(1);
  });

  it.each(['not JSON', '{"command": "dance"}', '{"command": "steps"}', '{"command": "steps", "n": 0}', '{"command": "steps", "n": 1.5}'])(
    'answers %s by an error and goes on',
    async (line) => {
      const { answers, worked } = await answersTo(line, '{"command": "steps", "n": 1}');
      expect(answers[1]!.error).toMatch(/^expected \{"command": "steps", "n": …\} or \{"command": "quit"\}: /);
      expect(answers[2]).toHaveProperty('ms');
      expect(worked).toHaveLength(3);
    },
  );
});

import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { startBackend } from '../../../packages/fer-core/src/backend';
import { pipeToRead, pipeToWrite } from '../../../packages/fer-core/src/video/process-pipe';

await startBackend();

/** A program in a process of its own. */
function run(program: string, stdio: (number | 'pipe' | 'ignore')[]) {
  return spawn(process.execPath, ['-e', program], { stdio });
}

const openFiles = (): number => readdirSync('/proc/self/fd').length;

describe.each(['own', 'stock'])('pipes to another process (%s)', (kind) => {
  afterEach(() => delete process.env.FER_OPERATIONS);

  it('carry megabytes both ways, in order, and are closed', async () => {
    process.env.FER_OPERATIONS = kind;
    const before = openFiles();
    const [input, output] = [pipeToWrite(), pipeToRead()];
    const child = run('process.stdin.pipe(process.stdout)', [input.stdio, output.stdio, 'ignore']);
    const [writing, reading] = [input.started(child.stdin), output.started(child.stdout)];
    const sent = Uint8Array.from({ length: 5_000_001 }, (_, i) => (i * 7919) % 251);
    const received: Buffer[] = [];
    const all = (async () => {
      for await (const chunk of reading.chunks) received.push(Buffer.from(chunk));
    })();
    await writing.write(sent.subarray(0, 10));
    await writing.write(sent.subarray(10));
    writing.end();
    writing.end();
    await all;
    expect(Buffer.concat(received).equals(sent)).toBe(true);
    await new Promise((resolve) => child.on('close', resolve));
    await expect.poll(openFiles).toBeLessThanOrEqual(before);
  });

  it('say when the other process does not read any more', async () => {
    process.env.FER_OPERATIONS = kind;
    const input = pipeToWrite();
    const child = run('process.exit(0)', [input.stdio, 'ignore', 'ignore']);
    const writing = input.started(child.stdin);
    await new Promise((resolve) => child.on('exit', resolve));
    await expect(writing.write(new Uint8Array(3_000_000))).rejects.toThrow();
    writing.end();
  });

  it('may be left before the end', async () => {
    process.env.FER_OPERATIONS = kind;
    const output = pipeToRead();
    const child = run('const more = () => process.stdout.write(Buffer.alloc(100000), more); more(); process.stdout.on("error", () => process.exit(0))', ['ignore', output.stdio, 'ignore']);
    for await (const chunk of output.started(child.stdout).chunks) {
      expect(chunk.length).toBeGreaterThan(0);
      child.kill('SIGKILL');
      break;
    }
    await expect.poll(() => child.signalCode ?? child.exitCode).not.toBeNull();
  });
});

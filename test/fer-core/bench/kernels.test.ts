import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { benchKernels, findKernels, KERNEL_TASKS, kernelContender, type BenchKernel } from '../../../packages/fer-core/src/bench/kernels';

const folder = mkdtempSync(join(tmpdir(), 'fer-kernels-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Stands for kernel_peer.py, but is run by Node: each kernel takes as long as its name says, `stuck` dies. */
const PEER = `
const name = process.argv[3];
const say = (o) => console.log(JSON.stringify(o));
if (name === 'stuck') { console.error('never idle'); process.exit(1); }
say({ ready: true, versions: {}, threads: 1, warmUpMs: 1 });
require('readline').createInterface({ input: process.stdin }).on('line', (line) => {
  const { command, n } = JSON.parse(line);
  if (command === 'quit') process.exit(0);
  say({ ms: Array(n).fill(Number(name.split('-')[1])), result: 50 });
});
`;

const kernel = (name: string): BenchKernel => ({ name, spec: { argv: ['x', '{connection_file}'], interrupt_mode: 'signal' } });

describe('benchKernels', () => {
  it('sets ours beside the others, task by task, and tells who did not run', async () => {
    writeFileSync(join(folder, 'kernel_peer.py'), PEER);
    const tasks = KERNEL_TASKS.filter(({ title }) => /Trivial|Completion/.test(title));
    const report = await benchKernels({
      programs: folder,
      python: process.execPath,
      kernels: [kernel('ours-2'), kernel('other-6'), kernel('stuck')],
      notRun: [{ name: 'deno', reason: 'no deno on the path' }],
      command: 'fer bench kernel',
      rounds: 2,
      steps: 3,
      restMs: 0,
      tasks,
    });
    expect(report.rows.map(({ name, ours, peers, ratio }) => ({ name, ours, peers, ratio }))).toEqual([
      { name: 'trivial cell', ours: 2, peers: { 'other-6': 6 }, ratio: 3 },
      { name: 'completion', ours: 2, peers: { 'other-6': 6 }, ratio: 3 },
    ]);
    const [cell] = report.sections;
    expect(cell!.measurements[0]!.count).toBe(6);
    expect(cell!.notRun).toEqual([
      { name: 'stuck', reason: 'ended by itself with exit code 1: never idle' },
      { name: 'deno', reason: 'no deno on the path' },
    ]);
    expect(cell!.tables[0]!.rows).toEqual([['ours-2', '50'], ['other-6', '50']]);
  });

  it('fails with the reason when no kernel gives numbers', async () => {
    writeFileSync(join(folder, 'kernel_peer.py'), PEER);
    const options = { programs: folder, python: process.execPath, kernels: [kernel('stuck')], notRun: [], command: '', rounds: 1, steps: 1, tasks: KERNEL_TASKS.slice(0, 1) };
    await expect(benchKernels(options)).rejects.toThrow('bench kernel: stuck: ended by itself');
  });
});

it('kernelContender hands over kernelspec and task', () => {
  const { command } = kernelContender(kernel('tslab'), KERNEL_TASKS.at(-1)!, { python: '/p', programs: '/peers' });
  expect(command).toEqual([
    '/p', '/peers/kernel_peer.py', '--kernel', 'tslab', '--spec', '{"argv":["x","{connection_file}"],"interrupt_mode":"signal"}',
    '--task', 'interrupt', '--loop', 'timers',
  ]);
});

describe('findKernels', () => {
  const touch = (file: string): void => {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), '');
  };

  it('takes what is there', () => {
    expect(() => findKernels(folder, [])).toThrow('bench kernel: expected .venv/bin/python, found none; npm start makes it');
    touch('.venv/bin/python');
    touch('packages/kernel-extras/bin/fer-typescript-kernel.cjs');
    const few = findKernels(folder, []);
    expect(few.kernels.map(({ name }) => name)).toEqual(['fer-typescript', 'ipykernel']);
    expect(few.notRun.map(({ name }) => name)).toEqual(['tslab', 'deno']);
    touch('node_modules/tslab/bin/tslab');
    touch('programs/deno');
    const all = findKernels(folder, [join(folder, 'programs')]);
    expect(all.kernels.map(({ name }) => name)).toEqual(['fer-typescript', 'ipykernel', 'tslab', 'deno']);
    expect(all.notRun).toEqual([]);
  });
});

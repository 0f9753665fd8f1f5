import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { BenchReport } from '../../../packages/fer-core/src/bench/bench-report';
import { reportMarkdown } from '../../../packages/fer-core/src/bench/report-markdown';
import { runBenchmarks, type RunBenchmarksOptions } from '../../../packages/fer-core/src/bench/run-benchmarks';
import { countParameters } from '../../../packages/fer-core/src/models/network';
import { buildNetwork } from '../../../packages/fer-core/src/models/registry';
import { FAKE_PEER, type Scenario } from './fake-contender';

let programs: string;
beforeAll(() => {
  programs = mkdtempSync(join(tmpdir(), 'fer-fake-programs-'));
  for (const family of ['keras', 'torch']) writeFileSync(join(programs, `${family}_peer.py`), `require(${JSON.stringify(FAKE_PEER)});`);
});
afterAll(() => rmSync(programs, { recursive: true }));

/** Runs benchmarks of mini_XCEPTION with fakes in place of everything that computes; keys as in fake-peer.cjs. */
async function bench(options: Partial<RunBenchmarksOptions>, scenarios: Record<string, Scenario> = {}): Promise<BenchReport> {
  vi.stubEnv('FAKE_PEERS', JSON.stringify(scenarios));
  try {
    return await runBenchmarks({
      benchmarks: ['train-step'],
      networks: ['mini_XCEPTION'],
      networkOptions: {},
      command: 'npx fer bench',
      batch: 4,
      rounds: 1,
      steps: 2,
      images: 20,
      threads: 2,
      restMs: 0,
      families: ['keras', 'torch'],
      place: { programs, python: process.execPath },
      ourProgram: FAKE_PEER,
      ...options,
    });
  } finally {
    vi.unstubAllEnvs();
  }
}

const TIMES = {
  'ours train-step compiled': { ms: [50] },
  'tf-function': { ms: [95] },
  'tf-function-onednn': { ms: [90] },
  eager: { ms: [100] },
  'eager-bfloat16': { ms: [40] },
  'ours matrix-multiply': { ms: [100], parameters: undefined },
  'ours memory-copy': { ms: [20], parameters: undefined },
};
const SOME = ['keras tf-function', 'eager'];

describe('runBenchmarks', () => {
  it('gives machine and rows in the shape that other tools read', async () => {
    const report = JSON.parse(JSON.stringify(await bench({ only: SOME }, TIMES))) as BenchReport;
    expect(report.rows).toEqual([
      {
        name: 'train-step mini_XCEPTION, batch 4, float32',
        ours: 50,
        peers: { 'keras tf-function': 95, 'keras tf-function-onednn': 90, 'torch eager': 100 },
        unit: 'ms',
        ratio: 1.8,
        ratios: { 'keras tf-function': 1.9, 'keras tf-function-onednn': 1.8, 'torch eager': 2 },
      },
      {
        name: 'train-step mini_XCEPTION, batch 4, any precision',
        ours: 50,
        peers: { 'keras tf-function': 95, 'keras tf-function-onednn': 90, 'keras tf-function-bfloat16': 10, 'torch eager': 100, 'torch eager-bfloat16': 40 },
        unit: 'ms',
        ratio: 0.2,
        ratios: { 'keras tf-function': 1.9, 'keras tf-function-onednn': 1.8, 'keras tf-function-bfloat16': 0.2, 'torch eager': 2, 'torch eager-bfloat16': 0.8 },
      },
    ]);
    expect(report.machine).toMatchObject({ cpu: expect.any(String), cores: expect.any(Number), threads: 2, load: { end: expect.any(Number) } });
    expect(Date.parse(report.date)).not.toBeNaN();
    expect(report.command).toBe('npx fer bench');
  });

  it('measures the machine itself in the same run', async () => {
    const { sections } = await bench({ only: SOME }, TIMES);
    // 2 · 2048³ operations in 100 ms; two threads read and write 128 MiB each in 20 ms.
    expect(sections[0]!.peak).toEqual({ flopsPerSecond: (2 * 2048 ** 3) / 0.1, bytesPerSecond: (4 * 128 * 2 ** 20) / 0.02 });
    expect(sections[0]!.work!.flops).toBe(2 * 3 * 4 * 5520448);
  });

  it('names every peer that did not run, with its reason', async () => {
    const { rows, sections } = await bench({ only: SOME }, { ...TIMES, eager: { diesAfter: 0 }, 'tf-function': { parameters: 7 } });
    expect(Object.keys(rows[0]!.peers)).toEqual(['keras tf-function-onednn']);
    const reasons = Object.fromEntries(sections[0]!.notRun.map(({ name, reason }) => [name, reason]));
    expect(reasons).toMatchObject({
      'torch eager': expect.stringMatching(/^ended by itself with exit code 3/),
      'keras tf-function': 'another network: expected 58423 parameters, got 7',
      'torch compile': 'not asked for',
      'keras xla': 'not asked for',
    });
  });

  it('runs ours alone where there is no environment, and says how to make one', async () => {
    const { rows, sections } = await bench({ place: { programs, python: null } }, TIMES);
    expect(rows[0]).toMatchObject({ ours: 50, peers: {}, ratio: null });
    expect(sections[0]!.notRun).toContainEqual({ name: 'keras tf-function', reason: expect.stringContaining('npm run bench:environment makes .venv-bench') });
  });

  it('leaves out families that nobody asked for', async () => {
    const { sections } = await bench({ families: ['keras'] }, TIMES);
    expect(sections[0]!.notRun.map(({ name }) => name)).toEqual(['torch eager', 'torch eager-bfloat16', 'torch compile', 'torch compile-bfloat16']);
  });

  it('fails when ours fails, since there is nothing to compare then', async () => {
    await expect(bench({ only: SOME }, { ...TIMES, 'ours train-step compiled': { ready: { error: 'no TensorFlow here' } } })).rejects.toThrow(
      'bench: ours compiled: no TensorFlow here',
    );
  });

  it('compares latency in milliseconds and throughput in images a second', async () => {
    const scenarios = { 'ours inference compiled': { ms: [2] }, 'tf-function': { ms: [4] }, 'tf-function-onednn': { ms: [6] } };
    const { rows } = await bench({ benchmarks: ['inference'], only: ['tf-function'], families: ['keras'] }, scenarios);
    expect(rows.filter(({ name }) => name.endsWith('float32')).map(({ name, ours, unit, ratio }) => ({ name, ours, unit, ratio }))).toEqual([
      { name: 'inference mini_XCEPTION, one image, float32', ours: 2, unit: 'ms', ratio: 2 },
      { name: 'inference mini_XCEPTION, batch 128, float32', ours: 64000, unit: 'images/s', ratio: 2 },
    ]);
  });

  it('measure super-resolution with FSRNet, whatever classifiers are asked for, one face and eight', async () => {
    const parameters = countParameters(buildNetwork('fsrnet')).total;
    const scenarios = { 'ours super-resolve compiled': { ms: [2], parameters }, eager: { ms: [6], parameters }, compile: { ms: [4], parameters } };
    const { rows } = await bench({ benchmarks: ['super-resolve'], families: ['torch'] }, scenarios);
    expect(rows.filter(({ name }) => name.endsWith('float32'))).toMatchObject([
      { name: 'super-resolve fsrnet, one face, float32', ours: 2, unit: 'ms', ratio: 2 },
      { name: 'super-resolve fsrnet, batch 8, float32', ours: 4000, unit: 'images/s', ratio: 2 },
    ]);
  });

  it('tells the phases of our step', async () => {
    const scenarios = {
      'ours phase data': { ms: [1] },
      'ours phase augmentation': { ms: [2] },
      'ours phase forward': { ms: [10] },
      'ours phase backward': { ms: [25] },
      'ours phase update': { ms: [31] },
    };
    const { rows, sections } = await bench({ benchmarks: ['phases'], families: ['keras'] }, scenarios);
    expect(rows).toEqual([]);
    const [phases] = sections[0]!.tables;
    expect(phases!.rows).toEqual([
      ['data (batch, targets, random numbers; in JavaScript)', 1, '3.1 %'],
      ['augmentation (with the call of a graph)', 2, '6.3 %'],
      ['forward (with loss)', 8, '25.0 %'],
      ['backward', 15, '46.9 %'],
      ['update (Adam)', 6, '18.8 %'],
      ['whole step', 32, '100.0 %'],
    ]);
    expect(phases!.note).toContain('Data and augmentation together: 9.4 % of the step.');
  });

  it('compares whole epochs, and tells how ours grow', async () => {
    const scenarios = {
      'ours epoch': { ms: [1000] },
      fit: { ms: [3000] },
      'fit-onednn': { ms: [2000] },
      'fit-augmenting-in-model': { ms: [2500] },
    };
    const { rows, sections } = await bench({ benchmarks: ['epoch'], only: ['fit'], families: ['keras'] }, scenarios);
    expect(rows).toMatchObject([{ name: 'epoch mini_XCEPTION, 20 images, batch 4', ours: 1000, peers: { 'keras fit': 3000, 'keras fit-onednn': 2000, 'keras fit-augmenting-in-model': 2500 }, ratio: 2 }]);
    const [growth] = sections[0]!.tables;
    expect(growth!.rows.map(([change, images, batch, , ms, perSecond]) => [change, images, batch, ms, perSecond])).toEqual([
      ['base', 20, 4, 1000, 20],
      ['half the images', 10, 4, 1000, 10],
      ['twice the images', 40, 4, 1000, 40],
      ['half the batch', 20, 2, 1000, 20],
      ['twice the batch', 20, 8, 1000, 20],
    ]);
  });
});

describe('reportMarkdown', () => {
  it('shows ratios, fractions of the peak, who did not run, machine, commit and command', async () => {
    const report = { ...(await bench({ only: SOME }, TIMES)), date: '2026-03-01T10:00:00.000Z', commit: 'abc1234' };
    const text = reportMarkdown(report);
    expect(text).toContain('# Benchmark of 2026-03-01\n\n`npx fer bench` · commit abc1234 · 2026-03-01T10:00:00.000Z');
    expect(text).toContain('| train-step mini_XCEPTION, batch 4, float32 | 50 | 90 (keras tf-function-onednn) | ms | 1.80 × | keras tf-function 1.90 ×, keras tf-function-onednn 1.80 ×, torch eager 2.00 × |');
    // 0.1325 GFLOP in 50 ms are 2.65 GFLOP/s, of 172 that the matrix multiply reached
    expect(text).toMatch(/\| ours compiled \| float32 \| 50 \| 50 \| 50 \| 2 \| 0\.012 \| 2\.65 \| 2 % \| fake \|/);
    expect(text).toContain('The machine multiplied 2048² float32 matrices at 172 GFLOP/s: at least 0.771 ms a round for the arithmetic.');
    expect(text).toContain('- torch compile: not asked for');
    expect(text).toContain(`${report.machine.cpu}, ${report.machine.cores} cores, 2 threads`);
    expect(text).toContain('Versions: ours: fake 1.0; keras: fake 1.0; torch: fake 1.0.');
  });
});

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, describe, expect, it } from 'vitest';

import { findChromium } from '../../scripts/test/find-chromium.mjs';
import { readJUnitReport, readPlaywrightReport, readVitestReport } from '../../scripts/test/read-report.mjs';
import { runSuites, type Outcome, type Suite } from '../../scripts/test/run-suites.mjs';

const folder = mkdtempSync(join(tmpdir(), 'fer-reports-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(text: string): string {
  const path = join(folder, 'report');
  writeFileSync(path, text);
  return path;
}

describe('reports', () => {
  it("counts vitest's, and a file that could not be loaded as a failed test", () => {
    const report = {
      numPassedTests: 5,
      numFailedTests: 1,
      numPendingTests: 2,
      numTodoTests: 1,
      testResults: [
        { status: 'passed', assertionResults: [{ status: 'passed' }] },
        { status: 'failed', assertionResults: [{ status: 'failed' }] },
        { status: 'failed', assertionResults: [] },
      ],
    };
    expect(readVitestReport(file(JSON.stringify(report)))).toEqual({ passed: 5, failed: 2, skipped: 3 });
  });

  it("counts pytest's, and an error outside a test as a failed test", () => {
    const xml = `<?xml version="1.0"?><testsuites name="pytest tests"><testsuite name="pytest" errors="1" failures="2" skipped="3" tests="10" time="1"><testcase/></testsuite></testsuites>`;
    expect(readJUnitReport(file(xml))).toEqual({ passed: 4, failed: 3, skipped: 3 });
    expect(() => readJUnitReport(file('<html/>'))).toThrow(/expected a <testsuite> element, found none/);
  });

  it("counts Playwright's, and says how many passed only when tried again", () => {
    const stats = { expected: 4, flaky: 1, unexpected: 2, skipped: 3 };
    expect(readPlaywrightReport(file(JSON.stringify({ stats })))).toEqual({
      passed: 5,
      failed: 2,
      skipped: 3,
      note: '1 only at a second try',
    });
    const broken = { stats: { expected: 0, flaky: 0, unexpected: 0, skipped: 0 }, errors: [{}] };
    expect(readPlaywrightReport(file(JSON.stringify(broken))).failed).toBe(1);
  });
});

describe('runSuites', () => {
  const run = async (outcomes: Outcome[]): Promise<{ code: number; lines: string[] }> => {
    const said: string[] = [];
    const suites = outcomes.map((outcome, index): [string, Suite] => [`suite${index}`, async () => outcome]);
    const context = {
      root: folder,
      state: folder,
      venv: folder,
      env: {},
      say: (line: string) => void said.push(line),
    };
    const code = await runSuites(suites, context);
    return { code, lines: said.join('\n').split('\n') };
  };

  it('closes with the sums, alone on the last line', async () => {
    const { code, lines } = await run([
      { passed: 2, failed: 0, skipped: 0 },
      { passed: 3, failed: 0, skipped: 0 },
    ]);
    expect(lines.at(-1)).toBe('5 passed, 0 failed');
    expect(code).toBe(0);
  });

  it('ends with 1 when a test failed', async () => {
    const { code, lines } = await run([{ passed: 2, failed: 1, skipped: 4 }]);
    expect(lines.at(-1)).toBe('2 passed, 1 failed, 4 skipped');
    expect(code).toBe(1);
  });

  it('takes a suite that ran no test for failed', async () => {
    expect((await run([{ passed: 0, failed: 0, skipped: 0 }])).code).toBe(1);
    expect((await run([{ passed: 0, failed: 0, skipped: 3 }])).code).toBe(1);
  });

  it('accepts a skipped suite that says why', async () => {
    const { code, lines } = await run([
      { passed: 1, failed: 0, skipped: 0 },
      { passed: 0, failed: 0, skipped: 1, note: 'there is no browser' },
    ]);
    expect(code).toBe(0);
    expect(lines.join('\n')).toMatch(/suite1 .*1 skipped in 0 s \(there is no browser\)/);
    expect(lines.at(-1)).toBe('1 passed, 0 failed, 1 skipped');
  });
});

describe('findChromium', () => {
  it('takes the browser that FER_CHROMIUM names, and no other', async () => {
    const at = (path: string): Promise<object> =>
      findChromium({ root: folder, state: folder, env: { FER_CHROMIUM: path, PATH: '' } });
    expect(await at(process.execPath)).toEqual({ path: process.execPath });
    expect(await at('/no/chromium')).toEqual({ missing: 'FER_CHROMIUM names no program: /no/chromium' });
  });
});

import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { findProgram } from '../setup/find-program.mjs';
import { pythonOf } from '../setup/python-environment.mjs';
import { setUp } from '../setup/set-up.mjs';
import { findChromium } from './find-chromium.mjs';
import { galataPackages } from './galata-packages.mjs';
import { readJUnitReport, readPlaywrightReport, readVitestReport } from './read-report.mjs';
import { runVisibly } from './run-visibly.mjs';

/** Where the tests of `.venv`'s kernels are, and those that drive a browser. */
const PROTOCOL_TESTS = join('test', 'kernel-extras');
const BROWSER_TESTS = join('test', 'browser');

/**
 * Every suite by its name, in the order in which `npm test` runs them.
 *
 * @type {Record<string, import('./run-suites.mjs').Suite>}
 */
export const SUITES = { lint, types, unit, protocol, browser };

async function lint(context) {
  const clean = (await node(context, 'eslint', ['.'])) === 0;
  if (clean) context.say('No complaint.');
  return oneTest(clean);
}

/** The tests' own types; those of the packages are checked when they are built. */
async function types(context) {
  const clean = (await node(context, 'typescript', ['--noEmit', '-p', 'test'], 'tsc')) === 0;
  if (clean) context.say('No complaint.');
  return oneTest(clean);
}

async function unit(context) {
  const report = fresh(context, 'unit.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const code = await node(context, 'vitest', ['run', ...reporters]);
  return outcomeOf(code, report, readVitestReport);
}

async function protocol(context) {
  const report = fresh(context, 'protocol.xml');
  const args = ['-m', 'pytest', PROTOCOL_TESTS, '-q', '-p', 'no:cacheprovider', `--junitxml=${report}`];
  const code = await runVisibly(pythonOf(context.venv), args, { cwd: context.root, env: context.env });
  return outcomeOf(code, report, readJUnitReport);
}

async function browser(context) {
  const required = Boolean(context.env.FER_REQUIRE_BROWSER);
  await setUp([galataPackages], context);
  const chromium = await findChromium(context);
  if (chromium.missing) {
    context.say(`${required ? 'Failed' : 'Skipped'}: ${chromium.missing}`);
    return { passed: 0, failed: required ? 1 : 0, skipped: required ? 0 : 1, note: chromium.missing };
  }
  const report = fresh(context, 'browser.json');
  const env = {
    ...context.env,
    ...(chromium.path && { FER_CHROMIUM: chromium.path }),
    PLAYWRIGHT_JSON_OUTPUT_FILE: report,
    PLAYWRIGHT_JSON_OUTPUT_NAME: report,
  };
  const npm = env.npm_execpath?.endsWith('.js')
    ? [process.execPath, env.npm_execpath]
    : [findProgram(['npm'], env.PATH)];
  const args = [...npm.slice(1), 'test', '--silent', '--', '--reporter=list,json'];
  const code = await runVisibly(npm[0], args, { cwd: join(context.root, BROWSER_TESTS), env });
  return outcomeOf(code, report, readPlaywrightReport);
}

/** Runs the program of an npm package, by its own entry, with this Node.js. */
function node({ root, env }, packageName, args, program = packageName) {
  const folder = join(root, 'node_modules', packageName);
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const entry = typeof bin === 'string' ? bin : bin[program];
  return runVisibly(process.execPath, [join(folder, entry), ...args], { cwd: root, env });
}

function fresh({ reports }, name) {
  const path = join(reports, name);
  rmSync(path, { force: true });
  return path;
}

const oneTest = (passed) => ({ passed: passed ? 1 : 0, failed: passed ? 0 : 1, skipped: 0 });

/** A runner that ends badly without a failed test in its report has failed all the same. */
function outcomeOf(code, report, read) {
  if (!existsSync(report))
    return { passed: 0, failed: 1, skipped: 0, note: `its runner ended with ${code} and wrote no report` };
  const outcome = read(report);
  if (code === 0 || outcome.failed > 0) return outcome;
  return { ...outcome, failed: 1, note: `its runner ended with ${code}` };
}

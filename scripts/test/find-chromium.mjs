import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

import { findProgram } from '../setup/find-program.mjs';
import { CommandFailure, runCommand } from '../setup/run-command.mjs';
import { SetUpProblem } from '../setup/problem.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];

/**
 * A browser for the browser tests: the one in FER_CHROMIUM, the system's Chromium or Chrome, or Playwright's
 * own, which is fetched when it is not there.
 *
 * @returns {Promise<{path?: string, missing?: string}>} `path` is left out for Playwright's own; `missing`
 *   says why there is none
 */
export async function findChromium({ root, state, env }) {
  if (env.FER_CHROMIUM) {
    const path = findProgram([env.FER_CHROMIUM], env.PATH);
    return path ? { path } : { missing: `FER_CHROMIUM names no program: ${env.FER_CHROMIUM}` };
  }
  const path = findProgram(NAMES, env.PATH);
  if (path) return { path };

  const tests = join(root, 'test', 'browser');
  const { chromium } = createRequire(join(tests, 'package.json'))('@playwright/test');
  if (existsSync(chromium.executablePath())) return {};
  const playwright = join(tests, 'node_modules', '@playwright', 'test', 'cli.js');
  try {
    await runCommand(process.execPath, [playwright, 'install', 'chromium'], {
      cwd: tests,
      env,
      log: join(state, 'logs', 'chromium.log'),
    });
    return {};
  } catch (error) {
    if (!(error instanceof CommandFailure || error instanceof SetUpProblem)) throw error;
    return {
      missing:
        'there is no Chromium or Chrome, and Playwright\'s own could not be fetched; install one (on Debian: "apt install chromium")',
    };
  }
}

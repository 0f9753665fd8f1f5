import { defineConfig } from '@playwright/test';

import { findProgram } from '../../scripts/setup/find-program.mjs';

/** What a Chromium in a container without a screen needs, and what keeps it from calling anyone. */
const CHROMIUM = [
  '--no-sandbox',
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The system's browser; where there is none, Playwright's own serves. */
const chromium = process.env.FER_CHROMIUM ?? findProgram(['chromium', 'chromium-browser', 'google-chrome'], process.env.PATH);

export default defineConfig({
  testDir: '.',
  testMatch: '*.spec.ts',
  outputDir: 'test-results',
  globalSetup: './serve-workbench.ts',
  workers: 1, // trainings want the processor for themselves
  timeout: 300_000,
  expect: { timeout: 60_000 },
  reporter: 'list',
  use: {
    viewport: { width: 1440, height: 1000 },
    video: 'off', // would want an ffmpeg of its own
    screenshot: 'only-on-failure',
    launchOptions: {
      args: CHROMIUM,
      ...(chromium ? { executablePath: chromium } : {}),
    },
  },
});

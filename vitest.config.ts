import { fileURLToPath } from 'node:url';

import { defineConfig } from 'vitest/config';

const source = (path: string): string => fileURLToPath(new URL(`packages/${path}`, import.meta.url));

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/browser/**', '**/node_modules/**'],
    pool: 'forks', // native bindings and worker threads want a process of their own
    poolOptions: { forks: { minForks: 1, maxForks: 2 } },
    testTimeout: 60_000,
    hookTimeout: 120_000,
    env: { TF_CPP_MIN_LOG_LEVEL: '2' },
  },
  resolve: {
    // Tests run the sources, not the last build.
    alias: [
      { find: /^fer-core\/views$/, replacement: source('fer-core/src/views/index.ts') },
      { find: /^fer-core$/, replacement: source('fer-core/src/index.ts') },
      { find: /^kernel-extras$/, replacement: source('kernel-extras/src/index.ts') },
    ],
  },
});

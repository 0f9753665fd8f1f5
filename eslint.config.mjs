import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

import { borders } from './scripts/lint/borders.mjs';

const unused = { argsIgnorePattern: '^_', varsIgnorePattern: '^_', caughtErrors: 'none' };

export default defineConfig(
  globalIgnores([
    '**/lib/',
    '**/labextension/',
    '**/test-results/',
    '**/playwright-report/',
    '.venv*/',
    '.setup/',
    'runs/',
    'data/',
  ]),
  {
    files: ['**/*.{ts,tsx,mjs,cjs,js}'],
    extends: [tseslint.configs.recommended],
    rules: {
      '@typescript-eslint/no-unused-vars': ['error', unused],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-var': 'error',
      'prefer-const': 'error',
    },
  },
  {
    // CommonJS: what may be absent, or is slow to load, is required where it is needed.
    files: ['**/*.cjs', 'packages/{fer-core,kernel-extras}/src/**/*.ts'],
    rules: { '@typescript-eslint/no-require-imports': 'off', '@typescript-eslint/no-this-alias': 'off' },
  },
  borders,
);

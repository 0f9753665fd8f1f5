import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const PROGRAM = join(__dirname, '../../../packages/fer-core/bin/fer.cjs');

/** Why the command cannot be run, or nothing. */
export const NOT_BUILT = existsSync(join(PROGRAM, '../../lib/cli/main.js'))
  ? undefined
  : 'fer-core is not built (npm run build)';

export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the built `fer` as a person would. @param onError is given everything written to standard error so far. */
export function fer(
  args: readonly string[],
  cwd: string,
  onError?: (text: string, child: ChildProcess) => void,
): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [PROGRAM, ...args], {
      cwd,
      env: { ...process.env, NO_COLOR: '1', COLUMNS: '80' },
    });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
      onError?.(stderr, child);
    });
    child.on('error', reject).on('close', (code) => resolve({ code, stdout, stderr }));
  });
}

import { spawn, type ChildProcess, type StdioOptions } from 'node:child_process';
import { createInterface } from 'node:readline';

/** Lines that are kept of what ffmpeg says about errors. */
const KEPT = 20;

/** A running ffmpeg, its messages read. */
export interface FfmpegProcess {
  readonly child: ChildProcess;
  /** What went wrong, in ffmpeg's words, the first ones. */
  readonly errors: string[];
  /** Its exit code; −1 where a signal ended it or it could not be started. */
  readonly ended: Promise<number>;
  /** Ends it at once. */
  kill(): Promise<void>;
}

/**
 * Starts ffmpeg.
 * @param onInfo told each line that is no error
 */
export function startFfmpeg(program: string, args: readonly string[], stdio: StdioOptions, onInfo?: (line: string) => void): FfmpegProcess {
  const child = spawn(program, ['-nostdin', '-hide_banner', '-nostats', '-loglevel', 'level+info', ...args], { stdio });
  const errors: string[] = [];
  createInterface({ input: child.stderr! }).on('line', (line) => {
    const error = /\[(?:error|fatal|panic)\] (.*)/.exec(line);
    if (!error) onInfo?.(line);
    else if (errors.length < KEPT) errors.push(error[1]!.trim());
  });
  const ended = new Promise<number>((resolve) => {
    child.on('error', (error) => {
      errors.push(error.message);
      resolve(-1);
    });
    child.on('close', (code) => resolve(code ?? -1));
  });
  return {
    child,
    errors,
    ended,
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The address of this checkout's workbench when it already runs at `port`, else null.
 *
 * @param {string} runtime the folder in which running Jupyter servers note themselves
 * @param {number} port
 */
export function findRunning(runtime, port) {
  const notes = existsSync(runtime) ? readdirSync(runtime).filter((name) => /^jpserver-\d+\.json$/.test(name)) : [];
  for (const note of notes) {
    try {
      const server = JSON.parse(readFileSync(join(runtime, note), 'utf8'));
      process.kill(server.pid, 0); // throws when it has ended
      if (server.port === port) return `${server.url}lab?token=${server.token}`;
    } catch {
      // left by a server that was killed
    }
  }
  return null;
}

import { readFileSync } from 'node:fs';

/** Where the front ends are: Jupyter's connection file. */
export interface Connection {
  transport: string;
  ip: string;
  shell_port: number;
  iopub_port: number;
  stdin_port: number;
  control_port: number;
  hb_port: number;
  key: string;
  signature_scheme: string;
}

/**
 * Reads a connection file.
 * @throws `readConnection: expected a Jupyter connection file, got <path> (<reason>)`
 */
export function readConnection(path: string): Connection {
  try {
    const connection = JSON.parse(readFileSync(path, 'utf8')) as Connection;
    for (const port of ['shell_port', 'iopub_port', 'stdin_port', 'control_port', 'hb_port'] as const) {
      if (typeof connection[port] !== 'number') throw new Error(`no ${port}`);
    }
    return connection;
  } catch (error) {
    throw new Error(
      `readConnection: expected a Jupyter connection file, got ${path} (${(error as Error).message})`,
    );
  }
}

/** The address of one of the connection's sockets, `tcp://127.0.0.1:5555` or `ipc://path-5`. */
export function address(connection: Connection, port: number): string {
  const separator = connection.transport === 'ipc' ? '-' : ':';
  return `${connection.transport}://${connection.ip}${separator}${port}`;
}

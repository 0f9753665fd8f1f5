import { Reply, Router, XPublisher } from 'zeromq';
import { address, type Connection } from '../protocol/connection';

/** The five sockets of a kernel. */
export interface Sockets {
  shell: Router;
  control: Router;
  stdin: Router;
  iopub: XPublisher;
  heartbeat: Reply;
}

/**
 * Opens the kernel's sockets.
 * Nothing may be dropped, hence no high-water marks; iopub tells of new subscribers (`iopub_welcome` of protocol 5.4).
 */
export async function openSockets(connection: Connection): Promise<Sockets> {
  const options = { linger: 1000, sendHighWaterMark: 0, receiveHighWaterMark: 0 };
  const sockets: Sockets = {
    shell: new Router(options),
    control: new Router(options),
    stdin: new Router(options),
    iopub: new XPublisher({ ...options, verbosity: 'allSubs' }),
    heartbeat: new Reply({ linger: 0 }),
  };
  await Promise.all([
    sockets.shell.bind(address(connection, connection.shell_port)),
    sockets.control.bind(address(connection, connection.control_port)),
    sockets.stdin.bind(address(connection, connection.stdin_port)),
    sockets.iopub.bind(address(connection, connection.iopub_port)),
    sockets.heartbeat.bind(address(connection, connection.hb_port)),
  ]);
  return sockets;
}

/** Closes all sockets; what was sent leaves first. */
export function closeSockets(sockets: Sockets): void {
  for (const socket of Object.values(sockets) as { close(): void }[]) socket.close();
}

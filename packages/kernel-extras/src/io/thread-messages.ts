import type { Message, Outgoing } from '../protocol/message';
import type { Connection } from '../protocol/connection';

/** What the I/O thread is started with. */
export interface IoThreadData {
  connection: Connection;
  /** Session id in the headers of the kernel's messages. */
  session: string;
  /** Memory of the `SharedState`. */
  memory: SharedArrayBuffer;
  /** Content of `kernel_info_reply`. */
  kernelInfo: Record<string, unknown>;
}

/** From the I/O thread to the main thread. */
export type ToMain =
  | { kind: 'request'; channel: 'shell' | 'control'; message: Message }
  | { kind: 'input'; message: Message }
  | { kind: 'interrupt'; number: number }
  | { kind: 'barrier'; id: number }
  | { kind: 'shutdown' }
  | { kind: 'failed'; reason: string };

/** From the main thread to the I/O thread. */
export type ToIo = { kind: 'send'; message: Outgoing } | { kind: 'barrier'; id: number };

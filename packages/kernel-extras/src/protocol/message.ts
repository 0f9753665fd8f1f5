/** A message's header, as Jupyter messaging 5.4 defines it. */
export interface Header {
  msg_id: string;
  msg_type: string;
  session: string;
  username: string;
  date: string;
  version: string;
}

/** A message as it came from a front end. */
export interface Message {
  /** ZeroMQ routing prefix; a reply starts with the same frames. */
  identities: Uint8Array[];
  header: Header;
  /** Header of the message that this one answers, `{}` if none. */
  parent: Partial<Header>;
  metadata: Record<string, unknown>;
  content: Record<string, unknown>;
  /** Binary frames after the four JSON parts. */
  buffers: Uint8Array[];
}

/** A message on its way out; the I/O thread adds id, date and signature. */
export interface Outgoing {
  channel: 'iopub' | 'shell' | 'control' | 'stdin';
  type: string;
  /** Routing prefix for shell, control and stdin; a topic is made for iopub. */
  identities?: Uint8Array[];
  /** The parent's header as JSON text (`{}` if none): made once a request, used for each of its messages. */
  parent: string;
  /** JSON text: made where the object lives, so that a value that is not JSON fails in the caller's line. */
  content: string;
  metadata?: string;
  buffers?: Uint8Array[];
}

/** Version of Jupyter's messaging protocol that the kernel speaks. */
export const PROTOCOL_VERSION = '5.4';

/** A JSON object. */
export type JsonObject = Record<string, unknown>;

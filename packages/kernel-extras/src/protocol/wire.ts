import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto';
import { PROTOCOL_VERSION, type Header, type Message } from './message';

const DELIMITER = Buffer.from('<IDS|MSG>');

/** Signs and checks messages with the connection file's key; an empty key means that nothing is signed. */
export class Signer {
  private readonly hash: string;

  /**
   * @param key - `key` of the connection file.
   * @param scheme - `signature_scheme` of the connection file, `hmac-sha256` and the like.
   * @throws `Signer: expected a signature scheme hmac-<hash>, got …`
   */
  constructor(
    private readonly key: string,
    scheme: string,
  ) {
    const hash = /^hmac-(\w+)$/.exec(scheme)?.[1];
    if (hash === undefined) throw new Error(`Signer: expected a signature scheme hmac-<hash>, got ${scheme}`);
    this.hash = hash;
  }

  /** The signature of the four JSON parts, in hexadecimal digits. */
  sign(parts: readonly (Uint8Array | string)[]): string {
    if (this.key === '') return '';
    const hmac = createHmac(this.hash, this.key);
    for (const part of parts) hmac.update(part);
    return hmac.digest('hex');
  }

  /** True if `signature` is that of `parts`. */
  verify(signature: string, parts: readonly Uint8Array[]): boolean {
    if (this.key === '') return true;
    const expected = Buffer.from(this.sign(parts));
    const got = Buffer.from(signature);
    return expected.length === got.length && timingSafeEqual(expected, got);
  }
}

/**
 * Reads the frames of one message.
 * @throws one line that says what is wrong with the frames: no delimiter, too few parts, wrong signature, bad JSON, no header.
 */
export function decodeMessage(frames: readonly Uint8Array[], signer: Signer): Message {
  const at = frames.findIndex((frame) => DELIMITER.equals(frame));
  if (at < 0) throw new Error('decodeMessage: expected the delimiter <IDS|MSG>, got none');
  const signature = frames[at + 1];
  const parts = frames.slice(at + 2, at + 6);
  if (signature === undefined || parts.length < 4) {
    throw new Error(`decodeMessage: expected a signature and 4 parts, got ${frames.length - at - 1} frames`);
  }
  if (!signer.verify(Buffer.from(signature).toString(), parts)) {
    throw new Error("decodeMessage: expected the signature of the connection's key, got another");
  }
  const [header, parent, metadata, content] = parts.map(parseObject);
  if (typeof header!.msg_type !== 'string' || typeof header!.msg_id !== 'string') {
    throw new Error('decodeMessage: expected a header with msg_type and msg_id, got none');
  }
  return {
    identities: frames.slice(0, at),
    header: header as unknown as Header,
    parent: parent!,
    metadata: metadata!,
    content: content!,
    buffers: frames.slice(at + 6),
  };
}

function parseObject(part: Uint8Array): Record<string, unknown> {
  const value: unknown = JSON.parse(Buffer.from(part).toString('utf8'));
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Error('decodeMessage: expected a JSON object in each part, got another value');
  }
  return value as Record<string, unknown>;
}

/** The frames of one message, ready to send; all parts are JSON text. */
export function encodeMessage(
  signer: Signer,
  message: {
    identities: readonly Uint8Array[];
    header: string;
    parent: string;
    metadata: string;
    content: string;
    buffers?: readonly Uint8Array[];
  },
): (Uint8Array | string)[] {
  const parts = [message.header, message.parent, message.metadata, message.content];
  return [...message.identities, DELIMITER, signer.sign(parts), ...parts, ...(message.buffers ?? [])];
}

/** A header for a new message of the kernel, as JSON text. */
export function newHeader(type: string, session: string): string {
  const header: Header = {
    msg_id: randomUUID(),
    msg_type: type,
    session,
    username: 'kernel',
    date: new Date().toISOString(),
    version: PROTOCOL_VERSION,
  };
  return JSON.stringify(header);
}

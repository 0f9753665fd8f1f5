import { describe, expect, it } from 'vitest';
import { decodeMessage, encodeMessage, newHeader, Signer } from '../../packages/kernel-extras/src/protocol/wire';

const signer = new Signer('key', 'hmac-sha256');
const buffers = (frames: (Uint8Array | string)[]): Buffer[] => frames.map((frame) => Buffer.from(frame as string));

function encoded(over: object = {}): Buffer[] {
  const parts = {
    header: newHeader('execute_request', 's'),
    parent: '{}',
    metadata: '{}',
    content: '{"code":"1"}',
  };
  return buffers(
    encodeMessage(signer, { identities: [Buffer.from('id')], ...parts, buffers: [Buffer.from([1, 2])], ...over }),
  );
}

describe('decodeMessage', () => {
  it('reads what encodeMessage wrote', () => {
    const message = decodeMessage(encoded(), signer);
    expect(message.header).toMatchObject({ msg_type: 'execute_request', session: 's', version: '5.4' });
    expect(message.content).toEqual({ code: '1' });
    expect(message.identities).toEqual([Buffer.from('id')]);
    expect(message.buffers).toEqual([Buffer.from([1, 2])]);
  });

  it('signs as Jupyter does', () => {
    // hmac.new(b"key", b"{}" * 4, "sha256").hexdigest() of Python
    expect(signer.sign(['{}', '{}', '{}', '{}'])).toBe(
      'ca767b02c5bc061ed184a9a029e7f93a7f2f7ed4e8fe74120fc1212f0b008fa3',
    );
  });

  it('refuses a changed message, another key and a wrong signature', () => {
    const frames = encoded();
    const changed = frames.with(6, Buffer.from('{"code":"2"}'));
    for (const [bad, by] of [
      [changed, signer],
      [frames, new Signer('other', 'hmac-sha256')],
      [frames.with(2, Buffer.from('')), signer],
    ] as const) {
      expect(() => decodeMessage(bad, by)).toThrow("expected the signature of the connection's key");
    }
    expect(decodeMessage(changed, new Signer('', 'hmac-sha256')).content).toEqual({ code: '2' });
  });

  it.each([
    ['no delimiter', (f: Buffer[]) => f.toSpliced(1, 1), 'expected the delimiter'],
    ['too few parts', (f: Buffer[]) => f.slice(0, 5), 'expected a signature and 4 parts'],
  ])('refuses %s', (_, change, message) => {
    expect(() => decodeMessage(change(encoded()), signer)).toThrow(message);
  });

  it('refuses parts that are not objects and a header without a type', () => {
    expect(() => decodeMessage(encoded({ content: '[]' }), signer)).toThrow('expected a JSON object in each part');
    expect(() => decodeMessage(encoded({ header: '{}' }), signer)).toThrow('expected a header with msg_type');
    expect(() => decodeMessage(encoded({ content: '{' }), signer)).toThrow();
  });
});

it('Signer refuses an unknown scheme', () => {
  expect(() => new Signer('key', 'rot13')).toThrow('expected a signature scheme hmac-<hash>, got rot13');
});

/**
 * Uncompressed RGB pictures with their times as a Matroska stream (RFC 9559, EBML: RFC 8794), the simplest thing that ffmpeg reads
 * in which each picture has a time of its own.
 */

/** What stands before the first picture. */
export function matroskaStart(width: number, height: number): Uint8Array {
  const header = element('1a45dfa3', number('4286', 1), number('42f7', 1), number('42f2', 4), number('42f3', 8), text('4282', 'matroska'), number('4287', 4), number('4285', 2));
  // Times count millionths of a second: 1,000 ns.
  const info = element('1549a966', number('2ad7b1', 1000), text('4d80', 'fer-core'), text('5741', 'fer-core'));
  const video = element('e0', number('b0', width), number('ba', height), bytes('2eb524', Buffer.from('RGB\x18', 'latin1')));
  const track = element('ae', number('d7', 1), number('73c5', 1), number('83', 1), number('9c', 0), text('86', 'V_UNCOMPRESSED'), video);
  // A segment of unknown length, as streams have.
  return Buffer.concat([header, Buffer.from('1853806701ffffffffffffff', 'hex'), info, element('1654ae6b', track)]);
}

/**
 * What stands before the pixels of one picture.
 * @param time in seconds, not negative
 * @param length of the pixels in bytes
 */
export function matroskaFrameStart(time: number, length: number): Uint8Array {
  const timestamp = number('e7', Math.round(time * 1e6));
  // Track 1, no time of its own, a key frame.
  const block = Buffer.concat([Buffer.from('a3', 'hex'), size(4 + length), Buffer.from('81000080', 'hex')]);
  return Buffer.concat([Buffer.from('1f43b675', 'hex'), size(timestamp.length + block.length + length), timestamp, block]);
}

function element(id: string, ...content: readonly Buffer[]): Buffer {
  return bytes(id, Buffer.concat(content));
}

function text(id: string, value: string): Buffer {
  return bytes(id, Buffer.from(value, 'latin1'));
}

function number(id: string, value: number): Buffer {
  const content = Buffer.alloc(8);
  content.writeBigUInt64BE(BigInt(value));
  return bytes(id, content);
}

function bytes(id: string, content: Buffer): Buffer {
  return Buffer.concat([Buffer.from(id, 'hex'), size(content.length), content]);
}

/** A length in eight bytes. */
function size(length: number): Buffer {
  const content = Buffer.alloc(8);
  content.writeBigUInt64BE(BigInt(length) | (1n << 56n));
  return content;
}

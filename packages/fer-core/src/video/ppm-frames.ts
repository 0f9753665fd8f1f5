import type { Photo } from '../photos/photo';

const HEADER = /^P6\s(\d+)\s(\d+)\s255\s/;
/** A header is never longer. */
const LONGEST_HEADER = 32;

/**
 * Takes a stream of binary PPM pictures apart: each carries its own size, and pixels stay as they come.
 * @param kept so many pictures stay as they are; the memory of older ones is used again. Default all: each has memory of its own
 * @throws when the stream holds something else; a last picture that is cut off is left out
 */
export async function* ppmFrames(stream: AsyncIterable<Uint8Array>, kept = Infinity): AsyncGenerator<Photo> {
  const used: Uint8Array[] = [];
  let header = Buffer.alloc(0);
  let frame: { width: number; height: number; pixels: Uint8Array; filled: number } | undefined;
  for await (let chunk of stream) {
    while (chunk.length > 0) {
      if (!frame) {
        const known = header.length;
        header = Buffer.concat([header, chunk.subarray(0, LONGEST_HEADER - known)]);
        const match = HEADER.exec(header.toString('latin1'));
        if (!match) {
          if (header.length >= LONGEST_HEADER) throw new Error(`ppmFrames: expected a PPM header, found ${JSON.stringify(header.toString('latin1'))}`);
          break; // the rest of the header is in the next chunk
        }
        const [width, height] = [Number(match[1]), Number(match[2])];
        frame = { width, height, pixels: memoryFor(width * height * 3, used, kept), filled: 0 };
        chunk = chunk.subarray(match[0].length - known);
        header = Buffer.alloc(0);
      }
      const part = chunk.subarray(0, frame.pixels.length - frame.filled);
      frame.pixels.set(part, frame.filled);
      frame.filled += part.length;
      chunk = chunk.subarray(part.length);
      if (frame.filled < frame.pixels.length) break;
      yield { width: frame.width, height: frame.height, pixels: frame.pixels };
      frame = undefined;
    }
  }
}

/** The oldest of the memory in use where it may be used again and fits, or new memory; it is the newest from now on. */
function memoryFor(length: number, used: Uint8Array[], kept: number): Uint8Array {
  if (kept === Infinity) return new Uint8Array(length);
  const oldest = used.length > kept ? used.shift()! : undefined;
  const memory = oldest?.length === length ? oldest : new Uint8Array(length);
  used.push(memory);
  return memory;
}

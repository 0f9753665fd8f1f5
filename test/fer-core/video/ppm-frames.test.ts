import { describe, expect, it } from 'vitest';
import type { Photo } from '../../../packages/fer-core/src/photos/photo';
import { ppmFrames } from '../../../packages/fer-core/src/video/ppm-frames';

const first = Buffer.from([...Buffer.from('P6\n2 1\n255\n'), 1, 2, 3, 4, 5, 6]);
const second = Buffer.from([...Buffer.from('P6\n1 2\n255\n'), 10, 10, 10, 80, 54, 32]);

async function framesOf(...chunks: Uint8Array[]): Promise<Photo[]> {
  async function* stream(): AsyncGenerator<Uint8Array> {
    yield* chunks;
  }
  const frames: Photo[] = [];
  for await (const frame of ppmFrames(stream())) frames.push(frame);
  return frames;
}

const EXPECTED = [
  { width: 2, height: 1, pixels: Uint8Array.of(1, 2, 3, 4, 5, 6) },
  { width: 1, height: 2, pixels: Uint8Array.of(10, 10, 10, 80, 54, 32) },
];

describe('ppmFrames', () => {
  it('takes pictures apart wherever the stream is cut', async () => {
    const all = Buffer.concat([first, second]);
    for (let cut = 0; cut <= all.length; cut++) expect(await framesOf(all.subarray(0, cut), all.subarray(cut))).toEqual(EXPECTED);
    expect(await framesOf(...[...all].map((byte) => Uint8Array.of(byte)))).toEqual(EXPECTED);
  });

  it('leaves out a last picture that is cut off', async () => {
    expect(await framesOf(first, second.subarray(0, second.length - 1))).toEqual(EXPECTED.slice(0, 1));
  });

  it('uses the memory of older pictures again where it fits', async () => {
    const pictures = [1, 2, 3, 4, 5].map((level) => Buffer.from([...Buffer.from('P6\n2 1\n255\n'), ...Array<number>(6).fill(level)]));
    async function* stream(): AsyncGenerator<Uint8Array> {
      yield Buffer.concat([...pictures, second]);
    }
    const seen: Uint8Array[] = [];
    for await (const { pixels } of ppmFrames(stream(), 2)) {
      seen.push(pixels);
      // The last two are as they were.
      seen.slice(-2).forEach((one, at, all) => expect(one[0]).toBe(seen.length === 6 && at === all.length - 1 ? 10 : seen.length - all.length + at + 1));
    }
    expect(seen.map((pixels) => seen.indexOf(pixels))).toEqual([0, 1, 2, 0, 1, 2]);
  });

  it('refuses another kind of stream', async () => {
    await expect(framesOf(Buffer.alloc(100, 'x'))).rejects.toThrow('expected a PPM header');
  });
});

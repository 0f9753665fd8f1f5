import { InputError } from '../input-error';
import type { Raster } from './raster';

const SIGNATURE = [137, 80, 78, 71, 13, 10, 26, 10];

/** PNG's colour types by the number of channels. */
const COLOR_TYPES: Record<number, number> = { 1: 0, 3: 2, 4: 6 };

/** Filter type of every row: what is left after a guess from the left, the upper and the upper left pixel. */
const PAETH = 4;

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? 0xedb88320 ^ (crc >>> 1) : crc >>> 1;
  return crc;
});

/**
 * A picture as a PNG file, without loss. It stands in for an image library because views run in a browser too; deflate is the platform's.
 * @throws InputError when the pixels are not 1, 3 or 4 channels of width × height
 */
export async function encodePng({ width, height, pixels }: Raster): Promise<Uint8Array> {
  const channels = pixels.length / (width * height);
  if (COLOR_TYPES[channels] === undefined) {
    throw new InputError(`encodePng: expected 1, 3 or 4 bytes for each of ${width}×${height} pixels, got ${pixels.length} bytes`);
  }
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  header.set([8, COLOR_TYPES[channels]!], 8);
  const chunks = [
    Uint8Array.from(SIGNATURE),
    chunk('IHDR', header),
    chunk('IDAT', await deflate(filterRows(pixels, width * channels, channels))),
    chunk('IEND', new Uint8Array(0)),
  ];
  return concatenate(chunks);
}

function filterRows(pixels: Uint8Array, rowBytes: number, channels: number): Uint8Array<ArrayBuffer> {
  const rows = pixels.length / rowBytes;
  const filtered = new Uint8Array(pixels.length + rows);
  let to = 0;
  for (let start = 0; start < pixels.length; start += rowBytes) {
    filtered[to++] = PAETH;
    for (let column = 0; column < rowBytes; column++) {
      const at = start + column;
      const left = column < channels ? 0 : pixels[at - channels]!;
      const up = start === 0 ? 0 : pixels[at - rowBytes]!;
      const corner = column < channels || start === 0 ? 0 : pixels[at - rowBytes - channels]!;
      filtered[to++] = pixels[at]! - paeth(left, up, corner);
    }
  }
  return filtered;
}

function paeth(left: number, up: number, corner: number): number {
  const toLeft = Math.abs(up - corner);
  const toUp = Math.abs(left - corner);
  const toCorner = Math.abs(left + up - 2 * corner);
  if (toLeft <= toUp && toLeft <= toCorner) return left;
  return toUp <= toCorner ? up : corner;
}

async function deflate(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
  const stream = new CompressionStream('deflate');
  const writer = stream.writable.getWriter();
  const written = writer.write(bytes).then(() => writer.close());
  const parts: Uint8Array[] = [];
  const reader = stream.readable.getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) parts.push(part.value as Uint8Array);
  await written;
  return concatenate(parts);
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(data.length + 12);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, data.length);
  for (let index = 0; index < 4; index++) bytes[4 + index] = type.charCodeAt(index);
  bytes.set(data, 8);
  let crc = 0xffffffff;
  for (let index = 4; index < data.length + 8; index++) crc = CRC_TABLE[(crc ^ bytes[index]!) & 0xff]! ^ (crc >>> 8);
  view.setUint32(data.length + 8, ~crc);
  return bytes;
}

function concatenate(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

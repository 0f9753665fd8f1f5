import { readFile } from 'node:fs/promises';
import { InputError } from '../input-error';
import { writeAtomically } from '../write-atomically';

/** Named float32 arrays with their shapes, and text beside them. */
export interface TensorFile {
  tensors: Record<string, { shape: number[]; values: Float32Array }>;
  metadata: Record<string, string>;
}

interface HeaderEntry {
  dtype: 'F32';
  shape: number[];
  data_offsets: [number, number];
}

/**
 * Writes arrays in the safetensors format (a length, a JSON header, little-endian data), which Python's `safetensors` reads.
 * The same content gives the same bytes. Source: github.com/huggingface/safetensors, format description.
 */
export async function writeSafetensors(file: string, { tensors, metadata }: TensorFile): Promise<void> {
  await writeAtomically(file, encodeSafetensors({ tensors, metadata }));
}

/** The bytes of a safetensors file; see `writeSafetensors`. */
export function encodeSafetensors({ tensors, metadata }: TensorFile): Uint8Array {
  const header: Record<string, HeaderEntry | Record<string, string>> = { __metadata__: metadata };
  let offset = 0;
  for (const [name, { shape, values }] of Object.entries(tensors)) {
    header[name] = { dtype: 'F32', shape, data_offsets: [offset, offset + values.byteLength] };
    offset += values.byteLength;
  }
  const json = Buffer.from(JSON.stringify(header));
  const headerBytes = Buffer.concat([json, Buffer.alloc((8 - (json.length % 8)) % 8, ' ')]);
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(headerBytes.length));
  const data = Object.values(tensors).map(({ values }) => Buffer.from(values.buffer, values.byteOffset, values.byteLength));
  return Buffer.concat([length, headerBytes, ...data]);
}

/**
 * Reads a safetensors file of float32 arrays.
 * @throws InputError when the file is missing, cut off or of another type
 */
export async function readSafetensors(file: string): Promise<TensorFile> {
  let bytes: Buffer;
  try {
    bytes = await readFile(file);
  } catch {
    throw new InputError(`readSafetensors: expected a weights file, found none at ${file}`);
  }
  const broken = (found: string): InputError => new InputError(`readSafetensors: expected a whole safetensors file, found ${found} in ${file}`);
  if (bytes.length < 8) throw broken(`${bytes.length} bytes`);
  const headerLength = Number(bytes.readBigUInt64LE(0));
  if (headerLength > bytes.length - 8) throw broken('a cut-off header');
  let header: Record<string, HeaderEntry> & { __metadata__?: Record<string, string> };
  try {
    header = JSON.parse(bytes.subarray(8, 8 + headerLength).toString()) as typeof header;
  } catch {
    throw broken('a header that is not JSON');
  }
  const { __metadata__: metadata = {}, ...entries } = header;
  const data = bytes.subarray(8 + headerLength);
  const tensors: TensorFile['tensors'] = {};
  for (const [name, { dtype, shape, data_offsets: [start, end] }] of Object.entries(entries as Record<string, HeaderEntry>)) {
    if (dtype !== 'F32') throw broken(`${name} of type ${dtype} instead of F32`);
    if (end > data.length) throw broken(`${data.length} of ${end} bytes of data`);
    tensors[name] = { shape, values: new Float32Array(new Uint8Array(data.subarray(start, end)).buffer) };
  }
  return { tensors, metadata };
}

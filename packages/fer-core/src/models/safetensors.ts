import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { InputError } from '../input-error';
import { writeAtomically } from '../write-atomically';
import { sizeOf } from './network';

/** Named float32 arrays with their shapes, and text beside them. */
export interface TensorFile {
  tensors: Record<string, { shape: number[]; values: Float32Array }>;
  metadata: Record<string, string>;
}

const whole = z.number().int().min(0);
const HeaderEntry = z.object({ dtype: z.string(), shape: z.array(whole), data_offsets: z.tuple([whole, whole]) });
const Header = z.object({ __metadata__: z.record(z.string(), z.string()).default({}) }).catchall(HeaderEntry);

/**
 * Writes arrays in the safetensors format (a length, a JSON header, little-endian data), which Python's `safetensors` reads.
 * The same content gives the same bytes. Source: github.com/huggingface/safetensors, format description.
 */
export async function writeSafetensors(file: string, { tensors, metadata }: TensorFile): Promise<void> {
  await writeAtomically(file, encodeSafetensors({ tensors, metadata }));
}

/** The bytes of a safetensors file; see `writeSafetensors`. */
export function encodeSafetensors({ tensors, metadata }: TensorFile): Uint8Array {
  const header: Record<string, z.infer<typeof HeaderEntry> | Record<string, string>> = { __metadata__: metadata };
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
  let json: unknown;
  try {
    json = JSON.parse(bytes.subarray(8, 8 + headerLength).toString());
  } catch {
    throw broken('a header that is not JSON');
  }
  const header = Header.safeParse(json);
  if (!header.success) throw broken('a header that is no list of arrays');
  const { __metadata__: metadata, ...entries } = header.data;
  const data = bytes.subarray(8 + headerLength);
  const tensors: TensorFile['tensors'] = {};
  for (const [name, { dtype, shape, data_offsets: [start, end] }] of Object.entries(entries)) {
    if (dtype !== 'F32') throw broken(`${name} of type ${dtype} instead of F32`);
    if (end - start !== 4 * sizeOf(shape)) throw broken(`${name} [${shape.join(', ')}] in the bytes from ${start} to ${end}`);
    if (end > data.length) throw broken(`${data.length} of ${end} bytes of data`);
    tensors[name] = { shape, values: new Float32Array(new Uint8Array(data.subarray(start, end)).buffer) };
  }
  return { tensors, metadata };
}

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { encodeSafetensors, readSafetensors, writeSafetensors } from '../../../packages/fer-core/src/models/safetensors';
import { temporaryFolder } from '../datasets/temporary-folder';

const content = {
  tensors: {
    'a/kernel': { shape: [2, 2], values: Float32Array.of(1, -2.5, 3e-8, Infinity) },
    b: { shape: [1], values: Float32Array.of(7) },
    empty: { shape: [0], values: new Float32Array(0) },
  },
  metadata: { network: 'tiny', note: 'größer' },
};

/** A file with the given header and bytes of data. */
function file(header: unknown, data = Buffer.alloc(8)): Buffer {
  const json = Buffer.from(typeof header === 'string' ? header : JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(json.length));
  return Buffer.concat([length, json, data]);
}

const entry = (over: object = {}) => ({ w: { dtype: 'F32', shape: [2], data_offsets: [0, 8], ...over } });

function read(bytes: Uint8Array) {
  const path = join(temporaryFolder(), 'weights.safetensors');
  writeFileSync(path, bytes);
  return readSafetensors(path);
}

describe('safetensors', () => {
  it('reads what it wrote', async () => {
    const path = join(temporaryFolder(), 'weights.safetensors');
    await writeSafetensors(path, content);
    expect(await readSafetensors(path)).toEqual(content);
  });

  it('gives the same bytes for the same content', () => {
    expect(encodeSafetensors(content)).toEqual(encodeSafetensors(structuredClone(content)));
  });

  it("writes the format's own bytes", () => {
    // Equal to safetensors.numpy.save({"w": numpy.array([1, 2], numpy.float32)}, {"n": "t"}) of Python's safetensors 0.8.0.
    const bytes = encodeSafetensors({ tensors: { w: { shape: [2], values: Float32Array.of(1, 2) } }, metadata: { n: 't' } });
    expect(Buffer.from(bytes).toString('hex')).toBe('50000000000000007b225f5f6d657461646174615f5f223a7b226e223a2274227d2c2277223a7b226474797065223a22463332222c227368617065223a5b325d2c22646174615f6f666673657473223a5b302c385d7d7d200000803f00000040');
  });

  it('writes a part of a larger array as that part', async () => {
    const values = Float32Array.of(9, 1, 2, 9).subarray(1, 3);
    expect((await read(encodeSafetensors({ tensors: { w: { shape: [2], values } }, metadata: {} }))).tensors.w.values).toEqual(
      Float32Array.of(1, 2),
    );
  });

  it('takes a file without metadata', async () => {
    expect((await read(file(entry()))).metadata).toEqual({});
  });

  it.each<[string, Uint8Array, string]>([
    ['an empty file', Buffer.alloc(0), 'found 0 bytes'],
    ['a header that is cut off', file(entry()).subarray(0, 20), 'found a cut-off header'],
    ['an absurd length', Buffer.alloc(64, 0xff), 'found a cut-off header'],
    ['a header that is not JSON', file('{"w":'), 'found a header that is not JSON'],
    ['a header that is a list', file('[]'), 'found a header that is no list of arrays'],
    ['data cut off', Buffer.from(encodeSafetensors(content)).subarray(0, -3), 'found 17 of 20 bytes of data'],
    ['another type of number', file(entry({ dtype: 'F16' })), 'found w of type F16 instead of F32'],
    ['no offsets', file({ w: { dtype: 'F32', shape: [2] } }), 'found a header that is no list of arrays'],
    ['offsets that run backwards', file(entry({ data_offsets: [8, 0] })), 'found w [2] in the bytes from 8 to 0'],
    ['offsets that do not fit the shape', file(entry({ data_offsets: [0, 4] })), 'found w [2] in the bytes from 0 to 4'],
    ['a shape with a fraction', file(entry({ shape: [0.5] })), 'found a header that is no list of arrays'],
  ])('refuses %s', async (_, bytes, message) => {
    await expect(read(bytes)).rejects.toThrow(new RegExp(`^readSafetensors: expected a whole safetensors file, ${message.replace(/[[\]]/g, '\\$&')} in .*weights\\.safetensors$`));
  });

  it('refuses a file that is not there', async () => {
    await expect(readSafetensors('/nowhere/w.safetensors')).rejects.toThrow('expected a weights file, found none at /nowhere/w.safetensors');
  });
});

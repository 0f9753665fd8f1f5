import { inflateSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { encodePng } from '../../packages/kernel-extras/src/inspect/encode-png';
import { imagePreview } from '../../packages/kernel-extras/src/inspect/image-preview';
import { inspectors, registerInspector } from '../../packages/kernel-extras/src/inspect/inspectors';
import { histogram, statistics } from '../../packages/kernel-extras/src/inspect/statistics';
import { byteText, tensorBundle } from '../../packages/kernel-extras/src/inspect/tensor-bundle';
import { describeTensor } from '../../packages/kernel-extras/src/inspect/tensor-description';

afterEach(() => inspectors().clear());

describe('describeTensor', () => {
  const like = (over: object = {}) => ({ shape: [2, 3], dtype: 'int32', dataSync: () => [1], dispose: () => {}, ...over });

  it('recognizes tensors by their shape', () => {
    expect(describeTensor(like())).toMatchObject({ shape: [2, 3], dtype: 'int32', bytes: 24, disposed: false });
    expect(describeTensor(like({ dtype: 'bool' }))!.bytes).toBe(6);
    expect(describeTensor(like({ dtype: 'string' }))!.values).toBeUndefined();
    const disposed = describeTensor(like({ isDisposed: true }))!;
    expect([disposed.bytes, disposed.disposed, disposed.values]).toEqual([0, true, undefined]);
    const array = { shape: [2], data: new Float64Array(2) };
    expect(describeTensor(array)).toMatchObject({ dtype: 'float64', bytes: 16 });
    expect(describeTensor(new Uint16Array(3))).toMatchObject({ dtype: 'uint16', shape: [3], bytes: 6 });
    expect(describeTensor(Buffer.alloc(2))!.dtype).toBe('uint8');
  });

  it.each([
    ['null', null],
    ['a number', 3],
    ['an empty object', {}],
    ['a shape alone', { shape: [2] }],
    ['a shape and a type without values', { shape: [2], dtype: 'float32' }],
    ['a shape that is none', { shape: ['a'], dtype: 'float32', dataSync: () => [] }],
    ['too few values', { shape: [3], data: new Float32Array(2) }],
    ['large integers', new BigInt64Array(1)],
    ['a view of bytes', new DataView(new ArrayBuffer(1))],
  ])('says that %s is none', (_, value) => expect(describeTensor(value)).toBeUndefined());

  it('asks inspectors first, and not after they are taken away', () => {
    const forget = registerInspector('mine', (value) =>
      'mine' in value ? { dtype: 'x', shape: [], bytes: 1, device: 'here' } : undefined,
    );
    expect(describeTensor({ ...like(), mine: 1 })!.device).toBe('here');
    expect(describeTensor(like())!.dtype).toBe('int32');
    forget();
    expect(describeTensor({ mine: 1 })).toBeUndefined();
    expect(() => registerInspector('bad', 3 as never)).toThrow('registerInspector: expected a function, got number');
  });
});

it('statistics leave NaN out and count it', () => {
  expect(statistics([3, NaN, -1])).toEqual({ min: -1, max: 3, mean: 1, nan: 1 });
  expect(statistics([NaN])).toEqual({ min: null, max: null, mean: null, nan: 1 });
  expect(statistics([-Infinity, 0])).toMatchObject({ min: -Infinity, max: 0 });
});

it('histogram counts each value once, the largest in the last part', () => {
  expect(histogram([0, 0.1, 0.5, 1, NaN, 7], 0, 1, 2)).toEqual([2, 2]);
  expect(histogram([5, 5], 5, 5, 3)).toEqual([2, 0, 0]);
});

describe('encodePng', () => {
  it.each([1, 3, 4] as const)('writes %i channels that can be read again', (channels) => {
    const data = Uint8Array.from({ length: 2 * 3 * channels }, (_, i) => i * 7);
    const png = encodePng({ height: 2, width: 3, channels, data });
    expect([png.readUInt32BE(16), png.readUInt32BE(20), png[24]]).toEqual([3, 2, 8]);
    const length = png.readUInt32BE(33);
    expect(png.subarray(37, 41).toString()).toBe('IDAT');
    const lines = inflateSync(png.subarray(41, 41 + length));
    const stride = 3 * channels;
    expect([...lines]).toEqual([0, ...data.subarray(0, stride), 0, ...data.subarray(stride)]);
  });

  it('ends with the checksum that every PNG ends with', () => {
    const png = encodePng({ height: 1, width: 1, channels: 1, data: new Uint8Array(1) });
    expect(png.subarray(-4).toString('hex')).toBe('ae426082'); // of the empty IEND chunk
  });
});

describe('imagePreview', () => {
  const ramp = (count: number) => Float32Array.from({ length: count }, (_, i) => i / (count - 1));

  it('draws matrices, images and several images side by side', () => {
    const one = imagePreview(ramp(64), [8, 8], 0, 1)!;
    expect([one.height, one.width, one.channels, one.data[0], one.data[63]]).toEqual([8, 8, 1, 0, 255]);
    expect(imagePreview(ramp(192), [8, 8, 3], 0, 1)!.channels).toBe(3);
    const many = imagePreview(ramp(20 * 80), [20, 8, 10, 1], 0, 1)!;
    expect([many.height, many.width, many.shown, many.images]).toEqual([17, 87, 16, 20]);
    // The ninth image starts the second row, below a line of one pixel.
    expect(many.data[9 * 87]).toBe(Math.round((255 * 640) / 1599));
  });

  it('leaves lines out of large ones', () => {
    const large = imagePreview(ramp(640 * 16), [640, 16], 0, 1)!;
    expect([large.height, large.width]).toEqual([320, 8]);
    expect(large.data[8]).toBe(Math.round((255 * 32) / (640 * 16 - 1)));
  });

  it.each([
    [0, 1, [0, 1]],
    [-0.5, 1, [-1, 1]],
    [0, 200, [0, 255]],
    [-3, 9, [-3, 9]],
  ])('takes %d … %d for %j', (min, max, range) => {
    expect(imagePreview(ramp(64), [8, 8], min, max)!.range).toEqual(range);
  });

  it.each([[[]], [[64]], [[7, 8]], [[8, 8, 2]], [[0, 8, 8, 1]], [[1, 8, 8, 1, 1]]])('draws no %j', (shape) => {
    expect(imagePreview([], shape, 0, 1)).toBeUndefined();
  });
});

describe('tensorBundle', () => {
  it('leaves out ends of long rows', () => {
    const values = () => Array.from({ length: 70 }, (_, i) => i);
    const bundle = tensorBundle('T', { dtype: 'int32', shape: [10, 7], bytes: 280, values });
    const lines = String(bundle['text/plain']).split('\n');
    expect(lines[0]).toBe('T int32 [10, 7], 280 B, 0 … 69, mean 34.5');
    expect(lines[1]).toBe('[0, 1, 2, 3, 4, 5, …]');
    expect(lines.at(-1)).toBe('…');
  });

  it('does without values, without numbers and with one number', () => {
    const text = (over: object) => tensorBundle('T', { dtype: 'd', shape: [1], bytes: 4, ...over })['text/plain'];
    expect(text({})).toBe('T d [1], 4 B');
    expect(text({ shape: [0], values: () => [] })).toBe('T d [0], 4 B');
    expect(text({ shape: [], values: () => [7] })).toBe('T d [], 4 B, 7 … 7, mean 7\n[7]');
    expect(text({ values: () => [NaN] })).toBe('T d [1], 4 B, 1 NaN\n[NaN]');
  });
});

it('byteText counts in thousands', () => {
  expect([0, 999, 1500, 2.5e6, 3e12].map(byteText)).toEqual(['0 B', '999 B', '1.5 kB', '2.5 MB', '3.0 TB']);
});

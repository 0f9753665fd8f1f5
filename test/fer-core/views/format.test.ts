import { describe, expect, it } from 'vitest';
import { decodeBase64, encodeBase64, formatDuration, formatPercent } from '../../../packages/fer-core/src/views';

describe('formatDuration', () => {
  it.each([
    [0, '0 ms'],
    [349.6, '350 ms'],
    [999.9, '1.0 s'],
    [8400, '8.4 s'],
    [9990, '10 s'],
    [59_400, '59 s'],
    [59_600, '1 min 00 s'],
    [185_000, '3 min 05 s'],
    [7_620_000, '2 h 07 min'],
  ])('%d ms is %s', (ms, text) => expect(formatDuration(ms)).toBe(text));
});

describe('formatPercent', () => {
  it.each([
    [0.6612, '66.1 %'],
    [1, '100.0 %'],
    [null, '–'],
    [NaN, '–'],
  ])('%d is %s', (share, text) => expect(formatPercent(share)).toBe(text));
});

describe('base64', () => {
  it('carries every byte, also more than one call takes', () => {
    const bytes = Uint8Array.from({ length: 100_000 }, (_, index) => index % 256);
    expect(decodeBase64(encodeBase64(bytes))).toEqual(bytes);
    expect(encodeBase64(bytes.subarray(0, 300))).toBe(Buffer.from(bytes.subarray(0, 300)).toString('base64'));
  });
});

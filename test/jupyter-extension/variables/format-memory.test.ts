import { expect, it } from 'vitest';
import { formatMemory } from '../../../packages/jupyter-extension/src/variables/format-memory';

it.each([
  [0, '0 B'],
  [16, '16 B'],
  [999, '999 B'],
  [1000, '1 kB'],
  [9216, '9.22 kB'],
  [99_960, '100 kB'],
  [412_000_000, '412 MB'],
  [999_600_000, '1 GB'],
  [1_300_000_000, '1.3 GB'],
  [5e15, '5000 TB'],
])('%d bytes are %s', (bytes, text) => expect(formatMemory(bytes)).toBe(text));

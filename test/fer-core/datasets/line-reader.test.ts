import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readLines } from '../../../packages/fer-core/src/datasets/line-reader';
import { temporaryFolder } from './temporary-folder';

async function lines(content: string, longest = 100) {
  const file = join(temporaryFolder(), 'lines.txt');
  writeFileSync(file, content);
  let read = 0;
  const found: [number, string, boolean, boolean][] = [];
  for await (const line of readLines(file, longest, (chunk) => (read += chunk.length))) {
    found.push([line.number, line.bytes.toString(), line.tooLong, line.closed]);
  }
  return { found, read };
}

it.each([
  ['an empty file', '', []],
  ['one closed line', 'a\n', [[1, 'a', false, true]]],
  [
    'a last line that is not closed',
    'a\nb',
    [
      [1, 'a', false, true],
      [2, 'b', false, false],
    ],
  ],
  [
    'carriage returns',
    'a\r\n\r\nb\rc\r\n',
    [
      [1, 'a', false, true],
      [2, '', false, true],
      [3, 'b\rc', false, true],
    ],
  ],
])('reads %s', async (_, content, expected) => {
  expect(await lines(content)).toEqual({ found: expected, read: content.length });
});

it('keeps only the beginning of a line that is too long', async () => {
  const { found } = await lines(`${'x'.repeat(10)}\n${'y'.repeat(11)}\nz\n`, 10);
  expect(found).toEqual([
    [1, 'x'.repeat(10), false, true],
    [2, 'y'.repeat(10), true, true],
    [3, 'z', false, true],
  ]);
});

it('puts lines together that reach over the blocks in which the file is read', async () => {
  const long = ['a'.repeat(200_000), 'b'.repeat(400_000), 'c'];
  const { found } = await lines(`${long.join('\n')}\n`, 1 << 20);
  expect(found.map(([, text]) => text)).toEqual(long);
});

import { createHash } from 'node:crypto';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { openFer2013Csv } from '../../../packages/fer-core/src/datasets/fer2013-csv';
import { csvRow, everything, HEADER, pixelsOf, writeLines } from './fer2013-fixture';
import { temporaryFolder } from './temporary-folder';

async function read(...lines: string[]) {
  return everything(openFer2013Csv(writeLines(temporaryFolder(), lines)));
}

async function readBytes(bytes: Uint8Array) {
  const file = join(temporaryFolder(), 'fer2013.csv');
  writeFileSync(file, bytes);
  const source = openFer2013Csv(file);
  return { items: await everything(source), source };
}

const values = (changes: (values: string[]) => void): string => {
  const list = [...pixelsOf(1)].map(String);
  changes(list);
  return list.join(' ');
};

describe('openFer2013Csv', () => {
  it('reads emotion, pixels and Usage; ids are line numbers of the file', async () => {
    const items = await read(HEADER, csvRow(3, 1), csvRow(0, 2, 'PublicTest'), csvRow(6, 3, 'PrivateTest'));
    expect(items).toEqual([
      { image: { id: 'fer2013.csv:2', split: 'train', label: 3, pixels: pixelsOf(1), height: 48, width: 48 } },
      { image: { id: 'fer2013.csv:3', split: 'validation', label: 0, pixels: pixelsOf(2), height: 48, width: 48 } },
      { image: { id: 'fer2013.csv:4', split: 'test', label: 6, pixels: pixelsOf(3), height: 48, width: 48 } },
    ]);
  });

  it.each([
    ['another column order and a column more', ['Usage,id,emotion,pixels', `Training,9,3,${values(() => {})}`]],
    ['capitals and spaces in the header', [' Emotion, PIXELS , usage', csvRow(3, 1)]],
    ['the newer header with a quoted row', [HEADER, `"3","${values(() => {})}","Training"`]],
    ['quoted pixels', [HEADER, `3,"${values(() => {})}",Training`]],
    ['tabs and runs of blanks between pixels', [HEADER, `3, ${pixelsOf(1).join(' \t ')} , Training `]],
    ['an upper-case Usage', [HEADER, csvRow(3, 1, 'TRAINING')]],
    ['empty lines', [HEADER, '', csvRow(3, 1), '']],
    ['CRLF', [`${HEADER}\r`, `${csvRow(3, 1)}\r`]],
    ['a byte-order mark', [`\ufeff${HEADER}`, csvRow(3, 1)]],
    ['a byte-order mark before a quoted header', [`\ufeff"emotion","pixels","Usage"`, csvRow(3, 1)]],
  ])('accepts %s', async (_, lines) => {
    const items = await read(...lines);
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({ image: { label: 3, split: 'train', pixels: pixelsOf(1) } });
  });

  it.each([
    ['a pixel too few', `0,${values((v) => v.pop())},Training`, 'pixels: expected 2304 values (48×48), got 2303'],
    [
      'a pixel too many',
      csvRow(0, 1).replace(',Training', ' 5,Training'),
      'expected 2304 values (48×48), got 2305',
    ],
    ['no pixels', '0,,Training', 'expected 2304 values (48×48), got 0'],
    ['a gray value of 256', `0,${values((v) => (v[5] = '256'))},Training`, 'integers from 0 to 255, got "256"'],
    ['a negative gray value', `0,${values((v) => (v[5] = '-3'))},Training`, 'integers from 0 to 255, got "-3"'],
    ['a fraction', `0,${values((v) => (v[5] = '0.5'))},Training`, 'integers from 0 to 255, got "0.5"'],
    ['letters among the pixels', `0,${values((v) => (v[9] = 'nan'))},Training`, 'from 0 to 255, got "nan"'],
    ['a label of 7', csvRow(7, 1), 'emotion: expected an integer from 0 to 6, got "7"'],
    ['a negative label', csvRow(-1, 1), 'emotion: expected an integer from 0 to 6, got "-1"'],
    ['a label with a fraction', csvRow('1.5', 1), 'emotion: expected an integer from 0 to 6, got "1.5"'],
    ['no label', csvRow('', 1), 'emotion: expected an integer from 0 to 6, got ""'],
    ['a name for a label', csvRow('happy', 1), 'emotion: expected an integer from 0 to 6, got "happy"'],
    ['another Usage', csvRow(0, 1, 'Test'), 'Usage: expected Training, PublicTest or PrivateTest, got "Test"'],
    ['a Usage that every object has', csvRow(0, 1, 'constructor'), 'PrivateTest, got "constructor"'],
    ['too few columns', `0,${values(() => {})}`, 'expected 3 columns, got 2'],
    ['a quotation mark left open', `0,"${values(() => {})},Training`, 'a quotation mark that is not closed'],
    ['a zero byte', csvRow(0, 1).replace('Training', 'Train\0ing'), 'encoding: expected text, got zero bytes'],
    ['a line without end', `0,${'1 '.repeat(40_000)},Training`, 'expected at most 65536 bytes in a line, got more'],
  ])('reports %s with its line and leaves the neighbours alone', async (_, row, reason) => {
    const items = await read(HEADER, csvRow(1, 1), row, csvRow(2, 2));
    expect(items).toHaveLength(3);
    expect(items[0]).toMatchObject({ image: { label: 1, pixels: pixelsOf(1) } });
    expect(items[1]).toEqual({ defect: { where: 'line 3', reason: expect.stringContaining(reason) } });
    expect(items[2]).toMatchObject({ image: { id: 'fer2013.csv:4', label: 2, pixels: pixelsOf(2) } });
  });

  it('reports bytes that are not UTF-8 in their line only', async () => {
    const latin1 = Buffer.from(csvRow(0, 1).replace('Training', 'Trainingé'), 'latin1');
    const text = (lines: string) => Buffer.from(lines);
    const { items } = await readBytes(
      Buffer.concat([text(`${HEADER}\n`), latin1, text('\n'), text(`${csvRow(2, 2)}\n`)]),
    );
    expect(items[0]).toMatchObject({
      defect: { where: 'line 2', reason: expect.stringContaining('expected UTF-8') },
    });
    expect(items[1]).toMatchObject({ image: { label: 2 } });
  });

  it('says that the last line looks cut off', async () => {
    const whole = `${HEADER}\n${csvRow(1, 1)}\n${csvRow(2, 2)}\n`;
    const { items } = await readBytes(Buffer.from(whole.slice(0, -3000)));
    expect(items[0]).toMatchObject({ image: { label: 1 } });
    expect(items[1]).toEqual({
      defect: {
        where: 'line 3',
        reason: expect.stringMatching(/; the file ends inside this line: it looks cut off$/),
      },
    });
  });

  it('takes a last line without a line end', async () => {
    const { items, source } = await readBytes(Buffer.from(`${HEADER}\n${csvRow(1, 1)}`));
    expect(items).toHaveLength(1);
    expect(source.warnings()).toEqual([]);
  });

  it('warns when the file ends right after a pixel and a cut cannot be told', async () => {
    const { items, source } = await readBytes(Buffer.from(`Usage,emotion,pixels\nTraining,1,${values(() => {})}`));
    expect(items).toHaveLength(1);
    expect(source.warnings()).toEqual([expect.stringContaining('line 2: no line end after the last pixel')]);
  });

  it.each([
    [
      'columns that are not FER-2013',
      'label,image\n1,2\n',
      'columns emotion, pixels, Usage, once each, got "label,image"',
    ],
    ['a column twice', `emotion,pixels,Usage,Emotion\n`, 'once each, got "emotion,pixels,Usage,Emotion"'],
    ['no header', `${csvRow(0, 1)}\n`, 'fer2013.csv line 1: expected a header'],
    ['an empty file', '', 'expected a header and rows, got an empty file'],
    ['UTF-16', Buffer.from(`\ufeff${HEADER}\n`, 'utf16le'), 'expected UTF-8 text, got UTF-16'],
    ['a gzip file', gzipSync(HEADER), 'got a gzip file: unpack it'],
    ['a zip file', Buffer.from('PK\u0003\u0004rest\n'), 'got a zip file: unpack it'],
  ])('refuses %s', async (_, content, message) => {
    await expect(readBytes(Buffer.from(content as string))).rejects.toThrow(message);
  });

  it('refuses a file that is not there', () => {
    expect(() => openFer2013Csv('/nowhere/fer2013.csv')).toThrow('got /nowhere/fer2013.csv, which is not there');
  });

  it('tells position, size, mapping and the sha256 of the file', async () => {
    const file = writeLines(temporaryFolder(), [HEADER, csvRow(1, 1)]);
    const source = openFer2013Csv(file);
    await everything(source);
    expect(source).toMatchObject({ kind: 'csv', name: 'fer2013.csv', unit: 'bytes', total: statSync(file).size });
    expect(source.position()).toBe(source.total);
    expect(source.mapping).toContain('Usage PublicTest → validation');
    expect(source.sha256()).toBe(createHash('sha256').update(readFileSync(file)).digest('hex'));
  });

  it('stops when the signal is aborted', async () => {
    const abort = new AbortController();
    const source = openFer2013Csv(
      writeLines(temporaryFolder(), [HEADER, ...Array.from({ length: 80 }, (_, i) => csvRow(1, i))]),
    );
    const items = source.items(abort.signal);
    await items.next();
    abort.abort(new Error('enough'));
    await expect(async () => {
      for await (const item of items) expect(item).toBeDefined();
    }).rejects.toThrow();
  });
});

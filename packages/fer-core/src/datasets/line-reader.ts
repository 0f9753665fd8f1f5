import { createReadStream } from 'node:fs';

const NEWLINE = 10;
const CARRIAGE_RETURN = 13;

/** One line of a file, without its line end. */
export interface Line {
  /** Counts from 1, as editors do. */
  readonly number: number;
  /** The line's bytes; only its first `longest` bytes if it is longer. */
  readonly bytes: Buffer;
  readonly tooLong: boolean;
  /** False for a last line that no line end closes: the file may have been cut off there. */
  readonly closed: boolean;
}

/**
 * The lines of a file as bytes, with memory bounded by `longest` whatever the file holds.
 * Bytes and not text, so that a wrong encoding is found in its line.
 * @param onChunk is given every chunk as read, for progress and hashing.
 */
export async function* readLines(
  path: string,
  longest: number,
  onChunk: (chunk: Buffer) => void,
  signal?: AbortSignal,
): AsyncGenerator<Line> {
  let pieces: Buffer[] = [];
  let length = 0;
  let number = 1;
  const add = (piece: Buffer) => {
    if (length < longest && piece.length > 0) pieces.push(piece.subarray(0, longest - length));
    length += piece.length;
  };
  const take = (closed: boolean): Line => {
    let bytes = pieces.length === 1 ? pieces[0] : Buffer.concat(pieces);
    if (bytes.at(-1) === CARRIAGE_RETURN && length <= longest) bytes = bytes.subarray(0, -1);
    const line = { number: number++, bytes, tooLong: length > longest, closed };
    pieces = [];
    length = 0;
    return line;
  };
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 18, signal }) as AsyncIterable<Buffer>) {
    onChunk(chunk);
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
      add(chunk.subarray(start, end));
      yield take(true);
      start = end + 1;
    }
    add(chunk.subarray(start));
  }
  if (length > 0) yield take(false);
}

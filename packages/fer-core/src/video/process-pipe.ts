import { closeSync } from 'node:fs';
import type { Readable, Writable } from 'node:stream';
import { pipeRoutines, type PipeRoutines } from '../backend';

/** What a pipe holds, so that the other process can be a frame ahead; Linux allows so much to everybody. */
const HELD = 1 << 20;
/** Bytes that are read at once. */
const CHUNK = 1 << 20;

/** A pipe to a process that is yet to start: its end for `stdio`, and ours once it has started. */
export interface ProcessPipe<End> {
  readonly stdio: number | 'pipe';
  /** @param stream what Node.js made where `stdio` is `pipe` */
  started(stream: unknown): End;
}

/** What comes from another process, and its end. */
export interface ReadingEnd {
  /** Each chunk stays as it is until the next one is asked for. */
  readonly chunks: AsyncIterable<Uint8Array>;
}

export interface WritingEnd {
  /** Kept when all is on its way. @throws (rejects) when the other process does not read any more */
  write(bytes: Uint8Array): Promise<void>;
  /** There is no more. */
  end(): void;
}

/** Reads from a process: beside JavaScript's thread where our library is there, so that the other one works on while that computes. */
export function pipeToRead(): ProcessPipe<ReadingEnd> {
  const routines = pipeRoutines();
  if (!routines) return { stdio: 'pipe', started: (stream) => ({ chunks: stream as Readable }) };
  const { reading, writing } = openPipe(routines);
  return {
    stdio: writing,
    started() {
      closeSync(writing);
      return { chunks: chunksOf(reading, (into) => routines.readPipe(reading, into)) };
    },
  };
}

/** Writes to a process, as `pipeToRead` reads. */
export function pipeToWrite(): ProcessPipe<WritingEnd> {
  const routines = pipeRoutines();
  if (!routines) return { stdio: 'pipe', started: (stream) => streamEnd(stream as Writable) };
  const { reading, writing } = openPipe(routines);
  return {
    stdio: reading,
    started() {
      closeSync(reading);
      let underWay: Promise<unknown> = Promise.resolve();
      let ended = false;
      return {
        async write(bytes) {
          underWay = routines.writePipe(writing, bytes);
          await underWay;
        },
        end() {
          if (ended) return;
          ended = true;
          const close = (): void => closeSync(writing);
          underWay.then(close, close); // not before what is under way is done: the number may be another file's then
        },
      };
    },
  };
}

/** The descriptors of a new pipe's ends. */
function openPipe(routines: PipeRoutines): { reading: number; writing: number } {
  const ends = new Int32Array(2);
  routines.openPipe(HELD, ends);
  return { reading: ends[0]!, writing: ends[1]! };
}

/** The next chunk is read while the last one is worked on. */
async function* chunksOf(descriptor: number, read: (into: Uint8Array) => Promise<number>): AsyncGenerator<Uint8Array> {
  let [chunk, next] = [new Uint8Array(CHUNK), new Uint8Array(CHUNK)];
  let reading = read(chunk);
  try {
    for (;;) {
      const length = await reading;
      const isLast = length < chunk.length;
      if (!isLast) reading = read(next);
      if (length > 0) yield chunk.subarray(0, length);
      if (isLast) return;
      [chunk, next] = [next, chunk];
    }
  } finally {
    await reading.catch(() => 0);
    closeSync(descriptor);
  }
}

function streamEnd(stream: Writable): WritingEnd {
  stream.on('error', () => undefined); // the end of the process says more
  return {
    write: (bytes) => new Promise((resolve, reject) => stream.write(bytes, (error) => (error ? reject(error) : resolve()))),
    end: () => void stream.end(),
  };
}

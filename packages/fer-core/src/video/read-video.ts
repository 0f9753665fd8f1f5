import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { InputError } from '../input-error';
import type { Photo } from '../photos/photo';
import { findFfmpeg } from './find-ffmpeg';
import { startFfmpeg } from './ffmpeg-process';
import { ppmFrames } from './ppm-frames';
import { pipeToRead } from './process-pipe';

/** A picture of a video, upright. */
export interface VideoFrame {
  readonly photo: Photo;
  /** When it is shown, in seconds from the start, as the file says: also where the frame rate varies. */
  readonly time: number;
}

/** A video that is being read. */
export interface VideoReader {
  /** Length in seconds as the file's header says; null until the first frame is there and where the header does not say. */
  duration(): number | null;
  /**
   * All frames that can be decoded, in order; the decoder waits while none is asked for. Leaving the loop ends it.
   * @param kept so many frames stay as they are, the one that was given last among them; the memory of older ones is used again, which spares
   *   the garbage collector a megabyte a frame. Default all
   * @throws InputError when there is no video stream, or no frame in it
   */
  frames(kept?: number): AsyncGenerator<VideoFrame>;
  /** What the decoder could not read, in its own words; frames behind that are there nevertheless. */
  readonly problems: readonly string[];
}

/** Frames pass through with their own times, which are told beside them in millionths of a second. */
const FILTERS = "settb=1/1000000,metadata=mode=add:key=fer:value=1,metadata=mode=print:key=fer:file='pipe\\:3':direct=1";

/**
 * Reads a video file with ffmpeg, frame by frame. Memory: two frames.
 * @throws InputError when there is no such file or no ffmpeg
 */
export function readVideo(file: string, { ffmpeg = findFfmpeg() }: { ffmpeg?: string } = {}): VideoReader {
  if (!existsSync(file)) throw new InputError(`readVideo: expected a video file, found none at ${file}`);
  let duration: number | null = null;
  const problems: string[] = [];
  return {
    duration: () => duration,
    problems,
    async *frames(kept) {
      const output = ['-map', '0:V:0', '-vf', FILTERS, '-fps_mode', 'passthrough', '-enc_time_base', '1:1000000', '-f', 'image2pipe', '-c:v', 'ppm', '-pix_fmt', 'rgb24', 'pipe:1'];
      const pipe = pipeToRead();
      const process = startFfmpeg(ffmpeg, ['-i', `file:${file}`, ...output], ['ignore', pipe.stdio, 'pipe', 'pipe'], (line) => {
        const [, hours, minutes, seconds] = /Duration: (\d+):(\d+):([\d.]+)/.exec(line) ?? [];
        if (seconds !== undefined) duration = 3600 * Number(hours) + 60 * Number(minutes) + Number(seconds);
      });
      const { chunks } = pipe.started(process.child.stdout);
      const times = frameTimes(process.child.stdio[3] as Readable);
      let count = 0;
      try {
        for await (const photo of ppmFrames(chunks, kept)) {
          const time = await times.next();
          if (time === null) throw new Error(`readVideo: expected a time for frame ${count} of ${file}, got none`);
          count++;
          yield { photo, time };
        }
        const code = await process.ended;
        problems.push(...process.errors);
        if (count === 0) throw new InputError(`readVideo: expected a video, found ${reasonOf(process.errors, code)} in ${file}`);
      } finally {
        await process.kill();
      }
    },
  };
}

/**
 * The times of frames in seconds, from the lines that the filter prints: `frame:0 pts:40000 pts_time:0.04`. Listens from the beginning: what nobody
 * reads before the decoder has ended is lost.
 */
function frameTimes(input: Readable): { next(): Promise<number | null> } {
  const known: number[] = [];
  let wake = (): void => undefined;
  let ended = false;
  const lines = createInterface({ input });
  lines.on('line', (line) => {
    const [, microseconds] = /^frame:\d+\s+pts:(-?\d+)/.exec(line) ?? [];
    if (microseconds === undefined) return;
    known.push(Number(microseconds) / 1e6);
    wake();
  });
  lines.on('close', () => {
    ended = true;
    wake();
  });
  return {
    async next() {
      while (known.length === 0 && !ended) await new Promise<void>((resolve) => (wake = resolve));
      return known.shift() ?? null;
    },
  };
}

function reasonOf(errors: readonly string[], code: number): string {
  const text = errors.join(' / ');
  if (/Stream map .* matches no streams|does not contain any stream/.test(text)) return 'no video stream';
  if (/Invalid data found|moov atom not found|End of file/.test(text)) return `none that can be read (${errors[0]!})`;
  return code === 0 ? 'no frames' : `none that can be read (${errors[0] ?? `ffmpeg ended with ${code}`})`;
}

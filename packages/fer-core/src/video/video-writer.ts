import { mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { InputError } from '../input-error';
import { findFfmpeg } from './find-ffmpeg';
import { startFfmpeg, type FfmpegProcess } from './ffmpeg-process';
import { pipeToWrite, type WritingEnd } from './process-pipe';
import { matroskaFrameStart, matroskaStart } from './raw-matroska';
import type { VideoFrame } from './read-video';

/** What a file may end with, and what ffmpeg is told for it. */
const FORMATS: Record<string, string[]> = { '.mp4': ['-use_editlist', '0', '-f', 'mp4'], '.mov': ['-use_editlist', '0', '-f', 'mov'], '.mkv': ['-f', 'matroska'] };

/**
 * Players read these everywhere: H.264, 4:2:0, even sides; times in 1/90000 s, kept as they come. Frames are stored in the order in which they
 * are shown, without a list of edits: with one, readers leave out frames at the end of uneven videos.
 */
const ENCODING = [
  ...['-map', '0:v:0', '-vf', 'pad=ceil(iw/2)*2:ceil(ih/2)*2', '-c:v', 'libx264', '-preset', 'veryfast', '-crf', '20', '-bf', '0', '-pix_fmt', 'yuv420p'],
  ...['-fps_mode', 'passthrough', '-enc_time_base', '1:90000'],
];

/** Writes a video file with ffmpeg, each frame with its own time. The file is there when `finish` is done, or not at all. */
export class VideoWriter {
  private process: FfmpegProcess | undefined;
  private pipe: WritingEnd | undefined;
  private size = { width: 0, height: 0 };
  /** The frame before, on its way to the encoder. */
  private sending: Promise<void> = Promise.resolve();

  private constructor(
    private readonly file: string,
    private readonly format: readonly string[],
    private readonly temporary: string,
    private readonly ffmpeg: string,
  ) {}

  /**
   * Nothing is written before the first frame.
   * @throws InputError when the file's name does not end with .mp4, .mov or .mkv, or there is no ffmpeg
   */
  static to(file: string, { ffmpeg = findFfmpeg() }: { ffmpeg?: string } = {}): VideoWriter {
    const format = FORMATS[path.extname(file).toLowerCase()];
    if (!format) throw new InputError(`VideoWriter: expected a file that ends with ${Object.keys(FORMATS).join(', ')}, got ${file}`);
    return new VideoWriter(file, format, `${file}.${process.pid}.tmp`, ffmpeg);
  }

  /** Starts the encoder, which takes it a moment; else the first frame does. */
  begin(): void {
    this.process ??= this.start();
  }

  /**
   * Adds a frame, whose pixels must not be changed any more. The promise is kept when the frame before has gone to the encoder, so that at most
   * one waits in memory.
   * @throws (rejects) for frames of different sizes, and when the encoder fails
   */
  async write({ photo, time }: VideoFrame): Promise<void> {
    const { width, height, pixels } = photo;
    this.begin();
    if (this.size.width === 0) {
      this.size = { width, height };
      await mkdir(path.dirname(this.file), { recursive: true });
      await this.send(matroskaStart(width, height));
    }
    if (width !== this.size.width || height !== this.size.height) {
      throw new Error(`VideoWriter: expected frames of ${this.size.width}×${this.size.height}, got ${width}×${height}`);
    }
    await this.sending;
    this.sending = this.send(matroskaFrameStart(time, pixels.length), pixels);
    this.sending.catch(() => undefined); // thrown by the next call
  }

  /** Completes the file. @throws (rejects) when nothing was written, and when the encoder fails; nothing is left then */
  async finish(): Promise<void> {
    if (this.size.width === 0) throw new Error('VideoWriter: expected at least one frame, got none');
    await this.sending;
    this.pipe!.end();
    if ((await this.process!.ended) !== 0) throw await this.failure();
    await rename(this.temporary, this.file);
  }

  /** Gives up: nothing is left of the file. */
  async abort(): Promise<void> {
    await this.process?.kill();
    this.pipe?.end();
    await rm(this.temporary, { force: true });
  }

  private start(): FfmpegProcess {
    const pipe = pipeToWrite();
    const started = startFfmpeg(this.ffmpeg, ['-f', 'matroska', '-i', 'pipe:0', ...ENCODING, ...this.format, '-y', `file:${this.temporary}`], [pipe.stdio, 'ignore', 'pipe']);
    this.pipe = pipe.started(started.child.stdin);
    return started;
  }

  private async send(...parts: readonly Uint8Array[]): Promise<void> {
    try {
      for (const part of parts) await this.pipe!.write(part);
    } catch {
      throw await this.failure(); // the end of the process says more
    }
  }

  private async failure(): Promise<Error> {
    const reason = this.process!.errors.join(' / ') || `exit code ${await this.process!.ended}`;
    await this.abort();
    return new Error(`VideoWriter: ffmpeg could not write ${this.file}: ${reason}`);
  }
}

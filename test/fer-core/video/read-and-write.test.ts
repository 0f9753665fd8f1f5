import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { InputError } from '../../../packages/fer-core/src/input-error';
import type { Photo } from '../../../packages/fer-core/src/photos/photo';
import { readVideo, type VideoFrame } from '../../../packages/fer-core/src/video/read-video';
import { VideoWriter } from '../../../packages/fer-core/src/video/video-writer';
import { NO_FFMPEG } from './ffmpeg';

const folder = mkdtempSync(path.join(os.tmpdir(), 'fer-video-'));
afterAll(() => rmSync(folder, { recursive: true }));
const at = (name: string): string => path.join(folder, name);

/** Brightness tells which frame it is. */
function plain(index: number, width = 64, height = 48): Photo {
  return { width, height, pixels: new Uint8Array(width * height * 3).fill(20 * index + 20) };
}

async function write(file: string, times: readonly number[], width = 64, height = 48): Promise<void> {
  const writer = VideoWriter.to(file);
  for (const [index, time] of times.entries()) await writer.write({ photo: plain(index, width, height), time });
  await writer.finish();
}

async function read(file: string): Promise<VideoFrame[]> {
  const frames: VideoFrame[] = [];
  for await (const frame of readVideo(file).frames()) frames.push(frame);
  return frames;
}

/** Nothing even about the rate: 25 a second, a pause, then quicker. */
const TIMES = [0, 0.04, 0.08, 0.5, 0.51, 0.52, 1.75];

describe.skipIf(NO_FFMPEG)('videos', () => {
  it.each(['.mp4', '.mkv', '.mov'])('keep their frames and the time of each, as %s', async (extension) => {
    await write(at(`uneven${extension}`), TIMES);
    const frames = await read(at(`uneven${extension}`));
    expect(frames).toHaveLength(TIMES.length);
    frames.forEach(({ time, photo }, index) => {
      expect(time).toBeCloseTo(TIMES[index]!, 2);
      expect([photo.width, photo.height]).toEqual([64, 48]);
      expect(Math.abs(photo.pixels[3000]! - (20 * index + 20))).toBeLessThan(6);
    });
  });

  it('say how long they are', async () => {
    await write(at('long.mp4'), TIMES);
    const reader = readVideo(at('long.mp4'));
    for await (const frame of reader.frames()) void frame;
    expect(reader.duration()).toBeGreaterThanOrEqual(1.75);
    expect(reader.duration()).toBeLessThan(3);
    expect(reader.problems).toEqual([]);
  });

  it('of odd sides are written with a line more', async () => {
    await write(at('odd.mp4'), [0, 0.04], 63, 47);
    expect((await read(at('odd.mp4'))).map(({ photo }) => [photo.width, photo.height])).toEqual([[64, 48], [64, 48]]);
  });

  it('go on behind what is broken', async () => {
    const times = Array.from({ length: 60 }, (_, index) => index / 25);
    const writer = VideoWriter.to(at('whole.mp4'));
    for (const [index, time] of times.entries()) {
      const pixels = Uint8Array.from({ length: 64 * 48 * 3 }, (_, i) => (i * 7919 + index * 104729) % 251);
      await writer.write({ photo: { width: 64, height: 48, pixels }, time });
    }
    await writer.finish();
    const bytes = readFileSync(at('whole.mp4'));
    for (let i = 0; i < 400; i++) bytes[Math.floor(bytes.length / 2) + i] = (i * 37) % 256;
    writeFileSync(at('broken.mp4'), bytes);
    const reader = readVideo(at('broken.mp4'));
    const seen: number[] = [];
    for await (const { time } of reader.frames()) seen.push(time);
    expect(seen.length).toBeGreaterThan(50);
    expect(seen.at(-1)).toBeGreaterThan(2);
  });

  it('are ended with the loop that reads them', async () => {
    await write(at('left.mp4'), TIMES);
    for await (const frame of readVideo(at('left.mp4')).frames()) {
      expect(frame.time).toBe(0);
      break;
    }
  });

  it('are refused where they are none', async () => {
    writeFileSync(at('text.mp4'), 'no video');
    writeFileSync(at('empty.mp4'), '');
    expect(() => readVideo(at('nowhere.mp4'))).toThrow('expected a video file, found none at');
    for (const file of ['text.mp4', 'empty.mp4']) {
      const error = await read(at(file)).then(() => undefined, (reason: unknown) => reason);
      expect(error).toBeInstanceOf(InputError);
      expect((error as Error).message).toContain(`none that can be read`);
      expect((error as Error).message).toContain(file);
    }
  });

  it('are refused without a picture in them', async () => {
    const samples = Buffer.alloc(1600);
    const header = Buffer.from('524946466406000057415645666d74201000000001000100401f0000803e00000200100064617461', 'hex');
    writeFileSync(at('sound.wav'), Buffer.concat([header, Buffer.from([0x40, 6, 0, 0]), samples]));
    await expect(read(at('sound.wav'))).rejects.toThrow('expected a video, found no video stream');
  });
});

describe.skipIf(NO_FFMPEG)('VideoWriter', () => {
  it('leaves nothing when given up or refused', async () => {
    const writer = VideoWriter.to(at('given-up.mp4'));
    await writer.write({ photo: plain(1), time: 0 });
    await writer.abort();
    const other = VideoWriter.to(at('other.mp4'));
    await other.write({ photo: plain(1), time: 0 });
    await expect(other.write({ photo: plain(1, 32, 32), time: 1 })).rejects.toThrow('expected frames of 64×48, got 32×32');
    await other.abort();
    expect(readdirSync(folder).filter((name) => /given-up|other/.test(name))).toEqual([]);
    await expect(VideoWriter.to(at('none.mp4')).finish()).rejects.toThrow('at least one frame');
    expect(() => VideoWriter.to(at('film.gif'))).toThrow('expected a file that ends with .mp4, .mov, .mkv');
  });

  it('says what the encoder said when it fails', async () => {
    const writer = VideoWriter.to(at('failed.mp4'), { ffmpeg: '/bin/false' });
    await expect((async () => {
      for (let i = 0; i < 50; i++) await writer.write({ photo: plain(1), time: i });
    })()).rejects.toThrow('ffmpeg could not write');
    expect(existsSync(at('failed.mp4'))).toBe(false);
  });
});

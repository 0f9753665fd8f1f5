import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { backendMemory } from '../../../packages/fer-core/src/backend';
import type { BehaviourReport } from '../../../packages/fer-core/src/behaviour/behaviour-report';
import type { Photo } from '../../../packages/fer-core/src/photos/photo';
import { Recognizer } from '../../../packages/fer-core/src/recognize/recognizer';
import { labelVideo } from '../../../packages/fer-core/src/video/label-video';
import { readVideo } from '../../../packages/fer-core/src/video/read-video';
import { videoFiles } from '../../../packages/fer-core/src/video/video-files';
import { VideoWriter } from '../../../packages/fer-core/src/video/video-writer';
import { facesOnCanvas } from '../detect/faces-on-canvas';
import { untrainedModels } from '../recognize/untrained';
import { NO_FFMPEG } from './ffmpeg';

const folder = mkdtempSync(path.join(os.tmpdir(), 'fer-label-video-'));
const at = (...names: string[]): string => path.join(folder, ...names);
let recognizer: Recognizer;
const face = facesOnCanvas([{ seed: 3, size: 240, left: 40, top: 30 }], 320, 280);
/** 320×280; a pause of half a second in the middle. */
const TIMES = [0, 0.04, 0.08, 0.12, 0.62, 0.66];

async function film(file: string, frames: readonly { photo: Photo; time: number }[]): Promise<string> {
  const writer = VideoWriter.to(file);
  for (const frame of frames) await writer.write(frame);
  await writer.finish();
  return file;
}

beforeAll(async () => {
  recognizer = await Recognizer.create(await untrainedModels(folder));
});
afterAll(() => {
  recognizer?.dispose();
  rmSync(folder, { recursive: true });
});

describe.skipIf(NO_FFMPEG)('labelVideo', () => {
  it('writes the labelled video, a row for each face and frame at its real time, and the behaviour', async () => {
    const source = await film(at('face.mp4'), TIMES.map((time) => ({ photo: face, time })));
    const files = videoFiles(at('out', 'labelled.mp4'));
    const seen: number[] = [];
    const result = await labelVideo(recognizer, source, files, { onFrame: ({ frames }) => seen.push(frames), detectEvery: 0 });
    expect(result).toMatchObject({ frames: 6, problems: [] });
    expect(seen).toEqual([1, 2, 3, 4, 5, 6]);
    const [header, ...rows] = readFileSync(files.table, 'utf8').trim().split('\n').map((line) => line.split(','));
    expect(header!.slice(0, 10)).toEqual(['frame', 'time', 'track', 'left', 'top', 'right', 'bottom', 'score', 'landmark_confidence', 'label']);
    expect(header).toHaveLength(10 + 7 + 136);
    expect(rows).toHaveLength(result.faces);
    expect(rows.length).toBeGreaterThanOrEqual(6);
    for (const row of rows) {
      expect(row).toHaveLength(header!.length);
      expect(Number(row[1])).toBeCloseTo(TIMES[Number(row[0])]!, 2);
      expect(row.slice(10, 17).reduce((sum, value) => sum + Number(value), 0)).toBeCloseTo(1, 2);
    }
    const labelled: { time: number; photo: Photo }[] = [];
    for await (const frame of readVideo(files.video).frames()) labelled.push(frame);
    expect(labelled.map(({ time }) => Math.round(100 * time) / 100)).toEqual(TIMES);
    const changed = labelled[0]!.photo.pixels.filter((level, i) => Math.abs(level - face.pixels[i]!) > 60).length;
    expect(changed).toBeGreaterThan(300);
    const behaviour = JSON.parse(readFileSync(files.behaviour, 'utf8')) as BehaviourReport;
    expect(behaviour.note).toContain('no diagnosis');
    expect(readFileSync(files.plot, 'utf8')).toContain('<svg');
  });

  it('labels nobody where nobody is', async () => {
    const gray: Photo = { width: 128, height: 96, pixels: new Uint8Array(128 * 96 * 3).fill(90) };
    const files = videoFiles(at('nobody', 'labelled.mp4'));
    const result = await labelVideo(recognizer, await film(at('gray.mp4'), [0, 0.1, 0.2].map((time) => ({ photo: gray, time }))), files);
    expect(result).toMatchObject({ frames: 3, faces: 0, behaviour: { persons: [] } });
    expect(readFileSync(files.table, 'utf8').trim().split('\n')).toHaveLength(1);
  });

  it('goes on behind a frame that cannot be worked on, and says so', async () => {
    const source = await film(at('again.mp4'), TIMES.map((time) => ({ photo: face, time })));
    const fragile = Object.create(recognizer, {
      expressions: { value: (() => { let calls = 0; return (...args: Parameters<Recognizer['expressions']>) => { if (++calls === 3) throw new Error('a broken frame'); return recognizer.expressions(...args); }; })() },
    }) as Recognizer;
    const result = await labelVideo(fragile, source, videoFiles(at('fragile', 'labelled.mp4')), { detectEvery: 0 });
    expect(result.frames).toBe(6);
    expect(result.problems).toEqual(['frame 2 at 0.08 s: a broken frame']);
  });

  it('writes nothing for what is no video, an option that is wrong, or a video that ends badly', async () => {
    mkdirSync(at('nothing'));
    const files = videoFiles(at('nothing', 'labelled.mp4'));
    writeFileSync(at('text.mp4'), 'no video');
    await expect(labelVideo(recognizer, at('text.mp4'), files)).rejects.toThrow('expected a video, found none that can be read');
    await expect(labelVideo(recognizer, at('nowhere.mp4'), files)).rejects.toThrow('found none at');
    const source = await film(at('third.mp4'), TIMES.map((time) => ({ photo: face, time })));
    await expect(labelVideo(recognizer, source, files, { minScore: 2 })).rejects.toThrow('expected minScore in (0, 1), got 2');
    await expect(labelVideo(recognizer, source, files, { onFrame: ({ frames }) => { if (frames === 3) throw new Error('enough'); } })).rejects.toThrow('enough');
    expect(readdirSync(at('nothing'))).toEqual([]);
  });

  it('leaves nothing in memory', async () => {
    const source = await film(at('fourth.mp4'), TIMES.map((time) => ({ photo: face, time })));
    await labelVideo(recognizer, source, videoFiles(at('memory', 'one.mp4')));
    const before = backendMemory().tensors;
    await labelVideo(recognizer, source, videoFiles(at('memory', 'two.mp4')));
    expect(backendMemory().tensors).toBe(before);
  });
});

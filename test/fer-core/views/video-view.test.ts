import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { MEAN_FACE } from '../../../packages/fer-core/src/evaluate/geometry/mean-face';
import { DISPLAY, frameAt, parseFrames, parseVideo, VIDEO_MIME, videoDuration, videoView, type VideoViewOptions } from '../../../packages/fer-core/src/views';
import { imageBytes } from '../../../packages/fer-core/src/views/embedded-image';

/** A frame's level is its number. */
const frames = [0, 1, 2].map((level) => ({ width: 20, height: 10, pixels: new Uint8Array(600).fill(level) }));
const happy = { probabilities: { happy: 0.7, sad: 0.3 }, label: 'happy' };
const sad = { probabilities: { happy: 0.2, sad: 0.8 }, label: 'sad' };
const options: VideoViewOptions = {
  name: 'clip',
  frames,
  times: [0, 0.5, 1],
  people: [
    { name: 'Ada', faces: [{ frame: 2, box: [1, 1, 9, 9], ...sad }, { frame: 0, box: [0, 0, 8, 8], landmarks: MEAN_FACE, ...happy }] },
    { faces: [{ frame: 1, box: [10, 0, 18, 9], ...happy }] },
  ],
};
const payload = await videoView(options).payload();

describe('videoView', () => {
  it('carries frames and people over the wire and back, faces by frame', async () => {
    const bundle = await videoView(options)[DISPLAY]();
    const read = parseVideo(JSON.parse(JSON.stringify(bundle[VIDEO_MIME])));
    expect(read).toEqual(payload);
    expect(read.labels).toEqual(['happy', 'sad']);
    expect(read.people[0]!.faces.map(({ frame, label }) => [frame, label])).toEqual([[0, 0], [2, 1]]);
    expect(read.people[1]!.name).toBe('person 2');
    const last = await sharp(imageBytes(read.frames![2]!)).raw().toBuffer();
    expect(last.every((level) => level === 2)).toBe(true);
  });

  it('serves more than 3 MB of frames by an action', async () => {
    const bytes = Uint8Array.from({ length: 1_300_000 }, (_, index) => index & 255);
    const view = videoView({ ...options, frames: frames.map(() => ({ width: 20, height: 10, mimeType: 'image/jpeg' as const, bytes })) });
    expect(await view.payload()).not.toHaveProperty('frames');
    const served = parseFrames(JSON.parse(JSON.stringify(await view.actions.frames({ indices: [2, 0] }))));
    expect(served).toHaveLength(2);
    expect(Buffer.compare(imageBytes(served[0]!), bytes)).toBe(0); // at once; comparing element by element takes a minute
    await expect(view.actions.frames({ indices: [3] })).rejects.toThrow(/expected indices\[0\] .* from 0 to 2, got 3/);
  });

  it('shows a picture and text where the extension is absent', async () => {
    const bundle = await videoView(options)[DISPLAY]();
    expect(bundle['text/plain']).toBe(
      'clip: 3 frames of 20 × 10 px, 1.5 s, 2 people\nAda: in 2 frames, happy 50.0 %, sad 50.0 %\nperson 2: in 1 frames, happy 100.0 %',
    );
    expect(bundle['text/html']).toContain('<img src="data:image/png;base64,');
  });

  it.each([
    ['no frame', { frames: [] }, 'videoView: expected at least one frame, got none'],
    ['a time too few', { times: [0, 1] }, 'expected times of 3 frames, got 2'],
    ['falling times', { times: [0, 1, 0.5] }, 'expected rising times, got 0.5 for frame 2'],
    ['frames of two sizes', { frames: [...frames.slice(1), { width: 2, height: 1, pixels: new Uint8Array(6) }] }, 'expected frames of 20×10 pixels, got 2×1'],
    ['a face beyond the end', { people: [{ faces: [{ frame: 3, box: [0, 0, 1, 1] as const, ...happy }] }] }, 'expected frame from 0 to 2, got 3'],
    ['a label without probability', { people: [{ faces: [{ frame: 0, box: [0, 0, 1, 1] as const, ...happy, label: 'bored' }] }] }, 'among happy, sad, got happy, sad and bored'],
  ])('refuses %s', (_, change, message) => {
    expect(() => videoView({ ...options, ...change })).toThrow(message);
  });
});

describe('parseVideo', () => {
  it.each([
    ['nothing', null, 'video view: expected the payload to be an object, got null'],
    ['a newer version', { ...payload, version: 2 }, 'a newer FER Workbench made this output'],
    ['a frame too few', { ...payload, frames: payload.frames!.slice(1) }, 'expected frames to be a list of 3, got a list of 2'],
    ['a face in no frame', { ...payload, people: [{ name: 'a', faces: [{ ...payload.people[0]!.faces[0], frame: 9 }] }] }, 'expected people[0].faces[0].frame to be a whole number from 0 to 2, got 9'],
  ])('refuses %s in one readable line', (_, value, message) => {
    expect(() => parseVideo(value)).toThrow(message);
  });
});

describe('frameAt', () => {
  it('gives the last frame that began', () => {
    expect([-1, 0, 0.49, 0.5, 0.99, 7].map((seconds) => frameAt(payload.times, seconds))).toEqual([0, 0, 0, 1, 1, 2]);
    expect(frameAt([0.2], 9)).toBe(0);
  });
});

describe('videoDuration', () => {
  it('lets the last frame last as long as the others', () => {
    expect(videoDuration(payload)).toBeCloseTo(1.5);
    expect(videoDuration({ times: [3] })).toBe(0);
  });
});

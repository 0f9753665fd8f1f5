import { InputError } from '../input-error';
import { encodeBase64 } from './base64';
import { type EmbeddedImage, embedImage, imageUrl } from './embedded-image';
import { escapeHtml } from '../evaluate/escape-html';
import { DISPLAY, type DisplayableLater } from './mime-bundle';
import { PayloadReader } from './payload-reader';
import type { Raster } from './raster';
import { type FaceToSee, seenFace } from './seen-face';
import { VIDEO_MIME, type VideoPayload } from './video-payload';
import { videoSummary } from './video-summary';

/** A frame as an image file, for example JPEG: smaller than its pixels as PNG. */
export interface EncodedFrame {
  readonly width: number;
  readonly height: number;
  readonly mimeType: EmbeddedImage['mimeType'];
  readonly bytes: Uint8Array;
}

/** What the view is made of. */
export interface VideoViewOptions {
  readonly name?: string;
  /** Pixels or image files, all of one size, in order. */
  readonly frames: readonly (Raster | EncodedFrame)[];
  /** When each frame is shown, in seconds from the start; rising. */
  readonly times: readonly number[];
  readonly people: readonly { readonly name?: string; readonly faces: readonly (FaceToSee & { readonly frame: number })[] }[];
}

/** A video with its people, which shows itself. */
export interface VideoView extends DisplayableLater {
  /** What the front end may call, by name. */
  readonly actions: Record<string, (argument: unknown) => unknown>;
  /** As it goes over the wire. */
  payload(): Promise<VideoPayload>;
}

/** Frames travel inside the payload up to this many characters; above, the front end asks for those it shows. */
const MOST_EMBEDDED = 3_000_000;

/**
 * Shows a video frame by frame, each with the faces found in that very frame, and what every person showed when.
 *
 * @throws InputError `videoView: expected …, got …` for times or sizes that do not fit the frames.
 */
export function videoView({ name = 'video', frames, times, people }: VideoViewOptions): VideoView {
  checkFrames(frames, times);
  const labels = Object.keys(people.find(({ faces }) => faces.length > 0)?.faces[0]?.probabilities ?? {});
  const persons = people.map((person, index) => ({
    name: person.name ?? `person ${index + 1}`,
    faces: [...person.faces].sort((one, other) => one.frame - other.frame).map((face) => {
      if (!(face.frame in frames)) throw new InputError(`videoView: expected frame from 0 to ${frames.length - 1}, got ${face.frame}`);
      return { frame: face.frame, ...seenFace('videoView', labels, face) };
    }),
  }));
  let made: Promise<VideoPayload> | undefined;
  const payload = (): Promise<VideoPayload> => (made ??= makePayload({ name, times: [...times], labels, people: persons }, frames));
  return {
    actions: {
      frames: async (argument) => {
        const indices = new PayloadReader('frames', argument).indices('indices', frames.length);
        return { frames: await Promise.all(indices.map((index) => embedFrame(frames[index]!))) };
      },
    },
    payload,
    async [DISPLAY]() {
      const view = await payload();
      const text = videoSummary(view);
      const first = await embedFrame(frames[0]!);
      return {
        [VIDEO_MIME]: view,
        'text/html': `<figure style="margin:0"><img src="${imageUrl(first)}" width="${Math.min(480, first.width)}" alt="first frame"/><figcaption style="white-space:pre-line">${escapeHtml(text)}</figcaption></figure>`,
        'text/plain': text,
      };
    },
  };
}

function checkFrames(frames: VideoViewOptions['frames'], times: readonly number[]): void {
  if (frames.length === 0) throw new InputError('videoView: expected at least one frame, got none');
  if (times.length !== frames.length) throw new InputError(`videoView: expected times of ${frames.length} frames, got ${times.length}`);
  const falling = times.findIndex((time, index) => !(Number.isFinite(time) && time >= (times[index - 1] ?? 0)));
  if (falling >= 0) throw new InputError(`videoView: expected rising times, got ${times[falling]} for frame ${falling}`);
  const { width, height } = frames[0]!;
  const other = frames.find((frame) => frame.width !== width || frame.height !== height);
  if (other) throw new InputError(`videoView: expected frames of ${width}×${height} pixels, got ${other.width}×${other.height}`);
}

async function makePayload(about: Pick<VideoPayload, 'name' | 'times' | 'labels' | 'people'>, frames: VideoViewOptions['frames']): Promise<VideoPayload> {
  const embedded: EmbeddedImage[] = [];
  let size = 0;
  for (const frame of frames) {
    const image = await embedFrame(frame);
    size += image.data.length;
    if (size > MOST_EMBEDDED) break;
    embedded.push(image);
  }
  const { width, height } = frames[0]!;
  return { ...about, width, height, ...(embedded.length === frames.length ? { frames: embedded } : {}) };
}

async function embedFrame(frame: Raster | EncodedFrame): Promise<EmbeddedImage> {
  if (!('bytes' in frame)) return embedImage(frame);
  const { width, height, mimeType, bytes } = frame;
  return { width, height, mimeType, data: encodeBase64(bytes) };
}

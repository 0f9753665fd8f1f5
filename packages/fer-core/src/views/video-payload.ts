import { type EmbeddedImage, readEmbeddedImage } from './embedded-image';
import { PayloadReader } from './payload-reader';
import { readSeenFace, type SeenFace } from './seen-face';

/** MIME type of a video view. */
export const VIDEO_MIME = 'application/vnd.fer.video.v1+json';

/** One person's face in one frame. */
export interface PersonInFrame extends SeenFace {
  /** Index of the frame, from 0. */
  frame: number;
}

/** One person through the video. */
export interface VideoPerson {
  name: string;
  /** By rising frame; frames without the person are left out. */
  faces: PersonInFrame[];
}

/** Everything the video view shows, as plain JSON. */
export interface VideoPayload {
  name: string;
  /** Of a frame, in pixels. */
  width: number;
  /** Of a frame, in pixels. */
  height: number;
  /** When each frame is shown, in seconds from the start; rising. */
  times: number[];
  /** Names of the expressions. */
  labels: string[];
  people: VideoPerson[];
  /** One for each time; absent when the action `frames({indices})` serves them. */
  frames?: EmbeddedImage[];
}

/**
 * Reads a video payload from the wire.
 * @throws InputError saying which field is wrong, or that a newer release made it.
 */
export function parseVideo(value: unknown): VideoPayload {
  const payload = new PayloadReader('video', value);
  payload.checkVersion();
  const labels = payload.texts('labels');
  const times = payload.numbers('times');
  const frames = payload.optional('frames', (key) => {
    payload.list(key, times.length);
    return payload.objects(key, readEmbeddedImage);
  });
  return {
    name: payload.text('name'),
    width: payload.integer('width', 1),
    height: payload.integer('height', 1),
    times,
    labels,
    people: payload.objects('people', (person) => ({
      name: person.text('name'),
      faces: person.objects('faces', (face) => ({ frame: face.index('frame', times.length), ...readSeenFace(face, labels.length) })),
    })),
    ...(frames === undefined ? {} : { frames }),
  };
}

/** Reads the answer of the action `frames`. @throws InputError saying which field is wrong. */
export function parseFrames(value: unknown): EmbeddedImage[] {
  return new PayloadReader('video', value).objects('frames', readEmbeddedImage);
}

/** The frame that is on at a time: the last one that began. */
export function frameAt(times: readonly number[], seconds: number): number {
  let [first, last] = [0, times.length - 1];
  while (first < last) {
    const middle = Math.ceil((first + last) / 2);
    if (times[middle]! <= seconds) first = middle;
    else last = middle - 1;
  }
  return first;
}

/** How long a video lasts, in seconds; the last frame lasts as long as the mean one. */
export function videoDuration({ times }: Pick<VideoPayload, 'times'>): number {
  const span = (times.at(-1) ?? 0) - (times[0] ?? 0);
  return times.length < 2 ? span : span + span / (times.length - 1);
}

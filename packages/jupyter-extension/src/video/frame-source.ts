import { type EmbeddedImage, imageUrl, parseFrames, type VideoPayload } from 'fer-core/views';
import type { LiveObject } from '../kernel/live-object';

/** Frames that are asked for at once. */
const TOGETHER = 8;

/** Frames that are kept. */
const KEPT = 240;

/** Where the player gets frames from: embedded, or served by the kernel some at a time. */
export class FrameSource {
  private readonly kept = new Map<number, Promise<string>>();

  constructor(
    private readonly payload: Pick<VideoPayload, 'frames' | 'times'>,
    private readonly object: Pick<LiveObject, 'call'>,
  ) {}

  /** The picture of a frame as a URL; those that follow are asked for along with it. @throws Error saying why there is none */
  frame(index: number): Promise<string> {
    const { frames, times } = this.payload;
    if (frames) return Promise.resolve(imageUrl(frames[index]!));
    if (!this.kept.has(index)) {
      const missing = Array.from({ length: TOGETHER }, (_, at) => index + at).filter((at) => at < times.length && !this.kept.has(at));
      const asked = this.object.call('frames', { indices: missing }).then(parseFrames);
      missing.forEach((at, position) => this.keep(at, asked.then((images) => imageUrl(images[position] as EmbeddedImage))));
    }
    return this.kept.get(index)!;
  }

  private keep(index: number, url: Promise<string>): void {
    this.kept.set(index, url);
    url.catch(() => this.kept.delete(index));
    for (const oldest of this.kept.keys()) {
      if (this.kept.size <= KEPT) break;
      this.kept.delete(oldest);
    }
  }
}

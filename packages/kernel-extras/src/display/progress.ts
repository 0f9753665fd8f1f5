import { display } from './display';
import { DISPLAY, type Displayable, type MimeBundle } from './mime-bundle';

/** Options of {@link progress}. */
export interface ProgressOptions {
  /** Number of items. Default: the iterable's `length` or `size`; without one no share and no time left are shown. */
  total?: number;
  /** What is being done. Default: nothing. */
  label?: string;
}

/**
 * Passes an iterable's items on and shows how many there were, how many are left and how long they will take.
 *
 * @example
 * for await (const image of progress(images, { label: "reading" })) await read(image);
 */
export async function* progress<T>(
  items: Iterable<T> | AsyncIterable<T>,
  options: ProgressOptions = {},
): AsyncGenerator<T, void, undefined> {
  const bar = new ProgressBar(options.total ?? countOf(items), options.label ?? '');
  const output = display(bar);
  try {
    for await (const item of items) {
      yield item;
      bar.advance();
    }
    bar.finish();
  } finally {
    await Promise.resolve(); // the last state is shown by now or when the cell ends
    if (bar.finished) output.update(bar.still());
    else output.close();
  }
}

/** A bar that tells when it changes; what {@link progress} shows. */
export class ProgressBar implements Displayable {
  /** True when all items are through. */
  finished = false;
  private done = 0;
  private readonly start = performance.now();
  private readonly listeners = new Set<() => void>();

  /**
   * @param total - number of items, if known.
   * @param now - the clock, in milliseconds.
   */
  constructor(
    private readonly total: number | undefined,
    private readonly label: string,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Counts `count` items more. */
  advance(count = 1): void {
    this.done += count;
    this.notify();
  }

  /** Says that there are no more items. */
  finish(): void {
    this.finished = true;
    this.notify();
  }

  /** Calls `listener` after each change; the function returned ends that. */
  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  /** The present state, which does not change any more. */
  still(): Displayable {
    const bundle = this[DISPLAY]();
    return { [DISPLAY]: () => bundle };
  }

  [DISPLAY](): MimeBundle {
    const text = this.text();
    const value =
      this.total === undefined ? (this.finished ? ' value="1"' : '') : ` value="${this.done}" max="${this.total}"`;
    const label = text.replace(/&/g, '&amp;').replace(/</g, '&lt;');
    return { 'text/plain': text, 'text/html': `<progress${value}></progress> <code>${label}</code>` };
  }

  /** `reading 30/120 25 % 3 s, 9 s left` */
  text(): string {
    const elapsed = this.now() - this.start;
    const parts = this.label === '' ? [] : [this.label];
    if (this.total === undefined) return [...parts, String(this.done), duration(elapsed)].join(' ');
    parts.push(`${this.done}/${this.total}`);
    if (this.total > 0) parts.push(`${Math.floor((100 * this.done) / this.total)} %`);
    const left = this.done > 0 && !this.finished ? (elapsed / this.done) * (this.total - this.done) : undefined;
    return [...parts, duration(elapsed) + (left === undefined ? '' : `, ${duration(left)} left`)].join(' ');
  }

  private notify(): void {
    for (const listener of this.listeners) listener();
  }
}

function countOf(items: object): number | undefined {
  const { length, size } = items as { length?: unknown; size?: unknown };
  return typeof length === 'number' ? length : typeof size === 'number' ? size : undefined;
}

function duration(ms: number): string {
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${seconds % 60} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

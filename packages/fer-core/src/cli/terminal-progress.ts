import { Presets, SingleBar } from 'cli-progress';

export interface TerminalProgressOptions {
  /** What is going on, `reading fer2013.csv`. */
  readonly label: string;
  /** Last value of `update`. */
  readonly total: number;
  /** What is counted: `images`, `steps`; `bytes` are shown as MB. */
  readonly unit: string;
  /** Where to write; default: standard error, so that standard output stays clean for `--json`. */
  readonly stream?: NodeJS.WriteStream;
  /** Seconds between two plain lines where the stream is no terminal; default 10. */
  readonly everySeconds?: number;
}

export interface TerminalProgress {
  /** @param value from 0 to `total`. @param text shown behind the bar: `loss 1.234`. */
  update(value: number, text?: string): void;
  /** Leaves the last state on screen; further updates are ignored. */
  stop(): void;
}

/** A bar with remaining time in a terminal; elsewhere (a file, a pipe, CI) a plain line now and then. */
export function terminalProgress(options: TerminalProgressOptions): TerminalProgress {
  return (options.stream ?? process.stderr).isTTY ? bar(options) : lines(options);
}

function bar({ label, total, unit, stream = process.stderr }: TerminalProgressOptions): TerminalProgress {
  const started = Date.now();
  const progress = new SingleBar(
    {
      stream,
      hideCursor: true,
      autopadding: true,
      format: ({ barsize = 30 }, { value }, { text }: { text?: string }) => {
        const filled = Math.round((barsize * value) / Math.max(total, 1));
        const drawn = '█'.repeat(filled) + '░'.repeat(barsize - filled);
        return [`${label} ${drawn}`, state(value, total, unit, started), text].filter(Boolean).join(' · ');
      },
    },
    Presets.shades_classic,
  );
  progress.start(total, 0, {});
  let running = true;
  return {
    update(value, text) {
      if (running) progress.update(Math.min(value, total), { text });
    },
    stop() {
      if (running) progress.stop();
      running = false;
    },
  };
}

function lines({ label, total, unit, stream = process.stderr, everySeconds = 10 }: TerminalProgressOptions): TerminalProgress {
  const started = Date.now();
  let written = started;
  let last: { value: number; text?: string } | undefined;
  let shown: typeof last;
  let running = true;
  const write = () => {
    if (!last || last === shown) return;
    stream.write(`${[`${label} ${state(last.value, total, unit, started)}`, last.text].filter(Boolean).join(' · ')}\n`);
    shown = last;
    written = Date.now();
  };
  return {
    update(value, text) {
      if (!running) return;
      last = { value: Math.min(value, total), text };
      if (Date.now() - written >= everySeconds * 1000) write();
    },
    stop() {
      if (running) write();
      running = false;
    },
  };
}

function state(value: number, total: number, unit: string, started: number): string {
  const seconds = (Date.now() - started) / 1000;
  const percent = total > 0 ? Math.floor((100 * value) / total) : 100;
  const time = value >= total ? `${duration(seconds)}` : value > 0 ? `${duration((seconds * (total - value)) / value)} left` : 'starting';
  return `${percent} % · ${amount(value, total, unit)} · ${time}`;
}

function amount(value: number, total: number, unit: string): string {
  if (unit === 'bytes') return `${(value / 1e6).toFixed(0)} of ${(total / 1e6).toFixed(0)} MB`;
  return `${value.toLocaleString('en')} of ${total.toLocaleString('en')} ${unit}`;
}

/** `7.2 s`, `3 min 20 s`, `2 h 05 min`. */
export function duration(seconds: number): string {
  if (seconds < 60) return `${seconds < 10 ? seconds.toFixed(1) : Math.round(seconds)} s`;
  const minutes = Math.floor(Math.round(seconds) / 60);
  if (minutes < 60) return `${minutes} min ${String(Math.round(seconds) % 60).padStart(2, '0')} s`;
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`;
}

/** Cells kept for `history_request`. */
const KEPT = 1000;
/** Characters kept of an output's text. */
const TEXT = 1000;

interface Entry {
  line: number;
  source: string;
  output: string | null;
}

/** An entry as `history_reply` lists it: session, execution count, and source or [source, output]. */
export type HistoryItem = [number, number, string | [string, string | null]];

/** The cells of this session, for `history_request`. */
export class History {
  private readonly entries: Entry[] = [];

  /** Notes a cell. */
  add(line: number, source: string): void {
    this.entries.push({ line, source, output: null });
    if (this.entries.length > KEPT) this.entries.shift();
  }

  /** Notes the text of a cell's result. */
  setOutput(line: number, text: string): void {
    const entry = this.entries.filter((e) => e.line === line).at(-1);
    if (entry !== undefined) entry.output = text.slice(0, TEXT);
  }

  /** Answers the content of a `history_request`. */
  answer(request: Record<string, unknown>): HistoryItem[] {
    const found = this.select(request);
    return found.map(({ line, source, output }) => [1, line, request.output === true ? [source, output] : source]);
  }

  private select(request: Record<string, unknown>): Entry[] {
    const n = typeof request.n === 'number' ? request.n : undefined;
    switch (request.hist_access_type) {
      case 'range': {
        if (typeof request.session === 'number' && request.session > 1) return [];
        const start = typeof request.start === 'number' ? request.start : 0;
        const stop = typeof request.stop === 'number' ? request.stop : Infinity;
        return this.entries.filter(({ line }) => line >= start && line < stop);
      }
      case 'search': {
        const pattern = globPattern(String(request.pattern ?? '*'));
        let found = this.entries.filter(({ source }) => pattern.test(source));
        if (request.unique === true) {
          const last = new Map(found.map((entry) => [entry.source, entry]));
          found = found.filter((entry) => last.get(entry.source) === entry);
        }
        return last(found, n);
      }
      default:
        return last(this.entries, n);
    }
  }
}

function last<T>(items: T[], n: number | undefined): T[] {
  return n === undefined ? items : n > 0 ? items.slice(-n) : [];
}

/** `*` stands for any text, `?` for one character; the rest is literal. */
function globPattern(glob: string): RegExp {
  const source = glob
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*/g, '.*')
    .replace(/\?/g, '.');
  return new RegExp(`^${source}$`, 's');
}

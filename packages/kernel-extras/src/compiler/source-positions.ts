import { SourceMap } from 'node:module';
import { SHIFT } from './shared-variables';

/** A place in a cell or a local file; lines and columns count from 1. */
export interface Position {
  line: number;
  column: number;
}

interface Script {
  /** Text of the cell or file as its author wrote it. */
  source: string;
  /** What the author calls it: `In[3]` or a path. */
  title: string;
  /** Number of lines of the JavaScript. */
  lines: number;
  maps: string[];
  /** Lines, counted from 0, whose columns shrink by `SHIFT` between the first map and the second. */
  shiftedLines: Set<number>;
  parsed?: SourceMap[];
}

/** Scripts kept for tracebacks; functions of older cells still run, but lose their line numbers. */
const KEPT = 500;
/** Lines that the converter puts before the text. */
const PREFIX_LINES = 1;

/** Knows for each compiled script where its lines come from. */
export class SourcePositions {
  private readonly scripts = new Map<string, Script>();

  /** Notes a compiled script. `maps` lead from its JavaScript to `source`, one after the other. */
  add(filename: string, script: Omit<Script, 'parsed'>): void {
    this.scripts.delete(filename);
    this.scripts.set(filename, script);
    if (this.scripts.size > KEPT) this.scripts.delete(this.scripts.keys().next().value!);
  }

  /** The script with this file name, if it is one of ours. */
  find(filename: string): Readonly<Omit<Script, 'parsed'>> | undefined {
    return this.scripts.get(filename);
  }

  /** Text of the newest cell with this title. */
  sourceOf(title: string): string | undefined {
    return [...this.scripts.values()].reverse().find((script) => script.title === title)?.source;
  }

  /** The author's position for a position in the JavaScript, or undefined. */
  original(filename: string, { line, column }: Position): Position | undefined {
    const script = this.scripts.get(filename);
    if (script === undefined) return undefined;
    script.parsed ??= script.maps.map((map) => new SourceMap(JSON.parse(map) as never));
    let at = { line: line - 1, column: column - 1 };
    for (const map of script.parsed) {
      const entry = map.findEntry(at.line, at.column);
      if (!('originalLine' in entry)) return undefined;
      const shift = map === script.parsed[0] && script.shiftedLines.has(entry.originalLine) ? SHIFT : 0;
      at = { line: entry.originalLine, column: Math.max(0, entry.originalColumn - shift) };
    }
    const isCell = script.title.startsWith('In[');
    const result = { line: at.line + 1 - (isCell ? PREFIX_LINES : 0), column: at.column + 1 };
    return result.line >= 1 ? result : undefined;
  }
}

import { dirname, sep } from 'node:path';
import { inspect } from 'node:util';
import { codeFrame } from '../compiler/code-frame';
import { CompileError } from '../compiler/compile-error';
import type { SourcePositions } from '../compiler/source-positions';

/** Content of an `error` message. */
export interface ErrorContent {
  ename: string;
  evalue: string;
  traceback: string[];
}

const RED = '\u001b[31m';
const RESET = '\u001b[0m';
const OWN = dirname(__dirname) + sep;
/** Files whose frames say nothing about the user's code. */
const HIDDEN = [OWN, 'node:vm', 'node:internal', 'evalmachine', `${sep}node_modules${sep}tslab${sep}`];

/** Turns what was thrown into names, lines and columns of the author's cells. */
export class Tracebacks {
  constructor(private readonly positions: SourcePositions) {}

  /** Makes `error.stack` speak of the cells' own lines everywhere, also when the cell prints it. */
  install(): void {
    Error.stackTraceLimit = 30;
    Error.prepareStackTrace = (error, sites) => {
      const shown = sites.filter((site) => !this.isStart(site));
      const frames = shown.map((site) => `\n    at ${this.describe(site)}`);
      return `${headline(error)}${frames.join('')}`;
    };
  }

  /** Content of the `error` message for what was thrown. */
  content(thrown: unknown): ErrorContent {
    const { ename, evalue } = nameAndValue(thrown);
    const title = `${RED}${ename}${RESET}: ${evalue}`;
    if (thrown instanceof CompileError) return { ename, evalue, traceback: [title, ...thrown.traceback] };
    const frames = stackFrames(thrown);
    const cause = thrown instanceof Error && thrown.cause !== undefined ? causeLines(thrown.cause) : [];
    return { ename, evalue, traceback: [title, ...frames, ...this.frameOfCell(frames), ...cause] };
  }

  /** True for the frame that calls the cell's top level: the last line, which the kernel adds. */
  private isStart(site: NodeJS.CallSite): boolean {
    const lines = this.positions.find(site.getFileName() ?? '')?.lines;
    return lines !== undefined && (site.getLineNumber() ?? 0) > lines;
  }

  private describe(site: NodeJS.CallSite): string {
    const filename = site.getFileName() ?? '';
    const text = String(site);
    const script = this.positions.find(filename);
    if (script === undefined) return text;
    const compiled = { line: site.getLineNumber() ?? 1, column: site.getColumnNumber() ?? 1 };
    const at = this.positions.original(filename, compiled);
    const place = at === undefined ? script.title : `${script.title}:${at.line}:${at.column}`;
    // The cell's top level is an unnamed function; its frame is just its place.
    const name = /^(.*) \(.*\)$/.exec(text)?.[1]?.replace(/\b(eval|Object\.<anonymous>)$/, '');
    return name === undefined || name === '' || name === 'async' ? place : `${name} (${place})`;
  }

  /** The lines of the cell around the first frame that lies in one. */
  private frameOfCell(frames: readonly string[]): string[] {
    for (const frame of frames) {
      const place = /\(?(In\[\d*\]):(\d+):(\d+)\)?$/.exec(frame);
      const source = place === null ? undefined : this.positions.sourceOf(place[1]!);
      if (source === undefined) continue;
      return [codeFrame(source, { line: Number(place![2]), column: Number(place![3]) })];
    }
    return [];
  }
}

function headline(error: unknown): string {
  try {
    return Error.prototype.toString.call(error);
  } catch {
    return 'Error';
  }
}

function nameAndValue(thrown: unknown): { ename: string; evalue: string } {
  if (thrown instanceof Error) {
    return { ename: thrown.name || thrown.constructor.name, evalue: String(thrown.message) };
  }
  return { ename: 'Thrown', evalue: typeof thrown === 'string' ? thrown : inspect(thrown, { depth: 2 }) };
}

/** The frames of the stack as `    at …`, without the kernel's own. */
function stackFrames(thrown: unknown): string[] {
  if (!(thrown instanceof Error) || typeof thrown.stack !== 'string') return [];
  const frames = thrown.stack.split('\n').filter((line) => /^\s+at /.test(line));
  return frames.filter((line) => !HIDDEN.some((part) => line.includes(part)));
}

function causeLines(cause: unknown): string[] {
  const { ename, evalue } = nameAndValue(cause);
  return [`caused by ${ename}: ${evalue}`, ...stackFrames(cause)];
}

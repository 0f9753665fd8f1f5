import type { Diagnostic } from 'tslab/dist/converter';
import { codeFrame } from './code-frame';

/** At most this many mistakes are listed. */
const LISTED = 10;

/** The cell was not run because TypeScript found mistakes in it. */
export class CompileError extends Error {
  override readonly name = 'CompileError';
  /** The mistakes with their lines of the cell, ready to show. */
  readonly traceback: string[];

  constructor(source: string, title: string, diagnostics: readonly Diagnostic[]) {
    super(describe(diagnostics[0]!) + (diagnostics.length > 1 ? ` (and ${diagnostics.length - 1} more)` : ''));
    this.traceback = diagnostics.slice(0, LISTED).map((diagnostic) => {
      const place = diagnostic.fileName ?? title;
      const at = { line: diagnostic.start.line + 1, column: diagnostic.start.character + 1 };
      const sameLine = diagnostic.end.line === diagnostic.start.line;
      const where = `${place}:${at.line}:${at.column} - ${describe(diagnostic)}`;
      if (diagnostic.fileName !== undefined) return where;
      return `${where}\n${codeFrame(source, at, sameLine ? diagnostic.end.character + 1 : undefined)}`;
    });
  }
}

function describe(diagnostic: Diagnostic): string {
  return `${diagnostic.messageText} (TS${diagnostic.code})`;
}

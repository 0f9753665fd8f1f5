import type { Ts } from './adapted-typescript';

/** Answer to `is_complete_request`. */
export type Completeness = { status: 'complete' | 'invalid' } | { status: 'incomplete'; indent: string };

/** Says whether a piece of TypeScript may be run, goes on in a next line, or can never become right. */
export function completeness(ts: Ts, code: string): Completeness {
  const file = ts.createSourceFile('cell.ts', code, ts.ScriptTarget.Latest, false, ts.ScriptKind.TS);
  const { parseDiagnostics } = file as unknown as {
    parseDiagnostics: { start: number; length: number; code: number }[];
  };
  if (parseDiagnostics.length === 0) return { status: 'complete' };
  const end = code.trimEnd().length;
  // 1160: unterminated template; 1010: unterminated comment.
  const open = parseDiagnostics.some((d) => d.start >= end || d.code === 1160 || d.code === 1010);
  if (!open) return { status: 'invalid' };
  const lastLine = code.slice(code.lastIndexOf('\n') + 1);
  const indent = /^\s*/.exec(lastLine)![0] + (/[[({]\s*$/.test(lastLine) ? '  ' : '');
  return { status: 'incomplete', indent };
}

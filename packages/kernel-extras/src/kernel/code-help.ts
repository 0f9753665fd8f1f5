import { printQuickInfo } from 'tslab/dist/inspect';
import type { Compiler } from '../compiler/compiler';
import type { JsonObject } from '../protocol/message';
import { toCodePoints, toUnits } from './unicode-offset';

/** Content of `complete_reply`, with the kinds that JupyterLab shows. */
export function completeReply(compiler: Compiler, code: string, cursor: number): JsonObject {
  const info = compiler.complete(code, toUnits(code, cursor));
  const [start, end] = [toCodePoints(code, info.start), toCodePoints(code, info.end)];
  const kinds = new Map((info.original?.entries ?? []).map((entry) => [entry.name, String(entry.kind)]));
  const types = info.candidates.map((text) => ({ text, start, end, type: kinds.get(text) ?? '' }));
  return {
    status: 'ok',
    matches: info.candidates,
    cursor_start: start,
    cursor_end: end,
    metadata: { _jupyter_types_experimental: types },
  };
}

/** Content of `inspect_reply`: signature and documentation of the name at the cursor. */
export function inspectReply(compiler: Compiler, code: string, cursor: number): JsonObject {
  const at = toUnits(code, cursor);
  // At the end of a name the compiler sees nothing: look at the character before it.
  const info = compiler.inspect(code, at) ?? (at > 0 ? compiler.inspect(code, at - 1) : undefined);
  if (info === undefined) return { status: 'ok', found: false, data: {}, metadata: {} };
  const signature = (info.displayParts ?? []).map((part) => part.text).join('');
  const documentation = (info.documentation ?? []).map((part) => part.text).join('');
  const markdown = `\`\`\`typescript\n${signature}\n\`\`\`\n\n${documentation}`;
  return {
    status: 'ok',
    found: true,
    data: { 'text/plain': printQuickInfo(info), 'text/markdown': markdown },
    metadata: {},
  };
}

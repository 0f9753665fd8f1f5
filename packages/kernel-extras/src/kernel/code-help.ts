import { printQuickInfo } from 'tslab/dist/inspect';
import type { Compiler } from '../compiler/compiler';
import type { SignatureHelp } from '../compiler/signature-help';
import { withoutFiles } from '../compiler/types-by-path';
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

type Info = NonNullable<ReturnType<Compiler['inspect']>>;

/**
 * Content of `inspect_reply`: type and documentation of the name at the cursor and, between the parentheses of a
 * call, the call's signatures with the parameter that is being written.
 */
export function inspectReply(compiler: Compiler, code: string, cursor: number): JsonObject {
  const at = toUnits(code, cursor);
  // At the end of a name the compiler sees nothing: look at the character before it.
  const info = compiler.inspect(code, at) ?? (at > 0 ? compiler.inspect(code, at - 1) : undefined);
  const call = compiler.signature(code, at);
  const parts = [...(info === undefined ? [] : [ofName(info)]), ...(call === undefined ? [] : [ofCall(call)])];
  if (parts.length === 0) return { status: 'ok', found: false, data: {}, metadata: {} };
  const join = (type: 'plain' | 'markdown', rule: string): string => parts.map((part) => part[type].trimEnd()).join(rule);
  return {
    status: 'ok',
    found: true,
    data: { 'text/plain': join('plain', '\n\n'), 'text/markdown': join('markdown', '\n\n---\n\n') },
    metadata: {},
  };
}

interface Help {
  plain: string;
  markdown: string;
}

function ofName(info: Info): Help {
  const signature = (info.displayParts ?? []).map((part) => part.text).join('');
  const documentation = (info.documentation ?? []).map((part) => part.text).join('');
  return {
    plain: withoutFiles(printQuickInfo(info)),
    markdown: `\`\`\`typescript\n${withoutFiles(signature)}\n\`\`\`\n\n${documentation}`,
  };
}

/** At most this many overloads are shown. */
const OVERLOADS = 8;

function ofCall({ signatures, parameter, documentation }: SignatureHelp): Help {
  const shown = signatures.slice(0, OVERLOADS).map(withoutFiles);
  if (signatures.length > OVERLOADS) shown.push(`// and ${signatures.length - OVERLOADS} more`);
  const list = shown.join('\n');
  const written = withoutFiles(parameter);
  const plain = [list, ...(written === '' ? [] : [`→ ${written}`]), documentation].join('\n');
  const markdown = `\`\`\`typescript\n${list}\n\`\`\`\n\n${written === '' ? '' : `**→** \`${written}\`\n\n`}${documentation}`;
  return { plain, markdown };
}

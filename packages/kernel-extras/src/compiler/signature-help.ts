import type * as TypeScript from '@tslab/typescript-for-tslab';

/** What is known of a call whose arguments are being written. */
export interface SignatureHelp {
  /** The overloads, `max(...values: number[]): number`; the one that fits first. */
  signatures: string[];
  /** The parameter that is being written, `values: number[]`; empty if there is none. */
  parameter: string;
  /** Documentation of the function and of the parameter, as plain text. */
  documentation: string;
}

interface ServicesOfTypeScript {
  SignatureHelp: {
    getSignatureHelpItems(
      program: TypeScript.Program,
      file: TypeScript.SourceFile,
      position: number,
      reason: TypeScript.SignatureHelpTriggerReason | undefined,
      token: { isCancellationRequested(): boolean; throwIfCancellationRequested(): void },
    ): TypeScript.SignatureHelpItems | undefined;
  };
}

const NEVER = { isCancellationRequested: () => false, throwIfCancellationRequested: () => {} };

/** The call around `position`, if that lies between the parentheses of one. */
export function signatureHelp(
  ts: typeof TypeScript,
  program: TypeScript.Program,
  file: TypeScript.SourceFile,
  position: number,
): SignatureHelp | undefined {
  const { SignatureHelp: services } = ts as unknown as ServicesOfTypeScript;
  const help = services.getSignatureHelpItems(program, file, position, undefined, NEVER);
  if (help === undefined || help.items.length === 0) return undefined;
  const fitting = help.items[help.selectedItemIndex] ?? help.items[0]!;
  const others = help.items.filter((item) => item !== fitting);
  const last = fitting.parameters.at(-1);
  const written = fitting.parameters[help.argumentIndex] ?? (fitting.isVariadic ? last : undefined);
  const documentation = [text(fitting.documentation), written === undefined ? '' : text(written.documentation)];
  return {
    signatures: [fitting, ...others].map(signature),
    parameter: written === undefined ? '' : text(written.displayParts),
    documentation: documentation.filter((part) => part !== '').join('\n\n'),
  };
}

function signature(item: TypeScript.SignatureHelpItem): string {
  const parameters = item.parameters.map(({ displayParts }) => text(displayParts));
  const between = text(item.separatorDisplayParts);
  return text(item.prefixDisplayParts) + parameters.join(between) + text(item.suffixDisplayParts);
}

function text(parts: readonly TypeScript.SymbolDisplayPart[] | undefined): string {
  return (parts ?? []).map((part) => part.text).join('');
}

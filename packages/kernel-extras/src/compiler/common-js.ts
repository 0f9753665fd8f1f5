import type * as TypeScript from '@tslab/typescript-for-tslab';
import { referenceResolver, type ReferenceResolver } from './reference-resolver';

/** JavaScript with its source map as JSON. */
export interface CommonJS {
  code: string;
  map: string;
}

/** What TypeScript has and its declarations keep to themselves. */
interface Internals {
  transformNodes(
    resolver: ReferenceResolver,
    host: object,
    factory: TypeScript.NodeFactory,
    options: TypeScript.CompilerOptions,
    nodes: TypeScript.SourceFile[],
    transformers: TypeScript.TransformerFactory<TypeScript.SourceFile>[],
    allowDtsFiles: boolean,
  ): TypeScript.TransformationResult<TypeScript.SourceFile> & Required<Pick<TypeScript.PrintHandlers, 'isEmitNotificationEnabled'>>;
  transformModule: TypeScript.TransformerFactory<TypeScript.SourceFile>;
  createTextWriter(newLine: string): { getText(): string };
  createSourceMapGenerator(host: object, file: string, sourceRoot: string, directory: string, options: object): { toString(): string };
  createPrinter(...args: Parameters<typeof TypeScript.createPrinter>): {
    writeFile(file: TypeScript.SourceFile, writer: unknown, map: unknown): void;
  };
}

const FILE = 'custom.js';

/**
 * Makes a CommonJS module of an ES module. It is what `ts.transpileModule` does for the same options, without the
 * program and the type checker that it builds each time to find out which names are imported and exported.
 * @param js - module in the language of the target: nothing but imports and exports is translated.
 * @param before - transformers that see the module first.
 */
export function toCommonJS(
  ts: typeof TypeScript,
  js: string,
  options: TypeScript.CompilerOptions,
  before: TypeScript.TransformerFactory<TypeScript.SourceFile>[],
): CommonJS {
  const internals = ts as unknown as Internals;
  const file = ts.createSourceFile(FILE, js, options.target ?? ts.ScriptTarget.ES2022, false, ts.ScriptKind.JS);
  const resolver = referenceResolver(ts, file, options);
  const host = { getCanonicalFileName: (name: string) => name, getCurrentDirectory: () => '', getCompilerOptions: () => options };
  const transformers = [...before, internals.transformModule];
  const result = internals.transformNodes(resolver, host, ts.factory, options, [file], transformers, false);
  const printer = internals.createPrinter(
    { newLine: options.newLine },
    {
      hasGlobalName: () => false,
      onEmitNode: result.emitNodeWithNotification,
      isEmitNotificationEnabled: result.isEmitNotificationEnabled,
      substituteNode: result.substituteNode,
    },
  );
  const writer = internals.createTextWriter('\n');
  const map = internals.createSourceMapGenerator(host, FILE, '', '', {});
  printer.writeFile(result.transformed[0]!, writer, map);
  result.dispose();
  return { code: writer.getText(), map: map.toString() };
}

import type * as TypeScript from '@tslab/typescript-for-tslab';

/** What the translation to CommonJS asks about names: a small part of what a type checker could answer. */
export interface ReferenceResolver {
  /** The module, if a name stands for one of its exports that has no variable of its own. */
  getReferencedExportContainer(name: TypeScript.Identifier, prefixLocals?: boolean): TypeScript.SourceFile | undefined;
  /** Where a name is imported. */
  getReferencedImportDeclaration(name: TypeScript.Identifier): TypeScript.Declaration | undefined;
  /** Where a name that stands for a value is declared. */
  getReferencedValueDeclaration(name: TypeScript.Identifier): TypeScript.Declaration | undefined;
  /** Imports keep the path that they have. */
  getExternalModuleFileFromDeclaration(): undefined;
}

/** What TypeScript has and its declarations keep to themselves. */
interface Internals {
  bindSourceFile(file: TypeScript.SourceFile, options: TypeScript.CompilerOptions): void;
}
type Locals = Map<TypeScript.__String, TypeScript.Symbol>;
type Scope = TypeScript.Node & { locals?: Locals; symbol?: BoundSymbol };
type BoundSymbol = TypeScript.Symbol & { exportSymbol?: TypeScript.Symbol };

/**
 * Finds names of a JavaScript module by its scopes alone.
 * @param file - gets parents and symbols.
 */
export function referenceResolver(
  ts: typeof TypeScript,
  file: TypeScript.SourceFile,
  options: TypeScript.CompilerOptions,
): ReferenceResolver {
  (ts as unknown as Internals).bindSourceFile(file, options);
  const { Alias, ExportValue, Variable, Function, Class } = ts.SymbolFlags;

  const find = (name: TypeScript.Identifier): BoundSymbol | undefined => {
    const original = ts.getParseTreeNode(name, ts.isIdentifier);
    if (original === undefined) return undefined;
    const text = original.escapedText;
    let inside: TypeScript.Node = original;
    for (let scope: Scope | undefined = original.parent; scope !== undefined; inside = scope, scope = scope.parent) {
      const found = scope.locals?.get(text);
      if (found !== undefined && !(ts.isParameter(inside) && isBodyVariable(ts, found))) return found;
      const own: TypeScript.Node = scope;
      const namesItself = ts.isFunctionExpression(own) || ts.isClassExpression(own);
      if (namesItself && own.name?.escapedText === text) return scope.symbol;
    }
    return undefined;
  };
  const declaration = (symbol: BoundSymbol | undefined): TypeScript.Declaration | undefined =>
    symbol?.exportSymbol?.valueDeclaration ?? symbol?.valueDeclaration;

  return {
    getReferencedExportContainer: (name, prefixLocals = false) => {
      const exported = find(name);
      if (exported?.exportSymbol === undefined || (exported.flags & ExportValue) === 0) return undefined;
      const { flags } = exported.exportSymbol;
      const hasLocal = (flags & (Function | Class)) !== 0 && (flags & Variable) === 0;
      return hasLocal && !prefixLocals ? undefined : file;
    },
    getReferencedImportDeclaration: (name) => {
      const found = find(name);
      if (found === undefined || (found.flags & Alias) === 0) return undefined;
      return found.declarations?.find((each) => ts.isImportClause(each) || ts.isImportSpecifier(each) || ts.isNamespaceImport(each));
    },
    getReferencedValueDeclaration: (name) => declaration(find(name)),
    getExternalModuleFileFromDeclaration: () => undefined,
  };
}

/** Variables of a function's body share its scope, but its parameters do not see them. */
function isBodyVariable(ts: typeof TypeScript, { valueDeclaration }: TypeScript.Symbol): boolean {
  let declared: TypeScript.Node | undefined = valueDeclaration;
  while (declared !== undefined && (ts.isBindingElement(declared) || ts.isObjectBindingPattern(declared) || ts.isArrayBindingPattern(declared))) {
    declared = declared.parent;
  }
  return declared !== undefined && !ts.isParameter(declared);
}

import type * as TypeScript from '@tslab/typescript-for-tslab';
import { withoutFiles } from './types-by-path';

/** What a name was declared as. */
export interface Declared {
  kind: 'variable' | 'function' | 'class' | 'enum' | 'import';
  /** Type as TypeScript writes it, on one line; empty for imports. */
  type: string;
}

/**
 * Reads the declarations that cells left, as the compiler writes them.
 * @returns what has a value at run time, by name; types and interfaces have none.
 */
export function declaredTypes(ts: typeof TypeScript, declarations: string): Map<string, Declared> {
  const file = ts.createSourceFile('cells.d.ts', declarations, ts.ScriptTarget.Latest, false, ts.ScriptKind.TS);
  const declared = new Map<string, Declared>();
  const add = (name: string, kind: Declared['kind'], type: string): void => {
    if (!declared.has(name)) declared.set(name, { kind, type: withoutFiles(type.replace(/\s+/g, ' ')) });
  };
  for (const statement of file.statements) {
    if (ts.isVariableStatement(statement)) {
      for (const { name, type, initializer } of statement.declarationList.declarations) {
        // `const n = 3` is declared with its value instead of a type.
        if (ts.isIdentifier(name)) add(name.text, 'variable', (type ?? initializer)?.getText(file) ?? 'any');
      }
    } else if (ts.isFunctionDeclaration(statement) && statement.name !== undefined) {
      const from = (statement.typeParameters?.pos ?? statement.parameters.pos) - 1;
      add(statement.name.text, 'function', declarations.slice(from, statement.end).replace(/;$/, ''));
    } else if (ts.isClassDeclaration(statement) && statement.name !== undefined) {
      add(statement.name.text, 'class', `class ${statement.name.text}`);
    } else if (ts.isEnumDeclaration(statement)) {
      add(statement.name.text, 'enum', `enum ${statement.name.text}`);
    } else if (ts.isImportDeclaration(statement) && statement.importClause !== undefined) {
      for (const name of importedNames(ts, statement.importClause)) add(name, 'import', '');
    }
  }
  return declared;
}

function importedNames(ts: typeof TypeScript, { name, namedBindings }: TypeScript.ImportClause): string[] {
  const names = name === undefined ? [] : [name.text];
  if (namedBindings === undefined) return names;
  if (ts.isNamespaceImport(namedBindings)) return [...names, namedBindings.name.text];
  return [...names, ...namedBindings.elements.map((element) => element.name.text)];
}

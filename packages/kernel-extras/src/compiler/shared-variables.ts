import type * as TypeScript from '@tslab/typescript-for-tslab';

const EXPORT = 'export ';

/** A cell's module with its variables shared, and the lines that grew by `export `. */
export interface SharedVariables {
  code: string;
  /** Lines, counted from 0, whose columns lie `shift` characters further right than before. */
  shiftedLines: Set<number>;
}

/** How many characters a line in `shiftedLines` grew. */
export const SHIFT = EXPORT.length;

/**
 * Makes the variables that a cell declares one with those that later cells know by the same name. The converter ends
 * a cell with `export { a, b }`, which gives later cells a copy: a function of this cell would not see what they
 * assign. `export let a` does not have that fault.
 *
 * @param code - JavaScript module of a cell; names without a `let` or `var` stay in the list at its end.
 */
export function shareVariables(ts: typeof TypeScript, code: string): SharedVariables {
  if (!/\b(?:let|var)\b/.test(code)) return { code, shiftedLines: new Set() };
  const file = ts.createSourceFile('cell.js', code, ts.ScriptTarget.Latest, false, ts.ScriptKind.JS);
  const shared = new Set<string>();
  const starts: number[] = [];
  for (const statement of file.statements) {
    if (!ts.isVariableStatement(statement) || statement.modifiers !== undefined) continue;
    if ((statement.declarationList.flags & ts.NodeFlags.Const) !== 0) continue;
    starts.push(statement.getStart(file));
    for (const declaration of statement.declarationList.declarations) addNames(ts, declaration.name, shared);
  }
  const shiftedLines = new Set(starts.map((start) => file.getLineAndCharacterOfPosition(start).line));
  const list = file.statements.find((s) => ts.isExportDeclaration(s) && s.exportClause !== undefined);
  if (starts.length === 0 || list === undefined) return { code, shiftedLines: new Set() };

  const rest = exportedNames(list as TypeScript.ExportDeclaration).filter((name) => !shared.has(name));
  let result = `${code.slice(0, list.getStart(file))}export { ${rest.join(', ')} };${code.slice(list.end)}`;
  for (const start of starts.reverse()) result = result.slice(0, start) + EXPORT + result.slice(start);
  return { code: result, shiftedLines };
}

function exportedNames(list: TypeScript.ExportDeclaration): string[] {
  const { elements } = list.exportClause as TypeScript.NamedExports;
  return elements.map((element) => element.name.text);
}

function addNames(ts: typeof TypeScript, name: TypeScript.BindingName, names: Set<string>): void {
  if (ts.isIdentifier(name)) {
    names.add(name.text);
    return;
  }
  for (const element of name.elements) if (ts.isBindingElement(element)) addNames(ts, element.name, names);
}

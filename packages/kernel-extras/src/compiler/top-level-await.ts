import type * as TypeScript from '@tslab/typescript-for-tslab';

/** True if the code awaits outside its functions, `for await` included, and so must run in an async function. */
export function hasTopLevelAwait(ts: typeof TypeScript, code: string): boolean {
  if (!code.includes('await')) return false;
  const awaits = (node: TypeScript.Node): boolean => {
    if (ts.isFunctionLike(node)) return false;
    if (ts.isAwaitExpression(node)) return true;
    if (ts.isForOfStatement(node) && node.awaitModifier !== undefined) return true;
    return ts.forEachChild(node, awaits) ?? false;
  };
  const file = ts.createSourceFile('cell.js', code, ts.ScriptTarget.Latest, false, ts.ScriptKind.JS);
  return awaits(file);
}

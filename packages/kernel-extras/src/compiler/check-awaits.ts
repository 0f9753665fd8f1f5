import type * as TypeScript from "@tslab/typescript-for-tslab";

/** Name of the function that compiled cells call after each await. */
export const AWAIT_CHECK = "$interruptible";

/**
 * A transformer that lets an interrupt end a cell wherever it awaits: `await x` becomes `$interruptible(await x)`, and
 * the body of `for await` starts with `$interruptible()`. The function throws KeyboardInterrupt in a cell that was
 * interrupted and otherwise returns its argument, so `finally` blocks run and the traceback names the line.
 */
export function checkAwaits(ts: typeof TypeScript): TypeScript.TransformerFactory<TypeScript.SourceFile> {
  return (context) => (file) => {
    const { factory } = context;
    const call = (original: TypeScript.Node, ...values: TypeScript.Expression[]): TypeScript.CallExpression =>
      ts.setTextRange(factory.createCallExpression(factory.createIdentifier(AWAIT_CHECK), undefined, values), original);

    const visit = (node: TypeScript.Node): TypeScript.Node => {
      const visited = ts.visitEachChild(node, visit, context);
      if (ts.isAwaitExpression(visited)) return call(node, visited);
      if (ts.isForOfStatement(visited) && visited.awaitModifier !== undefined) {
        const check = factory.createExpressionStatement(call(node));
        const { awaitModifier, initializer, expression, statement } = visited;
        const body = factory.createBlock([check, statement], true);
        return factory.updateForOfStatement(visited, awaitModifier, initializer, expression, body);
      }
      return visited;
    };
    return ts.visitEachChild(file, visit, context);
  };
}

import type * as TypeScript from '@tslab/typescript-for-tslab';

/** Name of the function that compiled cells call after each await, and in a loop when an interrupt is pending. */
export const INTERRUPT_CHECK = '$interruptible';
/** Name of the array [requested, handled] of interrupts, see `SharedState`: looked at in each turn of a loop. */
export const INTERRUPT_COUNTS = '$interrupts';

/**
 * A transformer that lets an interrupt end a cell's code where it loops or awaits: `await x` becomes
 * `$interruptible(await x)`, and the body of each loop starts with `if ($interrupts[0] !== $interrupts[1])
 * $interruptible();`. The function throws KeyboardInterrupt in a cell that was interrupted and otherwise returns its
 * argument: `finally` blocks run, and the traceback names the line. A turn of a loop costs about a nanosecond more.
 */
export function addInterruptChecks(ts: typeof TypeScript): TypeScript.TransformerFactory<TypeScript.SourceFile> {
  return (context) => (file) => {
    const { factory } = context;
    const call = (original: TypeScript.Node, ...values: TypeScript.Expression[]): TypeScript.CallExpression =>
      ts.setTextRange(
        factory.createCallExpression(factory.createIdentifier(INTERRUPT_CHECK), undefined, values),
        original,
      );
    const count = (index: number): TypeScript.Expression =>
      factory.createElementAccessExpression(factory.createIdentifier(INTERRUPT_COUNTS), index);
    const checked = (loop: TypeScript.Node, body: TypeScript.Statement): TypeScript.Block => {
      const pending = factory.createStrictInequality(count(0), count(1));
      return factory.createBlock(
        [factory.createIfStatement(pending, factory.createExpressionStatement(call(loop))), body],
        true,
      );
    };

    const visit = (node: TypeScript.Node): TypeScript.Node => {
      const visited = ts.visitEachChild(node, visit, context);
      if (ts.isAwaitExpression(visited)) return call(node, visited);
      if (ts.isWhileStatement(visited)) {
        return factory.updateWhileStatement(visited, visited.expression, checked(node, visited.statement));
      }
      if (ts.isDoStatement(visited)) {
        return factory.updateDoStatement(visited, checked(node, visited.statement), visited.expression);
      }
      if (ts.isForStatement(visited)) {
        const { initializer, condition, incrementor, statement } = visited;
        return factory.updateForStatement(visited, initializer, condition, incrementor, checked(node, statement));
      }
      if (ts.isForOfStatement(visited)) {
        const { awaitModifier, initializer, expression, statement } = visited;
        return factory.updateForOfStatement(
          visited,
          awaitModifier,
          initializer,
          expression,
          checked(node, statement),
        );
      }
      return visited;
    };
    return ts.visitEachChild(file, visit, context);
  };
}

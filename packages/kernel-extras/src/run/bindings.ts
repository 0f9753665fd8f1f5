/**
 * The variables of the notebook. They are properties of one object, which compiled cells know as `exports`, so that a
 * function of an earlier cell sees what a later cell assigns.
 */
export class Bindings {
  /** The variables by name. */
  readonly values: Record<string, unknown> = {};

  /**
   * Notes what `names` are before a cell declares them anew. The function returned puts that back:
   * a failed cell leaves the bindings of earlier cells intact.
   */
  guard(names: readonly string[]): () => void {
    const before = names.map((name) => [name, Object.getOwnPropertyDescriptor(this.values, name)] as const);
    return () => {
      for (const [name, descriptor] of before) {
        if (descriptor === undefined) delete this.values[name];
        else Object.defineProperty(this.values, name, descriptor);
      }
    };
  }

  /** Takes a value out; its name stays, since an object whose properties come and go is slow. */
  take(name: string): unknown {
    const value = this.values[name];
    this.values[name] = undefined;
    return value;
  }
}

// What ECMAScript 2023 and 2024 added to the library, for cells: tslab's TypeScript 5.0 does not declare it yet.

interface Array<T> {
  /** A copy in reverse order. */
  toReversed(): T[];
  /** A sorted copy; by default in the order of the elements' texts. */
  toSorted(compare?: (a: T, b: T) => number): T[];
  /** A copy in which `deleteCount` elements from `start` are replaced by `items`. */
  toSpliced(start: number, deleteCount?: number, ...items: T[]): T[];
  /** A copy with another element at `index`; a negative index counts from the end. */
  with(index: number, value: T): T[];
}

interface ReadonlyArray<T> {
  toReversed(): T[];
  toSorted(compare?: (a: T, b: T) => number): T[];
  toSpliced(start: number, deleteCount?: number, ...items: T[]): T[];
  with(index: number, value: T): T[];
}

interface Float32Array {
  toReversed(): Float32Array;
  toSorted(compare?: (a: number, b: number) => number): Float32Array;
  with(index: number, value: number): Float32Array;
}

interface ObjectConstructor {
  /** Groups items by the key that `keyOf` gives (Node 21 and later). */
  groupBy<K extends PropertyKey, T>(
    items: Iterable<T>,
    keyOf: (item: T, index: number) => K,
  ): Partial<Record<K, T[]>>;
}

interface PromiseConstructor {
  /** A promise together with the functions that settle it (Node 22 and later). */
  withResolvers<T>(): {
    promise: Promise<T>;
    resolve(value: T | PromiseLike<T>): void;
    reject(reason?: unknown): void;
  };
}

import type { Declared } from '../compiler/declared-types';
import { statistics, type Statistics } from '../inspect/statistics';
import { elementCount, type TensorDescription } from '../inspect/tensor-description';
import { Leftovers, type CellOrigin, type Leftover } from './leftovers';
import { preview, typeOfValue } from './preview';
import { walkTensors, type FoundTensor } from './walk-tensors';

/** Time for reading values of tensors after one cell, in milliseconds; what is not read then is read on request. */
const BUDGET = 10;
/** Objects that are looked at for tensors after one cell: all variables together, and in one of them. */
const OBJECTS = 10_000;
const OBJECTS_OF_ONE = 3000;
/** Tensors with more elements are read on request only: one of them would take longer than the budget. */
const READ = 2_000_000;

/** A tensor as the list of variables tells it. */
export interface TensorEntry extends Partial<Statistics> {
  dtype: string;
  shape: readonly number[];
  bytes: number;
  device?: string;
  disposed: boolean;
}

/** One variable. */
export interface VariableEntry {
  name: string;
  kind: Declared['kind'];
  /** Type as it was declared. */
  type: string;
  /** Type of the value as it is now. */
  valueType: string;
  preview: string;
  cell: CellOrigin | null;
  /** Memory of the tensors that it holds. */
  bytes: number;
  /** How many tensors it holds. */
  tensors: number;
  /** How many of these must be freed by hand and were not. */
  disposable: number;
  /** The tensor that it is. Statistics are absent where its values were not read yet. */
  tensor?: TensorEntry;
}

/** What is sent to front ends that show variables. */
export interface VariablesReport {
  /** Execution count of the newest cell that has ended; 0 before the first. */
  count: number;
  variables: VariableEntry[];
  /** Tensor memory by cell, each tensor once, by the first variable that holds it. */
  cells: { cell: CellOrigin | null; tensors: number; bytes: number }[];
  /** What cells that ran again left behind. */
  leaked: { leaked: number; name: string; cell: CellOrigin; dtype: string; shape: readonly number[]; bytes: number }[];
  total: { tensors: number; bytes: number };
}

/** Follows the notebook's variables from cell to cell. */
export class Variables {
  private readonly origins = new Map<string, CellOrigin>();
  private readonly read = new WeakMap<object, Statistics>();
  private readonly leftovers = new Leftovers();
  private readonly results = new Map<string, object[]>();
  private last = new Map<string, unknown>();
  private count = 0;

  /**
   * @param values - the variables by name.
   * @param declared - what they were declared as, as of now.
   */
  constructor(
    private readonly values: Readonly<Record<string, unknown>>,
    private readonly declared: () => ReadonlyMap<string, Declared>,
  ) {}

  /** Notes which variables a cell set. @param declared - names that it declared. */
  cellEnded(cell: CellOrigin, declared: readonly string[]): void {
    this.count = cell.count;
    const names = new Set(declared);
    const present = new Map<string, unknown>();
    for (const name of Object.keys(this.values)) {
      const value = this.values[name];
      const before = this.last.get(name);
      if (value !== before || names.has(name)) {
        const origin = this.origins.get(name);
        if (value !== before && origin !== undefined) this.leftovers.add(name, origin, before);
        this.origins.set(name, cell);
      }
      if (value !== undefined) present.set(name, value);
    }
    this.last = present;
  }

  /** Notes the value of a cell's last expression: its tensors are left behind when the cell runs again. */
  resultOf(cell: CellOrigin, value: unknown): void {
    const { id } = cell;
    if (id === undefined) return;
    const before = this.results.get(id);
    if (before !== undefined) this.leftovers.add('(result)', cell, before);
    const tensors = walkTensors(value, new Set(), OBJECTS_OF_ONE).filter(({ description }) => description.dispose !== undefined);
    if (tensors.length === 0) this.results.delete(id);
    else this.results.set(id, tensors.map(({ object }) => object));
  }

  /** All variables, sorted by name. */
  report(): VariablesReport {
    const end = performance.now() + BUDGET;
    const counted = new Set<object>();
    let left = OBJECTS;
    const cells = new Map<number, VariablesReport['cells'][number]>();
    const total = { tensors: 0, bytes: 0 };
    const variables: VariableEntry[] = [];
    for (const [name, declared] of [...this.declared()].sort(([a], [b]) => (a < b ? -1 : 1))) {
      if (declared.kind === 'import' || !(name in this.values)) continue;
      const seen = new Set<object>();
      const held = walkTensors(this.values[name], seen, Math.min(left, OBJECTS_OF_ONE));
      left = Math.max(1, left - seen.size); // the variable itself is always looked at
      const entry = this.entry(name, declared, held, performance.now() < end);
      variables.push(entry);
      const found = held.filter(({ object, description: { storage = object } }) => {
        return !counted.has(storage) && counted.add(storage);
      });
      const bytes = memoryOf(found);
      if (found.length === 0) continue;
      const key = entry.cell?.count ?? -1;
      const cell = cells.get(key) ?? { cell: entry.cell, tensors: 0, bytes: 0 };
      cells.set(key, cell);
      for (const sum of [cell, total]) {
        sum.tensors += found.length;
        sum.bytes += bytes;
      }
    }
    const leaked = this.leaked().map(({ number, name, cell, description: { dtype, shape, bytes } }) => {
      return { leaked: number, name, cell, dtype, shape, bytes };
    });
    return { count: this.count, variables, cells: [...cells.values()], leaked, total };
  }

  /**
   * One variable with its statistics, whatever that takes.
   * @throws `kernel-extras.variables: expected the name of a variable, got …`
   */
  look(name: string): VariableEntry {
    const declared = this.declared().get(name);
    if (declared === undefined || !(name in this.values)) {
      throw new Error(`kernel-extras.variables: expected the name of a variable, got ${name}`);
    }
    return this.entry(name, declared, walkTensors(this.values[name]), true, Infinity);
  }

  /** The value of a variable. @throws as {@link look} */
  value(name: string): unknown {
    this.look(name);
    return this.values[name];
  }

  /** Frees the tensors that a variable holds. @returns how many. @throws as {@link look} */
  dispose(name: string): number {
    return free(walkTensors(this.value(name)).map(({ description }) => description));
  }

  /** Frees what cells that ran again left behind: all of it, or one. @returns how many. */
  disposeLeaked(number?: number): number {
    const chosen = this.leaked().filter((leftover) => number === undefined || leftover.number === number);
    return free(chosen.map(({ description }) => description));
  }

  private leaked(): Leftover[] {
    return this.leftovers.leaked(Object.values(this.values));
  }

  private entry(
    name: string,
    { kind, type }: Declared,
    found: readonly FoundTensor[],
    mayRead: boolean,
    most = READ,
  ): VariableEntry {
    const value = this.values[name];
    const own = found[0]?.object === value ? found[0].description : undefined;
    return {
      name,
      kind,
      type,
      valueType: typeOfValue(value),
      preview: own === undefined ? preview(value) : `${own.dtype} [${own.shape.join(', ')}]`,
      cell: this.origins.get(name) ?? null,
      bytes: memoryOf(found),
      tensors: found.length,
      disposable: found.filter(({ description }) => isDisposable(description)).length,
      ...(own === undefined ? {} : { tensor: this.tensor(value as object, own, mayRead, most) }),
    };
  }

  private tensor(object: object, description: TensorDescription, mayRead: boolean, most: number): TensorEntry {
    const { dtype, shape, bytes, device, disposed = false, values, storage = object } = description;
    // The memory of typed arrays changes under the same object: they are read each time.
    const known = ArrayBuffer.isView(storage) ? undefined : this.read.get(storage);
    let found = known;
    if (known === undefined && values !== undefined && !disposed && mayRead && elementCount(shape) <= most) {
      found = statistics(values());
      this.read.set(storage, found);
    }
    return { dtype, shape, bytes, ...(device === undefined ? {} : { device }), disposed, ...(disposed ? {} : found) };
  }
}

function memoryOf(tensors: readonly FoundTensor[]): number {
  return tensors.reduce((sum, { description }) => sum + description.bytes, 0);
}

function isDisposable({ dispose, disposed }: TensorDescription): boolean {
  return dispose !== undefined && disposed !== true;
}

function free(tensors: readonly TensorDescription[]): number {
  const held = tensors.filter(isDisposable);
  for (const { dispose } of held) dispose!();
  return held.length;
}

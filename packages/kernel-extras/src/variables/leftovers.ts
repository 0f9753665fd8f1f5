import { walkTensors, type FoundTensor } from './walk-tensors';

/** The cell that a variable is of. */
export interface CellOrigin {
  /** Execution count of the run. */
  count: number;
  /** The front end's id of the cell, if it sent one. */
  id?: string;
}

/** A tensor that a variable held before its cell ran again, and that nobody freed. */
export interface Leftover extends FoundTensor {
  /** Number by which a front end names it. */
  number: number;
  /** The variable that held it. */
  name: string;
  cell: CellOrigin;
}

/** Leftovers that are remembered; the oldest are forgotten first. */
const KEPT = 10_000;
/** Objects of an old value that are looked at: this is done for each value that changes, whoever looks on. */
const OBJECTS = 3000;

/**
 * Tensors that variables let go of. Only those that must be freed by hand are noted: what garbage collection frees
 * does not leak.
 */
export class Leftovers {
  private readonly noted = new Map<object, Leftover>();
  private count = 0;

  /** Notes what a variable's old value held. */
  add(name: string, cell: CellOrigin, old: unknown): void {
    for (const { object, description } of walkTensors(old, new Set(), OBJECTS)) {
      if (description.dispose === undefined || description.disposed === true || this.noted.has(object)) continue;
      this.noted.set(object, { object, description, number: ++this.count, name, cell });
      if (this.noted.size > KEPT) this.noted.delete(this.noted.keys().next().value!);
    }
  }

  /**
   * Those that still hold memory and that no variable holds.
   * @param variables - all variables' present values.
   */
  leaked(variables: Iterable<unknown>): Leftover[] {
    if (this.noted.size === 0) return [];
    const reached = new Set<object>(); // tensors and their memory: a reshaped tensor may be held instead
    walkTensors([...variables], reached);
    const leaked: Leftover[] = [];
    for (const leftover of this.noted.values()) {
      const { object } = leftover;
      const [present] = walkTensors(object);
      const storage = present?.description.storage;
      const held = reached.has(object) || (storage !== undefined && reached.has(storage));
      if (present === undefined || present.description.disposed === true || held) {
        this.noted.delete(object); // what is held now is noted again when it is let go of
      } else {
        leaked.push({ ...leftover, description: present.description });
      }
    }
    return leaked;
  }
}

import type { TensorDescription } from './tensor-description';

/** Describes the tensors of one library; undefined for everything else. */
export type Inspector = (value: object) => TensorDescription | undefined;

/** Where libraries put their inspectors, by name, without an import: `globalThis[Symbol.for("Jupyter.inspectors")]`. */
const REGISTRY = Symbol.for('Jupyter.inspectors');

/** The inspectors that are registered, by name. */
export function inspectors(): Map<string, Inspector> {
  const global = globalThis as Record<symbol, unknown>;
  return (global[REGISTRY] ??= new Map()) as Map<string, Inspector>;
}

/**
 * Teaches the notebook to show a library's tensors: their shape, type, place, values and how to free them. Needed
 * where they are not recognized by themselves, or where more is known of them, such as the device.
 *
 * @param name - one inspector a name; a second one replaces the first.
 * @returns a function that takes the inspector away again.
 * @throws `registerInspector: expected a function, got …`
 *
 * @example
 * registerInspector('mine', (value) =>
 *   value instanceof Matrix
 *     ? { dtype: 'float64', shape: [value.rows, value.columns], bytes: 8 * value.size, values: () => value.numbers }
 *     : undefined);
 */
export function registerInspector(name: string, inspector: Inspector): () => void {
  if (typeof inspector !== 'function') {
    throw new Error(`registerInspector: expected a function, got ${typeof inspector}`);
  }
  inspectors().set(name, inspector);
  return () => {
    if (inspectors().get(name) === inspector) inspectors().delete(name);
  };
}

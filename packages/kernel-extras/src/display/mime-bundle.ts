import { inspect } from 'node:util';
import { tensorBundle } from '../inspect/tensor-bundle';
import { describeTensor } from '../inspect/tensor-description';

/** Data of one output by MIME type; `text/plain` is always there for front ends that know nothing else. */
export type MimeBundle = Record<string, unknown>;

/** Name of the method by which an object shows itself (the protocol of Deno's kernel). */
export const DISPLAY = Symbol.for('Jupyter.display');

/** An object that shows itself. */
export interface Displayable {
  [DISPLAY](): MimeBundle | Promise<MimeBundle>;
}

/** True if `value` shows itself by `Symbol.for("Jupyter.display")`. */
export function isDisplayable(value: unknown): value is Displayable {
  if ((typeof value !== 'object' && typeof value !== 'function') || value === null) return false;
  return typeof (value as Partial<Displayable>)[DISPLAY] === 'function';
}

/**
 * The MIME bundle of any value: its own if it shows itself; a tensor's facts, numbers and picture; else its text as
 * Node prints it.
 * @throws `display: expected a MIME bundle from Symbol.for("Jupyter.display"), got …`
 */
export function mimeBundle(value: unknown): MimeBundle | Promise<MimeBundle> {
  if (!isDisplayable(value)) return tensor(value) ?? { 'text/plain': text(value) };
  const bundle = value[DISPLAY]();
  return bundle instanceof Promise ? bundle.then((b) => checked(b, value)) : checked(bundle, value);
}

function checked(bundle: unknown, value: unknown): MimeBundle {
  if (typeof bundle !== 'object' || bundle === null || Array.isArray(bundle)) {
    const got = bundle === null ? 'null' : Array.isArray(bundle) ? 'an array' : typeof bundle;
    throw new Error(`display: expected a MIME bundle from Symbol.for("Jupyter.display"), got ${got}`);
  }
  if ('text/plain' in bundle) return bundle as MimeBundle;
  return { ...bundle, 'text/plain': `[${value?.constructor?.name ?? 'object'}]` };
}

/** Typed arrays are shown as Node prints them, which says the same in one line. */
function tensor(value: unknown): MimeBundle | undefined {
  if (ArrayBuffer.isView(value)) return undefined;
  try {
    const description = describeTensor(value);
    return description && tensorBundle((value as object).constructor?.name ?? 'Tensor', description);
  } catch {
    return undefined; // a tensor that cannot be read now, or an object that only looks like one
  }
}

function text(value: unknown): string {
  return inspect(value, { depth: 4, maxArrayLength: 100, maxStringLength: 10_000 });
}

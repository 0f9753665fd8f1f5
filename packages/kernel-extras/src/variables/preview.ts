import { inspect, types } from 'node:util';

/** Characters of a preview. */
const LENGTH = 120;
/** An object with more properties is not printed, which would take long. */
const PROPERTIES = 200;

/** A value on one short line; runs no code of the value. */
export function preview(value: unknown): string {
  if (types.isProxy(value)) return '[Proxy]';
  if (typeof value === 'object' && value !== null && isPlain(value)) {
    const count = Object.keys(value).length;
    if (count > PROPERTIES) return `{ ${count} properties }`;
  }
  const text = inspect(value, {
    depth: 0,
    maxArrayLength: 10,
    maxStringLength: LENGTH,
    breakLength: Infinity,
    compact: true,
    customInspect: false,
  });
  const line = text.replace(/\s+/g, ' ');
  return line.length > LENGTH ? `${line.slice(0, LENGTH - 1)}…` : line;
}

/** The type of a value as it is now: `number`, `Array(3)`, `Map(2)`, the name of a class. */
export function typeOfValue(value: unknown): string {
  if (value === null) return 'null';
  if (typeof value !== 'object') return typeof value;
  if (types.isProxy(value)) return 'Proxy';
  if (Array.isArray(value)) return `Array(${value.length})`;
  if (value instanceof Map || value instanceof Set) return `${value.constructor.name}(${value.size})`;
  const { name } = (Object.getPrototypeOf(value) as { constructor?: { name?: string } } | null)?.constructor ?? {};
  return name === undefined || name === '' ? 'Object' : name;
}

function isPlain(value: object): boolean {
  return !Array.isArray(value) && !ArrayBuffer.isView(value) && !(value instanceof Map) && !(value instanceof Set);
}

import { types } from 'node:util';
import { describeTensor, type TensorDescription } from '../inspect/tensor-description';

/** Objects that one walk looks at unless it is told otherwise; a value that holds more is looked at in part. */
const OBJECTS = 20_000;

/** A tensor that was found, with its object. */
export interface FoundTensor {
  object: object;
  description: TensorDescription;
}

/**
 * Finds the tensors that a value holds: itself, elements of arrays, maps and sets, properties of objects, however deep.
 * Getters are not called and functions not looked into.
 * @param seen - receives the objects that were looked at, and the memory of tensors.
 * @param limit - objects that are looked at; in a value that holds more, tensors may be overlooked. Default: 20,000.
 */
export function walkTensors(value: unknown, seen = new Set<object>(), limit = OBJECTS): FoundTensor[] {
  const found: FoundTensor[] = [];
  const waiting: unknown[] = [value];
  for (let next = 0; next < waiting.length && seen.size < limit; next++) {
    const object = waiting[next];
    if (typeof object !== 'object' || object === null || seen.has(object) || types.isProxy(object)) continue;
    seen.add(object);
    const description = describeSafely(object);
    if (description !== undefined) {
      const { storage } = description;
      if (storage !== undefined && storage !== object && seen.has(storage)) continue;
      if (storage !== undefined) seen.add(storage);
      found.push({ object, description });
    } else if (!ArrayBuffer.isView(object)) {
      pushParts(object, waiting, limit - seen.size);
    }
  }
  return found;
}

/** A description, or none where an inspector fails. */
function describeSafely(object: object): TensorDescription | undefined {
  try {
    return describeTensor(object);
  } catch {
    return undefined;
  }
}

function pushParts(object: object, waiting: unknown[], most: number): void {
  if (object instanceof Map) {
    for (const [key, value] of object) if (waiting.push(key, value) > 2 * most) return;
  } else if (object instanceof Set) {
    for (const value of object) if (waiting.push(value) > most) return;
  } else if (Array.isArray(object)) {
    // Numbers and texts, the usual contents of long arrays, need not wait.
    let left = most;
    for (const value of object as unknown[]) {
      if (typeof value !== 'object' || value === null) continue;
      waiting.push(value);
      if (--left <= 0) return;
    }
  } else {
    for (const key of Object.keys(object)) {
      const property = Object.getOwnPropertyDescriptor(object, key);
      if (typeof property?.value === 'object' && property.value !== null) waiting.push(property.value);
    }
  }
}

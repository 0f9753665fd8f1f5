import { inspectors } from './inspectors';

/** What is known of a tensor, whichever library it is of. */
export interface TensorDescription {
  /** Element type as the library calls it, `float32`. */
  dtype: string;
  /** Length of each axis; `[]` for a single number. */
  shape: readonly number[];
  /** Memory that it holds, in bytes; 0 once it is disposed. */
  bytes: number;
  /** Where it lies, if that is known: `cpu`, `GPU:0`. */
  device?: string;
  /** True if its memory was given back; it has no values any more. */
  disposed?: boolean;
  /** Reads the values, row by row; absent where they are no numbers or cannot be read at once. */
  values?: () => ArrayLike<number>;
  /** Gives its memory back; absent where garbage collection does that. */
  dispose?: () => void;
  /** What holds the memory: tensors that share it count once, and its statistics are kept as long as it lives. Default: the tensor. */
  storage?: object;
}

/** Bytes of an element by the name of its type. */
const ELEMENT_BYTES: Record<string, number> = {
  bool: 1,
  uint8: 1,
  int8: 1,
  uint16: 2,
  int16: 2,
  float16: 2,
  bfloat16: 2,
  int32: 4,
  uint32: 4,
  float32: 4,
  float64: 8,
  int64: 8,
  complex64: 8,
};

/** Types whose values are read as plain numbers. */
const NUMERIC = new Set(['bool', 'uint8', 'int8', 'uint16', 'int16', 'int32', 'uint32', 'float32', 'float64']);

/** Number of elements of a shape. */
export function elementCount(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1);
}

/**
 * Describes a tensor: by an inspector that was registered, else by its shape. Recognized are objects with `shape` and
 * `dtype` that have `dataSync()` (TensorFlow.js), objects with `shape` and a typed array `data` (ndarray and others),
 * and typed arrays themselves.
 * @returns undefined for what is no tensor.
 */
export function describeTensor(value: unknown): TensorDescription | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  for (const inspector of inspectors().values()) {
    const description = inspector(value);
    if (description !== undefined) return description;
  }
  return describeTypedArray(value) ?? describeByShape(value);
}

interface TensorLike {
  shape?: unknown;
  dtype?: unknown;
  data?: unknown;
  dataId?: unknown;
  isDisposed?: unknown;
  dataSync?: unknown;
  dispose?: unknown;
}

function describeByShape(value: TensorLike): TensorDescription | undefined {
  const { shape, dtype, data } = value;
  if (!isShape(shape)) return undefined;
  if (typeof dtype === 'string' && typeof value.dataSync === 'function') {
    const disposed = value.isDisposed === true;
    const { dispose, dataId } = value;
    return {
      dtype,
      shape,
      bytes: disposed ? 0 : elementCount(shape) * (ELEMENT_BYTES[dtype] ?? 0),
      disposed,
      ...(disposed || !NUMERIC.has(dtype) ? {} : { values: value.dataSync.bind(value) as () => ArrayLike<number> }),
      ...(typeof dispose === 'function' ? { dispose: dispose.bind(value) as () => void } : {}),
      ...(typeof dataId === 'object' && dataId !== null ? { storage: dataId } : {}),
    };
  }
  if (!isNumbers(data) || data.length !== elementCount(shape)) return undefined;
  const name = typeof dtype === 'string' ? dtype : dtypeOf(data);
  return { dtype: name, shape, bytes: data.byteLength, values: () => data, storage: data };
}

function describeTypedArray(value: object): TensorDescription | undefined {
  if (!isNumbers(value)) return undefined;
  return { dtype: dtypeOf(value), shape: [value.length], bytes: value.byteLength, values: () => value };
}

type Numbers = ArrayBufferView & ArrayLike<number>;

function isNumbers(value: unknown): value is Numbers {
  if (!ArrayBuffer.isView(value) || value instanceof DataView) return false;
  return !(value instanceof BigInt64Array || value instanceof BigUint64Array);
}

/** `Float32Array` → `float32`; Node's Buffer is bytes. */
function dtypeOf(array: object): string {
  if (array instanceof Uint8Array || array instanceof Uint8ClampedArray) return 'uint8';
  return (Object.prototype.toString.call(array).slice('[object '.length, -'Array]'.length)).toLowerCase();
}

function isShape(shape: unknown): shape is number[] {
  return Array.isArray(shape) && shape.every((length) => Number.isInteger(length) && (length as number) >= 0);
}

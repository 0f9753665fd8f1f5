import util from 'node:util';
import { tf, type Tensor } from './tf';

/** An attribute of a TensorFlow operation as the binding takes it. */
export interface OpAttribute {
  name: string;
  type: number;
  value: boolean | number | string | number[];
}

/** What the binding tells of a tensor it holds. */
export interface TensorHandle {
  id: number;
  shape: number[];
  dtype: number;
}

/** The part of tfjs-node's N-API binding that we call. */
export interface Binding {
  createTensor(shape: number[], dtype: number, values: ArrayBufferView | Uint8Array[]): number;
  deleteTensor(id: number): void;
  tensorDataSync(id: number): Float32Array | Int32Array | Uint8Array;
  executeOp(op: string, attributes: OpAttribute[], inputs: number[], outputs: number): TensorHandle[];
  loadSavedModel(directory: string, tags: string): number;
  deleteSavedModel(id: number): void;
  runSavedModel(id: number, inputs: number[], inputNames: string, outputNames: string): TensorHandle[];
  getNumOfTensors(): number;
  isUsingGpuDevice(): boolean;
  TF_Version: string;
}

interface NativeBackend {
  binding: Binding;
  executeMultipleOutputs(op: string, attributes: OpAttribute[], inputs: Tensor[], outputs: number): Tensor[];
  getInputTensorIds(tensors: Tensor[]): number[];
}

/** TensorFlow's element types by number (`types.proto`). */
export const DataType = { float32: 1, int32: 3, uint8: 4, int64: 9, bool: 10, bfloat16: 14, float16: 19, resource: 20 } as const;
export type DataTypeName = keyof typeof DataType;

/** TF_AttrType numbers of the C interface. */
const ATTRIBUTE = { string: 0, int: 1, float: 2, bool: 3, type: 4, shape: 5 } as const;

/** Builds the attributes of a TensorFlow operation, one kind of value a function. */
export const attribute = {
  type: (name: string, value: DataTypeName): OpAttribute => ({ name, type: ATTRIBUTE.type, value: DataType[value] }),
  int: (name: string, value: number | number[]): OpAttribute => ({ name, type: ATTRIBUTE.int, value }),
  float: (name: string, value: number): OpAttribute => ({ name, type: ATTRIBUTE.float, value }),
  floats: (name: string, value: number[]): OpAttribute => ({ name, type: ATTRIBUTE.float, value }),
  bool: (name: string, value: boolean): OpAttribute => ({ name, type: ATTRIBUTE.bool, value }),
  string: (name: string, value: string): OpAttribute => ({ name, type: ATTRIBUTE.string, value }),
  shape: (name: string, value: number[]): OpAttribute => ({ name, type: ATTRIBUTE.shape, value }),
};

/** Sets what TensorFlow's libraries read when they are loaded; what is set already stays. */
export function prepareEnvironment(): void {
  process.env.TF_CPP_MIN_LOG_LEVEL ??= '2';
  process.env.TF_ENABLE_ONEDNN_OPTS ??= '1'; // TensorFlow itself switches it on for some processors only; it pays on all
  process.env.TF_FORCE_GPU_ALLOW_GROWTH ??= 'true';
}

/**
 * Registers tfjs's `tensorflow` backend: tfjs-node-gpu with the binding compiled by the set-up.
 * @throws when the binding or the TensorFlow libraries it was linked to are not there.
 */
export function loadNativeBackend(): void {
  // tfjs-node 4.22 calls two functions that Node 23 removed.
  const legacy = util as unknown as Record<string, unknown>;
  legacy.isNullOrUndefined ??= (value: unknown) => value === null || value === undefined;
  legacy.isArray ??= Array.isArray;
  require('@tensorflow/tfjs-node-gpu');
}

/** Whether TensorFlow itself computes, so that native operations and compiled sessions are at hand. */
export function isNative(): boolean {
  return tf.getBackend() === 'tensorflow';
}

function nativeBackend(): NativeBackend {
  return tf.backend() as unknown as NativeBackend;
}

/** tfjs-node's N-API binding; call only where `isNative()`. */
export function binding(): Binding {
  return nativeBackend().binding;
}

/** The binding's id of a tensor, which is uploaded first where its values are still in JavaScript. */
export function tensorId(tensor: Tensor): number {
  return nativeBackend().getInputTensorIds([tensor])[0]!;
}

/**
 * Runs any registered TensorFlow operation by name.
 * @returns its outputs, tracked by tfjs's scopes like every other tensor; the caller disposes or tidies them.
 */
export function nativeOp(op: string, attributes: OpAttribute[], inputs: Tensor[], outputs = 1): Tensor[] {
  return nativeBackend().executeMultipleOutputs(op, attributes, inputs, outputs);
}

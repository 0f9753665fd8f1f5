import { tf } from './tf';
import { binding, isNative, loadNativeBackend, prepareEnvironment } from './native';
import { hasOwnOperations, loadOwnOperations } from './own-operations';
import { threadCount } from './threads';
import { startWasmBackend } from './wasm';

/** What computes, and with which libraries. */
export interface BackendInfo {
  /** `tensorflow` is the compiled native library, `wasm` the slow way out. */
  backend: 'tensorflow' | 'wasm';
  device: 'CPU' | 'GPU';
  /** `own` where our C++ operations compute what they can, `stock` where TensorFlow's or tfjs's do. */
  operations: 'own' | 'stock';
  /** Threads that one operation may use. */
  threads: number;
  versions: { node: string; tfjs: string; tensorflow: string | null };
  /** Why the native backend could not be used; absent when it is. */
  warning?: string;
}

/** Tensors alive in tfjs, and memory of the process, in bytes. */
export interface BackendMemory {
  tensors: number;
  tensorBytes: number;
  rss: number;
}

export interface StartBackendOptions {
  /** `wasm` skips the native library, e.g. to test without it. Default: the environment variable `FER_BACKEND`, else `tensorflow`. */
  prefer?: 'tensorflow' | 'wasm';
}

let started: Promise<BackendInfo> | undefined;

/**
 * Starts the numerical backend once for the process: TensorFlow through tfjs-node-gpu on the GPU or CPU, else WebAssembly with a warning.
 * Later calls return the first one's answer.
 */
export function startBackend(options: StartBackendOptions = {}): Promise<BackendInfo> {
  started ??= start(options.prefer ?? (process.env.FER_BACKEND === 'wasm' ? 'wasm' : 'tensorflow'));
  return started;
}

async function start(prefer: 'tensorflow' | 'wasm'): Promise<BackendInfo> {
  const warning = prefer === 'tensorflow' ? await startTensorFlow() : 'the WebAssembly backend was asked for';
  if (!isNative()) await startWasmBackend();
  const info: BackendInfo = {
    backend: isNative() ? 'tensorflow' : 'wasm',
    device: isNative() && binding().isUsingGpuDevice() ? 'GPU' : 'CPU',
    operations: hasOwnOperations() ? 'own' : 'stock',
    threads: isNative() ? threadCount() : 1,
    versions: {
      node: process.versions.node,
      tfjs: tf.version_core,
      tensorflow: isNative() ? binding().TF_Version : null,
    },
    ...(warning === undefined ? {} : { warning }),
  };
  publishStatus(info);
  return info;
}

/** @returns what is missing, in one sentence; undefined when nothing is. */
async function startTensorFlow(): Promise<string | undefined> {
  prepareEnvironment();
  const missing = loadOwnOperations(); // first: it tells TensorFlow how much to say
  try {
    loadNativeBackend();
    await tf.ready();
  } catch (error) {
    const reason = (error instanceof Error ? error.message : String(error)).split('\n')[0];
    return `TensorFlow's library could not be loaded (${reason}); the WebAssembly backend serves instead and trains many times slower`;
  }
  if (missing === undefined || binding().isUsingGpuDevice()) return undefined;
  return `our own operations could not be loaded (${missing}); TensorFlow's serve instead and train several times slower`;
}

/** Counts what is alive now. */
export function backendMemory(): BackendMemory {
  const { numTensors, numBytes } = tf.memory();
  return { tensors: numTensors, tensorBytes: numBytes, rss: process.memoryUsage.rss() };
}

/** Lets a notebook front end show device and memory, by the duck-typed status agreement of ARCHITECTURE.md. */
function publishStatus(info: BackendInfo): void {
  const key = Symbol.for('Jupyter.status');
  const registry = globalThis as unknown as Record<symbol, Map<string, () => object> | undefined>;
  const providers = (registry[key] ??= new Map());
  providers.set('fer', () => {
    const { tensors, tensorBytes } = backendMemory();
    return { device: info.device, backend: info.backend, threads: info.threads, tensors, tensorBytes };
  });
}

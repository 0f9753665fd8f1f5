import path from 'node:path';
import { tf } from './tf';

/** Kernels that training needs and tfjs's WASM backend lacks; they run in plain JavaScript. */
const MISSING_KERNELS = [
  'Conv2DBackpropFilter',
  'DepthwiseConv2dNativeBackpropFilter',
  'DepthwiseConv2dNativeBackpropInput',
  'MaxPoolGrad',
  'AvgPoolGrad',
];

/**
 * Starts tfjs's WASM backend, which needs neither a compiler nor TensorFlow: the slow way out.
 * Operations that WASM lacks are lent by tfjs's JavaScript backend.
 */
export async function startWasmBackend(): Promise<void> {
  const wasm = require('@tensorflow/tfjs-backend-wasm') as typeof import('@tensorflow/tfjs-backend-wasm');
  require('@tensorflow/tfjs-backend-cpu');
  wasm.setWasmPaths(path.dirname(require.resolve('@tensorflow/tfjs-backend-wasm/package.json')) + '/wasm-out/');
  if (!(await tf.setBackend('wasm'))) throw new Error('startBackend: neither TensorFlow nor WebAssembly could be started');
  await tf.ready();
  MISSING_KERNELS.forEach(lendKernel);
}

/** Registers a JavaScript kernel under the WASM backend, copying tensors over and back. */
function lendKernel(kernelName: string): void {
  const lent = tf.getKernel(kernelName, 'cpu');
  if (!lent || tf.getKernel(kernelName, 'wasm')) return;
  const cpu = tf.findBackend('cpu') as tf.KernelBackend & Record<'write', tf.KernelBackend['write']>;
  tf.registerKernel({
    kernelName,
    backendName: 'wasm',
    kernelFunc: ({ inputs, attrs, backend }) => {
      const wasm = backend as tf.KernelBackend;
      const copies: Record<string, tf.TensorInfo> = {};
      for (const [name, input] of Object.entries(inputs)) {
        const info = input as tf.TensorInfo;
        const values = wasm.readSync(info.dataId) as tf.backend_util.BackendValues;
        copies[name] = { ...info, dataId: cpu.write(values, info.shape, info.dtype) };
      }
      const result = lent.kernelFunc({ inputs: copies, attrs, backend: cpu }) as tf.TensorInfo;
      const values = cpu.readSync(result.dataId) as tf.backend_util.BackendValues;
      const dataId = wasm.write(values, result.shape, result.dtype);
      for (const info of [...Object.values(copies), result]) cpu.disposeData(info.dataId);
      return { dataId, shape: result.shape, dtype: result.dtype };
    },
  });
}

/** tfjs's operations. Nothing outside `backend/` imports tfjs itself; start a backend with `startBackend` before the first one runs. */
export * as tf from '@tensorflow/tfjs-core';
export type { Tensor, Tensor1D, Tensor2D, Tensor4D, Scalar, Variable } from '@tensorflow/tfjs-core';

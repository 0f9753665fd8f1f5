/** The numerical backend: tfjs and TensorFlow are reached through this folder only. */
export { tf } from './tf';
export type { Scalar, Tensor, Tensor1D, Tensor2D, Tensor4D, Variable } from './tf';
export { backendMemory, startBackend } from './start-backend';
export type { BackendInfo, BackendMemory, StartBackendOptions } from './start-backend';
export { isNative } from './native';
export { startSession } from './session';
export type { FeedValues, FetchedValues, Session, SessionFunction, StartSessionOptions } from './session';
export type { FeedSpec } from './trace';
export { summaryWriter } from './summary-writer';
export type { SummaryWriter } from './summary-writer';
export { adamUpdate } from './operations/adam-update';
export type { AdamStep } from './operations/adam-update';
export { affineWarp } from './operations/affine-warp';
export { batchNormInInference, batchNormInTraining } from './operations/batch-norm';
export { globalAveragePool } from './operations/global-average-pool';
export { seededUniform } from './operations/random';
export { relu } from './operations/relu';
export { softmaxCrossEntropy } from './operations/softmax-cross-entropy';

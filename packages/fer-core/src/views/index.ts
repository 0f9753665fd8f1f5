/**
 * The contract between a notebook and the front end: what each view carries, who builds it, who reads it.
 * Plain data and arithmetic that runs in Node and in a browser.
 */
export { DISPLAY, type Displayable, type MimeBundle } from './mime-bundle';
export { decodeBase64, encodeBase64 } from './base64';
export { formatDuration } from './format-duration';
export { formatPercent } from './format-percent';
export type { ClassMetrics } from '../evaluate/class-metrics';
export type { EvaluationProtocol, EvaluationReport } from '../evaluate/evaluation-report';
export {
  bestEpoch,
  isOver,
  type LiveMetrics,
  parseTraining,
  TRAINING_MIME,
  TRAINING_STATES,
  type TrainingEpoch,
  type TrainingPayload,
  trainingProgress,
  type TrainingState,
} from './training-payload';
export { trainingSummary } from './training-summary';
export { trainingBundle, trainingView, type TrainingView, type TrainingViewOptions } from './training-view';
export {
  CLASS_ACCURACY_MIME,
  type ClassAccuracyPayload,
  type ImagesAnswer,
  type ImagesRequest,
  type JudgedImages,
  parseClassAccuracy,
} from './class-accuracy-payload';
export { accuracyStamp, classAccuracySummary } from './class-accuracy-summary';
export {
  type ClassAccuracyView,
  classAccuracyView,
  type ClassAccuracyViewOptions,
  embeddedPixels,
} from './class-accuracy-view';
export { confusionShares, type ConfusionScale, imagesInCell } from './confusion-cell';
export { parseReport } from './read-report';

/**
 * The contract between a notebook and the front end: what each view carries, who builds it, who reads it.
 * Plain data and arithmetic that runs in Node and in a browser.
 */
export { DISPLAY, type Displayable, type DisplayableLater, type MimeBundle } from './mime-bundle';
export { decodeBase64, encodeBase64 } from './base64';
export { formatDuration } from './format-duration';
export { formatPercent } from '../evaluate/format-percent';
export { ANSWER_CHANGES, type AnswerChange, type ChangedAnswer } from '../evaluate/changed-answer';
export type { Notice } from '../evaluate/notices';
export type { ClassMetrics } from '../evaluate/class-metrics';
export type { EvaluationProtocol, EvaluationReport } from '../evaluate/report';
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
  type JudgedImages,
  parseClassAccuracy,
} from './class-accuracy-payload';
export { accuracyStamp, classAccuracySummary } from './class-accuracy-summary';
export {
  type ClassAccuracyView,
  classAccuracyView,
  type ClassAccuracyViewOptions,
} from './class-accuracy-view';
export { embeddedPixels, type ImageBlock, type ImagesAnswer, type ImagesRequest } from './image-block';
export {
  type ComparedPair,
  type ComparedRun,
  COMPARISON_MIME,
  type ComparisonPayload,
  parseComparison,
} from './comparison-payload';
export { comparisonSummary, formatChance, formatPoints, formatSigned } from './comparison-summary';
export { type ComparisonToSee, comparisonView, type ComparisonView } from './comparison-view';
export { formatShare, type ShareWithInterval } from './share-with-interval';
export { AUDIT_FINDINGS, type AuditFinding, type AuditFindingKind, auditFindings, hasConflict, holdsCopies, holdsNearTwins, isAcrossSplits } from './audit-findings';
export { AUDIT_MIME, type AuditedAccuracy, type AuditedImages, type AuditGroup, type AuditPayload, parseAudit, TWIN_SUBSETS, type TwinSubset } from './audit-payload';
export { auditSummary, formatCount, formatPart, formatPlaces } from './audit-summary';
export { type AuditedModelToSee, type AuditToSee, auditView, type AuditView, type AuditViewOptions, type SplitToSee } from './audit-view';
export { confusionShares, type ConfusionScale, imagesInCell } from './confusion-cell';
export { parseReport } from './read-report';
export { type EmbeddedImage, imageUrl } from './embedded-image';
export type { PhotoPart } from './photo-part';
export type { Raster } from './raster';
export { isContourPoint, LANDMARK_LINES, meanShapeOn, type PointErrors, pointErrors } from './landmark-shape';
export {
  type AlignedPicture,
  LANDMARKS_MIME,
  type LandmarksFace,
  type LandmarksPayload,
  parseLandmarks,
  type PayloadBox,
  type PayloadPoint,
} from './landmarks-payload';
export { landmarksSummary } from './landmarks-summary';
export { type FaceWithLandmarks, landmarksView, type LandmarksView, type LandmarksViewOptions } from './landmarks-view';
export { parseStages, STAGES_MIME, type StagesFace, type StagesPayload } from './stages-payload';
export { stagesSummary } from './stages-summary';
export { type RecognizedStages, stagesView, type StagesView, type StagesViewOptions } from './stages-view';
export {
  type FacePictures,
  MEASURED_STAGES,
  type MeasuredStage,
  parseFacePictures,
  parseSuperResolution,
  type StageQuality,
  SUPER_RESOLUTION_MIME,
  SUPER_RESOLUTION_STAGES,
  type SuperResolutionFace,
  type SuperResolutionPayload,
  type SuperResolutionStage,
} from './super-resolution-payload';
export { formatQuality, meanStageQuality, superResolutionSummary } from './super-resolution-summary';
export {
  superResolutionView,
  type SuperResolutionView,
  type SuperResolutionViewOptions,
  type SuperResolvedStages,
} from './super-resolution-view';
export { enlargeMap, heatColor, heatMap, paintHeat } from '../evaluate/heat-map';
export {
  EXPLANATION_METHODS,
  EXPLANATION_MIME,
  type ExplainedBlock,
  explanationEvidence,
  type ExplanationPayload,
  parseExplanation,
} from './explanation-payload';
export { explainedLine, explanationSummary } from './explanation-summary';
export { explanationView, type ExplanationView, type ExplanationViewOptions, MOST_EXPLAINED } from './explanation-view';
export { type Coloring, COLORINGS, coloringsOf, embeddingCategories, type EmbeddingCategory } from './embedding-category';
export {
  EMBEDDING_METHODS,
  EMBEDDING_MIME,
  type EmbeddingMethod,
  type EmbeddingPayload,
  type EmbeddingProjection,
  parseEmbedding,
} from './embedding-payload';
export { embeddingSummary, projectionAxes, projectionName } from './embedding-summary';
export { embeddingView, type EmbeddingView, type EmbeddingViewOptions } from './embedding-view';
export type { FaceToSee, SeenFace } from './seen-face';
export {
  frameAt,
  parseFrames,
  parseVideo,
  type PersonInFrame,
  VIDEO_MIME,
  videoDuration,
  type VideoPayload,
  type VideoPerson,
} from './video-payload';
export { expressionShares, videoSummary } from './video-summary';
export { type EncodedFrame, videoView, type VideoView, type VideoViewOptions } from './video-view';
export { parseWebcam, parseWebcamAnswer, WEBCAM_MIME, type WebcamAnswer, type WebcamPayload } from './webcam-payload';
export { webcamView, type WebcamView, type WebcamViewOptions } from './webcam-view';

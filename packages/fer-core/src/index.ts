/** fer-core: data, networks, training and evaluation for facial-expression recognition. This list is the interface. */
export { EXPRESSIONS, type Expression } from './expressions';
export { InputError } from './input-error';

// backend
export { backendMemory, startBackend } from './backend';
export type { BackendInfo, BackendMemory, StartBackendOptions } from './backend';

// photos
export type { Photo } from './photos/photo';
export { photoFiles } from './photos/photo-files';
export { LARGEST_PHOTO, readPhoto } from './photos/read-photo';
export { writePng, type Picture } from './photos/write-png';

// detection
export { detectFaces, type DetectFacesOptions } from './detect/detect-faces';
export { DETECTORS, type Detector } from './detect/detectors';
export type { DetectedFace } from './detect/detected-face';
export type { Box, Point } from './evaluate/geometry/point';
export { boxAroundPoints, measureDetection, type DetectionMeasure, type DetectionResult } from './detect/measure-detection';

// landmarks and alignment
export { findLandmarks, landmarkFinder } from './landmarks/find-landmarks';
export { BOX_KINDS, type BoxKind } from './landmarks/face-calibrations';
export { landmarkError, summarizeLandmarkErrors, type LandmarkError, type LandmarkErrorSummary } from './landmarks/landmark-error';
export { LandmarkFinder, type FindLandmarksOptions } from './landmarks/landmark-finder';
export { photoLandmarks, type PhotoLandmarks } from './landmarks/photo-landmarks';
export type { Landmarks, RefineOptions } from './landmarks/refine-points';
export { ALIGNMENTS, alignFace, type AlignedFace, type AlignFaceOptions, type Alignment } from './align/align-face';
export { CONTOUR_POINTS, INNER_POINTS, LANDMARK_COUNT, LANDMARK_PARTS, MIRRORED_POINTS, RIGID_POINTS } from './evaluate/geometry/landmark-points';
export { FIVE_POINT_FACE, MEAN_FACE, MEAN_FACE_SIZE } from './evaluate/geometry/mean-face';
export { fitAffine, fitSimilarity } from './evaluate/geometry/fit-transform';
export { composeTransforms, invertTransform, transformPoint, transformPoints, type PlanarTransform } from './evaluate/geometry/planar-transform';

// super-resolution
export { faceSuperResolver, FaceSuperResolver, type FacePriors, type FaceSuperResolverOptions, type SuperResolvedFace } from './super-resolve/face-super-resolver';
export { superResolve, type SuperResolvedFaces, type SuperResolveOptions } from './super-resolve/super-resolve';
export { smallFaces, type PictureKind, type SmallFace, type SmallFaces } from './super-resolve/super-resolve-photo';
export { degrade, enlarge, undoEnlarging } from './super-resolve/degrade';
export { bicubicResize } from './super-resolve/bicubic';
export { measureSuperResolution, type MeasuredFace, type MeasureOptions, type SuperResolutionReport } from './super-resolve/measure-super-resolution';
export { meanQuality, pictureQuality, type PictureQuality } from './evaluate/picture-quality';
export { psnr } from './evaluate/psnr';
export { ssim } from './evaluate/ssim';
export { luma } from './evaluate/luma';

// datasets
export { labeledImagesSha256, SPLITS, type LabeledImages, type Split } from './datasets/labeled-images';
export { loadLabeledImages } from './datasets/load-labeled-images';
export { loadSuperResolutionFaces, type SuperResolutionFace, type SuperResolutionFaces, type SuperResolutionSources } from './datasets/super-resolution-faces';
export { loadParsedFaces, type ParsedFace } from './datasets/parsed-faces';
export { FACE_REGIONS, UNKNOWN_REGION } from './datasets/face-regions';
export { loadLandmarkFaces, type LandmarkFace, type LandmarkFaces, type LandmarkFolder } from './datasets/landmark-faces';
export { parsePts, ptsText, readPtsFile } from './datasets/pts-file';
export { prepareFer2013 } from './datasets/prepare-fer2013';
export { manifestText } from './datasets/manifest-text';
export { generateFace, type GeneratedFace, type GenerateFaceOptions } from './datasets/generated-faces/generate-face';
export { generateFaces, type GenerateFacesOptions } from './datasets/generated-faces/generate-faces';
export { faceSheet, type FaceSheetOptions } from './datasets/generated-faces/face-sheet';
export { PARSING_LABELS } from './datasets/generated-faces/parsing-labels';

// models
export { fsrnet, FSRNET_PRIORS, type FsrnetOptions, type FsrnetPriors } from './models/fsrnet';
export { miniXception, type MiniXceptionOptions } from './models/mini-xception';
export { buildNetwork, NETWORK_NAMES } from './models/registry';
export { countMultiplyAdds, countParameters, type Network } from './models/network';
export { importKerasModel } from './models/keras-weights';
export { loadModel, saveModel, type SavedModel } from './models/saved-model';
export { summary } from './models/summary';

// training
export { readTrainingConfig } from './train/read-training-config';
export { resolveTrainingConfig, TrainingConfigSchema, type TrainingConfig, type TrainingConfigInput } from './train/training-config';
export { loadTrainingData } from './train/training-data';
export { train, type Training, type TrainingResult, type TrainOptions } from './train/training';
export type { TrainingData, TrainingProgress } from './train/training-loop';
export { trainLandmarks, type LandmarkTrainingResult, type TrainLandmarksOptions } from './train/landmarks/train-landmarks';
export type { LandmarkConfig, LandmarkConfigInput } from './train/landmarks/landmark-config';
export { trainSuperResolution, type SuperResolutionTrainingResult, type TrainSuperResolutionOptions } from './train/super-resolution/train-super-resolution';
export type { SuperResolutionConfig, SuperResolutionConfigInput } from './train/super-resolution/super-resolution-config';
export type { EpochLogs } from './train/callbacks/callback';

// classification and evaluation
export { Classifier, type ClassifierOptions } from './classify/classifier';
export { evaluateModel, type EvaluateModelOptions, type ModelEvaluation } from './classify/evaluate-model';
export { resizeImages, type ImageSize } from './classify/resize-images';
export { TEST_TIME_AVERAGING, type TestTimeAveraging } from './classify/test-time-averaging';
export { writeEvaluation } from './classify/write-evaluation';
export { evaluationReport } from './evaluate/evaluation-report';
export type { EvaluationProtocol, EvaluationReport } from './evaluate/report';
export { reportText } from './evaluate/report-text';
export { wilsonInterval } from './evaluate/wilson-interval';
export { calibration, type Calibration } from './evaluate/calibration';
export { applyTemperature, fitTemperature } from './evaluate/temperature';
export { classCurves, rankingOf, type ClassCurves, type Ranking } from './evaluate/ranking';
export { reportLatex } from './evaluate/report-latex';

// explanations
export { classActivationMaps, type ClassActivationMaps, type ClassActivationMapsOptions } from './explain/class-activation-maps';
export { embedImages, type EmbedImagesOptions, type ImagesAsPoints } from './explain/embed-images';
export { embeddings, type Embeddings, type EmbeddingsOptions } from './explain/embeddings';
export { explainImages, type ExplainedImages, type ExplainImagesOptions } from './explain/explain-images';
export { NetworkReader, type NetworkReaderOptions, type Readings } from './explain/network-reader';
export { projectEmbeddings, PROJECTIONS, type Projection, type ProjectionMethod, type ProjectEmbeddingsOptions } from './explain/project-embeddings';
export { heatMap, paintHeat } from './evaluate/heat-map';

// comparison of runs
export { compareResults, type Comparison } from './compare/compare-results';
export { comparisonText } from './compare/comparison-text';
export { mcNemarTest, type McNemarTest } from './compare/mcnemar';
export { readResult, type Result } from './compare/read-result';

// audit of data
export { auditData, type AuditOptions, type DataAudit } from './audit/audit-data';
export { auditModel, type AuditedModel, type AuditModelOptions } from './audit/audit-model';
export { auditText } from './audit/audit-text';
export { loadSplits } from './audit/load-splits';
export { twinAccuracy, type TwinAccuracy } from './audit/twin-accuracy';
export { writeAudit } from './audit/write-audit';

// the paper's experiments
export { cardMarkdown } from './experiment/card-markdown';
export { paperExperimentView, reproductionCardView, type PaperExperimentView, type ReproductionCardView } from './experiment/card-view';
export type { ExperimentRow, Verdict } from './experiment/experiment-row';
export { paperExperiment, type PaperExperimentOptions } from './experiment/paper-experiment';
export type { ReproductionCard } from './experiment/reproduction-card';

// recognition
export { recognize, type Recognition, type RecognizeOptions } from './recognize';
export { Recognizer, type Expressions, type RecognizeFacesOptions, type RecognizerOptions } from './recognize/recognizer';
export type { FacePicture, RecognizedFace } from './recognize/recognized-face';
export { EXPRESSION_FRAME, FER2013_SIZE } from './recognize/expression-frame';
export { drawFaces, type DrawFacesOptions, type DrawnFace } from './recognize/draw-faces';
export { SUPER_RESOLUTIONS, type SuperResolution, type SuperResolver } from './recognize/super-resolution';

// views
export { auditView, type AuditView } from './views/audit-view';
export { classAccuracyView, type ClassAccuracyView } from './views/class-accuracy-view';
export { comparisonView, type ComparisonView } from './views/comparison-view';
export { embeddingView, type EmbeddingView } from './views/embedding-view';
export { explanationView, type ExplanationView } from './views/explanation-view';
export { landmarksView, type LandmarksView } from './views/landmarks-view';
export { stagesView, type StagesView } from './views/stages-view';
export { superResolutionView, type SuperResolutionView } from './views/super-resolution-view';
export { trainingView, type TrainingView } from './views/training-view';
export { videoView, type VideoView } from './views/video-view';
export { webcamView, type WebcamView } from './views/webcam-view';

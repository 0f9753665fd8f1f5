import type { RowPlan } from './row-plan';
import { accuracyTraining, accuracyValidation } from './rows/accuracy';
import { alignmentAccuracy } from './rows/alignment-accuracy';
import { alignmentSpread } from './rows/alignment-spread';
import { accuracyClassSubset } from './rows/class-subset';
import { dataSize } from './rows/data-size';
import { detectionRow } from './rows/detection';
import { figure2 } from './rows/figure-2';
import { figure3 } from './rows/figure-3';
import { accuracyGenerated } from './rows/generated-faces';
import { landmarksRow } from './rows/landmarks';
import { accuracyLeakySplit } from './rows/leaky-split';
import { accuracyMemorized } from './rows/memorized-images';
import { mentalHealth } from './rows/mental-health';
import { miniXceptionAsDescribed } from './rows/mini-xception-as-described';
import { networkAccuracy } from './rows/network-accuracy';
import { networkLatency } from './rows/network-latency';
import { networkCostRow, networkSize } from './rows/network-size';
import { sevenExpressions } from './rows/seven-expressions';
import { superResolutionAccuracy } from './rows/super-resolution-accuracy';
import { superResolutionQuality } from './rows/super-resolution-quality';
import { accuracySurest } from './rows/surest-answers';

/** Every claim of the paper, in the order of the card: the accuracy and where such numbers come from, the networks, the steps before them, the data, the rest. */
export const PAPER_ROWS: readonly RowPlan[] = [
  accuracyValidation,
  accuracyTraining,
  accuracyMemorized,
  accuracyLeakySplit,
  accuracyClassSubset,
  accuracySurest,
  accuracyGenerated,
  sevenExpressions,
  networkAccuracy,
  networkSize,
  networkCostRow,
  networkLatency,
  miniXceptionAsDescribed,
  landmarksRow,
  alignmentAccuracy,
  alignmentSpread,
  superResolutionAccuracy,
  superResolutionQuality,
  detectionRow,
  dataSize,
  figure2,
  figure3,
  mentalHealth,
];

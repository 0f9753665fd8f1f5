import type { EvaluationReport } from './report';
import { formatPercent } from './format-percent';

/**
 * What is published for FER-2013's test images, shares in [0, 1].
 * Single network: Residual Masking, 74.14 %, with ImageNet. Ensembles reach 75 to 77 %. One FER+ tagger agrees with the majority of the others
 * in 74.5 % of the images, so that labels alone keep every honest classifier far below 95 %.
 */
const BEST_SINGLE_NETWORK = 0.7414;
const BEST_ENSEMBLE = 0.77;

/** Something a reader must know before believing a number. */
export interface Notice {
  /** `not-credible` is a banner: such a number comes from a mistake, not from a better network. */
  level: 'note' | 'warning' | 'not-credible';
  text: string;
}

/**
 * Warns of results that measure less than they seem to: images the model learned from or was chosen on, too few images, and
 * results on FER-2013 above what the field finds credible, judged by the lower end of the 95 % interval.
 * @param ids of the images; FER-2013 is known by its name or by ids such as `PublicTest_123`
 */
export function noticesOf(report: Omit<EvaluationReport, 'notices'>, ids: ArrayLike<string> = []): Notice[] {
  const { protocol, perClass } = report;
  const notices: Notice[] = [];
  const incredible = incredibleNumber(report, ids);
  if (incredible) notices.push(incredible);
  if (protocol.split === 'train') {
    notices.push({ level: 'warning', text: 'measured on training images: this says how well they were learned, not what new faces would give' });
  } else if (String(protocol.selectedOn).split(' + ').includes(protocol.split)) {
    notices.push({ level: 'note', text: `the ${protocol.split} split also chose the weights, which flatters the result` });
  }
  if (protocol.selectedOn === 'unknown') notices.push({ level: 'note', text: 'the weights do not say which split chose them: it may be this one' });
  const absent = perClass.filter(({ support }) => support === 0).map(({ label }) => label);
  if (absent.length > 0) notices.push({ level: 'note', text: `no images of ${absent.join(', ')}: means over classes leave out what is not defined` });
  return notices;
}

function incredibleNumber({ protocol, accuracy, accuracyInterval, macroF1, macroF1Interval }: Omit<EvaluationReport, 'notices'>, ids: ArrayLike<string>): Notice | undefined {
  if (protocol.split === 'train' || !isFer2013(protocol.dataset, ids)) return undefined;
  const known = `published: ${formatPercent(BEST_SINGLE_NETWORK)} for the best single network, up to ${formatPercent(BEST_ENSEMBLE)} for ensembles, on n = 3589 test images`;
  const numbers: { name: string; value: number; low: number }[] = [{ name: 'accuracy', value: accuracy, low: accuracyInterval[0] }];
  // Rare classes are the hard ones, so that macro-F1 stays below accuracy; its ceiling is no higher. A bootstrap of few images that are all right
  // knows no doubt: the interval reaches down at least as far as the accuracy's.
  if (macroF1 !== null && macroF1Interval) {
    numbers.push({ name: 'macro-F1', value: macroF1, low: Math.min(macroF1Interval[0], macroF1 - (accuracy - accuracyInterval[0])) });
  }
  const above = (ceiling: number): string =>
    numbers.filter(({ low }) => low > ceiling).map(({ name, value, low }) => `${name} ${formatPercent(value)} (95 % interval from ${formatPercent(low)}, n = ${protocol.n})`).join(' and ');
  const advice = 'look for test images with a twin among the training images (fer audit), for re-drawn splits and for left-out classes';
  if (above(BEST_ENSEMBLE)) return { level: 'not-credible', text: `${above(BEST_ENSEMBLE)} is not credible on FER-2013 (${known}): ${advice}` };
  if (above(BEST_SINGLE_NETWORK)) return { level: 'warning', text: `${above(BEST_SINGLE_NETWORK)} is beyond any published single network on FER-2013 (${known}): ${advice}` };
  return undefined;
}

function isFer2013(dataset: string, ids: ArrayLike<string>): boolean {
  if (/fer[-_ ]?2013/i.test(dataset)) return true;
  const named = Array.from(ids).filter((id) => /(^|\/)(PublicTest|PrivateTest)_\d+/.test(id)).length;
  return ids.length > 0 && named > ids.length / 2;
}

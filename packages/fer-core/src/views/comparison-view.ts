import { ANSWER_CHANGES, type ChangedAnswer } from '../evaluate/changed-answer';
import { InputError } from '../input-error';
import { comparisonHtml } from './comparison-html';
import { COMPARISON_MIME, type ComparedRun, type ComparisonPayload } from './comparison-payload';
import { comparisonSummary } from './comparison-summary';
import { DISPLAY, type Displayable } from './mime-bundle';

/** Changed answers of a pair that travel; the surest come first. */
const MOST_CHANGED = 300;

type Interval = [low: number, high: number];

/** A comparison as `compareResults` gives it. */
export interface ComparisonToSee {
  readonly labels: readonly string[];
  readonly runs: readonly {
    readonly name: string;
    readonly protocol: { readonly dataset: string; readonly split: string; readonly n: number; readonly selectedOn: string | null; readonly tta: string };
    readonly accuracy: number;
    readonly accuracyInterval: Interval;
    readonly macroF1: number | null;
    readonly macroF1Interval?: Interval | null;
    readonly balancedAccuracy: number | null;
    readonly balancedAccuracyInterval?: Interval | null;
    readonly ece: number | null;
  }[];
  readonly configDifference: readonly { readonly path: string; readonly values: readonly unknown[] }[];
  readonly pairs: readonly {
    readonly first: string;
    readonly second: string;
    readonly accuracy: { readonly difference: number; readonly interval: Interval };
    readonly test: { readonly onlyFirst: number; readonly onlySecond: number; readonly method: string; readonly p: number };
    readonly adjustedP: number;
    readonly confusionDifference: readonly (readonly number[])[];
    readonly changed: readonly ChangedAnswer[];
  }[];
  readonly unpaired: readonly { readonly name: string; readonly reason: string }[];
}

/** Runs beside each other that show themselves. */
export interface ComparisonView extends Displayable {
  /** As it goes over the wire. */
  readonly payload: ComparisonPayload;
}

/**
 * Shows what `fer compare` prints: metrics with intervals, McNemar's test, differing settings, the difference of the confusions, and the
 * images whose answers changed.
 * @throws InputError for fewer than two runs
 * @example comparisonView(compareResults([await readResult('runs/a'), await readResult('runs/b')]))
 */
export function comparisonView(comparison: ComparisonToSee): ComparisonView {
  if (comparison.runs.length < 2) throw new InputError(`comparisonView: expected at least two runs, got ${comparison.runs.length}`);
  const payload = payloadOf(comparison);
  return {
    payload,
    [DISPLAY]: () => ({ [COMPARISON_MIME]: payload, 'text/html': comparisonHtml(payload), 'text/plain': comparisonSummary(payload) }),
  };
}

function payloadOf({ labels, runs, configDifference, pairs, unpaired }: ComparisonToSee): ComparisonPayload {
  return {
    labels: [...labels],
    runs: runs.map(
      ({ name, protocol, accuracy, accuracyInterval, macroF1, macroF1Interval, balancedAccuracy, balancedAccuracyInterval, ece }): ComparedRun => ({
        name,
        on: `${protocol.dataset} ${protocol.split}`,
        n: protocol.n,
        selectedOn: protocol.selectedOn,
        tta: protocol.tta,
        accuracy: { value: accuracy, interval: accuracyInterval },
        macroF1: { value: macroF1, interval: macroF1Interval ?? null },
        balancedAccuracy: { value: balancedAccuracy, interval: balancedAccuracyInterval ?? null },
        ece,
      }),
    ),
    configuration: configDifference.map(({ path, values }) => ({ path, values: values.map((value) => (value === undefined ? '–' : JSON.stringify(value))) })),
    pairs: pairs.map(({ first, second, accuracy, test, adjustedP, confusionDifference, changed }) => ({
      first,
      second,
      difference: accuracy.difference,
      interval: accuracy.interval,
      test: { onlyFirst: test.onlyFirst, onlySecond: test.onlySecond, method: test.method, p: test.p },
      adjustedP,
      confusionDifference: confusionDifference.map((row) => [...row]),
      changes: Object.fromEntries(ANSWER_CHANGES.map((kind) => [kind, changed.filter(({ change }) => change === kind).length])) as ComparisonPayload['pairs'][number]['changes'],
      changed: changed.slice(0, MOST_CHANGED).map((image) => ({ ...image })),
    })),
    unpaired: unpaired.map(({ name, reason }) => ({ name, reason })),
  };
}

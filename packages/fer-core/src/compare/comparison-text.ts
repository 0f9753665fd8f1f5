import { ANSWER_CHANGES } from '../evaluate/changed-answer';
import { formatPercent } from '../evaluate/format-percent';
import { textTable } from '../evaluate/text-table';
import type { Comparison, PairComparison } from './compare-results';
import type { MeanAndSpread } from './seed-spread';

/** Changed images of each kind that the text shows. */
const SHOWN = 5;

/**
 * A comparison as lines a person reads: no accuracy without its interval and what it was measured on.
 * @returns several lines without a final line end
 */
export function comparisonText(comparison: Comparison): string {
  const { runs, configDifference, seeds, pairs, unpaired } = comparison;
  const rows = runs.map(({ name, protocol, accuracy, accuracyInterval, macroF1, macroF1Interval, balancedAccuracy, balancedAccuracyInterval, ece }) => [
    name,
    `${protocol.dataset} ${protocol.split}, n = ${protocol.n}`,
    protocol.selectedOn ?? 'nothing',
    protocol.tta,
    `${formatPercent(accuracy)} ${range(accuracyInterval)}`,
    `${formatPercent(macroF1)} ${range(macroF1Interval)}`,
    `${formatPercent(balancedAccuracy)} ${range(balancedAccuracyInterval)}`,
    ece === null ? '–' : ece.toFixed(3),
  ]);
  const differences = configDifference.map(({ path, values }) => [path, ...values.map((value) => (value === undefined ? '–' : JSON.stringify(value)))]);
  return [
    ...textTable('left', [['run', 'measured on', 'chosen on', 'averaging', 'accuracy (95 %)', 'macro-F1 (95 %)', 'balanced accuracy (95 %)', 'ECE'], ...rows]),
    '',
    ...(differences.length > 0 ? textTable('left', [['configuration', ...runs.map(({ name }) => name)], ...differences]) : ['configuration: no difference']),
    ...seeds.flatMap(({ runs: names, on, accuracy, macroF1, balancedAccuracy }) => [
      '',
      `${names.length} seeds (${names.join(', ')}) on ${on.dataset} ${on.split}, n = ${on.n}, mean ± sd: accuracy ${spread(accuracy)}, ` +
        `macro-F1 ${spread(macroF1)}, balanced accuracy ${spread(balancedAccuracy)}`,
    ]),
    ...unpaired.flatMap(({ name, reason }) => ['', `${name} cannot be compared with ${runs[0].name} image by image: ${reason}`]),
    ...pairs.flatMap((pair) => ['', ...pairLines(pair, comparison)]),
  ].join('\n');
}

function pairLines({ first, second, accuracy, test, adjustedP, confusionDifference, changed }: PairComparison, { labels, runs, pairs }: Comparison): string[] {
  const { dataset, split, n } = runs[0].protocol;
  const adjusted = pairs.length > 1 ? `, ${chance(adjustedP)} adjusted for ${pairs.length} comparisons (Holm)` : '';
  const images = ANSWER_CHANGES.flatMap((change) => {
    const some = changed.filter((image) => image.change === change);
    return some.slice(0, SHOWN).map((image) => [
      `${change} (${some.length})`,
      image.id,
      image.truth,
      `${image.first} ${image.firstConfidence.toFixed(2)}`,
      `${image.second} ${image.secondConfidence.toFixed(2)}`,
    ]);
  });
  return [
    `${second} against ${first} on ${dataset} ${split}, n = ${n}: ${points(accuracy.difference)} points (95 % interval ${accuracy.interval.map(points).join(' to ')})`,
    `  only ${first} right: ${test.onlyFirst}, only ${second} right: ${test.onlySecond}; McNemar ${test.method}: ${chance(test.p)}${adjusted}`,
    `  confusion of ${second} − ${first} (rows: truth)`,
    ...textTable('left', [['', ...labels], ...confusionDifference.map((row, k) => [labels[k], ...row.map(signed)])]).map((line) => `  ${line}`),
    `  changed images: ${changed.length}`,
    ...(images.length > 0 ? textTable('left', [['change', 'image', 'truth', first, second], ...images]).map((line) => `  ${line}`) : []),
  ];
}

function chance(p: number): string {
  return p < 0.0001 ? 'p < 0.0001' : `p = ${p.toFixed(4)}`;
}

function range(interval: readonly [number, number] | null | undefined): string {
  return interval ? `(${interval.map((bound) => (100 * bound).toFixed(1)).join('–')})` : '';
}

function spread(value: MeanAndSpread | null): string {
  return value === null ? '–' : `${(100 * value.mean).toFixed(2)} ± ${(100 * value.sd).toFixed(2)} %`;
}

function points(share: number): string {
  return `${share < 0 ? '−' : '+'}${Math.abs(100 * share).toFixed(2)}`;
}

function signed(count: number): string {
  return count === 0 ? '0' : `${count < 0 ? '−' : '+'}${Math.abs(count)}`;
}

import { ANSWER_CHANGES } from '../evaluate/changed-answer';
import { escapeHtml } from '../evaluate/escape-html';
import type { ComparedPair, ComparisonPayload } from './comparison-payload';
import { formatSigned, pairSentence } from './comparison-summary';
import { formatShare } from './share-with-interval';
import { tableHtml } from './table-html';

/** Changed answers that are shown without the extension. */
const SHOWN = 10;

/** The comparison as self-contained HTML tables, for viewers without the extension. */
export function comparisonHtml({ labels, runs, configuration, pairs, unpaired }: ComparisonPayload): string {
  const metrics = runs.map(({ name, on, n, selectedOn, tta, accuracy, macroF1, balancedAccuracy, ece }) => [
    name, `${on}, n = ${n}`, selectedOn ?? 'nothing', tta, formatShare(accuracy), formatShare(macroF1), formatShare(balancedAccuracy), ece === null ? '–' : ece.toFixed(3),
  ]);
  return (
    '<div style="font-family:system-ui,sans-serif;font-size:13px">' +
    tableHtml('Metrics (95 % intervals)', ['run', 'measured on', 'chosen on', 'averaging', 'accuracy', 'macro-F1', 'balanced accuracy', 'ECE'], metrics) +
    (configuration.length > 0 ? tableHtml('Configuration', ['setting', ...runs.map(({ name }) => name)], configuration.map(({ path, values }) => [path, ...values])) : '<p>Configuration: no difference</p>') +
    pairs.map((pair) => pairHtml(pair, labels)).join('') +
    unpaired.map(({ name, reason }) => `<p>${escapeHtml(`${name} cannot be compared image by image: ${reason}`)}</p>`).join('') +
    '</div>'
  );
}

function pairHtml(pair: ComparedPair, labels: readonly string[]): string {
  const { first, second, confusionDifference, changed, changes } = pair;
  const counts = ANSWER_CHANGES.map((change) => `${changes[change]} ${change}`).join(', ');
  return (
    `<p><b>${escapeHtml(pairSentence(pair))}</b></p>` +
    tableHtml(`Confusion of ${second} − ${first} (rows: truth)`, ['', ...labels], confusionDifference.map((row, k) => [labels[k], ...row.map(formatSigned)])) +
    tableHtml(
      `Changed answers: ${counts}`,
      ['change', 'image', 'truth', first, second],
      changed.slice(0, SHOWN).map((image) => [image.change, image.id, image.truth, `${image.first} ${image.firstConfidence.toFixed(2)}`, `${image.second} ${image.secondConfidence.toFixed(2)}`]),
    )
  );
}

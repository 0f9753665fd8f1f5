import { escapeHtml } from '../evaluate/escape-html';
import { ANSWER_CHANGES, type ComparedPair, type ComparisonPayload } from './comparison-payload';
import { formatShare, formatSigned, pairSentence } from './comparison-summary';

const CELL = 'padding:3px 8px;text-align:left';
/** Changed answers that are shown without the extension. */
const SHOWN = 10;

/** The comparison as self-contained HTML tables, for viewers without the extension. */
export function comparisonHtml({ labels, runs, configuration, pairs, unpaired }: ComparisonPayload): string {
  const metrics = runs.map(({ name, on, n, selectedOn, tta, accuracy, macroF1, balancedAccuracy, ece }) => [
    name, `${on}, n = ${n}`, selectedOn ?? 'nothing', tta, formatShare(accuracy), formatShare(macroF1), formatShare(balancedAccuracy), ece === null ? '–' : ece.toFixed(3),
  ]);
  return (
    '<div style="font-family:system-ui,sans-serif;font-size:13px">' +
    table('Metrics (95 % intervals)', ['run', 'measured on', 'chosen on', 'averaging', 'accuracy', 'macro-F1', 'balanced accuracy', 'ECE'], metrics) +
    (configuration.length > 0 ? table('Configuration', ['setting', ...runs.map(({ name }) => name)], configuration.map(({ path, values }) => [path, ...values])) : '<p>Configuration: no difference</p>') +
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
    table(`Confusion of ${second} − ${first} (rows: truth)`, ['', ...labels], confusionDifference.map((row, k) => [labels[k], ...row.map(formatSigned)])) +
    table(
      `Changed answers: ${counts}`,
      ['change', 'image', 'truth', first, second],
      changed.slice(0, SHOWN).map((image) => [image.change, image.id, image.truth, `${image.first} ${image.firstConfidence.toFixed(2)}`, `${image.second} ${image.secondConfidence.toFixed(2)}`]),
    )
  );
}

function table(caption: string, columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const head = columns.map((column) => `<th style="${CELL}">${escapeHtml(column)}</th>`).join('');
  const body = rows.map((row) => `<tr>${row.map((cell) => `<td style="${CELL}">${escapeHtml(cell)}</td>`).join('')}</tr>`).join('');
  return `<table style="border-collapse:collapse"><caption style="text-align:left;opacity:0.75;padding:3px 8px">${escapeHtml(caption)}</caption><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table>`;
}

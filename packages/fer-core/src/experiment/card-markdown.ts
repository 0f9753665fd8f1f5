import { CARD_TITLE, cardNotes, environmentCells, headline, MEASURED_COLUMNS, measuredCells, PAPER, verdictCounts, VERDICT_MEANINGS, verdictText } from './card-content';
import type { ExperimentRow } from './experiment-row';
import type { ReproductionCard } from './reproduction-card';

/** The reproduction card as Markdown. */
export function cardMarkdown(card: ReproductionCard): string {
  const { rows, command, madeAt, data, weights } = card;
  const blocks = [
    `# ${CARD_TITLE}`,
    `${text(PAPER)}, claim by claim, beside what was measured: ${verdictCounts(card)}.`,
    `\`\`\`sh\n${command}\n\`\`\``,
    `made at ${madeAt}`,
    ...cardNotes(card).map(text),
    '## Verdicts',
    table(['row', 'verdict', 'first numbers'], rows.map((row) => [text(row.title), `**${text(verdictText(row))}**`, text(headline(row))])),
    Object.entries(VERDICT_MEANINGS).map(([verdict, meaning]) => `*${verdict}*: ${meaning}`).join('; ') + '.',
    '## Rows',
    ...rows.flatMap(rowBlocks),
    '## Data',
    data.length ? table(['data', 'use', 'sha256'], data.map(({ name, use, sha256 }) => [text(name), text(use), sha256 ?? 'by seed'])) : 'None was given.',
    '## Weights',
    table(['weights', 'network', 'parameters', 'learned from', 'sha256'], weights.map((each) => [text(each.name), text(each.network), each.parameters.toLocaleString('en'), text(each.training), each.sha256])),
    '## Environment',
    table(['', ''], environmentCells(card).map(([name, value]) => [name, text(value)])),
  ];
  return blocks.join('\n\n') + '\n';
}

function rowBlocks(row: ExperimentRow): string[] {
  const cells = measuredCells(row);
  return [
    `### ${text(row.title)}: ${text(verdictText(row))}`,
    `> “${text(row.claim.quote)}” (${text(row.claim.place)})`,
    ...(row.result ? [text(row.result.finding)] : []),
    ...(cells.length ? [table(MEASURED_COLUMNS, cells.map((each) => each.map(text)))] : []),
    `\`\`\`sh\n${row.commands.join('\n')}\n\`\`\``,
  ];
}

function table(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(columns), line(columns.map(() => '---')), ...rows.map(line)].join('\n');
}

/** Text that Markdown must not read as markup or as the border of a cell. */
function text(plain: string): string {
  return plain.replace(/[\\`*_|[\]]/g, '\\$&').replaceAll('<', '&lt;').replaceAll('\n', ' ');
}

import { textTable } from '../evaluate/text-table';
import { CARD_TITLE, headline, verdictCounts, verdictText } from './card-content';
import type { ReproductionCard } from './reproduction-card';

/** The card's verdicts for a terminal. */
export function cardText(card: ReproductionCard): string {
  return [`${CARD_TITLE}, ${card.mode}: ${verdictCounts(card)}`, '', ...textTable('left', [['row', 'verdict', 'first numbers'], ...card.rows.map((row) => [row.id, verdictText(row), headline(row, 1)])])].join('\n');
}

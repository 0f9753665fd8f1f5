import path from 'node:path';
import { writeAtomically } from '../write-atomically';
import { cardHtml } from './card-html';
import { cardMarkdown } from './card-markdown';
import type { ReproductionCard } from './reproduction-card';

/** Writes `card.json`, `card.md` and `card.html` into a folder that is there. @throws the operating system's error */
export async function writeCard(folder: string, card: ReproductionCard): Promise<void> {
  await writeAtomically(path.join(folder, 'card.json'), JSON.stringify(card, null, 2) + '\n');
  await writeAtomically(path.join(folder, 'card.md'), cardMarkdown(card));
  await writeAtomically(path.join(folder, 'card.html'), cardHtml(card));
}

import { DISPLAY, type Displayable } from '../views/mime-bundle';
import { cardHtmlPart } from './card-html';
import { cardMarkdown } from './card-markdown';
import { cardText } from './card-text';
import type { ReproductionCard } from './reproduction-card';

/** A reproduction card that shows itself in a notebook. */
export interface ReproductionCardView extends Displayable {
  readonly card: ReproductionCard;
}

/** @example reproductionCardView(await paperExperiment({ quick: true })) */
export function reproductionCardView(card: ReproductionCard): ReproductionCardView {
  return {
    card,
    [DISPLAY]: () => ({ 'text/html': cardHtmlPart(card), 'text/markdown': cardMarkdown(card), 'text/plain': cardText(card) }),
  };
}

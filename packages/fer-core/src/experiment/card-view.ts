import { escapeHtml } from '../evaluate/escape-html';
import { formatPercent } from '../evaluate/format-percent';
import { DISPLAY, type Displayable } from '../views/mime-bundle';
import { verdictText } from './card-content';
import { cardHtmlPart } from './card-html';
import { cardMarkdown } from './card-markdown';
import { cardText } from './card-text';
import type { ExperimentRow } from './experiment-row';
import { paperExperiment, type PaperExperimentOptions } from './paper-experiment';
import type { ReproductionCard } from './reproduction-card';

/** An experiment under way: it shows itself, row by row, at last as its card. */
export interface PaperExperimentView extends Displayable {
  /** Rejects as `paperExperiment` does. */
  readonly done: Promise<ReproductionCard>;
  /** Tells when there is something new to show. @returns a function that ends that */
  subscribe(listener: () => void): () => void;
}

/**
 * Starts the experiment and shows how far it is.
 * @example
 * const experiment = paperExperimentView({ quick: true });
 * display(experiment);
 * const card = await experiment.done;
 */
export function paperExperimentView(options: PaperExperimentOptions = {}): PaperExperimentView {
  const listeners = new Set<() => void>();
  const rows: ExperimentRow[] = [];
  let [state, card]: [string, ReproductionCard | undefined] = ['preparing', undefined];
  const tell = (): void => listeners.forEach((listener) => listener());
  const conduct = async (): Promise<ReproductionCard> => {
    try {
      card = await paperExperiment({
        ...options,
        onProgress: (share, row) => {
          state = `${formatPercent(share)}: ${row}`;
          options.onProgress?.(share, row);
          tell();
        },
        onRow: (row, resumed) => {
          rows.push(row);
          options.onRow?.(row, resumed);
        },
      });
      return card;
    } catch (error) {
      state = `failed: ${error instanceof Error ? error.message : String(error)}`;
      throw error;
    } finally {
      tell();
    }
  };
  const done = conduct();
  // A notebook may look at `done` later than it fails.
  done.catch(() => undefined);
  return {
    done,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    [DISPLAY]: () => (card ? reproductionCardView(card)[DISPLAY]() : underWay(state, rows)),
  };
}

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

function underWay(state: string, rows: readonly ExperimentRow[]): { 'text/html': string; 'text/plain': string } {
  const lines = rows.map((row) => `${row.title}: ${verdictText(row)}`);
  return {
    'text/html': `<p><b>${escapeHtml(state)}</b></p><ul>${lines.map((line) => `<li>${escapeHtml(line)}</li>`).join('')}</ul>`,
    'text/plain': [state, ...lines].join('\n'),
  };
}

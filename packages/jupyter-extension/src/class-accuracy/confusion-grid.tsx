import type { TranslationBundle } from '@jupyterlab/translation';
import { confusionShares, type ConfusionScale, type EvaluationReport, formatPercent } from 'fer-core/views';
import React, { useRef, useState } from 'react';
import { type ConfusionCellLook, ConfusionTable } from './confusion-table';

/** One cell of the matrix, by class indices. */
export interface ConfusionCell {
  truth: number;
  predicted: number;
}

interface ConfusionGridProps {
  report: EvaluationReport;
  scale: ConfusionScale;
  selected: ConfusionCell | null;
  /** Undefined where no cell can be opened. */
  onOpen: ((cell: ConfusionCell) => void) | undefined;
  trans: TranslationBundle;
}

const STEPS: Record<string, [down: number, right: number]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/** The confusion matrix as a heat map: right answers in blue, confusions in orange, the deeper the larger. */
export function ConfusionGrid({ report, scale, selected, onOpen, trans }: ConfusionGridProps): React.ReactElement {
  const { labels, confusion } = report;
  const shares = confusionShares(confusion, scale);
  const [focus, setFocus] = useState<ConfusionCell>({ truth: 0, predicted: 0 });
  const body = useRef<HTMLTableSectionElement>(null);

  const onKeyDown = (event: React.KeyboardEvent): void => {
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      onOpen?.(focus);
      return;
    }
    const step = STEPS[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const last = labels.length - 1;
    const truth = Math.min(last, Math.max(0, focus.truth + step[0]));
    const predicted = Math.min(last, Math.max(0, focus.predicted + step[1]));
    setFocus({ truth, predicted });
    (body.current?.rows[truth].cells[predicted + 1] as HTMLElement).focus();
  };

  const look = (truth: number, predicted: number): ConfusionCellLook => {
    const count = confusion[truth][predicted];
    const share = shares[truth][predicted];
    const cell = { truth, predicted };
    const description = describe(report, cell, trans);
    return {
      text: scale === 'counts' ? String(count) : share === null ? '–' : (share * 100).toFixed(share === 1 ? 0 : 1),
      right: truth === predicted,
      empty: count === 0,
      depth: depth(share),
      title: description,
      attributes: {
        role: 'gridcell',
        'data-fer-truth': labels[truth],
        'data-fer-predicted': labels[predicted],
        'aria-selected': selected?.truth === truth && selected.predicted === predicted,
        'aria-label': description,
        tabIndex: focus.truth === truth && focus.predicted === predicted ? 0 : -1,
        onFocus: () => setFocus(cell),
        onClick: onOpen && (() => onOpen(cell)),
      },
    };
  };

  // Arrow keys are the grid's own: a notebook would move to another cell.
  const attributes = { role: 'grid', 'data-lm-suppress-shortcuts': 'true', 'data-fer-opens': onOpen !== undefined, onKeyDown };
  return <ConfusionTable labels={labels} look={look} label={trans.__('Confusion matrix')} body={body} attributes={attributes} trans={trans} />;
}

/** Small shares are what a reader looks for among confusions: the colour deepens faster at the low end. */
function depth(share: number | null): number {
  return share === null ? 0 : Math.pow(share, 0.7);
}

function describe({ labels, confusion }: EvaluationReport, { truth, predicted }: ConfusionCell, trans: TranslationBundle): string {
  const count = confusion[truth][predicted];
  const ofRow = formatPercent(confusionShares(confusion, 'rows')[truth][predicted]);
  const ofColumn = formatPercent(confusionShares(confusion, 'columns')[truth][predicted]);
  return trans.__(
    '%1 images: truth %2, predicted %3\n%4 of all %2\n%5 of all predicted %3',
    count,
    labels[truth],
    labels[predicted],
    ofRow,
    ofColumn,
  );
}

import type { TranslationBundle } from '@jupyterlab/translation';
import React from 'react';

/** How one cell looks. */
export interface ConfusionCellLook {
  text: string;
  /** Blue for what is well, orange for what is not. */
  right: boolean;
  empty: boolean;
  /** Depth of the colour, in [0, 1]. */
  depth: number;
  title: string;
  /** What else the cell has. */
  attributes?: React.TdHTMLAttributes<HTMLTableCellElement> & Record<`data-${string}`, unknown>;
}

interface ConfusionTableProps {
  labels: readonly string[];
  look: (truth: number, predicted: number) => ConfusionCellLook;
  label: string;
  /** The rows, for those who move the focus among cells. */
  body?: React.Ref<HTMLTableSectionElement>;
  /** What else the table has. */
  attributes?: React.TableHTMLAttributes<HTMLTableElement> & Record<`data-${string}`, unknown>;
  trans: TranslationBundle;
}

/** Depths above which black reads better than white on the dark theme's blue and orange. */
const DEEP = { right: 0.67, wrong: 0.48 };

/** A coloured matrix over the classes: a row for each true class, a column for each predicted one. */
export function ConfusionTable({ labels, look, label, body, attributes, trans }: ConfusionTableProps): React.ReactElement {
  const cell = (truth: number, predicted: number): React.ReactElement => {
    const { text, right, empty, depth, title, attributes: others } = look(truth, predicted);
    return (
      <td
        key={predicted}
        className="fer-confusion-cell"
        data-fer-right={right}
        data-fer-empty={empty}
        data-fer-deep={depth > (right ? DEEP.right : DEEP.wrong)}
        style={{ '--fer-share': `${Math.round(depth * 100)}%` } as React.CSSProperties}
        title={title}
        {...others}
      >
        {text}
      </td>
    );
  };
  return (
    <table className="fer-confusion" aria-label={label} {...attributes}>
      <thead>
        <tr>
          <td className="fer-confusion-corner">{trans.__('truth ↓ predicted →')}</td>
          {labels.map((name) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody ref={body}>
        {labels.map((name, truth) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            {labels.map((_, predicted) => cell(truth, predicted))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

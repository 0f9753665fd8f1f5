import type { TranslationBundle } from '@jupyterlab/translation';
import React from 'react';
import { formatMemory } from './format-memory';
import type { LeakedTensor } from './variables-report';

/** Leftovers that are listed; the button frees all of them. */
const SHOWN = 100;

interface LeakedTensorsProps {
  leaked: readonly LeakedTensor[];
  /** Frees one by its number, or all. */
  onFree: (leaked?: number) => void;
  trans: TranslationBundle;
}

/** Tensors that cells left behind when they ran again: nothing reaches them, and they still take memory. */
export function LeakedTensors({ leaked, onFree, trans }: LeakedTensorsProps): React.ReactElement | null {
  if (leaked.length === 0) return null;
  const bytes = leaked.reduce((sum, tensor) => sum + tensor.bytes, 0);
  const free = (event: React.MouseEvent, number?: number): void => {
    // The button goes with what it frees; the focus stays in the panel.
    event.currentTarget.closest<HTMLElement>('.fer-variables-panel')?.focus();
    onFree(number);
  };
  return (
    <section className="fer-leaked" aria-labelledby="fer-leaked-title">
      <h3 id="fer-leaked-title" className="fer-subtitle">
        {trans._n('Left behind: %1 tensor, %2', 'Left behind: %1 tensors, %2', leaked.length, formatMemory(bytes))}
      </h3>
      <p className="fer-hint">{trans.__('Cells that ran again made these anew; no variable holds them any more.')}</p>
      <table className="fer-variables" aria-labelledby="fer-leaked-title">
        <thead>
          <tr>
            <th scope="col">{trans.__('Was in')}</th>
            <th scope="col">{trans.__('Tensor')}</th>
          </tr>
        </thead>
        <tbody>
          {leaked.slice(0, SHOWN).map((tensor) => (
            <tr key={tensor.leaked} data-fer-leaked={tensor.leaked}>
              <th scope="row">
                <span className="fer-variable-line fer-variable-name">{tensor.name}</span>
                <span className="fer-variable-line fer-faint">{trans.__('cell [%1]', tensor.cell.count)}</span>
              </th>
              <td>
                <span className="fer-facts">
                  {tensor.dtype} [{tensor.shape.join(', ')}]
                </span>
                <span className="fer-variable-warning">{trans.__('left behind')}</span>
                <span className="fer-variable-memory">
                  <span>{formatMemory(tensor.bytes)}</span>
                  <button
                    className="fer-button fer-small-button"
                    aria-label={trans.__('Dispose what %1 held', tensor.name)}
                    onClick={(event) => free(event, tensor.leaked)}
                  >
                    {trans.__('Dispose')}
                  </button>
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {leaked.length > SHOWN && <p className="fer-hint">{trans.__('The first %1 are shown.', SHOWN)}</p>}
      <button className="fer-button" aria-label={trans.__('Dispose all that was left behind')} onClick={(event) => free(event)}>
        {trans.__('Dispose all')}
      </button>
    </section>
  );
}

import type { TranslationBundle } from '@jupyterlab/translation';
import React from 'react';
import { formatMemory } from './format-memory';
import type { VariablesReport } from './variables-report';

/** Tensor memory of all variables, and by the cell that set them, the largest first. */
export function MemoryByCell({ report, trans }: { report: VariablesReport; trans: TranslationBundle }): React.ReactElement | null {
  const { cells, total } = report;
  if (total.bytes === 0) return null;
  const sorted = cells.filter(({ bytes }) => bytes > 0).sort((one, other) => other.bytes - one.bytes);
  return (
    <section aria-labelledby="fer-memory-title">
      <h3 id="fer-memory-title" className="fer-subtitle" data-fer-total={total.bytes}>
        {trans._n('Held: %1 tensor, %2', 'Held: %1 tensors, %2', total.tensors, formatMemory(total.bytes))}
      </h3>
      <table className="fer-memory" aria-labelledby="fer-memory-title">
        <thead>
          <tr>
            <th scope="col">{trans.__('Cell')}</th>
            <th scope="col">{trans.__('Tensors')}</th>
            <th scope="col">{trans.__('Memory')}</th>
            <td />
          </tr>
        </thead>
        <tbody>
          {sorted.map(({ cell, tensors, bytes }) => (
            <tr key={cell?.count ?? 'none'} data-fer-cell={cell?.count}>
              <th scope="row">{cell === null ? '–' : `[${cell.count}]`}</th>
              <td>{tensors.toLocaleString('en')}</td>
              <td>{formatMemory(bytes)}</td>
              <td className="fer-memory-bar" aria-hidden="true">
                <span style={{ width: `${(100 * bytes) / total.bytes}%` }} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

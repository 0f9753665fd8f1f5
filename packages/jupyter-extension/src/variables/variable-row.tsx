import type { TranslationBundle } from '@jupyterlab/translation';
import React from 'react';
import { formatMemory } from './format-memory';
import { TensorFacts } from './tensor-facts';
import type { VariableEntry } from './variables-report';

interface VariableRowProps {
  variable: VariableEntry;
  onLook: () => void;
  onFree: () => void;
  trans: TranslationBundle;
}

/** One variable: name and type, its value or its tensor's facts, tensor memory, and a button that frees it. */
export function VariableRow({ variable, onLook, onFree, trans }: VariableRowProps): React.ReactElement {
  const { name, type, valueType, preview, cell, tensors, bytes, disposable, tensor } = variable;
  const origin = cell === null ? '' : trans.__('set by cell [%1]', cell.count);
  const holds = tensors > 0 && tensor?.disposed !== true;
  return (
    <tr data-fer-variable={name} tabIndex={-1}>
      <th scope="row" title={[`${name}: ${type}`, valueType !== type && valueType, origin].filter(Boolean).join('\n')}>
        <span className="fer-variable-line fer-variable-name">{name}</span>
        <span className="fer-variable-line fer-faint">{type}</span>
      </th>
      <td>
        {tensor === undefined ? (
          <>
            <span className="fer-variable-preview" title={preview}>
              {preview}
            </span>
            {tensors > 0 && <span className="fer-variable-line fer-faint">{trans._n('%1 tensor', '%1 tensors', tensors)}</span>}
          </>
        ) : (
          <TensorFacts name={name} tensor={tensor} onLook={onLook} trans={trans} />
        )}
        {(holds || disposable > 0) && (
          <span className="fer-variable-memory">
            <span data-fer-fact="bytes">{holds && formatMemory(bytes)}</span>
            {disposable > 0 && (
              <button
                className="fer-button fer-small-button"
                aria-label={trans.__('Dispose the tensors of %1', name)}
                onClick={(event) => {
                  event.currentTarget.closest('tr')?.focus(); // the button goes when the tensors are gone
                  onFree();
                }}
              >
                {trans.__('Dispose')}
              </button>
            )}
          </span>
        )}
      </td>
    </tr>
  );
}

import type { TranslationBundle } from '@jupyterlab/translation';
import React from 'react';
import type { TensorEntry } from './variables-report';

interface TensorFactsProps {
  name: string;
  tensor: TensorEntry;
  /** Has the values read. */
  onLook: () => void;
  trans: TranslationBundle;
}

/** Dtype and shape of a tensor, and below them its range and how many values are not numbers. */
export function TensorFacts({ name, tensor, onLook, trans }: TensorFactsProps): React.ReactElement {
  const { dtype, shape, device, disposed, min, max, nan } = tensor;
  return (
    <>
      <span className="fer-facts" title={device}>
        <span data-fer-fact="dtype">{dtype}</span>
        <span data-fer-fact="shape">[{shape.join(', ')}]</span>
      </span>
      {disposed ? (
        <span className="fer-variable-line fer-faint">{trans.__('disposed')}</span>
      ) : nan === undefined ? (
        <button className="fer-button fer-small-button" onClick={onLook} aria-label={trans.__('Read the values of %1', name)}>
          {trans.__('Read values')}
        </button>
      ) : (
        <span className="fer-facts fer-faint">
          <span data-fer-fact="min">{trans.__('min %1', number(min))}</span>
          <span data-fer-fact="max">{trans.__('max %1', number(max))}</span>
          <span data-fer-fact="nan" className={nan > 0 ? 'fer-variable-warning' : undefined}>
            {trans.__('%1 NaN', nan.toLocaleString('en'))}
          </span>
        </span>
      )}
    </>
  );
}

/** Four digits; a dash where there is no finite number. */
function number(value: number | null | undefined): string {
  return value === null || value === undefined ? '–' : String(Number(value.toPrecision(4)));
}

import type { TranslationBundle } from '@jupyterlab/translation';
import React, { useState } from 'react';
import type { DataSetEntry } from '../workbench/data-set-entry';

/** A prepared data set in the panel: images per split; opened, per class as well. */
export function DataSetItem({ dataSet, trans }: { dataSet: DataSetEntry; trans: TranslationBundle }): React.ReactElement {
  const { name, size, classes, splits } = dataSet;
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <button
        className="fer-entry"
        data-fer-data-set={name}
        aria-expanded={isOpen}
        title={isOpen ? trans.__('Hide images per class') : trans.__('Show images per class')}
        onClick={() => setOpen(!isOpen)}
      >
        <span className="fer-entry-line">
          <span className="fer-entry-name">{name}</span>
          <span className="fer-faint">{size}</span>
        </span>
        {splits.map((split) => (
          <span key={split.name} className="fer-entry-line">
            <span className="fer-entry-about">{split.name}</span>
            <span>{split.count.toLocaleString('en')}</span>
          </span>
        ))}
      </button>
      {isOpen && (
        <table className="fer-per-class">
          <thead>
            <tr>
              <th scope="col">{trans.__('class')}</th>
              {splits.map((split) => (
                <th key={split.name} scope="col">
                  {split.name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {classes.map((label) => (
              <tr key={label}>
                <th scope="row">{label}</th>
                {splits.map((split) => (
                  <td key={split.name}>{(split.perClass[label] ?? 0).toLocaleString('en')}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}

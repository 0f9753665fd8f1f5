import React from 'react';

interface NumberListProps {
  numbers: readonly (readonly [name: string, value: React.ReactNode])[];
  /** Further class of the list. */
  className?: string;
}

/** Numbers in a row, each below its name. */
export function NumberList({ numbers, className = '' }: NumberListProps): React.ReactElement {
  return (
    <dl className={`fer-numbers ${className}`.trim()}>
      {numbers.map(([name, value]) => (
        <div key={name} className="fer-number">
          <dt className="fer-number-name">{name}</dt>
          <dd className="fer-number-value">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

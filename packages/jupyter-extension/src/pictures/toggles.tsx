import React from 'react';

interface TogglesProps<Name extends string> {
  /** What may be shown, with what it is called. */
  choices: readonly (readonly [name: Name, text: string, title?: string])[];
  shown: ReadonlySet<Name>;
  onShown: (shown: ReadonlySet<Name>) => void;
  label: string;
}

/** Buttons that show and hide layers of a picture. */
export function Toggles<Name extends string>({ choices, shown, onShown, label }: TogglesProps<Name>): React.ReactElement {
  const toggle = (name: Name): void => {
    const next = new Set(shown);
    if (!next.delete(name)) next.add(name);
    onShown(next);
  };
  return (
    <span className="fer-choice" role="group" aria-label={label}>
      {choices.map(([name, text, title]) => (
        <button key={name} aria-pressed={shown.has(name)} title={title} onClick={() => toggle(name)}>
          {text}
        </button>
      ))}
    </span>
  );
}

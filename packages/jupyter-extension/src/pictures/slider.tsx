import React from 'react';

interface SliderProps {
  min: number;
  max: number;
  /** Distance of the values; default 1. */
  step?: number;
  value: number;
  onValue: (value: number) => void;
  /** For those who do not see it. */
  label: string;
  /** The value in words; default: the number. */
  valueText?: string;
  disabled?: boolean;
}

/** A slider that keeps its arrow keys from the notebook. */
export function Slider({ min, max, step = 1, value, onValue, label, valueText, disabled = false }: SliderProps): React.ReactElement {
  return (
    <input
      type="range"
      min={min}
      max={max}
      step={step}
      disabled={disabled}
      value={value}
      data-lm-suppress-shortcuts="true"
      aria-label={label}
      aria-valuetext={valueText}
      onChange={(event) => onValue(Number(event.target.value))}
    />
  );
}

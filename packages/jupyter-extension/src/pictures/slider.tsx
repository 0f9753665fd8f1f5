import React from 'react';

interface SliderProps {
  min: number;
  max: number;
  value: number;
  onValue: (value: number) => void;
  /** For those who do not see it. */
  label: string;
  /** The value in words; default: the number. */
  valueText?: string;
}

/** A slider of whole numbers that keeps its arrow keys from the notebook. */
export function Slider({ min, max, value, onValue, label, valueText }: SliderProps): React.ReactElement {
  return (
    <input
      type="range"
      min={min}
      max={max}
      value={value}
      data-lm-suppress-shortcuts="true"
      aria-label={label}
      aria-valuetext={valueText}
      onChange={(event) => onValue(Number(event.target.value))}
    />
  );
}

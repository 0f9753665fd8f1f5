import type { TranslationBundle } from '@jupyterlab/translation';
import React from 'react';
import { Slider } from '../pictures/slider';
import type { WidgetState } from './widget-payload';

interface SliderViewProps {
  state: WidgetState;
  /** Whether the kernel knows the value that is shown. */
  isSettled: boolean;
  disabled: boolean;
  onChange: (changes: WidgetState) => void;
  trans: TranslationBundle;
}

/** A slider with its label and the number where it stands. */
export function SliderView({ state, isSettled, disabled, onChange, trans }: SliderViewProps): React.ReactElement {
  const { min, max, step, value, label } = state as { min: number; max: number; step: number; value: number; label: string };
  return (
    <div className="fer-moved" data-fer-settled={isSettled}>
      {label !== '' && <span className="fer-moved-label">{label}</span>}
      <Slider
        min={min}
        max={max}
        step={step}
        value={value}
        disabled={disabled}
        onValue={(next) => onChange({ value: next })}
        label={label === '' ? trans.__('Slider') : label}
      />
      <output className="fer-moved-value" style={{ minWidth: `${widest(min, max, step)}ch` }}>
        {value}
      </output>
    </div>
  );
}

/** Characters of the longest number, so that the slider keeps its place. */
function widest(min: number, max: number, step: number): number {
  return Math.max(...[min, max, min + step, max - step].map((one) => String(Number(one.toPrecision(12))).length));
}

import type { TranslationBundle } from '@jupyterlab/translation';
import { formatPercent, isContourPoint, type PointErrors } from 'fer-core/views';
import React from 'react';

interface ErrorBarsProps {
  errors: PointErrors;
  active: number | null;
  onActive: (index: number | null) => void;
  trans: TranslationBundle;
}

const BAR = 5;
const HEIGHT = 90;

/** The distance of each point from the truth, one bar a point; the point looked at is ringed in the photo. */
export function ErrorBars({ errors, active, onActive, trans }: ErrorBarsProps): React.ReactElement {
  const { pixels, unit } = errors;
  const most = Math.max(...pixels, 1e-6);
  const last = pixels.length - 1;
  const worst = pixels.indexOf(Math.max(...pixels));
  const shown = active ?? worst;
  const text = trans.__('point %1: %2 px, %3 of the eye distance', shown, pixels[shown]!.toFixed(1), formatPercent(pixels[shown]! / unit));
  const onKeyDown = (event: React.KeyboardEvent): void => {
    const next = { ArrowLeft: shown - 1, ArrowRight: shown + 1, Home: 0, End: last }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    onActive(Math.min(last, Math.max(0, next)));
  };
  return (
    <figure className="fer-errors">
      <figcaption className="fer-header">
        <span className="fer-subtitle">{trans.__('Error of each point')}</span>
        <span className="fer-faint">{trans.__('pixels; the highest bar is %1 px', most.toFixed(1))}</span>
      </figcaption>
      <svg
        width={(last + 1) * BAR}
        height={HEIGHT}
        role="slider"
        tabIndex={0}
        data-lm-suppress-shortcuts="true"
        aria-label={trans.__('Error of each point')}
        aria-valuemin={0}
        aria-valuemax={last}
        aria-valuenow={shown}
        aria-valuetext={text}
        onKeyDown={onKeyDown}
        onPointerLeave={() => onActive(null)}
      >
        {pixels.map((distance, index) => (
          <g key={index} data-fer-contour={isContourPoint(index)} data-fer-active={shown === index} onPointerEnter={() => onActive(index)}>
            <rect className="fer-error-ground" x={index * BAR} y={0} width={BAR} height={HEIGHT} />
            <rect className="fer-error-bar" x={index * BAR + 0.5} y={HEIGHT - (distance / most) * HEIGHT} width={BAR - 1} height={(distance / most) * HEIGHT} />
          </g>
        ))}
      </svg>
      <p className="fer-hint">{active === null ? trans.__('Largest: %1', text) : text}</p>
    </figure>
  );
}

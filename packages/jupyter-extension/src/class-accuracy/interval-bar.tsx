import { formatPercent } from 'fer-core/views';
import React from 'react';

interface IntervalBarProps {
  /** In [0, 1]; null where there is none. */
  share: number | null;
  interval: [low: number, high: number] | null;
  /** Length of the axis from 0 to 1, in CSS pixels. */
  length?: number;
}

const HEIGHT = 14;

/** A share as a bar on an axis from 0 to 1, with its interval as an error bar. */
export function IntervalBar({ share, interval, length = 72 }: IntervalBarProps): React.ReactElement | null {
  if (share === null) return null;
  const middle = HEIGHT / 2;
  const [low, high] = (interval ?? [share, share]).map((bound) => 1 + bound * (length - 2));
  const text = interval && `${formatPercent(interval[0])} – ${formatPercent(interval[1])}`;
  return (
    <svg className="fer-interval" width={length} height={HEIGHT} role="img" aria-label={text ?? formatPercent(share)}>
      {text && <title>{text}</title>}
      <rect className="fer-interval-axis" x={0} y={middle - 3} width={length} height={6} rx={1} />
      <rect className="fer-interval-share" x={0} y={middle - 3} width={share * length} height={6} rx={1} />
      {interval && (
        <path className="fer-interval-error" d={`M${low} ${middle}H${high}M${low} ${middle - 4}v8M${high} ${middle - 4}v8`} />
      )}
    </svg>
  );
}

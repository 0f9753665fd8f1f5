import { formatPercent } from '../evaluate/format-percent';
import type { Measured, Unit } from './experiment-row';

/** A measured value as a reader sees it, with its unit. */
const FORMATS: Record<Unit, (value: number) => string> = {
  share: formatPercent,
  points: (value) => `${value > 0 ? '+' : ''}${(100 * value).toFixed(1)} points`,
  dB: (value) => `${value.toFixed(2)} dB`,
  ssim: (value) => value.toFixed(4),
  ms: (value) => `${Number(value.toPrecision(3))} ms`,
  count: (value) => value.toLocaleString('en'),
  times: (value) => `${value.toFixed(1)} ×`,
  eyes: (value) => `${(100 * value).toFixed(2)} % of the eye distance`,
  p: (value) => (value < 1e-4 ? 'p < 0.0001' : `p = ${value.toFixed(4)}`),
};

/** `67.0 %` */
export function formatValue({ value, unit }: Pick<Measured, 'value' | 'unit'>): string {
  return FORMATS[unit](value);
}

/** `65.5 % – 68.6 %`; a dash where there is none. */
export function formatInterval({ interval, unit }: Pick<Measured, 'interval' | 'unit'>): string {
  return interval === null ? '–' : interval.map((value) => FORMATS[unit](value).replace(' of the eye distance', '')).join(' – ');
}

import { formatPercent } from '../evaluate/format-percent';
import type { PayloadReader } from './payload-reader';

/** A share in [0, 1] with its 95 % interval; null where it is not defined. */
export interface ShareWithInterval {
  value: number | null;
  interval: [low: number, high: number] | null;
}

/** `67.0 % (65.5–68.6)`; a dash where there is none. */
export function formatShare({ value, interval }: ShareWithInterval): string {
  return `${formatPercent(value)}${interval ? ` (${interval.map((bound) => (100 * bound).toFixed(1)).join('–')})` : ''}`;
}

/** Reads a share from the wire. @throws InputError saying which field is wrong. */
export function readShareWithInterval(share: PayloadReader): ShareWithInterval {
  return { value: share.numberOrNull('value'), interval: share.optional('interval', (key) => share.interval(key)) ?? null };
}

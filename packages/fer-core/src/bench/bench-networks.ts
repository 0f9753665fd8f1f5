import type { Network } from '../models/network';

/** Options that hold a network's numbers of channels, as lists. */
const CHANNEL_OPTIONS = ['stem', 'growth', 'bottleneck', 'transition'];

/**
 * The options of a network with fewer or more channels throughout.
 * @returns null for a network that has no such options
 */
export function widened({ options }: Pick<Network, 'options'>, factor: number): Record<string, unknown> | null {
  const names = CHANNEL_OPTIONS.filter((name) => Array.isArray(options[name]));
  if (names.length === 0) return null;
  // Groups of dilated kernels share the channels equally.
  const groups = Array.isArray(options.dilations) ? options.dilations.length : 1;
  const scale = (channels: number): number => Math.max(1, Math.round((channels * factor) / groups)) * groups;
  return { ...options, ...Object.fromEntries(names.map((name) => [name, (options[name] as number[]).map(scale)])) };
}

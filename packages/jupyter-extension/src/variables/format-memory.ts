const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'];

/** `16 B`, `9.2 kB`, `412 MB`: three digits at most; each unit is a thousand of the one before. */
export function formatMemory(bytes: number): string {
  let [value, unit] = [bytes, 0];
  while (value >= 999.5 && unit < UNITS.length - 1) [value, unit] = [value / 1000, unit + 1];
  const text = unit === 0 || value >= 99.95 ? value.toFixed(0) : value.toFixed(value >= 9.995 ? 1 : 2).replace(/\.?0+$/, '');
  return `${text} ${UNITS[unit]}`;
}

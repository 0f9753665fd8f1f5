/** Jupyter counts Unicode code points, JavaScript UTF-16 units. The unit index of code point `position`. */
export function toUnits(text: string, position: number): number {
  let units = 0;
  for (const character of text) {
    if (position-- <= 0) break;
    units += character.length;
  }
  return units;
}

/** The code point index of UTF-16 unit `units`. */
export function toCodePoints(text: string, units: number): number {
  let count = 0;
  for (const _ of text.slice(0, units)) count++;
  return count;
}

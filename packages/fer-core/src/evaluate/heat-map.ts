/** Height and width in pixels. */
interface Size {
  readonly height: number;
  readonly width: number;
}

/**
 * Enlarges a map bilinearly between the centres of its places; what lies beyond the outer centres repeats them.
 * @param map [from.height, from.width]
 * @returns float32 [to.height, to.width]
 */
export function enlargeMap(map: ArrayLike<number>, from: Size, to: Size): Float32Array {
  const result = new Float32Array(to.height * to.width);
  const [rows, columns] = [taps(from.height, to.height), taps(from.width, to.width)];
  let at = 0;
  for (const { first: upper, second: lower, share: down } of rows) {
    for (const { first: left, second: right, share: across } of columns) {
      const value = (y: number): number =>
        map[y * from.width + left]! * (1 - across) + map[y * from.width + right]! * across;
      result[at++] = value(upper) * (1 - down) + value(lower) * down;
    }
  }
  return result;
}

/**
 * A map as heat: enlarged, its least value 0, its greatest 1. A map that is the same everywhere has no heat at all.
 * @param map [from.height, from.width]
 * @returns float32 [to.height, to.width] in [0, 1]
 */
export function heatMap(map: ArrayLike<number>, from: Size, to: Size): Float32Array {
  const heat = enlargeMap(map, from, to);
  let [least, most] = [Infinity, -Infinity];
  for (const value of heat) {
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  const range = most - least;
  return heat.map((value) => (range > 0 ? (value - least) / range : 0));
}

/** Black, violet, red, orange, light yellow: lightness grows evenly, so that it reads without colours too. Nine places of matplotlib's `inferno`. */
const HEAT_COLORS = [
  [0, 0, 4],
  [31, 12, 72],
  [85, 15, 109],
  [136, 34, 106],
  [186, 54, 85],
  [227, 89, 51],
  [249, 140, 10],
  [249, 201, 50],
  [252, 255, 164],
] as const;

/** The colour of a heat in [0, 1]: red, green and blue, 0 … 255. */
export function heatColor(heat: number): [red: number, green: number, blue: number] {
  const place = Math.min(1, Math.max(0, heat)) * (HEAT_COLORS.length - 1);
  const low = Math.min(Math.floor(place), HEAT_COLORS.length - 2);
  return [0, 1, 2].map(
    (channel) =>
      HEAT_COLORS[low]![channel]! + (HEAT_COLORS[low + 1]![channel]! - HEAT_COLORS[low]![channel]!) * (place - low),
  ) as [number, number, number];
}

/**
 * Lays heat over an image: the hotter a pixel, the more it has of the heat's colour.
 * @param pixels uint8 [height, width, channels], gray or RGB
 * @param heat [height, width] in [0, 1]
 * @param strength share of the colour where the heat is 1, in [0, 1]; 0 leaves the image as it is
 * @returns uint8 [height, width, 3]
 */
export function paintHeat(
  pixels: ArrayLike<number>,
  heat: ArrayLike<number>,
  strength: number,
): Uint8Array<ArrayBuffer> {
  const channels = pixels.length / heat.length;
  const painted = new Uint8Array(3 * heat.length);
  for (let pixel = 0; pixel < heat.length; pixel++) {
    const share = strength * heat[pixel]!;
    const color = heatColor(heat[pixel]!);
    for (let channel = 0; channel < 3; channel++) {
      const level = pixels[pixel * channels + (channels === 1 ? 0 : channel)]!;
      painted[3 * pixel + channel] = Math.round(level * (1 - share) + color[channel]! * share);
    }
  }
  return painted;
}

/** Which two places of a line a pixel lies between, and the second one's share. */
interface Taps {
  first: number;
  second: number;
  share: number;
}

function taps(from: number, to: number): Taps[] {
  const inside = (place: number): number => Math.min(Math.max(place, 0), from - 1);
  return Array.from({ length: to }, (_, pixel) => {
    const place = ((pixel + 0.5) * from) / to - 0.5;
    const first = Math.floor(place);
    return { first: inside(first), second: inside(first + 1), share: place - first };
  });
}

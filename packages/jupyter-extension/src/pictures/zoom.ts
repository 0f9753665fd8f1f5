/** Which part of a picture is seen, whatever its size: pictures that share it are looked at in step. */
export interface Zoom {
  /** 1 shows all of it. */
  scale: number;
  /** Centre of what is seen, as a share of the width. */
  x: number;
  /** Centre of what is seen, as a share of the height. */
  y: number;
}

/** A rectangle in some coordinates. */
export interface Extent {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** All of the picture. */
export const WHOLE: Zoom = { scale: 1, x: 0.5, y: 0.5 };

/** The largest magnification. */
export const MOST = 64;

/** One press of a key or a button. */
const STEP = 1.25;

/** Magnifies by `factor` and keeps the place at (x, y), shares of what is seen, where it is. */
export function zoomAt({ scale, x, y }: Zoom, factor: number, [atX, atY]: readonly [number, number] = [0.5, 0.5]): Zoom {
  const next = Math.min(MOST, Math.max(1, scale * factor));
  const shift = 1 / scale - 1 / next;
  return inside({ scale: next, x: x + (atX - 0.5) * shift, y: y + (atY - 0.5) * shift });
}

/** Moves by shares of what is seen. */
export function panBy({ scale, x, y }: Zoom, right: number, down: number): Zoom {
  return inside({ scale, x: x + right / scale, y: y + down / scale });
}

/** The rectangle that is seen. */
export function seen({ scale, x, y }: Zoom, extent: Extent): Extent {
  const [width, height] = [extent.width / scale, extent.height / scale];
  return { x: extent.x + x * extent.width - width / 2, y: extent.y + y * extent.height - height / 2, width, height };
}

/** Shows a rectangle with a margin as large as may be. */
export function zoomTo([left, top, right, bottom]: readonly number[], extent: Extent, margin = 0.35): Zoom {
  const share = Math.max((right! - left!) / extent.width, (bottom! - top!) / extent.height) * (1 + 2 * margin);
  const x = ((left! + right!) / 2 - extent.x) / extent.width;
  const y = ((top! + bottom!) / 2 - extent.y) / extent.height;
  return inside({ scale: Math.min(MOST, Math.max(1, 1 / share)), x, y });
}

/** What a key does to a zoom; undefined for keys that do nothing. */
export function zoomByKey(zoom: Zoom, key: string): Zoom | undefined {
  switch (key) {
    case '+':
    case '=':
      return zoomAt(zoom, STEP);
    case '-':
      return zoomAt(zoom, 1 / STEP);
    case '0':
      return WHOLE;
    case 'ArrowLeft':
      return panBy(zoom, -0.1, 0);
    case 'ArrowRight':
      return panBy(zoom, 0.1, 0);
    case 'ArrowUp':
      return panBy(zoom, 0, -0.1);
    case 'ArrowDown':
      return panBy(zoom, 0, 0.1);
    default:
      return undefined;
  }
}

function inside({ scale, x, y }: Zoom): Zoom {
  const half = 0.5 / scale;
  const within = (place: number): number => Math.min(1 - half, Math.max(half, place));
  return { scale, x: within(x), y: within(y) };
}

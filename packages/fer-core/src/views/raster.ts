/** Pixels as they lie in memory: uint8 `[height, width, channels]`, 1 channel for gray, 3 for RGB. */
export interface Raster {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
}

/** A square picture: uint8 `[size, size, channels]`. */
export interface SquarePicture {
  readonly size: number;
  readonly pixels: Uint8Array;
}

/** A picture told either way, as a raster. */
export function asRaster(picture: Raster | SquarePicture): Raster {
  return 'size' in picture ? { width: picture.size, height: picture.size, pixels: picture.pixels } : picture;
}

/** Half the width and height, each pixel the mean of four; an odd last row or column is left out. */
export function halveRaster({ width, height, pixels }: Raster): Raster {
  const channels = channelsOf({ width, height, pixels });
  const [columns, rows] = [Math.max(1, width >> 1), Math.max(1, height >> 1)];
  const half = new Uint8Array(columns * rows * channels);
  const right = width > 1 ? channels : 0;
  const down = height > 1 ? width * channels : 0;
  for (let y = 0, to = 0; y < rows; y++) {
    for (let x = 0; x < columns; x++) {
      for (let channel = 0; channel < channels; channel++, to++) {
        const from = (2 * y * width + 2 * x) * channels + channel;
        half[to] = (pixels[from]! + pixels[from + right]! + pixels[from + down]! + pixels[from + down + right]! + 2) >> 2;
      }
    }
  }
  return { width: columns, height: rows, pixels: half };
}

/** A rectangle of a raster; what reaches beyond the border is left out. */
export function cropRaster(raster: Raster, left: number, top: number, right: number, bottom: number): Raster & { left: number; top: number } {
  const channels = channelsOf(raster);
  const [x, y] = [clamp(left, raster.width - 1), clamp(top, raster.height - 1)];
  const [width, height] = [clamp(right, raster.width) - x, clamp(bottom, raster.height) - y].map((length) => Math.max(1, length));
  const pixels = new Uint8Array(width * height * channels);
  for (let row = 0; row < height; row++) {
    const from = ((y + row) * raster.width + x) * channels;
    pixels.set(raster.pixels.subarray(from, from + width * channels), row * width * channels);
  }
  return { width, height, pixels, left: x, top: y };
}

/** Bytes a pixel. */
export function channelsOf({ width, height, pixels }: Raster): number {
  return pixels.length / (width * height);
}

function clamp(value: number, most: number): number {
  return Math.min(most, Math.max(0, Math.round(value)));
}

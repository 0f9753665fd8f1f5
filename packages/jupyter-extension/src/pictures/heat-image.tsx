import { paintHeat } from 'fer-core/views';
import React, { useLayoutEffect, useRef } from 'react';

interface HeatImageProps {
  /** uint8 `[height, width]`; undefined while it loads. */
  pixels: Uint8Array | undefined;
  /** `[height, width]` in [0, 1]. */
  heat: Float32Array;
  /** Share of the colour where the heat is 1, in [0, 1]. */
  strength: number;
  height: number;
  width: number;
  /** Side on the screen in CSS pixels. */
  size: number;
}

/** Draws a gray image under a heat map, pixel for pixel. */
export function HeatImage({ pixels, heat, strength, height, width, size }: HeatImageProps): React.ReactElement {
  const canvas = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context || pixels === undefined) return;
    const painted = paintHeat(pixels, heat, strength);
    const image = context.createImageData(width, height);
    for (let pixel = 0; pixel < heat.length; pixel++) {
      image.data.set(painted.subarray(3 * pixel, 3 * pixel + 3), 4 * pixel);
      image.data[4 * pixel + 3] = 255;
    }
    context.putImageData(image, 0, 0);
  }, [pixels, heat, strength, height, width]);
  const style = { width: size, height: (size * height) / width };
  return (
    <canvas
      ref={canvas}
      className="fer-gray-image"
      width={width}
      height={height}
      style={style}
      aria-hidden="true"
    />
  );
}

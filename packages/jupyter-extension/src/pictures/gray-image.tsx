import React, { useLayoutEffect, useRef } from 'react';

interface GrayImageProps {
  /** uint8 `[height, width]`; undefined while it loads. */
  pixels: Uint8Array | undefined;
  height: number;
  width: number;
  /** Side on the screen in CSS pixels. */
  size: number;
}

/** Draws a grayscale image pixel for pixel. */
export function GrayImage({ pixels, height, width, size }: GrayImageProps): React.ReactElement {
  const canvas = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context || pixels === undefined) return;
    const image = context.createImageData(width, height);
    pixels.forEach((value, index) => {
      image.data.fill(value, 4 * index, 4 * index + 3);
      image.data[4 * index + 3] = 255;
    });
    context.putImageData(image, 0, 0);
  }, [pixels, height, width]);
  const style = { width: size, height: (size * height) / width };
  return <canvas ref={canvas} className="fer-gray-image" width={width} height={height} style={style} aria-hidden="true" />;
}

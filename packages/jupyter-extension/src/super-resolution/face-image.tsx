import { type EmbeddedImage, imageUrl } from 'fer-core/views';
import React from 'react';

/** All pictures of a face fill this square, whatever their size, so that they are looked at in step. */
export const FRAME = { x: 0, y: 0, width: 128, height: 128 };

/** A picture that fills the frame. `unit` is the length of one CSS pixel; enlarged pixels stay squares. */
export function FaceImage({ image, unit }: { image: EmbeddedImage; unit: number }): React.ReactElement {
  const pixel = FRAME.width / image.width;
  return (
    <image
      href={imageUrl(image)}
      x={FRAME.x}
      y={FRAME.y}
      width={FRAME.width}
      height={FRAME.height}
      preserveAspectRatio="none"
      style={{ imageRendering: unit < pixel / 3 ? 'pixelated' : 'auto' }}
    />
  );
}

import { imageUrl, type PhotoPart } from 'fer-core/views';
import React from 'react';

/** A photo, or a part of it, in the photo's coordinates. `unit` is the length of one CSS pixel; enlarged pixels stay squares. */
export function PhotoImage({ part, unit }: { part: PhotoPart; unit: number }): React.ReactElement {
  const { image, left, top, scale } = part;
  return (
    <image
      href={imageUrl(image)}
      x={left - 0.5}
      y={top - 0.5}
      width={image.width * scale}
      height={image.height * scale}
      preserveAspectRatio="none"
      style={{ imageRendering: unit < scale / 3 ? 'pixelated' : 'auto' }}
    />
  );
}

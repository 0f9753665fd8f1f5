import { useEffect, useState } from 'react';
import type { ImageSource } from './image-source';

/** The pixels of the images shown, loaded again when these change; none without a source, and until they have come. */
export function usePixels(source: ImageSource | null, indices: readonly number[]): { pixels: Uint8Array[]; problem: string } {
  const [loaded, setLoaded] = useState<{ key: string; pixels: Uint8Array[]; problem: string }>();
  const key = indices.join();
  useEffect(() => {
    let wanted = true;
    source?.load(indices).then(
      (pixels) => wanted && setLoaded({ key, pixels, problem: '' }),
      (error: unknown) =>
        wanted && setLoaded({ key, pixels: [], problem: error instanceof Error ? error.message : String(error) }),
    );
    return () => {
      wanted = false;
    };
  }, [source, key]);
  return loaded?.key === key ? loaded : { pixels: [], problem: '' };
}

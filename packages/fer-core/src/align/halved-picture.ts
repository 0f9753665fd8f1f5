import { composeTransforms, transformScale, type PlanarTransform } from '../evaluate/geometry/planar-transform';
import { halvedPhoto, samplePhoto, TO_HALF, type Raster } from './sample-photo';

/** From so many pixels of the picture to a pixel of the result on, half the picture is sharp enough. */
const SMALL = 1.8;

/** A gray picture beside its half, from which much smaller pictures are drawn faster. The half is made when it is first asked for. */
export class HalvedPicture {
  private made: Raster | undefined;

  constructor(readonly whole: Raster) {}

  /** Draws a square of the picture anew, as `samplePhoto`. @returns float32 [size, size], 0 … 255 */
  sample(toSource: PlanarTransform, size: number): Float32Array {
    const options = { width: size, height: size, channels: 1 };
    if (transformScale(toSource) < SMALL) return samplePhoto(this.whole, toSource, options);
    this.made ??= halvedPhoto(this.whole, 1);
    return samplePhoto(this.made, composeTransforms(toSource, TO_HALF), options);
  }
}

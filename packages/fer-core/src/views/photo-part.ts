import { type EmbeddedImage, embedImage, readEmbeddedImage } from './embedded-image';
import type { PayloadReader } from './payload-reader';
import { cropRaster, halveRaster, type Raster } from './raster';

/** Photos travel with at most this many pixels; larger ones are halved until they fit. Coordinates stay those of the photo. */
const MOST_PHOTO_PIXELS = 1_200_000;

/** Crops of faces travel with at most this many pixels. */
const MOST_FACE_PIXELS = 320 * 320;

/** A photo, or a rectangle of it, perhaps reduced. Pixel (i, j) covers photo pixels from `left + i · scale`, `top + j · scale`. */
export interface PhotoPart {
  image: EmbeddedImage;
  /** First column of the photo that is seen. */
  left: number;
  /** First row of the photo that is seen. */
  top: number;
  /** Photo pixels a pixel: 1, 2, 4 … */
  scale: number;
}

/** Embeds a whole photo. */
export function embedPhoto(photo: Raster): Promise<PhotoPart> {
  return embedReduced(photo, 0, 0, MOST_PHOTO_PIXELS);
}

/**
 * Embeds what is seen around a face: a box, grown on all sides by a share of its size.
 * @param box left, top, right, bottom in pixels of the photo, centres at whole numbers
 */
export function embedFace(photo: Raster, [left, top, right, bottom]: readonly number[], margin = 0.25): Promise<PhotoPart> {
  const by = margin * Math.max(right! - left!, bottom! - top!);
  const crop = cropRaster(photo, left! - by, top! - by, right! + by + 1, bottom! + by + 1);
  return embedReduced(crop, crop.left, crop.top, MOST_FACE_PIXELS);
}

/** Reads a part of a photo from the wire. @throws InputError saying which field is wrong. */
export function readPhotoPart(part: PayloadReader): PhotoPart {
  return {
    image: readEmbeddedImage(part.object('image')),
    left: part.integer('left'),
    top: part.integer('top'),
    scale: part.integer('scale', 1),
  };
}

async function embedReduced(raster: Raster, left: number, top: number, most: number): Promise<PhotoPart> {
  let [reduced, scale] = [raster, 1];
  while (reduced.width * reduced.height > most) [reduced, scale] = [halveRaster(reduced), scale * 2];
  return { image: await embedImage(reduced), left, top, scale };
}

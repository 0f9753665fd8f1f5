import { InputError } from '../input-error';
import { luma } from './luma';
import { psnr } from './psnr';
import { ssim, ssimOfChannels } from './ssim';

/** How near pictures of 8 bits come to the truth; PSNR in dB. */
export interface PictureQuality {
  /** On luma (BT.601, 16 … 235, 8 bits): what papers print. */
  psnrY: number;
  ssimY: number;
  /** Over the three colour channels together; some 1.4 dB lower. */
  psnrRgb: number;
  /** Mean of the three channels. */
  ssimRgb: number;
}

/** A picture as it is measured: uint8 [height, width, 3]. */
export interface MeasuredPicture {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
}

/**
 * Measures one picture, whole, borders included.
 * @throws InputError for pictures of different size
 */
export function pictureQuality(picture: MeasuredPicture, truth: MeasuredPicture): PictureQuality {
  const { width, height } = truth;
  if (picture.width !== width || picture.height !== height) {
    throw new InputError(`pictureQuality: expected ${width}×${height} pixels, got ${picture.width}×${picture.height}`);
  }
  const [lumaOfPicture, lumaOfTruth] = [luma(picture.pixels), luma(truth.pixels)];
  return {
    psnrY: psnr(lumaOfPicture, lumaOfTruth),
    ssimY: ssim(lumaOfPicture, lumaOfTruth, width, height),
    psnrRgb: psnr(picture.pixels, truth.pixels),
    ssimRgb: ssimOfChannels(picture.pixels, truth.pixels, width, height, 3),
  };
}

/** Means over pictures, as papers take them: of each picture's decibels. */
export function meanQuality(each: readonly PictureQuality[]): PictureQuality {
  if (each.length === 0) throw new InputError('meanQuality: expected at least one picture, got none');
  const mean = (name: keyof PictureQuality): number => each.reduce((sum, quality) => sum + quality[name], 0) / each.length;
  return { psnrY: mean('psnrY'), ssimY: mean('ssimY'), psnrRgb: mean('psnrRgb'), ssimRgb: mean('ssimRgb') };
}

import { resample, tf } from '../../backend';
import { inverseResizeMatrix, resizeMatrix } from '../../super-resolve/resize-matrix';
import type { LayerDefinition } from '../layer';

/**
 * Makes a picture agree with the small one it was made from (Irani & Peleg 1991): the least change after which making the picture
 * small again gives that small one. No weights. Since the true picture agrees too, the change never leads away from it.
 * @param input shape of both inputs: the picture, and the small picture enlarged by bicubic interpolation
 * @param small height and width of the small picture
 */
export function backProjection(input: number[], small: number): LayerDefinition {
  const [height, width, channels] = input as [number, number, number];
  const matrices = [height, width].map((side) => ({
    shrink: resizeMatrix(side, small).to2DArray(),
    spread: inverseResizeMatrix(side, small).to2DArray(),
    undo: inverseResizeMatrix(small, side).to2DArray(),
  }));
  const [rows, columns] = matrices as [(typeof matrices)[0], (typeof matrices)[0]];
  return {
    kind: 'BackProjection',
    outputShape: input,
    weights: [],
    settings: { small },
    // Down and back for the picture, down for the enlarged one; each from above, then from the side.
    multiplyAdds: 3 * channels * (height * width * small + width * small * small),
    forward: ([picture, enlarged]) => {
      const missing = tf.sub(resample(enlarged!, rows.undo, columns.undo), resample(picture!, rows.shrink, columns.shrink));
      return tf.add(picture!, resample(missing, rows.spread, columns.spread));
    },
  };
}

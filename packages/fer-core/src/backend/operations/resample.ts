import { tf, type Tensor } from '../tf';

type Rows = readonly (readonly number[])[];

/**
 * Multiplies pictures by a matrix from above and one from the side, each channel on its own; differentiable in the pictures.
 * @param images float32 [batch, height, width, channels]
 * @param rows [height', height]
 * @param columns [width', width]
 * @returns float32 [batch, height', width', channels], of the caller's tidy scope
 */
export function resample(images: Tensor, rows: Rows, columns: Rows): Tensor {
  const [, height, width] = images.shape as [number, number, number, number];
  if (rows[0]!.length !== height || columns[0]!.length !== width) {
    throw new Error(`resample: expected matrices for ${height}×${width} pixels, got ${rows[0]!.length}×${columns[0]!.length}`);
  }
  // Sideways the picture must be turned, which costs most where it is large.
  return rows.length < height ? sideways(fromAbove(images, rows), columns) : fromAbove(sideways(images, columns), rows);
}

function sideways(images: Tensor, columns: Rows): Tensor {
  const turned = fromAbove(tf.transpose(images, [0, 2, 1, 3]), columns);
  return tf.transpose(turned, [0, 2, 1, 3]);
}

function fromAbove(images: Tensor, matrix: Rows): Tensor {
  const [batch, height, width, channels] = images.shape as [number, number, number, number];
  const left = tf.tensor3d([matrix as number[][]]);
  const product = tf.matMul(batch === 1 ? left : tf.tile(left, [batch, 1, 1]), tf.reshape(images, [batch, height, width * channels]) as tf.Tensor3D);
  return tf.reshape(product, [batch, matrix.length, width, channels]);
}

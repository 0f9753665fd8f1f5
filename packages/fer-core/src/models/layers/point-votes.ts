import { tf, type Tensor } from '../../backend';
import type { LayerDefinition } from '../layer';

/**
 * Places by votes: each cell of the input holds for each point a score and a distance, and votes for its own centre plus that distance;
 * the point is the mean of the votes, each weighted by its share of the scores (softmax over all cells). After the regression
 * from anchors of Xiong et al. 2019 (A2J); with distances of zero it is the soft-argmax of Nibali et al. 2018 (DSNT).
 * @param input [height, width, 3 · points]: scores of all points, then their distances to the right and down, in cells
 * @param stride pixels of the image between neighbouring cells
 * @returns [points, 3]: x and y in pixels of the image, pixel centres at whole numbers, and the votes' variance in square pixels
 */
export function pointVotes(input: number[], stride: number): LayerDefinition {
  const [height, width, channels] = input as [number, number, number];
  const points = channels / 3;
  if (!Number.isInteger(points)) throw new Error(`pointVotes: expected three channels a point, got ${channels} channels`);
  return {
    kind: 'PointVotes',
    outputShape: [points, 3],
    weights: [],
    settings: { stride },
    multiplyAdds: height * width * points * 6,
    forward: ([x]) => {
      const cells = tf.reshape(x!, [-1, height * width, channels]);
      const part = (index: number): Tensor => tf.slice(cells, [0, 0, index * points], [-1, -1, points]);
      const scores = part(0);
      const shares = tf.exp(tf.sub(scores, tf.logSumExp(scores, 1, true)));
      const vote = (axis: 0 | 1): { mean: Tensor; variance: Tensor } => {
        const votes = tf.add(tf.mul(part(1 + axis), stride), cellCentres(height, width, stride, axis));
        const mean = tf.sum(tf.mul(shares, votes), 1, true);
        return { mean: tf.squeeze(mean, [1]), variance: tf.sum(tf.mul(shares, tf.square(tf.sub(votes, mean))), 1) };
      };
      const [right, down] = [vote(0), vote(1)];
      return tf.stack([right.mean, down.mean, tf.add(right.variance, down.variance)], 2);
    },
    plan: (plan, [x]) => plan.pointVotes(x!, stride),
  };
}

/** [1, height · width, 1]: the x (axis 0) or y (axis 1) of each cell's centre in pixels of the image. */
function cellCentres(height: number, width: number, stride: number, axis: 0 | 1): Tensor {
  const centres = Float32Array.from({ length: height * width }, (_, cell) => {
    const index = axis === 0 ? cell % width : Math.floor(cell / width);
    return (index + 0.5) * stride - 0.5;
  });
  return tf.tensor3d(centres, [1, height * width, 1]);
}

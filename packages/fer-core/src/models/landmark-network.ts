import { InputError } from '../input-error';
import { LANDMARK_COUNT } from '../evaluate/geometry/landmark-points';
import { defineNetwork, type Network, type Node } from './network';
import type { NetworkBuilder } from './network-builder';

export interface LandmarkNetworkOptions {
  /** Height and width of the input, a multiple of 16; default 112. */
  size?: number;
  /** Default 68. */
  points?: number;
  /** Filters of the two convolutions of the stem, each of which halves height and width. Default [16, 40]. */
  stem?: number[];
  /** Dense modules of the stages at 1/4, 1/8, 1/16 and again at 1/8 of the input. Default [3, 5, 5, 3]. */
  modules?: number[];
  /** Channels that each module of a stage adds. Default [24, 32, 48, 32]. */
  growth?: number[];
  /** Channels between a module's two pointwise convolutions. Default [48, 96, 128, 96]. */
  bottleneck?: number[];
  /** Channels at the beginning of the second and third stage, and those of either side that meet before the fourth. Default [96, 160, 96]. */
  transition?: number[];
  /** Distances between the taps of the depthwise kernels, each for an equal share of the channels. Default [1, 2]. */
  dilations?: number[];
}

/**
 * 68 points of a face from a gray crop, at once with how sure they are.
 * Our own design: densely connected depthwise-separable modules (as in `xception`), the way down to 1/16 and back to 1/8 of a
 * U-shaped network (Ronneberger et al. 2015), and points by votes of all cells (Xiong et al. 2019).
 * Input float32 [112, 112, 1] in [0, 1]. Outputs: `points` [68, 3], x and y in pixels of the input and the
 * variance of the votes; `quality` [1], a logit of how near the points are. 580,845 parameters and 82 million multiply-adds with the defaults.
 *
 *     image 112×112×1, standardized
 *       3×3 stride 2, 16 ─ 3×3 stride 2, 40                28×28×40
 *       stage 1: dense modules                             28×28×112
 *       depthwise 3×3 stride 2, 1×1 to 96 ─ stage 2        14×14×256 ────────────┐
 *       depthwise 3×3 stride 2, 1×1 to 160 ─ stage 3         7×7×400 ─ quality   │ 1×1
 *       1×1 to 96, doubled ─ beside ─────────────────────  14×14×192 ◄───────────┘
 *       stage 4: dense modules                             14×14×288
 *       1×1, votes                                         68 points
 */
export function landmarkNetwork(options: LandmarkNetworkOptions = {}): Network {
  const { size = 112, points = LANDMARK_COUNT, stem = [16, 40], modules = [3, 5, 5, 3], growth = [24, 32, 48, 32] } = options;
  const { bottleneck = [48, 96, 128, 96], transition = [96, 160, 96], dilations = [1, 2] } = options;
  for (const [name, { length }, expected] of [
    ['stem', stem, 2],
    ['modules', modules, 4],
    ['growth', growth, 4],
    ['bottleneck', bottleneck, 4],
    ['transition', transition, 3],
  ] as const) {
    if (length !== expected) throw new InputError(`landmarkNetwork: expected ${expected} numbers in ${name}, got ${length}`);
  }
  if (size % 16 !== 0) throw new InputError(`landmarkNetwork: expected a size in multiples of 16, got ${size}`);
  const resolved = { size, points, stem, modules, growth, bottleneck, transition, dilations };
  return defineNetwork('landmarks', resolved, [size, size, 1], (net, input) => {
    const stage = (x: Node, index: number): Node =>
      net.denseStage(x, { modules: modules[index]!, bottleneck: bottleneck[index]!, growth: growth[index]!, dilations });
    let x = net.standardize(input);
    for (const filters of stem) x = normalized(net, net.conv(x, filters, 3, { stride: 2, bias: false }));
    const eighth = stage(halved(net, stage(x, 0), transition[0]!), 1);
    const sixteenth = stage(halved(net, eighth, transition[1]!), 2);
    const context = net.upSample(narrowed(net, sixteenth, transition[2]!));
    const votes = net.conv(stage(net.concat(context, narrowed(net, eighth, transition[2]!)), 3), 3 * points, 1);
    return { points: net.pointVotes(votes, 8), quality: net.dense(net.globalAveragePool(sixteenth), 1) };
  });
}

function normalized(net: NetworkBuilder, x: Node): Node {
  return net.relu(net.batchNorm(x));
}

function narrowed(net: NetworkBuilder, x: Node, channels: number): Node {
  return normalized(net, net.conv(x, channels, 1, { bias: false }));
}

function halved(net: NetworkBuilder, x: Node, channels: number): Node {
  return narrowed(net, net.depthwiseConv(x, 3, { stride: 2 }), channels);
}

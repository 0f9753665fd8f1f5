import { EXPRESSIONS } from '../expressions';
import { InputError } from '../input-error';
import type { NetworkBuilder } from './network-builder';
import { defineNetwork, type Network, type Node } from './network';

export interface XceptionOptions {
  /** Default 48. */
  height?: number;
  /** Default 48. */
  width?: number;
  /** Default 1, gray. */
  channels?: number;
  /** Default the number of expressions. */
  classes?: number;
  /** Filters of the two convolutions before the first stage; the second halves height and width. Default [8, 32]. */
  stem?: number[];
  /** Dense modules of each stage; each stage works at half the height and width of the one before. Default [2, 5, 6]. */
  modules?: number[];
  /** Channels that each module of a stage adds. Default [24, 32, 48]. */
  growth?: number[];
  /** Channels between a module's two pointwise convolutions, a multiple of the number of dilations. Default [48, 80, 128]. */
  bottleneck?: number[];
  /** Channels that a stage hands on to the next. Default [64, 144]. */
  transition?: number[];
  /** Distances between the taps of the depthwise kernels in pixels, each for an equal share of the channels. Default [1, 2]. */
  dilations?: number[];
  /** Share of the features that is dropped before the classifier in training. Default 0.2. */
  dropout?: number;
}

/**
 * Improved Xception for faces of 48×48 pixels: densely connected depthwise-separable modules that look at two scales at once.
 * Our own design after Chollet 2017 (depthwise-separable modules) and Huang et al. 2017 (dense connections).
 * Input float32 [48, 48, 1] in [-1, 1] or [0, 1]; 372,335 parameters and 26.3 million multiply-adds with the defaults.
 *
 *     image 48×48×1
 *       3×3, 8  ─ 3×3 stride 2, 32                       24×24×32     1.5 M multiply-adds
 *       stage 1: 2 dense modules (48 → 24)               24×24×80     4.3 M
 *       mean 2×2, 1×1 to 64                              12×12×64     0.7 M
 *       stage 2: 5 dense modules (80 → 32)               12×12×224    9.7 M
 *       mean 2×2, 1×1 to 144                              6×6×144     1.2 M
 *       stage 3: 6 dense modules (128 → 48)               6×6×432     8.9 M
 *       mean, dropout, dense                              7
 *
 *     dense module (b → g):  all channels ─ 1×1, b ─ BN ─ ReLU ─ depthwise 3×3 (half of b at distance 1, half at 2)
 *                            └───────────── beside ◄──── ReLU ─ BN ─ 1×1, g ◄──────────────┘
 *
 * Why: dense connections let a module add a few channels and reuse the others, which saves parameters; two dilations see a mouth
 * corner and the fold beside it with 9 taps each; normalization behind the 1×1 convolutions, not before, touches the narrow
 * channels only; the stem halves the image at once, since at 48×48 most of the time would go into the first layers.
 */
export function xception(options: XceptionOptions = {}): Network {
  const { height = 48, width = 48, channels = 1, classes = EXPRESSIONS.length } = options;
  const { stem = [8, 32], modules = [2, 5, 6], growth = [24, 32, 48], bottleneck = [48, 80, 128] } = options;
  const { transition = [64, 144], dilations = [1, 2], dropout = 0.2 } = options;
  for (const [name, { length }, expected] of [
    ['stem', stem, 2],
    ['growth', growth, modules.length],
    ['bottleneck', bottleneck, modules.length],
    ['transition', transition, modules.length - 1],
  ] as const) {
    if (length !== expected) throw new InputError(`xception: expected ${expected} numbers in ${name}, got ${length}`);
  }
  const resolved = { height, width, channels, classes, stem, modules, growth, bottleneck, transition, dilations, dropout };
  return defineNetwork('xception', resolved, [height, width, channels], (net, input) => {
    let x = convBlock(net, input, stem[0]!, 3, 1);
    x = convBlock(net, x, stem[1]!, 3, 2); // height and width halved
    modules.forEach((count, stage) => {
      if (stage > 0) x = convBlock(net, net.averagePool(x, 2, 2), transition[stage - 1]!, 1, 1); // halved again
      x = net.denseStage(x, { modules: count, bottleneck: bottleneck[stage]!, growth: growth[stage]!, dilations });
    });
    const features = net.dropout(net.globalAveragePool(x), dropout);
    return net.softmax(net.dense(features, classes));
  });
}

function convBlock(net: NetworkBuilder, x: Node, filters: number, kernel: number, stride: number): Node {
  return net.relu(net.batchNorm(net.conv(x, filters, kernel, { stride, bias: false })));
}

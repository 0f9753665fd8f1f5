import { InputError } from '../input-error';
import { defineNetwork, type Network, type Node } from './network';
import type { NetworkBuilder } from './network-builder';

/** What the prior network is taught: `none` keeps it in place and teaches it nothing of its own. */
export const FSRNET_PRIORS = ['none', 'heatmaps', 'parsing', 'both'] as const;
export type FsrnetPriors = (typeof FSRNET_PRIORS)[number];

const DECODER_ENTRIES = ['relu', 'linear'] as const;

export interface FsrnetOptions {
  /** Channels of the encoder and the decoder; default 64. */
  channels?: number;
  /** Channels of the coarse network; default `channels`. */
  coarseChannels?: number;
  /** Channels of the prior network, a multiple of 2; default 128. */
  priorChannels?: number;
  /** Residual blocks of the coarse network; default 3. */
  coarseBlocks?: number;
  /** Residual blocks of the encoder; default 12. */
  encoderBlocks?: number;
  /** Residual blocks before the hourglasses; the last one widens to `priorChannels`. Default 3. */
  priorBlocks?: number;
  /** Hourglasses, one behind the other; default 2. */
  hourglasses?: number;
  /** How often an hourglass halves height and width; default 3. */
  hourglassDepth?: number;
  /** Hourglass blocks behind each hourglass; default 2. */
  hourglassBlocks?: number;
  /** Residual blocks of the decoder; default 3. */
  decoderBlocks?: number;
  /** Pixels from one place of the coarse network's grid to the next, 1, 2, 4 or 8; default 1. */
  coarseStride?: number;
  /** The same for encoder and priors, 2 or 4: priors have 128 / `priorStride` pixels a side. Default 2. */
  priorStride?: number;
  /** The same for the decoder's blocks, at most `priorStride`; default 1. */
  decoderStride?: number;
  /** Batch normalization behind the convolutions of residual blocks and priors, or none; default `batch`. */
  normalization?: 'batch' | 'none';
  /** Whether the decoder's first convolution ends in a ReLU, as in the paper and by default; without normalization the priors' large features may shut it for good. */
  decoderEntry?: (typeof DECODER_ENTRIES)[number];
  /** Whether coarse and fine network give the difference to their input; default false. */
  residual?: boolean;
  /** Whether coarse and fine picture are made to agree with the small one, see `backProjection`; default false. */
  backProjection?: boolean;
  /** Which heads the prior network has; default `both`. */
  priors?: FsrnetPriors;
  /** Heat maps; default 68. */
  landmarks?: number;
  /** Parsing maps; default 10, see `PARSING_REGIONS`. */
  regions?: number;
}

/** Side of the pictures that go in and come out, and of the small picture behind them. */
const SIDE = 128;
const SMALL = 16;

/**
 * FSRNet (Chen, Tai, Liu, Shen, Yang: "FSRNet: End-to-End Learning Face Super-Resolution with Facial Priors", CVPR 2018):
 * a face of 16×16 pixels, enlarged to 128×128 by bicubic interpolation, becomes a sharp one of 128×128.
 * Input float32 [128, 128, 3], RGB in [0, 1]. Outputs: `coarse` and `fine` [128, 128, 3]; `heatmaps` [64, 64, 68], the landmarks;
 * `parsing` [64, 64, 10], the regions of the face; the latter two as far as `priors` asks for them.
 * 3.26 million parameters and 15.3 billion multiply-adds with the defaults, which are the paper's; what the paper leaves open
 * (the kind of the hourglass's blocks, its depth) is chosen so that these numbers come out.
 *
 *     coarse   128²   3×3 ─ 3 residual blocks ─ 3×3 to RGB                                      3.7 billion multiply-adds
 *       ├─ encoder    3×3 stride 2 ─ 12 residual blocks ─ 3×3              64²×64 ─┐           3.8
 *       └─ priors     7×7 stride 2 ─ 3 residual blocks ─ 2 hourglasses     64²×128 ┤           3.5
 *                                                          └ 1×1: heat maps, parsing maps
 *     decoder         beside ─ 3×3 ─ 3×3 transposed stride 2 ─ 3 residual blocks at 128² ─ 3×3 to RGB   4.3
 *
 * The strides make a narrow variant for a laptop's processor: the same parts on coarser grids, pictures from transposed convolutions.
 * @throws InputError for strides that do not fit
 */
export function fsrnet(options: FsrnetOptions = {}): Network {
  const { channels = 64, coarseChannels = channels, priorChannels = 128, coarseBlocks = 3, encoderBlocks = 12, priorBlocks = 3, decoderBlocks = 3 } = options;
  const { hourglasses = 2, hourglassDepth = 3, hourglassBlocks = 2, coarseStride = 1, priorStride = 2, decoderStride = 1 } = options;
  const { normalization = 'batch', decoderEntry = 'relu', residual = false, backProjection = false, priors = 'both', landmarks = 68, regions = 10 } = options;
  if (![1, 2, 4, 8].includes(coarseStride)) throw new InputError(`fsrnet: expected a coarseStride of 1, 2, 4 or 8, got ${coarseStride}`);
  if (![2, 4].includes(priorStride)) throw new InputError(`fsrnet: expected a priorStride of 2 or 4, got ${priorStride}`);
  if (![1, 2, 4].includes(decoderStride) || decoderStride > priorStride) {
    throw new InputError(`fsrnet: expected a decoderStride of 1, 2 or 4, at most the priorStride of ${priorStride}, got ${decoderStride}`);
  }
  if (!DECODER_ENTRIES.includes(decoderEntry)) throw new InputError(`fsrnet: expected decoderEntry to be one of ${DECODER_ENTRIES.join(', ')}, got ${decoderEntry}`);
  if (!FSRNET_PRIORS.includes(priors)) throw new InputError(`fsrnet: expected priors of ${FSRNET_PRIORS.join(', ')}, got ${priors}`);
  const resolved = {
    ...{ channels, coarseChannels, priorChannels, coarseBlocks, encoderBlocks, priorBlocks, hourglasses, hourglassDepth, hourglassBlocks, decoderBlocks },
    ...{ coarseStride, priorStride, decoderStride, normalization, ...(decoderEntry === 'relu' ? {} : { decoderEntry }), residual, backProjection, priors, landmarks, regions },
  };
  return defineNetwork('fsrnet', resolved, [SIDE, SIDE, 3], (net, enlarged) => {
    const parts = new Parts(net, normalization === 'batch', residual);
    const finished = (picture: Node, from: Node): Node => {
      const whole = residual ? net.sum(picture, from) : picture;
      return backProjection ? net.backProjection(whole, enlarged, SMALL) : whole;
    };

    let x = parts.conv(enlarged, coarseChannels, reach(coarseStride), coarseStride);
    for (let block = 0; block < coarseBlocks; block++) x = parts.residualBlock(x, coarseChannels);
    const coarse = finished(parts.picture(x, coarseStride), enlarged);

    let features = parts.conv(coarse, channels, reach(priorStride), priorStride);
    for (let block = 0; block < encoderBlocks; block++) features = parts.residualBlock(features, channels);
    features = net.conv(features, channels, 3);

    let prior = parts.conv(coarse, channels, 7, priorStride);
    for (let block = 0; block < priorBlocks; block++) prior = parts.residualBlock(prior, block === priorBlocks - 1 ? priorChannels : channels);
    for (let stack = 0; stack < hourglasses; stack++) {
      let found = parts.hourglass(prior, hourglassDepth);
      for (let block = 0; block < hourglassBlocks; block++) found = parts.bottleneck(found);
      found = parts.conv(found, priorChannels, 1, 1);
      prior = stack === hourglasses - 1 ? found : net.sum(prior, net.conv(found, priorChannels, 1));
    }

    const both = net.concat(features, prior);
    let y = decoderEntry === 'relu' ? parts.conv(both, channels, 3, 1) : parts.convolved(both, channels, 3, 1);
    const halvings = Math.log2(priorStride / decoderStride);
    for (let halving = 0; halving < halvings; halving++) y = parts.enlarged(y, channels);
    for (let block = 0; block < decoderBlocks; block++) y = parts.residualBlock(y, channels);
    const fine = finished(parts.picture(y, decoderStride), coarse);
    return {
      coarse,
      fine,
      ...(priors === 'heatmaps' || priors === 'both' ? { heatmaps: parts.head(prior, landmarks) } : {}),
      ...(priors === 'parsing' || priors === 'both' ? { parsing: parts.head(prior, regions) } : {}),
    };
  });
}

/** Side of the first kernel of a part: 3 as in the paper, on coarser grids enough to miss no pixel. */
function reach(stride: number): number {
  return Math.max(3, stride + 1);
}

/** The stones of the four parts. Each call adds layers with weights of their own. */
class Parts {
  constructor(
    private readonly net: NetworkBuilder,
    private readonly normalized: boolean,
    private readonly residual: boolean,
  ) {}

  /** Convolution and ReLU. */
  conv(x: Node, filters: number, kernel: number, stride: number): Node {
    return this.net.relu(this.convolved(x, filters, kernel, stride));
  }

  /** Two 3×3 convolutions with a way around them (He et al. 2016); 1×1 where the channels change. */
  residualBlock(x: Node, filters: number): Node {
    const body = this.convolved(this.conv(x, filters, 3, 1), filters, 3, 1, true);
    return this.net.sum(this.around(x, filters), body);
  }

  /** 1×1 to half the channels, 3×3, 1×1 back, with a way around them: the hourglass's block (Newell et al. 2016). */
  bottleneck(x: Node): Node {
    const filters = x.shape[2]!;
    const inner = this.conv(this.conv(x, filters / 2, 1, 1), filters / 2, 3, 1);
    return this.net.sum(x, this.convolved(inner, filters, 1, 1, true));
  }

  /** Down and up again, at each size with a way across (Newell et al. 2016). */
  hourglass(x: Node, depth: number): Node {
    const across = this.bottleneck(x);
    const low = this.bottleneck(this.net.maxPool(x, 2, 2));
    const lower = depth > 1 ? this.hourglass(low, depth - 1) : this.bottleneck(low);
    return this.net.sum(across, this.net.upSample(this.bottleneck(lower)));
  }

  /** Twice the height and width. */
  enlarged(x: Node, filters: number): Node {
    return this.net.relu(this.normalize(this.net.transposedConv(x, filters, 3, 2)));
  }

  /**
   * Maps for a prior. Without normalization they start at zero: most of what they learn is zero, and the quickest way there from
   * anywhere else shuts every ReLU behind them for good.
   */
  head(x: Node, maps: number): Node {
    return this.net.conv(x, maps, 1, { initializer: this.normalized ? 'glorotUniform' : 'zeros' });
  }

  /** RGB at full size from a grid with a place every `stride` pixels; where it is a difference it starts at zero. */
  picture(x: Node, stride: number): Node {
    const initializer = this.residual ? 'zeros' : 'glorotUniform';
    return stride === 1 ? this.net.conv(x, 3, 3, { initializer }) : this.net.transposedConv(x, 3, 2 * stride, stride, initializer);
  }

  /** Convolution alone. @param last of a residual branch: without normalization it starts at zero, so that deep networks start shallow */
  convolved(x: Node, filters: number, kernel: number, stride: number, last = false): Node {
    if (this.normalized) return this.normalize(this.net.conv(x, filters, kernel, { stride, bias: false }));
    return this.net.conv(x, filters, kernel, { stride, initializer: last ? 'zeros' : 'heNormal' });
  }

  private normalize(x: Node): Node {
    return this.normalized ? this.net.batchNorm(x) : x;
  }

  private around(x: Node, filters: number): Node {
    return x.shape[2] === filters ? x : this.net.conv(x, filters, 1);
  }
}

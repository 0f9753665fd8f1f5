import { networkWeights, type Network } from './network';
import type { WeightValues } from './initial-weights';
import type { XceptionOptions } from './xception';

/** The options of `xception` that make it wider or deeper; the others decide what it computes with. */
const SIZES = ['stem', 'modules', 'growth', 'bottleneck', 'transition'] as const;
type Sizes = Required<Pick<XceptionOptions, (typeof SIZES)[number]>>;
/** Options of which weights do not depend: a network of convolutions reads images of any size. */
const FREE = ['height', 'width', 'dropout'];

/** Marks a channel that the narrow network does not have, among those that a layer reads. */
const NEW_INPUT = -1;
/** Marks a channel, or a module, that the narrow network does not have, among those that a layer computes. */
const NEW_OUTPUT = -2;

/** Whether `widenXception` can put one network's weights into another. */
export function canWidenXception(narrow: Network, wide: Network): boolean {
  if (narrow.name !== 'xception' || wide.name !== 'xception') return false;
  const [from, to] = [sizes(narrow), sizes(wide)];
  const grows = SIZES.every((size) => from[size].length === to[size].length && from[size].every((each, at) => each <= to[size][at]!));
  const fixed = Object.keys(wide.options).filter((option) => !FREE.includes(option) && !SIZES.includes(option as keyof Sizes));
  return grows && fixed.every((option) => JSON.stringify(narrow.options[option]) === JSON.stringify(wide.options[option]));
}

/**
 * Puts the weights of an improved Xception into a wider or deeper one, or one for images of another size, so that both compute the same
 * at first (Net2Net, Chen et al. 2016): new channels and modules start as a new network's do, and nothing old listens to them yet.
 * @param narrow a network that `canWidenXception` accepts, and its weights
 * @param fresh starting weights of the wide network
 */
export function widenXception(narrow: { built: Network; weights: WeightValues }, wide: Network, fresh: WeightValues): WeightValues {
  const old = networkWeights(narrow.built);
  const origins = axisOrigins(sizes(narrow.built), sizes(wide), wide.options as Required<XceptionOptions>);
  const entries = [...networkWeights(wide)].map(([name, { shape }]): [string, Float32Array] => {
    const axes = origins(name, shape);
    return [name, place(narrow.weights[name]!, old.get(name)!.shape, fresh[name]!, axes)];
  });
  return Object.fromEntries(entries);
}

function sizes(network: Network): Sizes {
  return network.options as unknown as Sizes;
}

/** Copies what is old, zeroes what old units read of new ones, and leaves the rest as it starts. */
function place(old: Float32Array, oldShape: number[], fresh: Float32Array, axes: number[][]): Float32Array {
  const values = Float32Array.from(fresh);
  const at = axes.map(() => 0);
  for (let flat = 0; flat < values.length; flat++) {
    const from = axes.map((axis, which) => axis[at[which]!]!);
    if (!from.includes(NEW_OUTPUT)) values[flat] = from.includes(NEW_INPUT) ? 0 : old[from.reduce((sum, index, which) => sum * oldShape[which]! + index, 0)]!;
    for (let which = axes.length - 1; which >= 0 && ++at[which]! === axes[which]!.length; which--) at[which] = 0;
  }
  return values;
}

/** For each axis of a weight: where each of its places was in the narrow network, or which kind of new place it is. */
function axisOrigins(from: Sizes, to: Sizes, { dilations, classes, channels }: Required<XceptionOptions>) {
  const stages = to.modules.map((_, stage) => {
    const into = stage === 0 ? upTo(from.stem[1]!, to.stem[1]!) : upTo(from.transition[stage - 1]!, to.transition[stage - 1]!);
    const modules = upTo(from.modules[stage]!, to.modules[stage]!);
    const growth = upTo(from.growth[stage]!, to.growth[stage]!);
    const width = from.transition[stage - 1] ?? from.stem[1]!;
    const added = (module: number, channel: number): number => (module < 0 || channel < 0 ? NEW_OUTPUT : width + module * from.growth[stage]! + channel);
    /** The channels that a module reads or, after the last one, that the stage gives. */
    const channelsBefore = (count: number): number[] => [
      ...into,
      ...modules.slice(0, count).flatMap((module) => growth.map((channel) => added(module, channel))),
    ];
    return { width, modules, growth, bottleneck: inGroups(from.bottleneck[stage]!, to.bottleneck[stage]!, dilations.length), channelsBefore };
  });
  const convolved = [
    { input: same(channels), filters: upTo(from.stem[0]!, to.stem[0]!) },
    { input: upTo(from.stem[0]!, to.stem[0]!), filters: upTo(from.stem[1]!, to.stem[1]!) },
    ...to.transition.map((width, stage) => ({ input: stages[stage]!.channelsBefore(to.modules[stage]!), filters: upTo(from.transition[stage]!, width) })),
  ];
  const output = stages.at(-1)!.channelsBefore(to.modules.at(-1)!);

  return (name: string, shape: number[]): number[][] => {
    const [, kind, number, weight] = /^(.*?)(?:_(\d+))?\/(.*)$/.exec(name)!;
    const index = Number(number ?? 0);
    if (kind === 'dense') return weight === 'bias' ? [same(classes)] : [read(output), same(classes)];
    if (kind === 'batch_normalization') return [convolved[index]!.filters];
    if (kind === 'conv2d') return [same(shape[0]!), same(shape[1]!), read(convolved[index]!.input), convolved[index]!.filters];
    const stage = stages[index]!;
    if (weight === 'reduce_kernel') return [reducedRows(stage, from.growth[index]!), stage.bottleneck];
    if (weight === 'depthwise_kernel') return [stage.modules, same(shape[1]!), same(shape[2]!), stage.bottleneck];
    if (weight === 'expand_kernel') return [stage.modules, read(stage.bottleneck), stage.growth];
    return [stage.modules, weight!.startsWith('reduce') ? stage.bottleneck : stage.growth];
  };
}

interface StageOrigins {
  width: number;
  modules: number[];
  channelsBefore(count: number): number[];
}

/** Rows of the stacked first kernels of a stage's modules: all channels that each module reads, one module after the other. */
function reducedRows({ width, modules, channelsBefore }: StageOrigins, growth: number): number[] {
  return modules.flatMap((module, count) => {
    if (module < 0) return channelsBefore(count).map(() => NEW_OUTPUT);
    const before = module * width + (growth * module * (module - 1)) / 2;
    return read(channelsBefore(count)).map((channel) => (channel < 0 ? channel : before + channel));
  });
}

function same(length: number): number[] {
  return [...Array(length).keys()];
}

/** The old ones first, the new ones behind them. */
function upTo(old: number, length: number): number[] {
  return same(length).map((index) => (index < old ? index : NEW_OUTPUT));
}

/** As `upTo` in each of several groups of equal size. */
function inGroups(old: number, length: number, groups: number): number[] {
  return same(groups).flatMap((group) => upTo(old / groups, length / groups).map((index) => (index < 0 ? index : (group * old) / groups + index)));
}

/** The same channels as a layer behind them sees them. */
function read(channels: number[]): number[] {
  return channels.map((channel) => (channel < 0 ? NEW_INPUT : channel));
}

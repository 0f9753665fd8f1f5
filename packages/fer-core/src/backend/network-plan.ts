/** A tensor of a plan: of one image, channels last; a list of numbers is [1, 1, length]. */
export interface PlannedTensor {
  readonly index: number;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
}

/** A square window passing over an image. */
export interface PlannedWindow {
  readonly window: number;
  readonly stride: number;
  readonly padding: 'same' | 'valid';
  /** Distance between taps; default 1. */
  readonly dilation?: number;
}

/** Weights of one module of a dense stage: kernels row-major, batch norms as scale and shift. */
export interface PlannedModule {
  /** [channels, bottleneck] */
  readonly reduce: Float32Array;
  readonly reduceNorm: ChannelScaling;
  /** [3, 3, bottleneck] */
  readonly depthwise: Float32Array;
  /** [bottleneck, growth] */
  readonly expand: Float32Array;
  readonly expandNorm: ChannelScaling;
}

/** x · scale + shift, by channel. */
export interface ChannelScaling {
  readonly scale: Float32Array;
  readonly shift: Float32Array;
}

/** As `native/network_steps.cc` counts them. */
const KINDS = ['convolution', 'depthwise', 'separable', 'denseStage', 'pooling', 'globalMean', 'standardize', 'doubling', 'bilinear', 'concatenation', 'sum', 'scaling', 'pointVotes'] as const;
type Kind = (typeof KINDS)[number];

interface Step {
  kind: Kind;
  inputs: number[];
  output: number;
  numbers: number[];
  values: Float32Array[];
  /** Index in `numbers` of whether a ReLU follows; undefined where the step knows none. */
  relu?: number;
  /** Kernel and bias in `values` that a scaling behind the step can be worked into; channels are the kernel's last axis. */
  scalable?: { kernel: number; bias: number };
}

/** A plan in the numbers that our library reads. */
export interface WrittenPlan {
  readonly numbers: Int32Array;
  readonly values: Float32Array;
  /** [height, width, channels] of an image and of the outputs, in order. */
  readonly input: number[];
  readonly outputs: number[][];
}

/**
 * What a network at work does with one image, step by step, for `startNetwork`. Each method adds a step behind the tensors that it is given.
 * Batch norms and ReLUs are worked into the convolutions before them where nobody else reads those.
 */
export class NetworkPlan {
  /** The image. */
  readonly input: PlannedTensor;
  private readonly tensors: PlannedTensor[] = [];
  private readonly steps: Step[] = [];

  /** @param range bytes · scale + shift is what the first step reads */
  constructor(height: number, width: number, channels: number, private readonly range: { scale: number; shift: number }) {
    this.input = this.tensor(height, width, channels);
  }

  /** @param kernel [window, window, channels, filters] @param bias [filters]; null for none */
  convolution(x: PlannedTensor, kernel: Float32Array, bias: Float32Array | null, { window, stride, padding }: PlannedWindow): PlannedTensor {
    const filters = kernel.length / (window * window * x.channels);
    const [rows, columns] = [spanOf(x.height, window, stride, padding), spanOf(x.width, window, stride, padding)];
    const numbers = [window, stride, rows.before, columns.before, 0];
    return this.add('convolution', [x], this.tensor(rows.length, columns.length, filters), numbers, [kernel, bias ?? new Float32Array(filters)], { relu: 4, scalable: { kernel: 0, bias: 1 } });
  }

  /** @param kernel [window, window, channels] */
  depthwise(x: PlannedTensor, kernel: Float32Array, { window, stride, padding, dilation = 1 }: PlannedWindow): PlannedTensor {
    const [rows, columns] = [spanOf(x.height, window, stride, padding, dilation), spanOf(x.width, window, stride, padding, dilation)];
    const numbers = [window, stride, dilation, 0];
    return this.add('depthwise', [x], this.tensor(rows.length, columns.length, x.channels), numbers, [kernel, new Float32Array(x.channels)], { relu: 3, scalable: { kernel: 0, bias: 1 } });
  }

  /** relu(pointwise(depthwise 3×3 (x)) + shortcut), as `separableBlock`. */
  separableBlock(
    x: PlannedTensor,
    weights: { depthwise: Float32Array; depthwiseBias: Float32Array; pointwise: Float32Array; pointwiseBias: Float32Array },
    { stride, shortcut }: { stride: 1 | 2; shortcut?: PlannedTensor },
  ): PlannedTensor {
    const { depthwise, depthwiseBias, pointwise, pointwiseBias } = weights;
    const output = this.tensor(Math.ceil(x.height / stride), Math.ceil(x.width / stride), pointwiseBias.length);
    return this.add('separable', shortcut ? [x, shortcut] : [x], output, [stride], [depthwise, depthwiseBias, pointwise, pointwiseBias]);
  }

  denseStage(x: PlannedTensor, modules: readonly PlannedModule[], dilations: readonly number[]): PlannedTensor {
    const [bottleneck, growth] = [modules[0]!.reduceNorm.scale.length, modules[0]!.expandNorm.scale.length];
    const values = modules.flatMap(({ reduce, reduceNorm, depthwise, expand, expandNorm }) => [reduce, reduceNorm.scale, reduceNorm.shift, depthwise, expand, expandNorm.scale, expandNorm.shift]);
    const numbers = [bottleneck, growth, modules.length, dilations.length, ...dilations];
    return this.add('denseStage', [x], this.tensor(x.height, x.width, x.channels + modules.length * growth), numbers, values);
  }

  pooling(x: PlannedTensor, { window, stride, padding }: PlannedWindow, kind: 'mean' | 'largest'): PlannedTensor {
    const [rows, columns] = [spanOf(x.height, window, stride, padding), spanOf(x.width, window, stride, padding)];
    return this.add('pooling', [x], this.tensor(rows.length, columns.length, x.channels), [window, stride, rows.before, columns.before, kind === 'mean' ? 1 : 0], []);
  }

  /** The mean over the image plane. */
  globalMean(x: PlannedTensor): PlannedTensor {
    return this.add('globalMean', [x], this.tensor(1, 1, x.channels), [], []);
  }

  /** Mean 0 and deviation 1 for each image. */
  standardize(x: PlannedTensor, leastDeviation: number): PlannedTensor {
    return this.add('standardize', [x], this.like(x), [], [Float32Array.of(leastDeviation)]);
  }

  /** Repeats each pixel in a square of two by two. */
  doubling(x: PlannedTensor): PlannedTensor {
    return this.add('doubling', [x], this.tensor(2 * x.height, 2 * x.width, x.channels), [], []);
  }

  /** Bilinear, by pixel centres. */
  resize(x: PlannedTensor, height: number, width: number): PlannedTensor {
    return this.add('bilinear', [x], this.tensor(height, width, x.channels), [], []);
  }

  concatenation(parts: readonly PlannedTensor[]): PlannedTensor {
    const { height, width } = parts[0]!;
    return this.add('concatenation', parts, this.tensor(height, width, parts.reduce((sum, { channels }) => sum + channels, 0)), [], []);
  }

  sum(parts: readonly PlannedTensor[]): PlannedTensor {
    return this.add('sum', parts, this.like(parts[0]!), [0], [], { relu: 0 });
  }

  scaling(x: PlannedTensor, { scale, shift }: ChannelScaling): PlannedTensor {
    return this.add('scaling', [x], this.like(x), [0], [scale, shift], { relu: 0, scalable: { kernel: 0, bias: 1 } });
  }

  relu(x: PlannedTensor): PlannedTensor {
    const ones = new Float32Array(x.channels).fill(1);
    return this.add('scaling', [x], this.like(x), [1], [ones, new Float32Array(x.channels)], { relu: 0 });
  }

  /** [1, points, 3] from votes, see `models/layers/point-votes.ts`. */
  pointVotes(x: PlannedTensor, stride: number): PlannedTensor {
    return this.add('pointVotes', [x], this.tensor(1, x.channels / 3, 3), [stride], []);
  }

  /** @param outputs what is to be kept of each image */
  write(outputs: readonly PlannedTensor[]): WrittenPlan {
    const steps = joined(this.steps, outputs.map(({ index }) => index));
    const shape = ({ height, width, channels }: PlannedTensor): number[] => [height, width, channels];
    const numbers = [
      ...[this.tensors.length, ...this.tensors.flatMap(shape)],
      ...[steps.length, ...steps.flatMap(({ kind, inputs, output, numbers: own }) => [KINDS.indexOf(kind), inputs.length, ...inputs, output, ...own])],
      ...[outputs.length, ...outputs.map(({ index }) => index)],
    ];
    const parts = [Float32Array.of(this.range.scale, this.range.shift), ...steps.flatMap(({ values }) => values)];
    const values = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
    parts.reduce((at, part) => (values.set(part, at), at + part.length), 0);
    return { numbers: Int32Array.from(numbers), values, input: shape(this.input), outputs: outputs.map(shape) };
  }

  private tensor(height: number, width: number, channels: number): PlannedTensor {
    const tensor = { index: this.tensors.length, height, width, channels };
    this.tensors.push(tensor);
    return tensor;
  }

  private like({ height, width, channels }: PlannedTensor): PlannedTensor {
    return this.tensor(height, width, channels);
  }

  private add(kind: Kind, inputs: readonly PlannedTensor[], output: PlannedTensor, numbers: number[], values: Float32Array[], more: Pick<Step, 'relu' | 'scalable'> = {}): PlannedTensor {
    this.steps.push({ kind, inputs: inputs.map(({ index }) => index), output: output.index, numbers, values, ...more });
    return output;
  }
}

/** Works scalings and ReLUs into the steps before them, where those have no other reader and no ReLU yet. */
function joined(steps: readonly Step[], outputs: readonly number[]): Step[] {
  const readers = new Map<number, number>();
  for (const index of [...steps.flatMap(({ inputs }) => inputs), ...outputs]) readers.set(index, (readers.get(index) ?? 0) + 1);
  const result: Step[] = [];
  const makers = new Map<number, Step>();
  for (const step of steps) {
    const before = makers.get(step.inputs[0]!);
    const merged = step.kind === 'scaling' && before && readers.get(step.inputs[0]!) === 1 ? withScaling(before, step) : null;
    if (merged) result[result.indexOf(before!)] = merged;
    else result.push(step);
    makers.set(step.output, merged ?? step);
  }
  return result;
}

/** One step for two; null where the first cannot take the second in. */
function withScaling(step: Step, scaling: Step): Step | null {
  if (step.relu === undefined || step.numbers[step.relu] === 1) return null;
  const [scale, shift] = scaling.values as [Float32Array, Float32Array];
  const numbers = step.numbers.map((number, index) => (index === step.relu ? scaling.numbers[0]! : number));
  const merged = { ...step, numbers, output: scaling.output };
  if (scale.every((value) => value === 1) && shift.every((value) => value === 0)) return merged;
  if (!step.scalable) return null;
  const { kernel, bias } = step.scalable;
  const values = [...step.values];
  values[kernel] = step.values[kernel]!.map((value, index) => value * scale[index % scale.length]!);
  values[bias] = step.values[bias]!.map((value, channel) => value * scale[channel]! + shift[channel]!);
  return { ...merged, values };
}

/** Places of a window along one side, and the padding before the first, as TensorFlow counts them. */
function spanOf(length: number, window: number, stride: number, padding: 'same' | 'valid', dilation = 1): { length: number; before: number } {
  const covered = (window - 1) * dilation + 1;
  if (padding === 'valid') return { length: Math.ceil((length - covered + 1) / stride), before: 0 };
  const places = Math.ceil(length / stride);
  return { length: places, before: Math.floor(Math.max(0, (places - 1) * stride + covered - length) / 2) };
}

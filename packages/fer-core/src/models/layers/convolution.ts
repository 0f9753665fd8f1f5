import { biasAdd, depthwiseConv, pointwiseConv, tf, type Tensor } from '../../backend';
import type { Initializer, LayerDefinition, WeightSpec } from '../layer';

/** Zero padding: `same` keeps ceil(size / stride), `valid` uses whole windows only. */
export type Padding = 'same' | 'valid';

export interface ConvolutionOptions {
  /** Step of the window in pixels; default 1. */
  stride?: number;
  /** Default `same`. */
  padding?: Padding;
  /** Distance between the kernel's taps in pixels; default 1. */
  dilation?: number;
  /** Adds a learned offset to each channel; default true, as Keras. */
  bias?: boolean;
  /** L2 penalty on the kernel; default none. */
  l2?: number;
  /** How the kernel starts; default `glorotUniform`, as Keras. */
  initializer?: Initializer;
}

/** Length of one side after a window has passed over it. */
export function outputLength(length: number, kernel: number, stride: number, padding: Padding, dilation = 1): number {
  const covered = (kernel - 1) * dilation + 1;
  const result = padding === 'same' ? Math.ceil(length / stride) : Math.ceil((length - covered + 1) / stride);
  if (result < 1) throw new Error(`convolution: expected an input of at least ${covered} pixels, got ${length}`);
  return result;
}

/** Convolution with square kernels, [height, width, channels] → [height', width', filters]. */
export function convolution(input: number[], filters: number, kernel: number, options: ConvolutionOptions = {}): LayerDefinition {
  const { stride = 1, padding = 'same', dilation = 1, bias = true, l2, initializer = 'glorotUniform' } = options;
  const [height, width, channels] = input as [number, number, number];
  const outputShape = [
    outputLength(height, kernel, stride, padding, dilation),
    outputLength(width, kernel, stride, padding, dilation),
    filters,
  ];
  const weights: WeightSpec[] = [
    { name: 'kernel', shape: [kernel, kernel, channels, filters], initializer, trainable: true, ...(l2 ? { l2 } : {}) },
  ];
  if (bias) weights.push({ name: 'bias', shape: [filters], initializer: 'zeros', trainable: true });
  return {
    kind: 'Conv2D',
    outputShape,
    weights,
    settings: { strides: stride, padding, dilation_rate: dilation, activation: 'linear', data_format: 'channels_last' },
    multiplyAdds: outputShape[0]! * outputShape[1]! * filters * kernel * kernel * channels,
    forward: ([x], { kernel: w, bias: b }) => {
      const y = kernel === 1
        ? pointwiseConv(x!, w!, stride)
        : tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, stride, padding, 'NHWC', dilation);
      return b ? biasAdd(y, b) : y;
    },
    ...(dilation === 1 ? { plan: (plan, [x], { kernel: w, bias: b }) => plan.convolution(x!, w!, b ?? null, { window: kernel, stride, padding }) } : {}),
  };
}

/** One kernel for each channel, [height, width, channels] → [height', width', channels]. */
export function depthwiseConvolution(input: number[], kernel: number, options: Omit<ConvolutionOptions, 'bias' | 'initializer'> = {}): LayerDefinition {
  const { stride = 1, padding = 'same', dilation = 1, l2 } = options;
  const [height, width, channels] = input as [number, number, number];
  const outputShape = [
    outputLength(height, kernel, stride, padding, dilation),
    outputLength(width, kernel, stride, padding, dilation),
    channels,
  ];
  return {
    kind: 'DepthwiseConv2D',
    outputShape,
    weights: [
      { name: 'kernel', shape: [kernel, kernel, channels, 1], initializer: 'glorotUniform', trainable: true, ...(l2 ? { l2 } : {}) },
    ],
    settings: { strides: stride, padding, dilation_rate: dilation, activation: 'linear', data_format: 'channels_last' },
    multiplyAdds: outputShape[0]! * outputShape[1]! * channels * kernel * kernel,
    forward: ([x], { kernel: w }) => depthwiseConv(x!, w!, { stride, padding, dilations: [dilation] }),
    plan: (plan, [x], { kernel: w }) => plan.depthwise(x!, w!, { window: kernel, stride, padding, dilation }),
  };
}

/** A depthwise 3×3 followed by a pointwise 1×1 convolution without offsets: Xception's building stone (Chollet 2017). */
export function separableConvolution(input: number[], filters: number, kernel: number): LayerDefinition {
  const depthwise = depthwiseConvolution(input, kernel);
  const pointwise = convolution(depthwise.outputShape, filters, 1, { bias: false });
  const rename = (part: LayerDefinition, name: string): WeightSpec => ({ ...part.weights[0]!, name });
  return {
    kind: 'SeparableConv2D',
    outputShape: pointwise.outputShape,
    weights: [rename(depthwise, 'depthwise_kernel'), rename(pointwise, 'pointwise_kernel')],
    settings: depthwise.settings!,
    multiplyAdds: depthwise.multiplyAdds + pointwise.multiplyAdds,
    forward: (inputs, weights, context) => {
      const spatial: Tensor = depthwise.forward(inputs, { kernel: weights.depthwise_kernel! }, context);
      return pointwise.forward([spatial], { kernel: weights.pointwise_kernel! }, context);
    },
    plan: (plan, inputs, weights) => {
      const spatial = depthwise.plan!(plan, inputs, { kernel: weights.depthwise_kernel! });
      return pointwise.plan!(plan, [spatial], { kernel: weights.pointwise_kernel! });
    },
  };
}

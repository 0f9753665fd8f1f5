import type { Initializer, Layer, LayerDefinition } from './layer';
import { backProjection } from './layers/back-projection';
import {
  convolution,
  depthwiseConvolution,
  separableConvolution,
  type ConvolutionOptions,
  type Padding,
} from './layers/convolution';
import { denseStageLayer, type DenseStageLayerOptions } from './layers/dense-stage';
import { addition, concatenation, dropout, reluActivation, softmaxActivation } from './layers/elementwise';
import { batchNormalization, type BatchNormOptions } from './layers/normalization';
import { pointVotes } from './layers/point-votes';
import { averagePooling, fullyConnected, globalAveragePooling, maxPooling } from './layers/pooling';
import { standardization } from './layers/standardization';
import { transposedConvolution } from './layers/transposed-convolution';
import { upSampling } from './layers/up-sampling';
import type { Node } from './network';

/** Keras's automatic names by kind: `conv2d`, `conv2d_1`, … */
const KERAS_NAME: Record<string, string> = {
  InputLayer: 'input',
  Conv2D: 'conv2d',
  Conv2DTranspose: 'conv2d_transpose',
  DepthwiseConv2D: 'depthwise_conv2d',
  DenseStage: 'dense_stage',
  Dense: 'dense',
  SeparableConv2D: 'separable_conv2d',
  BatchNormalization: 'batch_normalization',
  Activation: 'activation',
  MaxPooling2D: 'max_pooling2d',
  AveragePooling2D: 'average_pooling2d',
  GlobalAveragePooling2D: 'global_average_pooling2d',
  Add: 'add',
  Concatenate: 'concatenate',
  Dropout: 'dropout',
  BackProjection: 'back_projection',
  Standardization: 'standardization',
  UpSampling2D: 'up_sampling2d',
  PointVotes: 'point_votes',
};

/** Adds layers one after the other; each method takes the node it continues and returns the new one. */
export class NetworkBuilder {
  readonly layers: Layer[] = [];
  private readonly used = new Map<string, number>();

  input(shape: number[]): Node {
    const pass: LayerDefinition = { kind: 'InputLayer', outputShape: shape, weights: [], multiplyAdds: 0, forward: ([x]) => x!, plan: (_, [x]) => x! };
    return this.add(pass, []);
  }

  conv(x: Node, filters: number, kernel: number, options?: ConvolutionOptions): Node {
    return this.add(convolution(x.shape, filters, kernel, options), [x]);
  }

  transposedConv(x: Node, filters: number, kernel: number, stride: number, initializer?: Initializer): Node {
    return this.add(transposedConvolution(x.shape, filters, kernel, stride, initializer), [x]);
  }

  depthwiseConv(x: Node, kernel: number, options?: Omit<ConvolutionOptions, 'bias'>): Node {
    return this.add(depthwiseConvolution(x.shape, kernel, options), [x]);
  }

  denseStage(x: Node, options: DenseStageLayerOptions): Node {
    return this.add(denseStageLayer(x.shape, options), [x]);
  }

  separableConv(x: Node, filters: number, kernel: number): Node {
    return this.add(separableConvolution(x.shape, filters, kernel), [x]);
  }

  batchNorm(x: Node, options?: BatchNormOptions): Node {
    return this.add(batchNormalization(x.shape, options), [x]);
  }

  relu(x: Node): Node {
    return this.add(reluActivation(x.shape), [x]);
  }

  maxPool(x: Node, window: number, stride: number, padding?: Padding): Node {
    return this.add(maxPooling(x.shape, window, stride, padding), [x]);
  }

  averagePool(x: Node, window: number, stride: number, padding?: Padding): Node {
    return this.add(averagePooling(x.shape, window, stride, padding), [x]);
  }

  globalAveragePool(x: Node): Node {
    return this.add(globalAveragePooling(x.shape), [x]);
  }

  dense(x: Node, units: number): Node {
    return this.add(fullyConnected(x.shape, units), [x]);
  }

  sum(...inputs: Node[]): Node {
    return this.add(addition(inputs[0]!.shape), inputs);
  }

  concat(...inputs: Node[]): Node {
    return this.add(concatenation(inputs.map(({ shape }) => shape)), inputs);
  }

  backProjection(picture: Node, enlarged: Node, small: number): Node {
    return this.add(backProjection(picture.shape, small), [picture, enlarged]);
  }

  dropout(x: Node, rate: number): Node {
    return this.add(dropout(x.shape, rate, this.layers.length), [x]);
  }

  softmax(x: Node): Node {
    return this.add(softmaxActivation(x.shape), [x], 'predictions');
  }

  standardize(x: Node): Node {
    return this.add(standardization(x.shape), [x]);
  }

  upSample(x: Node): Node {
    return this.add(upSampling(x.shape), [x]);
  }

  pointVotes(x: Node, stride: number): Node {
    return this.add(pointVotes(x.shape, stride), [x]);
  }

  private add(definition: LayerDefinition, inputs: Node[], name = this.freeName(definition.kind)): Node {
    this.layers.push({ ...definition, name, inputs: inputs.map((input) => input.name) });
    return { name, shape: definition.outputShape };
  }

  private freeName(kind: string): string {
    const base = KERAS_NAME[kind]!;
    const count = this.used.get(base) ?? 0;
    this.used.set(base, count + 1);
    return count === 0 ? base : `${base}_${count}`;
  }
}

import type { NetworkPlan, PlannedTensor, Tensor } from '../backend';

/** How a weight starts. `glorotUniform` takes fan-in and fan-out from the shape as Keras does; `heNormal` is for networks with ReLU. */
export type Initializer = 'zeros' | 'ones' | 'glorotUniform' | 'heNormal';

/** One array of numbers that belongs to a layer. */
export interface WeightSpec {
  /** Name within the layer, as Keras names it: `kernel`, `bias`, `gamma`, `moving_mean`, … */
  name: string;
  shape: number[];
  initializer: Initializer;
  /** Inputs of one unit, where the shape does not tell: used by `heNormal`. */
  fanIn?: number;
  /** Whether the optimizer changes it; moving statistics are not trainable. */
  trainable: boolean;
  /** Factor of the L2 penalty on this weight; absent for none. */
  l2?: number;
}

/** What a layer may use while it computes. */
export interface ForwardContext {
  training: boolean;
  /** int32 [2], for dropout and the like; needed in training only. */
  seed?: Tensor;
  /** Whether the layer must apply the ReLU behind it too; only told to layers with `takesRelu`. */
  reluFollows?: boolean;
  /** Lets the training step move a non-trainable weight (moving statistics) towards a value; `keep` is the share that stays. */
  follow(weight: string, value: Tensor, keep: number): void;
}

/** A layer's kind and numbers, before it has a name and a place in a network. */
export interface LayerDefinition {
  /** Keras's class name, as `summary()` prints it. */
  kind: string;
  /** [height, width, channels] or [channels]; the batch is left out. */
  outputShape: number[];
  weights: WeightSpec[];
  /** What else its result depends on, under Keras's names (`strides`, `epsilon`, …): an imported layer must have the same. */
  settings?: Record<string, string | number>;
  /** True for a rectified linear unit. */
  isRelu?: boolean;
  /** True where the layer can apply a ReLU behind it in the same pass. */
  takesRelu?: boolean;
  /** Multiplications followed by an addition, for one image. */
  multiplyAdds: number;
  /**
   * @param inputs tensors with a leading batch dimension
   * @param weights this layer's, by the names of `weights`
   * @returns a tensor [batch, ...outputShape] of the caller's tidy scope
   */
  forward(inputs: Tensor[], weights: Record<string, Tensor>, context: ForwardContext): Tensor;
  /**
   * The same for a network at work: adds its steps to a plan. Absent where our library knows no such step.
   * @param weights this layer's, row-major
   */
  plan?(plan: NetworkPlan, inputs: PlannedTensor[], weights: Record<string, Float32Array>): PlannedTensor;
}

/** A layer in its place: named, and fed by earlier layers. */
export interface Layer extends LayerDefinition {
  name: string;
  /** Names of the layers it takes its input from. */
  inputs: string[];
}

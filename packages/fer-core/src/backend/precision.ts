import { attribute, DataType, type DataTypeName, type OpAttribute } from './native';

/** What products are computed in; weights, sums, normalization, losses and updates are float32 always. */
export type Precision = 'float32' | 'bfloat16' | 'float16';

/** Operations that gain from short numbers, and which of their inputs are such: convolutions and matrix products with their gradients. */
const PRODUCTS: Record<string, readonly number[]> = {
  Conv2D: [0, 1],
  Conv2DBackpropInput: [1, 2],
  Conv2DBackpropFilter: [0, 2],
  DepthwiseConv2dNative: [0, 1],
  DepthwiseConv2dNativeBackpropInput: [1, 2],
  DepthwiseConv2dNativeBackpropFilter: [0, 2],
  MatMul: [0, 1],
  BatchMatMul: [0, 1],
  BatchMatMulV2: [0, 1],
};

/** The part of a trace that adds nodes. */
interface NodeAdder {
  add(op: string, inputs: string[], attributes: OpAttribute[]): string;
}

/**
 * Writes mixed precision into a graph: products get their inputs cast down and their result cast back, as PyTorch's autocast does.
 * What several products read is cast once.
 */
export class MixedPrecision {
  private readonly lowered = new Map<string, string>();

  constructor(private readonly precision: DataTypeName, private readonly graph: NodeAdder) {}

  /** Adds an operation of one output in low precision. @returns its float32 node; undefined for an operation that stays as it is */
  add(op: string, inputs: string[], attributes: OpAttribute[]): string | undefined {
    const low = PRODUCTS[op];
    if (!low || attributes.find(({ name }) => name === 'T')?.value !== DataType.float32) return undefined;
    const short = inputs.map((input, position) => (low.includes(position) ? this.lower(input) : input));
    const typed = attributes.map((each) => (each.name === 'T' ? attribute.type('T', this.precision) : each));
    return this.cast(this.graph.add(op, short, typed), this.precision, 'float32');
  }

  private lower(node: string): string {
    const known = this.lowered.get(node);
    if (known !== undefined) return known;
    const cast = this.cast(node, 'float32', this.precision);
    this.lowered.set(node, cast);
    return cast;
  }

  private cast(node: string, from: DataTypeName, to: DataTypeName): string {
    return this.graph.add('Cast', [node], [attribute.type('SrcT', from), attribute.type('DstT', to)]);
  }
}

import { DataType, type DataTypeName, type OpAttribute } from './native';

/** One operation of a graph. Inputs are `node` or `node:output`, or `^node` for "after that node". */
export interface GraphNode {
  name: string;
  op: string;
  inputs: string[];
  attributes: OpAttribute[];
}

/** A dense constant. */
export interface Constant {
  dtype: DataTypeName;
  shape: number[];
  values: ArrayBufferView;
}

/** A TensorFlow graph under construction: names are made unique, equal constants are stored once. */
export class Graph {
  readonly nodes: GraphNode[] = [];
  readonly constants = new Map<string, Constant>();
  private readonly constantNames = new Map<string, string>();

  /** Adds an operation. @returns its unique name. */
  add(op: string, inputs: string[], attributes: OpAttribute[] = [], name = `${op}_${this.nodes.length}`): string {
    this.nodes.push({ name, op, inputs, attributes });
    return name;
  }

  /** Adds a constant, or finds the equal one. @returns its name. */
  constant(dtype: DataTypeName, shape: number[], values: ArrayBufferView): string {
    const bytes = Buffer.from(values.buffer, values.byteOffset, values.byteLength);
    const key = `${dtype}[${shape.join()}]${bytes.length <= 4096 ? bytes.toString('base64') : this.nodes.length}`;
    const known = this.constantNames.get(key);
    if (known) return known;
    const name = this.add('Const', []);
    this.constants.set(name, { dtype, shape, values: Buffer.from(bytes) });
    this.constantNames.set(key, name);
    return name;
  }

  /** Adds a placeholder to be fed. @returns its name. */
  placeholder(name: string, dtype: DataTypeName, shape: number[]): string {
    return this.add('Placeholder', [], [
      { name: 'dtype', type: 4, value: DataType[dtype] },
      { name: 'shape', type: 5, value: shape },
    ], name);
  }
}

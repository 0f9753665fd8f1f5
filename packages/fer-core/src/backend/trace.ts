import { tf, type Tensor, type Variable } from './tf';
import { DataType, attribute, binding, tensorId, type Binding, type DataTypeName, type OpAttribute } from './native';
import type { Graph } from './graph';
import { MixedPrecision, type Precision } from './precision';

const NAME_OF_TYPE = new Map<number, DataTypeName>(Object.entries(DataType).map(([name, number]) => [number, name as DataTypeName]));

/** A feed of a compiled function. `uint8` feeds arrive in the function as float32 with values 0 … 255. */
export interface FeedSpec {
  dtype: 'float32' | 'int32' | 'uint8';
  shape: number[];
}

/** The node that reads a variable at the beginning of a function. */
interface VariableRead {
  node: string;
  /** Whether something is computed from what it reads. */
  used: boolean;
  /** Whether an operation has changed the variable since. */
  changed: boolean;
}

let current: Trace | undefined;

/** The recording under way, if any: operations that exist only in a graph put themselves into it. */
export function currentTrace(): Trace | undefined {
  return current;
}

/**
 * Records one eager run of a function as nodes of a graph.
 * Every operation passes through the binding's `executeOp`; tensors that were not made during the run are feeds, variables or constants.
 */
export class Trace {
  private readonly sources = new Map<number, string>();
  private readonly uploads = new Map<number, { dtype: DataTypeName; shape: number[]; values: ArrayBufferView }>();
  /** Nodes that write variables; every output of the function waits for them. */
  private readonly updates: string[] = [];
  /** How variables are read, by handle node. */
  private readonly reads = new Map<string, VariableRead>();
  private readonly handleOf = new Map<string, string>();
  private readonly mixed: MixedPrecision | undefined;
  private paused = 0;

  constructor(
    private readonly graph: Graph,
    private readonly prefix: string,
    /** Names of the variables' handle nodes. */
    private readonly handles: ReadonlyMap<Variable, string>,
    /** What products of this function are computed in. */
    readonly precision: Precision = 'float32',
    private readonly real: Binding = binding(),
  ) {
    this.mixed = precision === 'float32' ? undefined : new MixedPrecision(precision, this);
  }

  /**
   * Runs `run` once with zero feeds and records it. Variables keep their values.
   * @returns the node names of the outputs.
   * @throws when the function reads a tensor's values: they would be frozen into the graph.
   */
  record(feeds: Record<string, FeedSpec>, run: (feeds: Record<string, Tensor>) => Record<string, Tensor>): Record<string, string> {
    const backend = tf.backend() as unknown as { binding: Binding };
    const before = new Map([...this.handles.keys()].map((variable) => [variable, variable.clone()]));
    backend.binding = this.wrapBinding();
    current = this;
    try {
      return tf.tidy(() => {
        for (const [variable, handle] of this.handles) this.sources.set(tensorId(variable), this.readVariable(variable, handle));
        const outputs = run(mapValues(feeds, (spec, name) => this.feed(name, spec)));
        const nodes = mapValues(outputs, (tensor) => this.node(tensor));
        this.assignChanged(before);
        return mapValues(nodes, (node, name) => this.output(name, node, outputs[name]!.dtype as 'float32'));
      });
    } finally {
      current = undefined;
      backend.binding = this.real;
      for (const [variable, value] of before) {
        variable.assign(value);
        value.dispose();
      }
    }
  }

  /** The node that holds a tensor of this recording. */
  node(tensor: Tensor): string {
    return this.source(tensorId(tensor));
  }

  /** The node that holds a variable's handle. */
  handle(variable: Variable): string {
    const handle = this.handles.get(variable);
    if (!handle) throw new Error(`Trace: variable ${variable.name} does not belong to this session`);
    return handle;
  }

  /** Adds an operation that changes variables and has no output. What was computed from their old values comes before it. */
  update(op: string, inputs: string[], attributes: OpAttribute[]): void {
    const written = inputs.flatMap((input) => this.reads.get(input) ?? []);
    const before = written.filter(({ used }) => used).map(({ node }) => `^${node}`);
    this.updates.push(this.add(op, [...inputs, ...before], attributes));
    for (const read of written) read.changed = true;
  }

  /** Adds operations by hand: the tensor returned holds zeros now and stands for node `build()` in the graph. */
  produce(shape: number[], dtype: 'float32' | 'int32', build: () => string): Tensor {
    const tensor = this.unrecorded(() => tf.zeros(shape, dtype));
    this.sources.set(tensorId(tensor), build());
    return tensor;
  }

  /** Adds one operation. @returns its node name. */
  add(op: string, inputs: string[], attributes: OpAttribute[]): string {
    return this.graph.add(op, inputs, attributes, `${this.prefix}/${op}_${this.graph.nodes.length}`);
  }

  private unrecorded<T>(work: () => T): T {
    this.paused++;
    try {
      return work();
    } finally {
      this.paused--;
    }
  }

  private feed(name: string, { dtype, shape }: FeedSpec): Tensor {
    const placeholder = this.graph.placeholder(`${this.prefix}/feed/${name}`, dtype, shape);
    if (dtype !== 'uint8') return this.produce(shape, dtype, () => placeholder);
    const cast = [attribute.type('SrcT', 'uint8'), attribute.type('DstT', 'float32')];
    return this.produce(shape, 'float32', () => this.add('Cast', [placeholder], cast));
  }

  private readVariable(variable: Variable, handle: string): string {
    const node = this.add('ReadVariableOp', [handle], [attribute.type('dtype', variable.dtype as 'float32')]);
    this.reads.set(handle, { node, used: false, changed: false });
    this.handleOf.set(node, handle);
    return node;
  }

  private assignChanged(before: ReadonlyMap<Variable, Tensor>): void {
    const assigned = [...this.handles].filter(([variable]) => variable.dataId !== before.get(variable)!.dataId);
    const values = assigned.map(([variable]) => this.node(variable));
    assigned.forEach(([{ dtype }, handle], i) => {
      this.update('AssignVariableOp', [handle, values[i]!], [attribute.type('dtype', dtype as 'float32')]);
    });
  }

  private output(name: string, node: string, dtype: DataTypeName): string {
    const after = this.updates.map((update) => `^${update}`);
    return this.graph.add('Identity', [node, ...after], [attribute.type('T', dtype)], `${this.prefix}/output/${name}`);
  }

  private source(id: number): string {
    const known = this.sources.get(id);
    if (known !== undefined) return this.used(known);
    const upload = this.uploads.get(id);
    if (!upload) throw new Error(`Trace: ${this.prefix} uses tensor ${id}, which is neither a feed, a variable nor made in the function`);
    const name = this.graph.constant(upload.dtype, upload.shape, upload.values);
    this.sources.set(id, name);
    return name;
  }

  /** Notes that a node is used. @throws for a variable's value after an operation has changed it in place. */
  private used(node: string): string {
    const read = this.reads.get(this.handleOf.get(node) ?? '');
    if (!read) return node;
    if (read.changed) throw new Error(`Trace: ${this.prefix} reads a variable after its update, which a compiled function cannot do`);
    read.used = true;
    return node;
  }

  private wrapBinding(): Binding {
    const { real } = this;
    return Object.create(real as object, {
      createTensor: {
        value: (shape: number[], dtype: number, values: ArrayBufferView) => {
          const id = real.createTensor(shape, dtype, values);
          this.uploads.set(id, { dtype: NAME_OF_TYPE.get(dtype)!, shape, values });
          return id;
        },
      },
      executeOp: {
        value: (op: string, attributes: OpAttribute[], inputs: number[], outputs: number) => {
          const results = real.executeOp(op, attributes, inputs, outputs);
          if (this.paused) return results;
          const sources = inputs.map((id) => this.source(id));
          const name = this.mixed?.add(op, sources, attributes) ?? this.add(op, sources, attributes);
          results.forEach(({ id }, output) => this.sources.set(id, output === 0 ? name : `${name}:${output}`));
          return results;
        },
      },
      tensorDataSync: {
        value: () => {
          throw new Error(`Trace: ${this.prefix} reads a tensor's values, which a compiled function cannot do`);
        },
      },
      deleteTensor: { value: (id: number) => real.deleteTensor(id) },
    }) as Binding;
  }
}

function mapValues<A, B>(record: Record<string, A>, map: (value: A, key: string) => B): Record<string, B> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value, key)]));
}

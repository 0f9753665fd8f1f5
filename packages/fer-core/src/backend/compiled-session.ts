import type { Variable } from './tf';
import { DataType, attribute, binding, type DataTypeName } from './native';
import { Graph } from './graph';
import { loadGraph } from './saved-model';
import type { FeedValues, FetchedValues, Session, SessionFunction } from './session';
import { Trace } from './trace';

/**
 * Functions over shared variables, each recorded once and then run as one call into a TensorFlow session.
 * The variables live inside the session: the tfjs variables given are only their first values,
 * `read` and `write` cross over. Source of the method: one eager run recorded through the binding.
 */
export class CompiledSession implements Session {
  readonly compiled = true;
  private readonly id: number;
  private readonly outputs = new Map<string, Record<string, string>>();
  private disposed = false;

  /**
   * @param variables named float32 variables; the caller keeps and disposes them.
   * @throws when a function cannot be recorded (it reads a tensor's values) or TensorFlow refuses the graph.
   */
  constructor(
    private readonly variables: Record<string, Variable>,
    private readonly functions: Record<string, SessionFunction>,
  ) {
    const graph = new Graph();
    const handles = new Map(Object.entries(variables).map(([name, variable]) => [variable, addVariable(graph, name, variable)]));
    for (const [name, { feeds, run, precision }] of Object.entries(functions)) {
      this.outputs.set(name, new Trace(graph, name, handles, precision).record(feeds, run));
    }
    this.id = loadGraph(graph);
    this.write(Object.fromEntries(Object.entries(variables).map(([name, variable]) => [name, variable.dataSync() as Float32Array])));
  }

  call(name: string, feeds: Record<string, FeedValues>): Record<string, FetchedValues> {
    const { feeds: specs } = this.functions[name]!;
    const names = Object.keys(specs);
    const inputs = names.map((feed) => ({ ...specs[feed]!, values: feeds[feed]!, node: `${name}/feed/${feed}` }));
    const outputs = Object.entries(this.outputs.get(name)!);
    const values = this.run(inputs, outputs.map(([, node]) => node));
    return Object.fromEntries(outputs.map(([key], index) => [key, values[index]!]));
  }

  read(): Record<string, Float32Array> {
    const names = Object.keys(this.variables);
    const values = this.run([], names.map((name) => `read/${name}`));
    return Object.fromEntries(names.map((name, index) => [name, values[index] as Float32Array]));
  }

  write(values: Record<string, Float32Array>): void {
    const inputs = Object.entries(values).map(([name, value]) => {
      const { shape } = this.variables[name]!;
      return { dtype: 'float32' as const, shape, values: value, node: `write/${name}/value` };
    });
    if (inputs.length) this.run(inputs, Object.keys(values).map((name) => `write/${name}`));
  }

  /** Ends the session and frees its variables. */
  dispose(): void {
    if (this.disposed) return;
    this.disposed = true;
    binding().deleteSavedModel(this.id);
  }

  private run(inputs: { dtype: DataTypeName; shape: number[]; values: FeedValues; node: string }[], outputs: string[]): FetchedValues[] {
    if (this.disposed) throw new Error('CompiledSession: expected a live session, got a disposed one');
    const native = binding();
    const ids: number[] = [];
    try {
      for (const { dtype, shape, values } of inputs) ids.push(native.createTensor(shape, DataType[dtype], values));
      const results = native.runSavedModel(this.id, ids, inputs.map(({ node }) => node).join(), outputs.join());
      return results.map(({ id }) => {
        ids.push(id);
        return native.tensorDataSync(id) as FetchedValues;
      });
    } finally {
      ids.forEach((id) => native.deleteTensor(id));
    }
  }
}

/** Adds a variable with the nodes that read it out and set it from outside. @returns its handle node. */
function addVariable(graph: Graph, name: string, variable: Variable): string {
  const dtype = variable.dtype as 'float32';
  const handle = graph.add('VarHandleOp', [], [
    attribute.type('dtype', dtype),
    attribute.shape('shape', variable.shape),
    attribute.string('shared_name', name),
  ], `variable/${name}`);
  const type = [attribute.type('dtype', dtype)];
  graph.add('ReadVariableOp', [handle], type, `read/${name}`);
  const value = graph.placeholder(`write/${name}/value`, dtype, variable.shape);
  const assign = graph.add('AssignVariableOp', [handle, value], type, `write/${name}/assign`);
  graph.add('Identity', [value, `^${assign}`], [attribute.type('T', dtype)], `write/${name}`);
  return handle;
}


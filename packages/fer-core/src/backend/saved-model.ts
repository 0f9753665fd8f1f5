import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { DataType, binding, type OpAttribute } from './native';
import type { Constant, Graph } from './graph';

// tfjs-node ships TensorFlow's message classes for its own use; they have no types.
/* eslint-disable @typescript-eslint/no-explicit-any */
type Messages = any;

/** Graph version of TensorFlow 2.x: operations behave as they do today. */
const PRODUCER_VERSION = 1800;

/**
 * Loads a graph into a TensorFlow session, by way of a SavedModel in a temporary folder (the only door the unmodified binding has).
 * @returns the binding's session id; the caller frees it with `binding().deleteSavedModel`.
 */
export function loadGraph(graph: Graph): number {
  const messages: Messages = require('@tensorflow/tfjs-node-gpu/dist/proto/api_pb.js');
  const folder = mkdtempSync(path.join(os.tmpdir(), 'fer-graph-'));
  try {
    writeFileSync(path.join(folder, 'saved_model.pb'), savedModel(messages, graph));
    return binding().loadSavedModel(folder, 'serve');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function savedModel(messages: Messages, graph: Graph): Uint8Array {
  const graphDef = new messages.GraphDef();
  const versions = new messages.VersionDef();
  versions.setProducer(PRODUCER_VERSION);
  graphDef.setVersions(versions);
  for (const node of graph.nodes) {
    const def = new messages.NodeDef();
    def.setName(node.name);
    def.setOp(node.op);
    def.setInputList(node.inputs);
    for (const attribute of node.attributes) def.getAttrMap().set(attribute.name, attributeValue(messages, attribute));
    const constant = graph.constants.get(node.name);
    if (constant) setConstant(messages, def, constant);
    graphDef.addNode(def);
  }
  const info = new messages.MetaGraphDef.MetaInfoDef();
  info.addTags('serve');
  const metaGraph = new messages.MetaGraphDef();
  metaGraph.setMetaInfoDef(info);
  metaGraph.setGraphDef(graphDef);
  const model = new messages.SavedModel();
  model.setSavedModelSchemaVersion(1);
  model.addMetaGraphs(metaGraph);
  return model.serializeBinary();
}

function setConstant(messages: Messages, def: Messages, { dtype, shape, values }: Constant): void {
  const tensor = new messages.Tensor();
  tensor.setDtype(DataType[dtype]);
  tensor.setTensorShape(tensorShape(messages, shape));
  tensor.setTensorContent(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
  const value = new messages.AttrValue();
  value.setTensor(tensor);
  const type = new messages.AttrValue();
  type.setType(DataType[dtype]);
  def.getAttrMap().set('value', value);
  def.getAttrMap().set('dtype', type);
}

function tensorShape(messages: Messages, shape: number[]): Messages {
  const message = new messages.TensorShape();
  for (const size of shape) {
    const dim = new messages.TensorShape.Dim();
    dim.setSize(size);
    message.addDim(dim);
  }
  return message;
}

/** TF_AttrType numbers, in order: string, int, float, bool, type, shape. */
function attributeValue(messages: Messages, { name, type, value }: OpAttribute): Messages {
  const message = new messages.AttrValue();
  if (Array.isArray(value) && type !== 5) {
    const list = new messages.AttrValue.ListValue();
    if (type === 1) list.setIList(value);
    else if (type === 2) list.setFList(value);
    else throw new Error(`loadGraph: attribute ${name} is a list of an unsupported kind ${type}`);
    message.setList(list);
    return message;
  }
  if (type === 0) message.setS(Buffer.from(value as string));
  else if (type === 1) message.setI(value);
  else if (type === 2) message.setF(value);
  else if (type === 3) message.setB(value);
  else if (type === 4) message.setType(value);
  else message.setShape(tensorShape(messages, value as number[]));
  return message;
}

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { startBackend } from '../backend';
import { currentCommit, currentLoad, describeMachine } from '../bench/machine';
import { countParameters } from '../models/network';
import { loadModel } from '../models/saved-model';
import { findShippedModel } from '../models/shipped-model';
import { inputLabel, INPUT_NAMES, type InputName } from './paper-inputs';
import { PAPER_MODELS, type PaperLaboratory } from './paper-laboratory';
import type { CardData, CardEnvironment, CardWeights } from './reproduction-card';

const USES: Record<InputName, string> = {
  data: 'FER-2013: accuracy, alignment, super-resolution (hashes of train and validation)',
  photos: 'photos with annotated points: detection, alignment, landmarks',
  faces: 'faces with annotated points: landmarks',
  pairs: 'official CelebA pairs: picture quality of super-resolution',
  figure3: 'the photo of Figure 3',
};

const MODELS = [...Object.values(PAPER_MODELS), 'landmarks', 'fsrnet'];

/** The machine and the versions of what computes. */
export async function cardEnvironment(): Promise<CardEnvironment> {
  const { device, backend, operations, threads, versions } = await startBackend();
  const { cpu, instructions, memoryGb, system, node } = describeMachine(threads);
  const { version } = JSON.parse(readFileSync(path.join(__dirname, '..', '..', 'package.json'), 'utf8')) as { version: string };
  return {
    processor: cpu,
    instructions: instructions.join(' ') || 'unknown',
    threads,
    memoryGb,
    system,
    device: `${device}, ${backend}`,
    operations,
    versions: { 'fer-core': version, 'Node.js': node, 'TensorFlow.js': versions.tfjs, ...(versions.tensorflow === null ? {} : { TensorFlow: versions.tensorflow }) },
    commit: currentCommit(__dirname),
  };
}

/** Data sets with the hashes of their content. */
export async function cardData(laboratory: PaperLaboratory): Promise<CardData[]> {
  const data: CardData[] = [];
  for (const input of INPUT_NAMES) {
    const sha256 = await laboratory.inputSha256(input);
    if (sha256 !== null) data.push({ name: inputLabel(laboratory.inputs, input), use: USES[input], sha256 });
    else if (laboratory.quick) data.push({ name: 'drawn faces', use: `in the place of ${USES[input].replace(/ \(.*\)/, '')}`, sha256 });
  }
  return data;
}

/** The shipped weights that are there. */
export async function cardWeights(): Promise<CardWeights[]> {
  const weights: CardWeights[] = [];
  for (const name of MODELS) {
    const folder = findShippedModel(name);
    if (folder === undefined) continue;
    const { network, built, training, weightsSha256 } = await loadModel(folder);
    weights.push({ name, network, parameters: countParameters(built).total, training: `${String(training.dataset ?? 'unknown data')}, chosen on ${String(training.selectedOn ?? 'unknown')}`, sha256: weightsSha256 });
  }
  return weights;
}

/** The one line that differs between equal runs. */
export function madeNow(): string {
  return `${new Date().toISOString().replace(/\.\d+Z$/, 'Z')}, load ${currentLoad()}`;
}

import type { Readable, Writable } from 'node:stream';
import { buildNetwork } from '../models/registry';
import { countParameters } from '../models/network';
import { readSplit } from './bench-images';
import { detections } from './detections';
import { augmentation, batchPreparation, measureEpochs, multiplyMatrices, predictions, startEngine, superResolutions, trainSteps, type Work } from './engine';
import { MemoryCopy } from './memory-copy';
import { OurTaskSchema, type NetworkTask, type OurTask } from './our-task';
import { serve, timed, type Measure } from './protocol-server';
import { videoLabelling } from './video-labelling';

/** What a process of ours offers to the protocol. */
export interface OurPeer {
  measure: Measure;
  warmUp: number;
  parameters?: number;
  settings?: string;
  dispose(): void | Promise<void>;
}

/** Sets up one task of ours; its backend has been started. */
export async function ourPeer(task: OurTask): Promise<OurPeer> {
  if (task.task === 'memory-copy') {
    const copy = new MemoryCopy(task.threads);
    return { measure: timed(() => copy.round()), warmUp: 2, dispose: () => copy.dispose() };
  }
  if (task.task === 'matrix-multiply') return fromWork(multiplyMatrices());
  if (task.task === 'detection') return { ...fromWork(await detections(task)), warmUp: 1 };
  if (task.task === 'video') return { ...fromWork(await videoLabelling(task)), warmUp: 1 };
  const network = buildNetwork(task.network, task.networkOptions);
  const parameters = countParameters(network).total;
  if (task.task === 'epoch') {
    const data = { train: await readSplit(task.data, 'train', network.inputShape), validation: await readSplit(task.data, 'validation', network.inputShape) };
    return { measure: (n) => measureEpochs(task, data, n), warmUp: 1, parameters, dispose: () => undefined };
  }
  const work = await workOf(task);
  if (task.task !== 'super-resolve') return { ...fromWork(work), parameters, ...(task.task === 'phase' ? {} : { settings: task.mode }) };
  await work.round(0); // what a first face needs counts
  return { ...fromWork(work), parameters, settings: `${task.mode}, peak memory ${Math.round(process.resourceUsage().maxRSS / 1024)} MB` };
}

async function workOf(task: Exclude<NetworkTask, { task: 'epoch' }>): Promise<Work> {
  const network = buildNetwork(task.network, task.networkOptions);
  const { batch } = task;
  if (task.task === 'train-step') return trainSteps(network, batch, task);
  if (task.task === 'super-resolve') return superResolutions(network, batch, task.mode);
  if (task.task === 'inference') return predictions(network, task.network, batch, task.mode);
  if (task.phase === 'data') return batchPreparation(network, batch);
  if (task.phase === 'augmentation') return augmentation(network, batch);
  return trainSteps(network, batch, { part: task.phase === 'update' ? 'whole' : task.phase });
}

function fromWork(work: Work): OurPeer {
  return { measure: timed((taken) => work.round(taken)), warmUp: 5, dispose: () => work.dispose() };
}

/**
 * A whole process of ours: reads its task, starts the backend, and serves until the requests end.
 * What goes wrong before it is ready is answered as `{"error": …}`.
 * @param taskText the task in JSON
 */
export async function serveOurPeer(taskText: string, requests: Readable, answers: Writable): Promise<void> {
  try {
    const task = OurTaskSchema.parse(JSON.parse(taskText));
    const { threads, versions } = await startEngine();
    const { measure, warmUp, parameters, settings, dispose } = await ourPeer(task);
    const about = { versions, threads, ...(parameters === undefined ? {} : { parameters }), ...(settings ? { settings } : {}) };
    await serve({ requests, answers, measure, warmUp, about });
    await dispose();
  } catch (error) {
    answers.write(`${JSON.stringify({ error: (error as Error).message })}\n`);
  }
}

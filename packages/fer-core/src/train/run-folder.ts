import { mkdir, readFile, rm } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { InputError } from '../input-error';
import { isOtherProcess } from '../other-process';
import { readSafetensors, writeSafetensors } from '../models/safetensors';
import { writeAtomically } from '../write-atomically';

/** How a run stands, in `status.json`. */
export interface RunStatus {
  state: 'preparing' | 'running' | 'finished' | 'stopped' | 'failed';
  /** Epochs done. */
  epoch: number;
  epochs: number;
  /** The process that writes to the folder. */
  pid: number;
  /** Time of the last change, ISO 8601. */
  updated: string;
  message?: string;
}

/** Everything that is needed to go on after an interruption. */
export interface Checkpoint {
  /** Epochs done. */
  epoch: number;
  /** Training steps done. */
  step: number;
  learningRate: number;
  /** Why a callback ended the training; absent while it may go on. */
  ended?: string;
  /** State of each callback by name. */
  callbacks: Record<string, unknown>;
  /** Weights and optimizer numbers. */
  arrays: Record<string, Float32Array>;
}

/** What a checkpoint says beside its arrays. */
const Standing = z.object({
  epoch: z.int().min(0),
  step: z.int().min(0),
  learningRate: z.number(),
  ended: z.string().optional(),
  callbacks: z.record(z.string(), z.unknown()),
});

/** A run's folder. Each file in it is whole at any moment, so that a run that was killed loads. */
export class RunFolder {
  private constructor(readonly folder: string) {}

  /**
   * Takes a folder for a new run, or for one that goes on.
   * @throws InputError when the folder holds a run and `resume` was not asked for, or another process is writing to it
   */
  static async open(folder: string, { resume }: { resume: boolean }): Promise<RunFolder> {
    const run = new RunFolder(folder);
    const status = await run.readStatus();
    if (status && status.state === 'running' && isOtherProcess(status.pid)) {
      throw new InputError(`train: expected a run folder nobody writes to, found process ${status.pid} training in ${folder}`);
    }
    if (status && !resume) throw new InputError(`train: expected a new run folder, found a run in ${folder} (go on with it: --resume)`);
    await mkdir(folder, { recursive: true });
    return run;
  }

  /** The run's own name: the last part of its path. */
  get name(): string {
    return path.basename(path.resolve(this.folder));
  }

  file(...parts: string[]): string {
    return path.join(this.folder, ...parts);
  }

  async writeJson(name: string, value: unknown): Promise<void> {
    await writeAtomically(this.file(name), JSON.stringify(value, null, 2) + '\n');
  }

  async writeText(name: string, text: string): Promise<void> {
    await writeAtomically(this.file(name), text);
  }

  async writeStatus(status: Omit<RunStatus, 'pid' | 'updated'>): Promise<void> {
    await this.writeJson('status.json', { ...status, pid: process.pid, updated: new Date().toISOString() });
  }

  /** Notes why this process's training failed. A run that it had not yet begun, or not yet gone on with, stays as it was. */
  async fail(message: string): Promise<void> {
    const status = await this.readStatus();
    if (status?.state !== 'running' || status.pid !== process.pid) return;
    await this.writeStatus({ state: 'failed', epoch: status.epoch, epochs: status.epochs, message });
  }

  async readStatus(): Promise<RunStatus | null> {
    return (await readJson(this.file('status.json'))) as RunStatus | null;
  }

  /** The configuration that the run was started with, or null for a new one. */
  async readConfig(): Promise<{ config: unknown; data: { trainSha256: string } } | null> {
    return (await readJson(this.file('config.json'))) as { config: unknown; data: { trainSha256: string } } | null;
  }

  /** Replaces the checkpoint; the one before stays until the new one is whole. */
  async writeCheckpoint({ arrays, ...rest }: Checkpoint): Promise<void> {
    await mkdir(this.file('checkpoint'), { recursive: true });
    const tensors = Object.entries(arrays).map(([name, values]) => [name, { shape: [values.length] as number[], values }] as const);
    await writeSafetensors(this.file('checkpoint', 'last.safetensors'), {
      tensors: Object.fromEntries(tensors),
      metadata: { training: JSON.stringify(rest) },
    });
  }

  /**
   * @returns null for a run that has not finished its first epoch
   * @throws InputError when the checkpoint is damaged
   */
  async readCheckpoint(): Promise<Checkpoint | null> {
    const file = this.file('checkpoint', 'last.safetensors');
    if (!existsSync(file)) return null;
    const { tensors, metadata } = await readSafetensors(file);
    const standing = Standing.safeParse(parseJson(metadata.training ?? ''));
    if (!standing.success) throw new InputError(`train: expected a checkpoint of a training, found other content in ${file}`);
    return { ...standing.data, arrays: Object.fromEntries(Object.entries(tensors).map(([name, { values }]) => [name, values])) };
  }

  /** Forgets what later epochs left behind, before a run starts from nothing. */
  async clear(): Promise<void> {
    for (const name of ['metrics.csv', 'report.json', 'predictions.csv', 'checkpoint', 'best']) {
      await rm(this.file(name), { recursive: true, force: true });
    }
  }
}

/** @returns null where there is no such file */
async function readJson(file: string): Promise<unknown> {
  if (!existsSync(file)) return null;
  const value = parseJson(await readFile(file, 'utf8'));
  if (value === undefined) throw new InputError(`train: expected JSON, found something else in ${file}`);
  return value;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

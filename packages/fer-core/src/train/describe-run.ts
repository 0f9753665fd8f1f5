import os from 'node:os';
import type { BackendInfo } from '../backend';
import type { Network } from '../models/network';
import { summary } from '../models/summary';
import type { RunFolder } from './run-folder';

/** What was asked for and what it runs on. */
export interface RunDescription {
  config: object;
  /** Counts and hashes of what is learned from and judged by. */
  data: { trainSha256: string } & Record<string, unknown>;
  network: Network;
  backend: BackendInfo;
}

/** Writes `config.json` and `summary.txt`, before the first step. */
export async function describeRun(run: RunFolder, { config, data, network, backend }: RunDescription): Promise<void> {
  await run.writeJson('config.json', {
    config,
    data,
    environment: { ...backend, platform: `${os.platform()} ${os.arch()}`, cpu: os.cpus()[0]?.model ?? 'unknown' },
    started: new Date().toISOString(),
  });
  await run.writeText('summary.txt', summary(network) + '\n');
}

import type { IDisposable } from '@lumino/disposable';
import { Poll } from '@lumino/polling';
import { Signal } from '@lumino/signaling';
import { type DataSetEntry, readDataSet } from './data-set-entry';
import { type ModelEntry, readModel } from './model-entry';
import { readRun, type RunEntry } from './run-entry';
import type { Listed, WorkbenchFiles } from './workbench-files';

/** A folder that could not be read. */
export interface Unreadable {
  name: string;
  path: string;
  revision: string;
  problem: string;
}

/** Runs, models and data sets of the workbench; null until they were read once. */
export interface CatalogContent {
  /** The newest first. */
  runs: (RunEntry | Unreadable)[];
  models: (ModelEntry | Unreadable)[];
  dataSets: (DataSetEntry | Unreadable)[];
}

/** Where each kind lies in the workbench. */
export const FOLDERS = { runs: 'runs', models: 'models', dataSets: 'data/prepared' } as const;

/** At most this long between two looks while the server does not answer, in milliseconds. */
const LONGEST_WAIT = 60_000;

interface CatalogOptions {
  files: WorkbenchFiles;
  /** Milliseconds between two looks. */
  interval: number;
  /** Whether nobody is looking; nothing is read then. */
  isIdle: () => boolean;
}

/** Keeps track of runs, models and data sets on the server. A folder is read again only when it changed. */
export class Catalog implements IDisposable {
  /** Emitted after each look that found a change, and when the server stops or begins to answer. */
  readonly changed = new Signal<this, void>(this);
  content: CatalogContent | null = null;
  /** Why the last look failed; empty when it did not. */
  problem = '';
  private files: WorkbenchFiles;
  private readonly poll: Poll<void>;

  constructor({ files, interval, isIdle }: CatalogOptions) {
    this.files = files;
    this.poll = new Poll({
      name: '@fer-workbench/jupyter-extension:catalog',
      factory: () => this.look(),
      frequency: { interval, backoff: true, max: Math.max(interval, LONGEST_WAIT) },
      standby: isIdle,
    });
  }

  get isDisposed(): boolean {
    return this.poll.isDisposed;
  }

  /** Looks now. */
  refresh(): Promise<void> {
    return this.poll.refresh();
  }

  /** Looks elsewhere, or at other intervals, from now on. */
  configure({ files, interval }: Pick<CatalogOptions, 'files' | 'interval'>): Promise<void> {
    this.files = files;
    this.content = null;
    this.poll.frequency = { interval, backoff: true, max: Math.max(interval, LONGEST_WAIT) };
    return this.refresh();
  }

  /** The run in this folder, if it could be read. */
  run(path: string): RunEntry | undefined {
    return this.content?.runs.find((run): run is RunEntry => run.path === path && !('problem' in run));
  }

  dispose(): void {
    this.poll.dispose();
    Signal.clearData(this);
  }

  private async look(): Promise<void> {
    const before = JSON.stringify([this.content, this.problem]);
    const { files } = this;
    try {
      const known = this.content;
      const content: CatalogContent = {
        runs: await this.readAll(FOLDERS.runs, known?.runs, 'status.json', (about, listed) => readRunFolder(files, about, listed)),
        models: await this.readAll(FOLDERS.models, known?.models, 'model.json', async (about, { has }) =>
          readModel({ ...about, hasCard: has('README.md') }, await files.text(`${about.path}/model.json`)),
        ),
        dataSets: await this.readAll(FOLDERS.dataSets, known?.dataSets, 'manifest.json', async (about) =>
          readDataSet(about, await files.text(`${about.path}/manifest.json`)),
        ),
      };
      if (files !== this.files) return; // another workbench was chosen meanwhile
      content.runs.sort((one, other) => newness(other).localeCompare(newness(one)));
      this.content = content;
      this.problem = '';
    } catch (error) {
      this.problem = error instanceof Error ? error.message : String(error);
      throw error; // the poll then waits longer
    } finally {
      if (JSON.stringify([this.content, this.problem]) !== before) this.changed.emit();
    }
  }

  /** Every folder below `parent` that has the file `mark`. */
  private async readAll<Entry extends { path: string; revision: string }>(
    parent: string,
    known: readonly (Entry | Unreadable)[] | undefined,
    mark: string,
    read: (about: { name: string; path: string; revision: string }, listed: Folder) => Promise<Entry>,
  ): Promise<(Entry | Unreadable)[]> {
    const { files } = this;
    const entries: (Entry | Unreadable)[] = [];
    for (const { name, isFolder, modified } of await files.list(parent)) {
      if (!isFolder) continue;
      const about = { name, path: `${parent}/${name}`, revision: modified };
      const unchanged = known?.find(({ path, revision }) => path === about.path && revision === modified);
      if (unchanged) {
        entries.push(unchanged);
        continue;
      }
      const listed = new Folder(await files.listThere(about.path));
      if (!listed.has(mark)) continue;
      try {
        entries.push(await read(about, listed));
      } catch (error) {
        entries.push({ ...about, problem: error instanceof Error ? error.message : String(error) });
      }
    }
    return entries;
  }
}

class Folder {
  constructor(private readonly listed: readonly Listed[]) {}

  readonly has = (name: string): boolean => this.listed.some((entry) => entry.name === name);
}

async function readRunFolder(files: WorkbenchFiles, about: Pick<RunEntry, 'name' | 'path' | 'revision'>, { has }: Folder): Promise<RunEntry> {
  const text = (name: string): Promise<string> | undefined => (has(name) ? files.text(`${about.path}/${name}`) : undefined);
  const [status, config, metrics] = await Promise.all([files.text(`${about.path}/status.json`), text('config.json'), text('metrics.csv')]);
  return readRun({ ...about, hasReport: has('report.json') }, { status, config, metrics });
}

function newness(run: RunEntry | Unreadable): string {
  return 'problem' in run ? run.revision : (run.config?.started ?? run.updated ?? run.revision);
}

import { sep } from 'node:path';
import type * as TypeScript from '@tslab/typescript-for-tslab';

interface Watched {
  callback: TypeScript.FileWatcherCallback;
  /** Time of change and size; undefined while there is no such file. */
  state: string | undefined;
}

const INSTALLED = `${sep}node_modules${sep}`;

/**
 * The compiler's watch over files that people edit: those outside `node_modules`. They are looked at when a cell is
 * compiled, so that a cell run right after a file was saved sees the change, which a watcher of the system tells later.
 */
export class WatchedFiles {
  private readonly watched = new Map<string, Set<Watched>>();

  /** @param stateOf - tells a file's state by its path; undefined if there is none. */
  constructor(private readonly stateOf: (path: string) => string | undefined) {}

  /** True for files that this watch takes; others do not change while a kernel runs, or may be noticed late. */
  takes(path: string): boolean {
    return !path.includes(INSTALLED);
  }

  /** Watches a file, which need not be there yet. */
  watch(path: string, callback: TypeScript.FileWatcherCallback): TypeScript.FileWatcher {
    const watched = { callback, state: this.stateOf(path) };
    const all = this.watched.get(path) ?? new Set();
    this.watched.set(path, all.add(watched));
    return {
      close: () => {
        all.delete(watched);
        if (all.size === 0) this.watched.delete(path);
      },
    };
  }

  /** Tells the compiler which files came, went or changed since the last look: some microseconds a file. */
  look(kinds: typeof TypeScript.FileWatcherEventKind): void {
    for (const [path, all] of [...this.watched]) {
      const state = this.stateOf(path);
      for (const one of [...all]) {
        if (one.state === state) continue;
        const kind = one.state === undefined ? kinds.Created : state === undefined ? kinds.Deleted : kinds.Changed;
        one.state = state;
        one.callback(path, kind);
      }
    }
  }
}

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Catalog } from '../../../packages/jupyter-extension/src/workbench/catalog';
import { type Listed, WorkbenchFiles } from '../../../packages/jupyter-extension/src/workbench/workbench-files';

const entry = (name: string, isFolder: boolean, modified = '1'): Listed => ({ name, isFolder, modified });
const status = (epoch: number): string => JSON.stringify({ state: 'running', epoch, epochs: 9, updated: '' });

/** A server with one run whose folder says when it changed. */
class FakeServer {
  modified = '1';
  epoch = 1;
  down = false;
  readonly asked: string[] = [];

  readonly get = async (path: string): Promise<{ content: unknown }> => {
    this.asked.push(path);
    if (this.down) throw new Error('no answer');
    const folder = (...listed: Listed[]) => ({
      content: listed.map(({ name, isFolder, modified }) => ({ name, type: isFolder ? 'directory' : 'file', last_modified: modified })),
    });
    if (path === '') return folder(entry('runs', true), entry('README.md', false));
    if (path === 'runs') return folder(entry('one', true, this.modified), entry('empty', true), entry('notes.txt', false));
    if (path === 'runs/one') return folder(entry('status.json', false));
    if (path === 'runs/empty') return folder();
    if (path === 'runs/one/status.json') return { content: status(this.epoch) };
    throw new Error(`404 ${path}`);
  };

  files(): WorkbenchFiles {
    return new WorkbenchFiles({ get: this.get } as unknown as ConstructorParameters<typeof WorkbenchFiles>[0]);
  }

  looks(): number {
    return this.asked.filter((path) => path === 'runs').length;
  }
}

describe('Catalog', () => {
  let server: FakeServer;
  let catalog: Catalog;
  let idle: boolean;
  beforeEach(() => {
    vi.useFakeTimers();
    server = new FakeServer();
    idle = false;
    catalog = new Catalog({ files: server.files(), interval: 1000, isIdle: () => idle });
  });
  afterEach(() => {
    catalog.dispose();
    vi.useRealTimers();
  });

  it('lists runs, asks for nothing that is not there, and reads a folder again only when it changed', async () => {
    await vi.advanceTimersByTimeAsync(100);
    expect(catalog.content).toMatchObject({ runs: [{ name: 'one', epoch: 1 }], models: [], dataSets: [] });
    server.epoch = 2;
    await vi.advanceTimersByTimeAsync(3000);
    expect(catalog.run('runs/one')?.epoch).toBe(1);
    server.modified = '2';
    await vi.advanceTimersByTimeAsync(1500);
    expect(catalog.run('runs/one')?.epoch).toBe(2);
    expect(server.asked.filter((path) => path === 'runs/one/status.json')).toHaveLength(2);
  });

  it('looks as often as the interval says', async () => {
    await vi.advanceTimersByTimeAsync(10_500);
    const often = server.looks();
    void catalog.configure({ files: server.files(), interval: 5000 });
    await vi.advanceTimersByTimeAsync(10_500);
    const seldom = server.looks() - often;
    expect(often).toBeGreaterThan(8);
    expect(seldom).toBeLessThan(5);
  });

  it('asks for nothing while nobody looks', async () => {
    idle = true;
    await vi.advanceTimersByTimeAsync(5000);
    expect(server.asked).toEqual([]);
  });

  it('tells that the server does not answer, and that it does again', async () => {
    await vi.advanceTimersByTimeAsync(100);
    const changes = vi.fn();
    catalog.changed.connect(changes);
    server.down = true;
    await vi.advanceTimersByTimeAsync(3000);
    expect(catalog.problem).toBe('no answer');
    expect(catalog.content?.runs).toHaveLength(1);
    server.down = false;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(catalog.problem).toBe('');
    expect(changes).toHaveBeenCalledTimes(2);
  });
});

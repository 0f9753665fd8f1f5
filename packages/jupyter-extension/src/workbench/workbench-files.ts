import type { Contents } from '@jupyterlab/services';

/** An entry of a folder. */
export interface Listed {
  name: string;
  isFolder: boolean;
  /** When it changed, as the server writes it; the same text means no change. */
  modified: string;
}

/** Files of the workbench, by paths relative to its folder. Reads only what a listing has shown, so no request fails. */
export class WorkbenchFiles {
  /** @param folder of the workbench on the server, relative to the server's root. */
  constructor(
    private readonly contents: Contents.IManager,
    private readonly folder = '',
  ) {}

  /** The path as the server knows it. */
  pathOf(path: string): string {
    return [this.folder, path].filter((part) => part !== '').join('/');
  }

  /** What is in a folder; empty if there is no such folder. */
  async list(path: string): Promise<Listed[]> {
    const parts = path.split('/').filter((part) => part !== '');
    let reached = '';
    for (const part of parts) {
      const there = await this.listThere(reached);
      if (!there.some(({ name, isFolder }) => isFolder && name === part)) return [];
      reached = reached === '' ? part : `${reached}/${part}`;
    }
    return this.listThere(reached);
  }

  /** What is in a folder that is known to be there. */
  async listThere(path: string): Promise<Listed[]> {
    const { content } = await this.contents.get(this.pathOf(path), { type: 'directory', content: true });
    return (content as Contents.IModel[]).map(({ name, type, last_modified }) => ({
      name,
      isFolder: type === 'directory',
      modified: last_modified,
    }));
  }

  /** A text file that is known to be there. */
  async text(path: string): Promise<string> {
    const { content } = await this.contents.get(this.pathOf(path), { type: 'file', format: 'text', content: true });
    return content as string;
  }
}

import { existsSync } from 'node:fs';
import path from 'node:path';
import { workbenchFolder } from '../workbench-folder';

/** Places of a shipped model: `models/<name>` of the workbench that holds the working directory, then of the one that holds this file. */
function places(name: string): [string, string] {
  return [workbenchFolder(), workbenchFolder(__dirname)].map((root) => path.join(root, 'models', name)) as [string, string];
}

/** The folder of a model that is shipped; undefined where there is none. */
export function findShippedModel(name: string): string | undefined {
  return places(name).find((folder) => existsSync(path.join(folder, 'model.json')));
}

/** The folder of a model that is shipped, or where it should be. */
export function shippedModelFolder(name: string): string {
  return findShippedModel(name) ?? places(name)[0];
}

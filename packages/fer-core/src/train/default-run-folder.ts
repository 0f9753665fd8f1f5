import path from 'node:path';
import { workbenchFolder } from '../workbench-folder';

/** `runs/<network>-<time>` in the workbench's root, else in the working directory. */
export function defaultRunFolder(network: string): string {
  const time = new Date().toISOString().slice(0, 19).replaceAll(':', '-');
  return path.join(workbenchFolder(), 'runs', `${network}-${time}`);
}

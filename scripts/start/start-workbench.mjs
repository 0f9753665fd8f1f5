import { checkPort } from '../setup/check-port.mjs';
import { contextOf, setUp } from '../setup/set-up.mjs';
import { findRunning } from './find-running.mjs';
import { readStartOptions } from './options.mjs';
import { jupyterFolders, serveWorkbench } from './serve.mjs';

/**
 * `npm start`: sets up what is missing and serves until it is told to stop.
 *
 * @param {string[]} args what follows `npm start --`
 * @returns {Promise<number>} the exit code
 */
export async function startWorkbench(args) {
  const options = readStartOptions(args);
  if (options.help) {
    console.log(options.help);
    return 0;
  }
  const context = contextOf();
  const running = findRunning(jupyterFolders(context.state).JUPYTER_RUNTIME_DIR, options.port);
  if (running) {
    console.log(`FER Workbench already runs at\n\n    ${running}`);
    return 0;
  }
  await checkPort(options.port);
  await setUp(undefined, context);
  return serveWorkbench(context, options);
}

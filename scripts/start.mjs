// npm start [-- --no-browser --port N]: sets everything up, then opens the workbench.
import { checkPort } from './setup/check-port.mjs';
import { findRunning } from './start/find-running.mjs';
import { readStartOptions } from './start/options.mjs';
import { runMain } from './setup/problem.mjs';
import { jupyterFolders, serveWorkbench } from './start/serve.mjs';
import { contextOf, setUp } from './setup/set-up.mjs';

await runMain(async () => {
  const options = readStartOptions(process.argv.slice(2));
  if (options.help) return console.log(options.help);
  const context = contextOf();
  const running = findRunning(jupyterFolders(context.state).JUPYTER_RUNTIME_DIR, options.port);
  if (running) return console.log(`FER Workbench already runs at\n\n    ${running}`);
  await checkPort(options.port);
  await setUp(undefined, context);
  return serveWorkbench(context, options);
});

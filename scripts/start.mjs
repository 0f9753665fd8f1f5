// npm start [-- --no-browser --port N]: sets everything up, then opens the workbench.
import { checkPort } from './setup/check-port.mjs';
import { readStartOptions } from './start/options.mjs';
import { runMain } from './setup/problem.mjs';
import { serveWorkbench } from './start/serve.mjs';
import { contextOf, setUp } from './setup/set-up.mjs';

await runMain(async () => {
  const options = readStartOptions(process.argv.slice(2));
  if (options.help) return console.log(options.help);
  await checkPort(options.port);
  const context = contextOf();
  await setUp(undefined, context);
  return serveWorkbench(context, options);
});

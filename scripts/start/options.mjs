import { parseArgs } from 'node:util';

import { SetUpProblem } from '../setup/problem.mjs';

const DEFAULT_PORT = 8888;

const HELP = `npm start [-- options]

Sets FER Workbench up where needed and opens it in a browser.

  --no-browser   print the address and open no browser
  --port N       serve at port N (default ${DEFAULT_PORT})
  --help         this text`;

/**
 * @param {string[]} args what follows `npm start --`
 * @returns {{browser: boolean, port: number, help?: string}}
 * @throws {SetUpProblem} for an unknown option or a bad port
 */
export function readStartOptions(args) {
  let values;
  try {
    ({ values } = parseArgs({
      args,
      options: {
        'no-browser': { type: 'boolean' },
        port: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    }));
  } catch (error) {
    throw new SetUpProblem(`npm start: ${error.message.split('. ')[0]}; "npm start -- --help" lists the options.`);
  }
  const port = values.port === undefined ? DEFAULT_PORT : Number(values.port);
  if (!Number.isInteger(port) || port < 1 || port > 65535) {
    throw new SetUpProblem(`npm start: --port must be a whole number from 1 to 65535, got "${values.port}".`);
  }
  return { browser: !values['no-browser'], port, help: values.help ? HELP : undefined };
}

import { createServer } from 'node:net';

import { SetUpProblem } from './problem.mjs';

/** Whether a server may listen at `port` of this machine. */
export function isFree(port) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}

/**
 * @param {number} port
 * @throws {SetUpProblem} when another program listens there; it names a port that is free
 */
export async function checkPort(port) {
  if (await isFree(port)) return;
  let other = port + 1;
  while (other < 65536 && !(await isFree(other))) other++;
  const advice =
    other < 65536
      ? `start with "npm start -- --port ${other}", which is free, or end that program`
      : 'end that program';
  throw new SetUpProblem(`Port ${port} is taken by another program: ${advice}.`);
}

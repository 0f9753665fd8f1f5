import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';

import { SetUpProblem } from './problem.mjs';

const NO_NETWORK =
  /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT|name resolution|Failed to establish a new connection|NewConnectionError|ConnectTimeoutError|Max retries exceeded|Network is unreachable|Could not resolve host/;
const NO_SPACE = /ENOSPC|No space left on device|Errno 28/;
const KEPT = 64 * 1024;

/** A program that ended with an error; `output` holds the last 64 kB of what it printed. */
export class CommandFailure extends Error {
  constructor(command, code, output) {
    super(`${command} ended with ${code}`);
    this.output = output;
  }
}

/**
 * Runs a program to its end, with what it prints in a log file. It and its children end with us.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {{cwd: string, env: NodeJS.ProcessEnv, log: string}} options `log`: a file to append to
 * @returns {Promise<string>} the last 64 kB of what it printed
 * @throws {SetUpProblem} when the network or the disk is the cause
 * @throws {CommandFailure} when it fails for another reason
 */
export async function runCommand(command, args, { cwd, env, log }) {
  const file = createWriteStream(log, { flags: 'a' });
  file.write(`\n$ ${[command, ...args].join(' ')}\n`);
  let output = '';
  // A group of its own, so that npm's and pip's own children can be ended too.
  const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  const endChild = () => endGroup(child.pid);
  process.on('exit', endChild);
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      file.write(text);
      output = (output + text).slice(-KEPT);
    });
  }
  const code = await new Promise((resolve) => {
    child.once('error', (error) => {
      output += error.message;
      resolve(error.code);
    });
    child.once('close', (exitCode, signal) => resolve(signal ?? exitCode));
  });
  process.off('exit', endChild);
  await new Promise((resolve) => file.end(resolve));
  if (code === 0) return output;

  if (NO_SPACE.test(output))
    throw new SetUpProblem('The disk is full: free about 4 GB and run this again; it goes on where it stopped.');
  if (NO_NETWORK.test(output)) {
    throw new SetUpProblem(
      `${nameOf(command, args)} could not reach its package registry: check the network (or proxy) and run this again; it goes on where it stopped.`,
    );
  }
  throw new CommandFailure([command, ...args].join(' '), code, output);
}

function nameOf(command, args) {
  if (args.includes('pip')) return 'pip';
  return [command, ...args].some((word) => /\bnpm(-cli\.js)?$/.test(word)) ? 'npm' : command;
}

function endGroup(pid) {
  try {
    process.kill(-pid, 'SIGTERM');
  } catch {
    // it has ended already
  }
}

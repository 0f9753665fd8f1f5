import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';

import { SetUpProblem } from '../setup/problem.mjs';
import { pythonOf } from '../setup/python-environment.mjs';

const FIRST_NOTEBOOK = 'notebooks/01-first-run.ipynb';
const STARTS_WITHIN_MS = 60_000;
const STOPS_WITHIN_MS = 10_000;

/**
 * Runs JupyterLab on the checkout until it ends or we are told to end.
 *
 * @param {import('../setup/run-steps.mjs').Context} context
 * @param {{browser: boolean, port: number}} options
 * @returns {Promise<number>} the exit code
 */
export async function serveWorkbench(context, { browser, port }) {
  const { root, state, venv, env } = context;
  const token = randomBytes(24).toString('hex');
  const page = existsSync(join(root, FIRST_NOTEBOOK)) ? `/lab/tree/${FIRST_NOTEBOOK}` : '/lab';
  const log = join(state, 'logs', 'jupyterlab.log');
  mkdirSync(join(state, 'logs'), { recursive: true });
  const output = openSync(log, 'w');
  // A session of its own: Ctrl-C reaches us alone, and we stop the server without its question.
  const server = spawn(pythonOf(venv), ['-m', 'jupyterlab', ...serverOptions({ root, browser, port, page })], {
    cwd: root,
    env: { ...env, ...jupyterFolders(state), JUPYTER_TOKEN: token },
    stdio: ['ignore', output, output],
    detached: true,
  });
  const ended = new Promise((resolve) => server.once('close', (code, signal) => resolve({ code, signal })));
  process.on('exit', () => signalServer(server, 'SIGKILL'));

  let stopping = false;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      if (stopping) return;
      stopping = true;
      console.log('\nStopping the workbench …');
      server.kill('SIGTERM'); // the server then ends its kernels
      setTimeout(() => signalServer(server, 'SIGKILL'), STOPS_WITHIN_MS).unref();
    });
  }

  const address = `http://127.0.0.1:${port}`;
  let hasEnded = false;
  void ended.then(() => (hasEnded = true));
  const isUp = await answers(`${address}/api/status?token=${token}`, () => hasEnded);
  if (isUp && !stopping) {
    console.log(
      `\nFER Workbench is at\n\n    ${address}${page}?token=${token}\n\nIts server's log is ${log}; Ctrl-C stops it.`,
    );
  }
  const tooSlow = !isUp && !hasEnded;
  if (tooSlow) signalServer(server, 'SIGKILL');
  const { code } = await ended;
  if (stopping) return 0;
  const tail = readFileSync(log, 'utf8').trimEnd().split('\n').slice(-15).join('\n');
  const what = tooSlow
    ? `did not answer within ${STARTS_WITHIN_MS / 1000} s`
    : `ended by itself (${code ?? 'killed'})`;
  throw new SetUpProblem(`${tail}\nJupyterLab ${what}: read the lines above (all of them: ${log}).`);
}

function serverOptions({ root, browser, port, page }) {
  return [
    `--ServerApp.root_dir=${root}`,
    '--ServerApp.ip=127.0.0.1',
    `--ServerApp.port=${port}`,
    '--ServerApp.port_retries=0',
    `--ServerApp.open_browser=${browser ? 'True' : 'False'}`,
    `--LabApp.default_url=${page}`,
    '--LabApp.extension_manager=readonly',
    '--MappingKernelManager.default_kernel_name=fer-typescript',
    ...(process.getuid?.() === 0 ? ['--allow-root'] : []),
  ];
}

/** Settings, layouts and running servers are kept in the checkout; nothing of the person's own Jupyter is touched. */
export function jupyterFolders(state) {
  const folder = (name) => join(state, 'jupyter', name);
  return {
    JUPYTER_CONFIG_DIR: folder('config'),
    JUPYTER_DATA_DIR: folder('data'),
    JUPYTER_RUNTIME_DIR: folder('runtime'),
    JUPYTERLAB_SETTINGS_DIR: folder('settings'),
    JUPYTERLAB_WORKSPACES_DIR: folder('workspaces'),
    IPYTHONDIR: folder('ipython'),
    JUPYTER_PREFER_ENV_PATH: '1',
  };
}

/** Whether the server answers within a minute, and before `isOver` says that it never will. */
async function answers(url, isOver) {
  const deadline = performance.now() + STARTS_WITHIN_MS;
  while (performance.now() < deadline && !isOver()) {
    if (await isAnswered(url)) return true;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return false;
}

function isAnswered(url) {
  return new Promise((resolve) => {
    const asked = request(url, { timeout: 2000 }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    asked.once('timeout', () => asked.destroy());
    asked.once('error', () => resolve(false));
    asked.end();
  });
}

function signalServer(server, signal) {
  try {
    process.kill(-server.pid, signal);
  } catch {
    // it has ended already
  }
}

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
  const isUp = await Promise.race([answers(`${address}/api/status?token=${token}`), ended.then(() => false)]);
  if (isUp && !stopping) {
    console.log(
      `\nFER Workbench is at\n\n    ${address}${page}?token=${token}\n\nIts server's log is ${log}; Ctrl-C stops it.`,
    );
  }
  const { code } = isUp === null ? { code: 1 } : await ended;
  if (stopping) return 0;
  const tail = readFileSync(log, 'utf8').trimEnd().split('\n').slice(-15).join('\n');
  throw new SetUpProblem(
    isUp === null
      ? `${tail}\nJupyterLab did not answer within ${STARTS_WITHIN_MS / 1000} s: read the lines above (all of them: ${log}).`
      : `${tail}\nJupyterLab ended by itself (${code ?? 'killed'}): read the lines above (all of them: ${log}).`,
  );
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
    ...(process.getuid?.() === 0 ? ['--allow-root'] : []),
  ];
}

/** Settings, layouts and running servers are kept in the checkout; nothing of the person's own Jupyter is touched. */
function jupyterFolders(state) {
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

/** True once the server answers, null when it has not within a minute. */
async function answers(url) {
  const deadline = performance.now() + STARTS_WITHIN_MS;
  while (performance.now() < deadline) {
    if (await isAnswered(url)) return true;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return null;
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

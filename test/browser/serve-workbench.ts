import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { cpSync, createWriteStream, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { jupyterFolders } from '../../scripts/start/serve.mjs';

const checkout = fileURLToPath(new URL('../..', import.meta.url));
const python = join(checkout, '.venv', 'bin', 'python');
const STARTS_WITHIN_MS = 120_000;

/**
 * Serves a workbench in a temporary folder with a copy of the notebooks, so that nothing in the checkout changes.
 * Tests find it by TARGET_URL (as Galata expects) and FER_TEST_ROOT.
 *
 * @returns what ends it and removes the folder
 */
export default async function serveWorkbench(): Promise<() => Promise<void>> {
  // Inside the checkout, as notebooks are: cells find the packages by walking up.
  const setUp = join(checkout, '.setup');
  mkdirSync(setUp, { recursive: true });
  const root = mkdtempSync(join(setUp, 'browser-'));
  const state = join(root, '.state');
  mkdirSync(state);
  cpSync(join(checkout, 'notebooks'), join(root, 'notebooks'), { recursive: true });
  writeFileSync(join(root, 'package.json'), '{"name": "fer-workbench"}\n');
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const server = spawn(python, ['-m', 'jupyterlab', ...options(root, port)], {
    cwd: root,
    env: { ...process.env, ...jupyterFolders(state) },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true, // a group of its own, so that its kernels end with it
  });
  const log = createWriteStream(join(state, 'server.log'));
  server.stdout.pipe(log);
  server.stderr.pipe(log);
  process.on('exit', () => signal(server, 'SIGKILL'));
  await answers(`${url}/api/status`, server);
  Object.assign(process.env, { TARGET_URL: url, FER_TEST_ROOT: root });
  return async () => {
    const ended = new Promise((resolve) => server.once('close', resolve));
    signal(server, 'SIGTERM');
    const force = setTimeout(() => signal(server, 'SIGKILL'), 10_000);
    await ended;
    clearTimeout(force);
    rmSync(root, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  };
}

/** Without a token or a check of origins: for tests only, on this machine's own address. */
function options(root: string, port: number): string[] {
  return [
    `--ServerApp.root_dir=${root}`,
    '--ServerApp.ip=127.0.0.1',
    `--ServerApp.port=${port}`,
    '--ServerApp.port_retries=0',
    '--ServerApp.open_browser=False',
    '--ServerApp.disable_check_xsrf=True',
    '--IdentityProvider.token=',
    '--FileContentsManager.delete_to_trash=False',
    '--LabApp.expose_app_in_browser=True',
    '--LabApp.extension_manager=readonly',
    `--LabServerApp.extra_labextensions_path=${galataExtension()}`,
    ...(process.getuid?.() === 0 ? ['--allow-root'] : []),
  ];
}

/** Where JupyterLab keeps the helpers that Galata calls inside the page. */
function galataExtension(): string {
  const script = 'import jupyterlab, pathlib; print(pathlib.Path(jupyterlab.__file__).parent / "galata")';
  return execFileSync(python, ['-c', script], { encoding: 'utf8' }).trim();
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}

async function answers(url: string, server: ChildProcess): Promise<void> {
  const deadline = performance.now() + STARTS_WITHIN_MS;
  while (performance.now() < deadline && server.exitCode === null) {
    const response = await fetch(url).catch(() => undefined);
    if (response?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`browser tests: expected JupyterLab at ${url}, got ${server.exitCode === null ? 'no answer' : `its end (${server.exitCode})`}`);
}

function signal(server: ChildProcess, name: NodeJS.Signals): void {
  try {
    process.kill(-server.pid!, name);
  } catch {
    // it has ended already
  }
}

import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { FakeCheckout, NPM, PYTHON } from './fake-checkout';

interface Server {
  pid: number;
  args: string[];
  env: Record<string, string>;
}

let checkout: FakeCheckout;
let port: number;

beforeEach(async () => {
  checkout = new FakeCheckout({ npm: NPM, python3: PYTHON });
  port = await freePort();
});
afterEach(() => checkout.remove());

const start = (...more: string[]): ReturnType<FakeCheckout['run']> =>
  checkout.run('start.mjs', { args: ['--no-browser', '--port', String(port), ...more] });
const server = (): Server => JSON.parse(checkout.read('server')) as Server;

describe('npm start', () => {
  it('sets up, serves the checkout, prints the address of the first notebook and ends with its server', async () => {
    checkout.write('notebooks/01-first-run.ipynb', '{}');
    const running = start();
    await running.printed('Ctrl-C stops it.');
    const { pid, args, env } = server();
    expect(args).toEqual(
      expect.arrayContaining([`--ServerApp.root_dir=${checkout.folder}`, '--ServerApp.open_browser=False']),
    );
    expect(args).toContain('--LabApp.default_url=/lab/tree/notebooks/01-first-run.ipynb');
    expect(env.JUPYTER_CONFIG_DIR).toBe(join(checkout.folder, '.setup/jupyter/config'));

    running.signal('SIGINT');
    const { code, output } = await running.ended;
    expect(output).toContain(
      `http://127.0.0.1:${port}/lab/tree/notebooks/01-first-run.ipynb?token=${env.JUPYTER_TOKEN}`,
    );
    expect(output).toContain('Stopping the workbench');
    expect(code).toBe(0);
    expect(() => process.kill(pid, 0)).toThrow(); // its parent has waited for it
  });

  it('ends by SIGTERM too, and opens a browser unless told not to', async () => {
    const running = checkout.run('start.mjs', { args: ['--port', String(port)] });
    await running.printed('Ctrl-C stops it.');
    expect(server().args).toContain('--ServerApp.open_browser=True');
    running.signal('SIGTERM');
    expect((await running.ended).code).toBe(0);
  });

  it('shows the end of the log when the server ends by itself', async () => {
    checkout.program(
      'python3',
      `if (args.includes('jupyterlab')) { console.error('no module named tornado'); process.exit(3) }\n${PYTHON}`,
    );
    const { code, output } = await start().ended;
    expect(output).toMatch(
      /no module named tornado\nJupyterLab ended by itself \(3\): read the lines above \(all of them: .*jupyterlab\.log\)\./,
    );
    expect(code).toBe(2);
  });

  it('tells the address of a workbench that already runs', async () => {
    const runtime = join(checkout.folder, '.setup/jupyter/runtime');
    mkdirSync(runtime, { recursive: true });
    const note = { pid: process.pid, port, url: `http://127.0.0.1:${port}/`, token: 'abc' };
    writeFileSync(join(runtime, 'jpserver-1.json'), JSON.stringify(note));
    const { code, output } = await start().ended;
    expect(output).toBe(`FER Workbench already runs at\n\n    http://127.0.0.1:${port}/lab?token=abc\n`);
    expect(code).toBe(0);
  });

  it('prints its options', async () => {
    const { code, output } = await start('--help').ended;
    expect(output).toMatch(/--no-browser .*\n.*--port N /);
    expect(code).toBe(0);
  });
});

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port: found } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return found;
}

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { afterEach, describe, expect, it } from 'vitest';

import { builds, packageFolders } from '../../scripts/setup/build-package.mjs';
import { checkDisk } from '../../scripts/setup/check-disk.mjs';
import { FakeCheckout, NPM, PYTHON, type Programs, type RunOptions } from './fake-checkout';

const root = fileURLToPath(new URL('../..', import.meta.url));
const OLD_NODE = `data:text/javascript,Object.defineProperty(process,'versions',{value:{...process.versions,node:'18.20.4'}})`;
const WAIT = 'Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 60000);';

const made: FakeCheckout[] = [];
afterEach(() => {
  for (const checkout of made.splice(0)) checkout.remove();
});

function checkoutWith(programs: Programs): FakeCheckout {
  const checkout = new FakeCheckout(programs);
  made.push(checkout);
  return checkout;
}

describe('what stops a set-up is told in one sentence, with exit code 2', () => {
  const cases: [what: string, programs: Programs, sentence: RegExp, options?: RunOptions][] = [
    [
      'an old Node.js',
      { npm: NPM, python3: PYTHON },
      /^FER Workbench needs Node\.js 20 or newer and this is 18\.20\.4: install a newer one and run this again\.\n$/,
      { nodeArgs: ['--import', OLD_NODE] },
    ],
    ['no Python', { npm: NPM }, /needs Python 3\.10 or newer and found none: install it .*apt install python3/],
    [
      'a wrong PYTHON',
      { npm: NPM, python3: PYTHON },
      /needs Python 3\.10 or newer and found none at PYTHON=\/no\/python: install it/,
      { env: { PYTHON: '/no/python' } },
    ],
    [
      'an old Python',
      { npm: NPM, python3: `console.log('3 9 1')` },
      /needs Python 3\.10 or newer and found 3\.9: install/,
    ],
    [
      'a Python without venv',
      { npm: NPM, python3: `console.log('3 11 0')` },
      /Python 3\.11 lacks its venv module: install it .*python3-venv/,
    ],
    ['no npm', { python3: PYTHON }, /npm was not found: install it/],
    [
      'no network for npm',
      { python3: PYTHON, npm: `console.error('npm error code ENOTFOUND'); process.exit(1)` },
      /npm could not reach its package registry: check the network \(or proxy\) and run this again/,
    ],
    [
      'no network for pip',
      {
        npm: NPM,
        python3: `if (args.includes('install')) { console.error('Failed to establish a new connection'); process.exit(1) }\n${PYTHON}`,
      },
      /pip could not reach its package registry: check the network/,
    ],
    [
      'a disk that fills up',
      { python3: PYTHON, npm: `console.error('npm error ENOSPC: no space left on device'); process.exit(1)` },
      /The disk is full: free about 4 GB and run this again; it goes on where it stopped\./,
    ],
    [
      'a wrong FER_TENSORFLOW',
      { npm: NPM, python3: PYTHON },
      /FER_TENSORFLOW must be cpu or cuda, got "tpu"/,
      { env: { FER_TENSORFLOW: 'tpu' } },
    ],
  ];

  it.each(cases)('%s', async (_what, programs, sentence, options) => {
    const { code, output } = await checkoutWith(programs).run('set-up.mjs', options).ended;
    expect(output).toMatch(sentence);
    expect(output).not.toMatch(/ at .*\.mjs:\d+/); // no stack
    expect(code).toBe(2);
  });

  it.each([
    [['--port', 'x'], /--port must be a whole number from 1 to 65535, got "x"/],
    [['--port', '70000'], /--port must be a whole number from 1 to 65535, got "70000"/],
    [['--prot', '1'], /Unknown option '--prot'; "npm start -- --help" lists the options/],
  ])('npm start -- %j', async (args, sentence) => {
    const { code, output } = await checkoutWith({}).run('start.mjs', { args }).ended;
    expect(output).toMatch(sentence);
    expect(code).toBe(2);
  });

  it('a taken port, before anything is installed', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const checkout = checkoutWith({ npm: NPM, python3: PYTHON });
    const { code, output } = await checkout.run('start.mjs', { args: ['--port', String(port)] }).ended;
    server.close();
    expect(output).toMatch(
      new RegExp(`^Port ${port} is taken by another program: start with "npm start -- --port \\d+", which is free`),
    );
    expect(code).toBe(2);
    expect(existsSync(join(checkout.folder, 'node_modules'))).toBe(false);
  });

  it('a full disk, before anything is installed', () => {
    expect(() => checkDisk('/checkout', 'cpu', 3.9e9)).toThrow(
      /about 4 GB and the disk of \/checkout has 3\.9 GB left: free some space/,
    );
    expect(() => checkDisk('/checkout', 'cuda', 13e9)).toThrow(/about 14 GB/);
    expect(() => checkDisk('/checkout', 'cpu', 4e9)).not.toThrow();
  });

  it('an unknown test suite', async () => {
    const { code, output } = await checkoutWith({}).run('test.mjs', { args: ['units'] }).ended;
    expect(output).toMatch(/expected suites among lint, types, unit, protocol, browser, got "units"/);
    expect(code).toBe(2);
  });
});

describe('a set-up', () => {
  it('goes on without a compiler, warns that the WASM backend serves, and tries again the next time', async () => {
    const checkout = checkoutWith({ npm: NPM, python3: PYTHON });
    const first = await checkout.run('set-up.mjs').ended;
    expect(first.output).toMatch(
      /Warning: there is no C\+\+ compiler .*apt install g\+\+.* The slower WASM backend serves until then\./,
    );
    expect(first.code).toBe(0);
    expect(existsSync(join(checkout.folder, '.venv/share/jupyter/kernels/fer-typescript/kernel.json'))).toBe(true);
    expect(
      existsSync(
        join(checkout.folder, '.venv/share/jupyter/labextensions/@fer-workbench/jupyter-extension/package.json'),
      ),
    ).toBe(true);
    expect(existsSync(join(checkout.folder, '.venv/share/jupyter/lab/settings/overrides.json'))).toBe(true);

    const second = await checkout.run('set-up.mjs').ended;
    expect(second.output).toMatch(/3 of \d+ steps/);
    expect(second.output).toContain('Warning: there is no C++ compiler');
  });

  it('goes on where there is no TensorFlow package', async () => {
    const noWheel = `if (args.includes('--no-deps')) { console.error('ERROR: No matching distribution found for tensorflow-cpu'); process.exit(1) }`;
    const checkout = checkoutWith({ npm: NPM, python3: `${noWheel}\n${PYTHON}`, 'g++': '' });
    const { code, output } = await checkout.run('set-up.mjs').ended;
    expect(output).toMatch(
      /Warning: there is no TensorFlow package for this system and Python .* The slower WASM backend serves/,
    );
    expect(code).toBe(0);
  });

  it('goes on when the binding does not compile, or does not load', async () => {
    for (const compiler of ['process.exit(1)', `fs.writeFileSync(args.at(-1), 'no library')`]) {
      const checkout = checkoutWith({ npm: NPM, python3: PYTHON, 'g++': compiler });
      const { code, output } = await checkout.run('set-up.mjs').ended;
      expect(output).toMatch(
        /Warning: its binding could not be compiled \(see .*native-backend\.log\)\. The slower WASM backend serves/,
      );
      expect(code).toBe(0);
      expect(
        existsSync(join(checkout.folder, 'node_modules/@tensorflow/tfjs-node-gpu/lib/napi-v8/tfjs_binding.node')),
      ).toBe(false);
    }
  });

  it('skips what is done, and runs again what changed or is gone', async () => {
    const checkout = checkoutWith({ npm: NPM, python3: PYTHON });
    await checkout.run('set-up.mjs').ended;

    const stepsOfNextRun = async (): Promise<string[]> => {
      const { output } = await checkout.run('set-up.mjs').ended;
      return [...output.matchAll(/^ {2}(.*) …$/gm)]
        .map(([, name]) => name!)
        .filter((name) => !/TensorFlow|Native/.test(name));
    };
    expect(await stepsOfNextRun()).toEqual([]);
    checkout.write('packages/fer-core/src/index.ts', 'export {};');
    expect(await stepsOfNextRun()).toEqual(['Build fer-core', 'Build jupyter-extension']);
    checkout.write('packages/kernel-extras/src/index.ts', 'export {};');
    expect(await stepsOfNextRun()).toEqual(['Build kernel-extras']);
    checkout.write('scripts/jupyter/overrides.json', '{}');
    expect(await stepsOfNextRun()).toEqual(['JupyterLab settings']);
    checkout.write('scripts/requirements/workbench.txt', 'other==1');
    expect(await stepsOfNextRun()).toEqual(['Python environment']);
    expect(await stepsOfNextRun()).toEqual([]);
  });

  it('goes on where it was interrupted, and leaves no program of its own behind', async () => {
    const checkout = checkoutWith({ npm: NPM, python3: PYTHON });
    checkout.program(
      'npm',
      `${NPM}\nif (args[0] === 'run') { fs.writeFileSync('pid', String(process.pid)); ${WAIT} }`,
    );
    const first = checkout.run('set-up.mjs');
    await first.printed('Build fer-core …');
    await expect.poll(() => existsSync(join(checkout.folder, 'packages/fer-core/pid'))).toBe(true);
    first.signal('SIGINT');
    const { code, output } = await first.ended;
    expect(output).toContain('Interrupted (SIGINT): the next run goes on from here.');
    expect(code).toBe(130);
    const builder = Number(checkout.read('packages/fer-core/pid'));
    await expect.poll(() => isAlive(builder), { timeout: 20_000 }).toBe(false);

    checkout.program('npm', NPM);
    const second = await checkout.run('set-up.mjs').ended;
    expect(second.output).not.toContain('npm packages …');
    expect(second.output).toContain('Build fer-core …');
    expect(second.code).toBe(0);
  });

  it('goes on after a kill that left its lock', async () => {
    const checkout = checkoutWith({
      python3: PYTHON,
      npm: `fs.writeFileSync('pid', String(process.pid)); ${WAIT}`,
    });
    const first = checkout.run('set-up.mjs');
    await first.printed('npm packages …');
    await expect.poll(() => existsSync(join(checkout.folder, 'pid'))).toBe(true);
    first.signal('SIGKILL');
    process.kill(Number(checkout.read('pid')), 'SIGKILL');
    await first.ended;
    expect(existsSync(join(checkout.folder, '.setup/lock'))).toBe(true);

    checkout.program('npm', NPM);
    expect((await checkout.run('set-up.mjs').ended).code).toBe(0);
    expect(existsSync(join(checkout.folder, '.setup/lock'))).toBe(false);
  });

  it('keeps a second one out while it runs', async () => {
    const checkout = checkoutWith({ python3: PYTHON, npm: WAIT });
    const first = checkout.run('set-up.mjs');
    await first.printed('npm packages …');
    const { code, output } = await checkout.run('set-up.mjs').ended;
    first.signal('SIGTERM');
    await first.ended;
    expect(output).toMatch(
      /^Another set-up of this checkout is running \(process \d+\): wait until it has ended and run this again\.\n$/,
    );
    expect(code).toBe(2);
  });

  it('shows the end of what a failing step printed, and where the rest is', async () => {
    const checkout = checkoutWith({
      python3: PYTHON,
      npm: `${NPM}\nif (args[0] === 'run') { console.log('src/x.ts(1,1): error TS1'); process.exit(2) }`,
    });
    const { code, output } = await checkout.run('set-up.mjs').ended;
    expect(output).toMatch(
      /src\/x\.ts\(1,1\): error TS1\nThe step "Build fer-core" failed: read the lines above \(all of them: .*build-fer-core\.log\)/,
    );
    expect(code).toBe(2);
  });

  it('writes nothing outside the checkout', async () => {
    const checkout = checkoutWith({ npm: NPM, python3: PYTHON });
    const home = checkoutWith({});
    const before = readdirSync(home.folder);
    await checkout.run('set-up.mjs', { env: { HOME: home.folder } }).ended;
    expect(readdirSync(home.folder)).toEqual(before);
  });
});

describe('what the set-up lists', () => {
  it('builds every package', () => {
    expect(builds.map(({ name }) => name).sort()).toEqual(
      packageFolders(root)
        .map((name) => `Build ${name}`)
        .sort(),
    );
  });

  it('pins every Python package, and names no host', () => {
    const folder = join(root, 'scripts/requirements');
    for (const file of readdirSync(folder).filter((name) => name.endsWith('.txt'))) {
      for (const line of readFileSync(join(folder, file), 'utf8').trim().split('\n')) {
        expect(line, file).toMatch(/^[a-z0-9-]+==[\w.]+( ; [^/]+)?$/);
      }
    }
  });

  it('names no host in the npm lock file', () => {
    const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
      packages: Record<string, { resolved?: string }>;
    };
    const hosts = Object.values(packages).filter(({ resolved }) => resolved && /^\w+:\/\//.test(resolved));
    expect(hosts).toEqual([]);
  });

  it('overrides only settings that this JupyterLab has', () => {
    const overrides = JSON.parse(readFileSync(join(root, 'scripts/jupyter/overrides.json'), 'utf8')) as Record<
      string,
      object
    >;
    for (const [plugin, settings] of Object.entries(overrides)) {
      const schema = join(root, '.venv/share/jupyter/lab/schemas', `${plugin.replace(':', '/')}.json`);
      const { properties } = JSON.parse(readFileSync(schema, 'utf8')) as { properties: object };
      expect(Object.keys(properties), plugin).toEqual(expect.arrayContaining(Object.keys(settings)));
    }
  });
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

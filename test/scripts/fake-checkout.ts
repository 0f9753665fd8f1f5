import { spawn } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** A program's body in JavaScript; `args` are its arguments, `fs` and `path` are at hand. */
export type Programs = Record<string, string>;

/** A Python that works: it answers the probe, makes an environment with itself in it, "installs", and serves like JupyterLab. */
export const PYTHON = `
  const venv = path.dirname(path.dirname(process.argv[1]));
  const touch = (...names) => {
    const file = path.join(...names);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, venv);
  };
  if (args.includes('jupyterlab')) {
    const port = Number(args.find((word) => word.startsWith('--ServerApp.port=')).split('=')[1]);
    process.on('SIGTERM', () => process.exit(0));
    require('node:http').createServer((asked, answer) => {
      answer.statusCode = asked.url.endsWith(process.env.JUPYTER_TOKEN) ? 200 : 403;
      answer.end();
    }).listen(port, '127.0.0.1');
    fs.writeFileSync('server', JSON.stringify({ pid: process.pid, args, env: process.env }));
  } else if (args.includes('venv')) {
    const made = args.at(-1);
    touch(made, 'bin', 'pip');
    fs.writeFileSync(path.join(made, 'bin', 'pip'), made);
    fs.copyFileSync(process.argv[1], path.join(made, 'bin', 'python'));
    fs.chmodSync(path.join(made, 'bin', 'python'), 0o755);
  } else if (args.includes('--no-deps')) {
    touch(venv, 'lib/python3.11/site-packages/tensorflow/libtensorflow_cc.so.2');
    touch(venv, 'lib/python3.11/site-packages/tensorflow_cpu-2.21.0.dist-info/METADATA');
  } else if (args.includes('install')) {
    touch(venv, 'bin', 'jupyter-lab');
  } else {
    console.log(args[1].includes('ensurepip') ? '3 11 1' : venv);
  }
`;

/** An npm that works: \`npm ci\` installs the lock file's packages, \`npm run build\` builds. */
export const NPM = `
  const touch = (...names) => {
    const file = path.join(...names);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, '');
  };
  if (args[0] === 'ci') {
    touch('node_modules/@tensorflow/tfjs-node-gpu/binding/tfjs_binding.cc');
    touch('node_modules/node-api-headers/package.json');
    fs.writeFileSync('node_modules/node-api-headers/package.json', '{}');
    fs.copyFileSync('package-lock.json', 'node_modules/.package-lock.json');
  } else {
    touch('lib/index.js');
    touch('labextension/package.json');
  }
`;

/** A folder that looks to the set-up like a fresh clone, on a machine that has only the given programs. */
export class FakeCheckout {
  readonly folder = mkdtempSync(join(tmpdir(), 'fer-set-up-'));
  private readonly bin = join(this.folder, 'bin');

  constructor(programs: Programs) {
    mkdirSync(this.bin);
    cpSync(join(root, 'scripts'), join(this.folder, 'scripts'), { recursive: true });
    for (const name of ['fer-core', 'kernel-extras', 'jupyter-extension'])
      this.write(`packages/${name}/package.json`, '{}');
    this.write(
      'packages/kernel-extras/bin/install-kernel.cjs',
      `const { mkdirSync, writeFileSync } = require('node:fs');
       const folder = process.argv[3] + '/share/jupyter/kernels/fer-typescript';
       mkdirSync(folder, { recursive: true });
       writeFileSync(folder + '/kernel.json', '{}');`,
    );
    this.write('package.json', '{"name": "fake"}');
    this.write('package-lock.json', '{"packages": {"": {"name": "fake"}}}');
    for (const [name, body] of Object.entries(programs)) this.program(name, body);
  }

  write(path: string, text: string): void {
    const file = join(this.folder, path);
    mkdirSync(join(file, '..'), { recursive: true });
    writeFileSync(file, text);
  }

  /** Puts a program onto the fake machine's PATH, or replaces it. */
  program(name: string, body: string): void {
    const head = `#!${process.execPath}\nconst fs = require('node:fs'), path = require('node:path'), args = process.argv.slice(2);\n`;
    writeFileSync(join(this.bin, name), head + body);
    chmodSync(join(this.bin, name), 0o755);
  }

  read(path: string): string {
    return readFileSync(join(this.folder, path), 'utf8');
  }

  /** Runs `scripts/<script>`, and gives the exit code and everything printed once it has ended. */
  run(script: string, options: RunOptions = {}): Running {
    const { args = [], env = {}, nodeArgs = [] } = options;
    const child = spawn(process.execPath, [...nodeArgs, join(this.folder, 'scripts', script), ...args], {
      cwd: this.folder,
      env: { PATH: this.bin, HOME: this.folder, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const listeners: (() => void)[] = [];
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text;
        for (const listener of listeners) listener();
      });
    }
    const ended = new Promise<Ended>((resolve) => child.once('close', (code) => resolve({ code, output })));
    const printed = (text: string): Promise<void> =>
      new Promise((resolve, reject) => {
        const check = (): void => void (output.includes(text) && resolve());
        listeners.push(check);
        check();
        void ended.then(() => reject(new Error(`ended without printing "${text}":\n${output}`)));
      });
    return { ended, printed, signal: (signal) => void child.kill(signal) };
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

export interface RunOptions {
  args?: string[];
  env?: Record<string, string>;
  nodeArgs?: string[];
}

export interface Ended {
  code: number | null;
  output: string;
}

export interface Running {
  ended: Promise<Ended>;
  printed(text: string): Promise<void>;
  signal(signal: NodeJS.Signals): void;
}

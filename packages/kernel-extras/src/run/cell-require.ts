import { existsSync, statSync } from 'node:fs';
import Module, { createRequire } from 'node:module';
import { dirname, join, resolve, sep } from 'node:path';
import { asCommonJs, importFrom, isEsModule } from './es-modules';
import { INTERRUPT_CHECK, INTERRUPT_COUNTS } from '../compiler/interrupt-checks';

const REQUIRED = /\brequire\("([^"]+)"\)/g;

/** A module of Node's own making; the members used here have no types. */
interface LoadedModule extends NodeJS.Module {
  _compile(code: string, filename: string): void;
}

/**
 * `require` for cells: the notebook's folder first, then the kernel's installation; local TypeScript files that the
 * compiler brought along; `kernel-extras` always the one that runs the kernel.
 */
export class CellRequire {
  private readonly fromNotebook = createRequire(join(process.cwd(), 'notebook.js'));
  private readonly fromHome: NodeJS.Require;
  private readonly files = new Map<string, string>();
  private readonly modules = new Map<string, LoadedModule>();
  private readonly esModules = new Map<string, unknown>();
  private readonly loadedAt = new Map<string, number>();

  /**
   * @param home - folder of the kernel's own installation.
   * @param own - the exports of `kernel-extras` itself.
   */
  constructor(
    private readonly home: string,
    private readonly own: unknown,
  ) {
    this.fromHome = createRequire(join(home, 'index.js'));
  }

  /** The function that a cell gets. */
  readonly require: (id: string) => unknown = Object.assign(
    (id: string) => this.load(id, process.cwd(), this.fromNotebook),
    { cache: require.cache, resolve: this.fromNotebook.resolve },
  );

  /** Loads the packages that `code` requires and that are ES modules, which cannot be loaded at the moment of use. */
  async preload(code: string): Promise<void> {
    for (const [, id] of code.matchAll(REQUIRED)) {
      if (id === undefined || id.startsWith('.') || this.esModules.has(id) || !isEsModule(this.fromNotebook, id))
        continue;
      const namespace = await importFrom(process.cwd(), id).catch(() => importFrom(this.home, id));
      this.esModules.set(id, asCommonJs(namespace));
    }
  }

  /** Takes new JavaScript of local TypeScript files; modules that use them are loaded anew. */
  update(files: ReadonlyMap<string, string>): void {
    if (files.size === 0) return;
    for (const [path, code] of files) this.files.set(path, code);
    this.modules.clear();
  }

  /**
   * Forgets modules of workspace packages (those outside `node_modules`) whose files changed since they were loaded,
   * so that a rebuilt package is used without a restart. The whole package is forgotten.
   * @returns folders of the packages that will be loaded anew.
   */
  forgetChanged(): string[] {
    const changed = new Set<string>();
    const ours = dirname(__dirname) + sep;
    const paths = Object.keys(require.cache).filter(
      (p) => !p.includes(`${sep}node_modules${sep}`) && !p.startsWith(ours),
    );
    for (const path of paths) {
      const time = statSync(path, { throwIfNoEntry: false })?.mtimeMs;
      const known = this.loadedAt.get(path);
      this.loadedAt.set(path, time ?? 0);
      if (known !== undefined && time !== undefined && time !== known) changed.add(packageFolder(path));
    }
    for (const path of paths) {
      if (!changed.has(packageFolder(path))) continue;
      delete require.cache[path];
      this.loadedAt.delete(path);
    }
    return [...changed];
  }

  private load(id: string, folder: string, native: NodeJS.Require): unknown {
    if (id === 'kernel-extras') return this.own;
    if (this.esModules.has(id)) return this.esModules.get(id);
    if (id.startsWith('.') || id.startsWith('/')) {
      const local = this.loadLocal(resolve(folder, id));
      if (local !== undefined) return local.exports;
    }
    let path: string;
    try {
      path = native.resolve(id);
    } catch (error) {
      if (id.startsWith('.') || !canResolve(this.fromHome, id)) throw error;
      return this.fromHome(id);
    }
    return native(path);
  }

  private loadLocal(path: string): LoadedModule | undefined {
    const filename = [path, `${path}.js`, join(path, 'index.js')].find((name) => this.files.has(name));
    if (filename === undefined) return undefined;
    const cached = this.modules.get(filename);
    if (cached !== undefined) return cached;
    const module = new Module(filename) as LoadedModule;
    module.filename = filename;
    module.require = ((id: string) => this.load(id, dirname(filename), createRequire(filename))) as NodeJS.Require;
    this.modules.set(filename, module); // before it runs: files may import each other
    module._compile(withInterruptChecks(this.files.get(filename)!), filename);
    return module;
  }
}

/** Local files are plain modules: what the checks for an interrupt need is defined in front, on the same line. */
function withInterruptChecks(code: string): string {
  const scope = 'globalThis[Symbol.for("kernel-extras.scope")]';
  return `const { interruptible: ${INTERRUPT_CHECK}, interrupts: ${INTERRUPT_COUNTS} } = ${scope}; ${code}`;
}

function canResolve(from: NodeJS.Require, id: string): boolean {
  try {
    from.resolve(id);
    return true;
  } catch {
    return false;
  }
}

function packageFolder(path: string): string {
  let folder = dirname(path);
  while (folder !== dirname(folder) && !existsSync(join(folder, 'package.json'))) folder = dirname(folder);
  return folder;
}

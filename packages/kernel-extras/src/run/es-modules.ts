import { existsSync, readFileSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import vm from 'node:vm';

/** Imports an ES module as code in `folder` would. */
export function importFrom(folder: string, id: string): Promise<object> {
  const script = new vm.Script('(id) => import(id)', {
    filename: join(folder, 'import.js'),
    importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  });
  return (script.runInThisContext() as (id: string) => Promise<object>)(id);
}

/** True if `require` of this package fails because it is an ES module. */
export function isEsModule(require: NodeJS.Require, id: string): boolean {
  let path: string;
  try {
    path = require.resolve(id);
  } catch (error) {
    // Its `exports` serve `import` alone.
    return (error as NodeJS.ErrnoException).code === 'ERR_PACKAGE_PATH_NOT_EXPORTED';
  }
  if (extname(path) === '.mjs') return true;
  return extname(path) === '.js' && packageType(path) === 'module';
}

/** A namespace as compiled cells expect a required module: the default export by its name, not the whole. */
export function asCommonJs(namespace: object): object {
  const module = Object.create(null, { __esModule: { value: true } }) as object;
  for (const name of Object.keys(namespace)) {
    Object.defineProperty(module, name, {
      enumerable: true,
      get: () => (namespace as Record<string, unknown>)[name],
    });
  }
  return module;
}

function packageType(path: string): unknown {
  for (let folder = dirname(path); folder !== dirname(folder); folder = dirname(folder)) {
    const file = join(folder, 'package.json');
    if (existsSync(file)) return (JSON.parse(readFileSync(file, 'utf8')) as { type?: unknown }).type;
  }
  return undefined;
}

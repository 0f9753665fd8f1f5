import { statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type * as TypeScript from '@tslab/typescript-for-tslab';
import type { Converter } from 'tslab/dist/converter';
import { toCommonJS } from './common-js';
import { addInterruptChecks } from './interrupt-checks';
import { shareVariables } from './shared-variables';
import { hasTopLevelAwait } from './top-level-await';
import { fileOfTypes, nameTypesByPath } from './types-by-path';
import { WatchedFiles } from './watched-files';

/** The compiler's API, as tslab carries it. */
export type Ts = typeof TypeScript;

/** One piece of JavaScript as tslab's converter gives it, with what is needed to find its way back. */
export interface Transpiled {
  /** Names that the piece declares at its top level. */
  names: string[];
  /** True if it awaits outside its functions; tslab itself overlooks `for await`. */
  isAsync: boolean;
  /** Source maps from the JavaScript back to the TypeScript, to be applied in this order. */
  maps: string[];
  /** Lines, counted from 0, that {@link shareVariables} shifted between the first and the second map. */
  shiftedLines: Set<number>;
}

/** tslab's converter, running on a TypeScript that we adapted. */
export interface AdaptedTypeScript {
  createConverter(): Converter;
  ts: Ts;
  /** The program as of the last piece that the converter was given. */
  program(): TypeScript.Program;
  /** Makes the converter see what was saved since the last piece. */
  lookAtFiles(): void;
  /** By JavaScript text; emptied by whoever reads it. */
  transpiled: Map<string, Transpiled>;
}

/**
 * Loads tslab's converter with a TypeScript whose two entry points are ours. The converter fixes its compiler options
 * and its output in code, so this is where we add: source maps, current libraries, `@types/node` from our own
 * dependencies, imports that resolve from the kernel's own installation, and checks for an interrupt.
 *
 * @param home - folder from which imports resolve that the notebook's own folder does not know.
 */
export function adaptTypeScript(home: string): AdaptedTypeScript {
  const tslab = createRequire(require.resolve('tslab/package.json'));
  const path = tslab.resolve('@tslab/typescript-for-tslab');
  const ts = tslab(path) as Ts;
  const transpiled = new Map<string, Transpiled>();

  const createWatchCompilerHost = (
    files: string[],
    options: TypeScript.CompilerOptions,
    ...rest: never[]
  ): unknown => {
    const adapted = { ...options, ...compilerOptions() };
    const create = ts.createWatchCompilerHost as unknown as (...a: unknown[]) => Record<string, unknown>;
    const host = create([...files, RECENT_LIBRARY], adapted, ...rest);
    host.resolveModuleNames = moduleResolver(ts, home);
    host.hasInvalidatedResolutions = () => false;
    return host;
  };
  const transpileModule = (js: string, options: TypeScript.TranspileOptions): TypeScript.TranspileOutput => {
    if (options.fileName !== 'custom.js') return ts.transpileModule(js, options);
    return transpileCell(ts, js, options, transpiled);
  };

  let watch: TypeScript.WatchOfFilesAndCompilerOptions<TypeScript.BuilderProgram> | undefined;
  const createWatchProgram = (
    host: TypeScript.WatchCompilerHostOfFilesAndCompilerOptions<TypeScript.BuilderProgram>,
  ): typeof watch => {
    const created = host.afterProgramCreate;
    host.afterProgramCreate = (builder) => {
      nameTypesByPath(ts, builder.getProgram(), ts.sys.getCurrentDirectory());
      created?.(builder);
    };
    return (watch = ts.createWatchProgram(host));
  };
  const files = new WatchedFiles(fileState);
  const sys: TypeScript.System = {
    ...ts.sys,
    watchFile: (path, callback, ...rest) =>
      files.takes(path) ? files.watch(path, callback) : ts.sys.watchFile!(path, callback, ...rest),
  };

  ts.sys.useCaseSensitiveFileNames = true; // the converter sets this on the one that it is given
  // The converter takes its TypeScript from the module cache when it is loaded: give it ours for that moment.
  const cached = tslab.cache[path]!;
  cached.exports = { ...ts, sys, createWatchCompilerHost, createWatchProgram, transpileModule };
  const { createConverter } = tslab('./dist/converter') as typeof import('tslab/dist/converter');
  cached.exports = ts;
  return {
    createConverter: () => createConverter({ isJS: false, isBrowser: false }),
    ts,
    program: () => watch!.getProgram().getProgram(),
    lookAtFiles: () => files.look(ts.FileWatcherEventKind),
    transpiled,
  };
}

function fileState(path: string): string | undefined {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats === undefined ? undefined : `${stats.mtimeMs} ${stats.size}`;
}

/** Declarations that tslab's TypeScript is too old for. */
const RECENT_LIBRARY = join(__dirname, '../../types/recent-library.d.ts');

function compilerOptions(): TypeScript.CompilerOptions {
  const nodeTypes = dirname(dirname(require.resolve('@types/node/package.json')));
  return {
    inlineSourceMap: true,
    lib: ['lib.es2023.d.ts'],
    // Only Node's types are global: each folder under @types would cost time at start and names in completion.
    typeRoots: [nodeTypes],
    types: ['node'],
  };
}

function moduleResolver(ts: Ts, home: string) {
  const { Node10, Bundler } = ts.ModuleResolutionKind;
  const caches = new Map(
    [Node10, Bundler].map((kind) => [kind, ts.createModuleResolutionCache(process.cwd(), (n) => n)]),
  );
  const own = join(home, 'index.ts');
  return (
    names: string[],
    file: string,
    _reused: unknown,
    _redirect: unknown,
    options: TypeScript.CompilerOptions,
  ) =>
    names.map((name) => {
      const types = fileOfTypes(name);
      if (types !== undefined) return { resolvedFileName: types, extension: ts.Extension.Dts };
      const resolve = (from: string, kind: TypeScript.ModuleResolutionKind) => {
        // What a cell does not find now may be there for the next one: only declarations use the cache.
        const cache = file.endsWith('.d.ts') ? caches.get(kind) : undefined;
        const adapted = { ...options, moduleResolution: kind };
        return ts.resolveModuleName(name, from, adapted, ts.sys, cache).resolvedModule;
      };
      // Second, by the `exports` of package.json, which some packages have alone.
      const find = (from: string) => resolve(from, Node10) ?? resolve(from, Bundler);
      if (name === 'kernel-extras') return find(own) ?? find(file);
      const found = find(file);
      return found !== undefined || name.startsWith('.') ? found : find(own);
    });
}

const INLINE_MAP = /\n?\/\/# sourceMappingURL=data:application\/json;base64,(\S+)\s*$/;
/** `export { a, b };`, which the converter puts at the end of a cell to keep its names. */
const EXPORTED = /^export \{(.*)\};?$/gm;
/** Imported names become plain properties, which later cells may declare again. */
const GETTER =
  /Object\.defineProperty\(exports, "([\w$]+)", \{ enumerable: true, get: function \(\) \{ return (.+?); \} \}\);/g;
const ES_MODULE_MARK = 'Object.defineProperty(exports, "__esModule", { value: true });';

function transpileCell(
  ts: Ts,
  js: string,
  options: TypeScript.TranspileOptions,
  transpiled: Map<string, Transpiled>,
): TypeScript.TranspileOutput {
  const inline = INLINE_MAP.exec(js)?.[1];
  const plain = js.replace(INLINE_MAP, '');
  const map = inline === undefined ? '' : Buffer.from(inline, 'base64').toString();
  const isCell = map.includes('__tslab__.ts"');
  const { code, shiftedLines } = isCell
    ? shareVariables(ts, plain)
    : { code: plain, shiftedLines: new Set<number>() };
  const output = toCommonJS(ts, code, options.compilerOptions ?? {}, [addInterruptChecks(ts)]);
  const outputText = output.code
    .replace(/\n$/, '')
    .replace(ES_MODULE_MARK, '')
    .replace(GETTER, 'exports.$1 = $2;');
  const names = [...plain.matchAll(EXPORTED)].flatMap(([, list]) => list!.split(',').map((name) => name.trim()));
  const maps = [output.map, map].filter((text) => text !== '');
  const isAsync = hasTopLevelAwait(ts, plain);
  transpiled.set(outputText, { names: names.filter((name) => name !== ''), isAsync, maps, shiftedLines });
  return { outputText };
}

import type * as TypeScript from '@tslab/typescript-for-tslab';

const SCHEME = 'types-of:';
const FOLDER = '/node_modules/';
const WRITTEN = '/(node_modules)/';

/**
 * Gives declaration files outside the notebook's folder a name by their path. A type that a cell infers may come from
 * a file that the cell did not import, in a package that the notebook's folder does not know; TypeScript would write
 * `import("../../somewhere/node_modules/…")` and refuse that (TS2742) as it could not be moved to another machine.
 * A cell's declarations never move.
 *
 * @param folder - the notebook's folder.
 */
export function nameTypesByPath(ts: typeof TypeScript, program: TypeScript.Program, folder: string): void {
  for (const file of program.getSourceFiles()) {
    if (!file.isDeclarationFile || file.moduleName !== undefined || !ts.isExternalModule(file)) continue;
    if (file.fileName.startsWith(`${folder}/`) && !file.fileName.includes(FOLDER)) continue;
    file.moduleName = SCHEME + file.fileName.replaceAll(FOLDER, WRITTEN);
  }
}

/** The file that a name by {@link nameTypesByPath} stands for; undefined for other names. */
export function fileOfTypes(name: string): string | undefined {
  return name.startsWith(SCHEME) ? name.slice(SCHEME.length).replaceAll(WRITTEN, FOLDER) : undefined;
}

/** A type's text without the names of files: `import("…").Tensor` becomes `Tensor`. */
export function withoutFiles(type: string): string {
  return type.replace(/\bimport\("[^"]*"\)\.?/g, '');
}

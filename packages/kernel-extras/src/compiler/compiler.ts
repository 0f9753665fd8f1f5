import type { Converter } from 'tslab/dist/converter';
import { adaptTypeScript, type AdaptedTypeScript, type Transpiled, type Ts } from './adapted-typescript';
import { CompileError } from './compile-error';
import { declaredTypes, type Declared } from './declared-types';
import { signatureHelp, type SignatureHelp } from './signature-help';
import { SourcePositions } from './source-positions';

/** A cell as JavaScript, ready to run. */
export interface CompiledCell {
  /** JavaScript of the cell; empty if there is nothing to run. */
  code: string;
  /** File name of the script in tracebacks of the JavaScript engine. */
  filename: string;
  /** Names that the cell declares at its top level. */
  names: string[];
  /** True if the cell awaits at its top level. */
  isAsync: boolean;
  /** Name under which the cell leaves the value of its last expression, if it ends with one. */
  resultName: string | undefined;
  /** Declarations of this cell and those before it, to be passed to {@link Compiler.commit} when the cell succeeded. */
  declarations: string;
  /** Local TypeScript files that the cell imports and that are new or changed: JavaScript by path. */
  files: Map<string, string>;
}

/** Has what cells usually have: declarations, a function, a loop, a result. No import, which would make the next cell's program another one. */
const EXERCISE = `class Exercise<T> { constructor(readonly items: T[]) {} }
const doubled = new Exercise([1, 2].map((item) => 2 * item));
for (const item of doubled.items) console.log(item.toFixed(1));
doubled`;

const NOTHING: Transpiled = { names: [], isAsync: false, maps: [], shiftedLines: new Set() };

/** Compiles cells one after the other; each sees the types of those that succeeded before it. */
export class Compiler {
  /** Where lines of compiled code come from. */
  readonly positions = new SourcePositions();
  private readonly adapted: AdaptedTypeScript;
  private readonly converter: Converter;
  private declarations = '';
  private declared: Map<string, Declared> | undefined;
  private count = 0;

  /** Takes most of a second. @param home - folder of the kernel's own installation, see `adaptTypeScript`. */
  constructor(home: string) {
    this.adapted = adaptTypeScript(home);
    this.converter = this.adapted.createConverter();
  }

  /** The TypeScript that compiles the cells. */
  get ts(): Ts {
    return this.adapted.ts;
  }

  /**
   * Compiles a cell.
   * @param title - what the cell is called in tracebacks, `In[3]`.
   * @throws {@link CompileError} if TypeScript finds a mistake.
   */
  compile(source: string, title: string): CompiledCell {
    const { transpiled } = this.adapted;
    transpiled.clear();
    this.adapted.lookAtFiles();
    const result = this.converter.convert(this.declarations, source);
    if (result.diagnostics.length > 0) throw new CompileError(source, title, result.diagnostics);
    const filename = `${title}#${++this.count}`;
    const code = result.output ?? '';
    const cell = transpiled.get(code) ?? NOTHING;
    this.positions.add(filename, { ...cell, source, title, lines: lineCount(code) });
    const files = new Map((result.sideOutputs ?? []).map(({ path, data }) => [path, data]));
    for (const [path, data] of files) this.addFile(path, data, transpiled.get(data));
    transpiled.clear();
    return {
      code,
      filename,
      names: cell.names,
      isAsync: cell.isAsync,
      resultName: result.lastExpressionVar,
      declarations: result.declOutput ?? '',
      files,
    };
  }

  /** Compiles a cell that nobody wants, so that the JavaScript engine has the compiler ready for those to come; nothing else changes. */
  practise(): void {
    this.converter.convert(this.declarations, EXERCISE);
    this.adapted.transpiled.clear();
  }

  /** Keeps a cell's declarations for the cells after it. */
  commit(cell: CompiledCell): void {
    this.declarations = cell.declarations;
    this.declared = undefined;
  }

  /** What the cells so far declared that has a value at run time, by name. */
  get names(): ReadonlyMap<string, Declared> {
    return (this.declared ??= declaredTypes(this.ts, this.declarations));
  }

  /** What is known about the name at `offset` (in UTF-16 units). */
  inspect(source: string, offset: number): ReturnType<Converter['inspect']> | undefined {
    return this.converter.inspect(this.declarations, source, offset);
  }

  /** What is known about the call whose arguments stand at `offset` (in UTF-16 units). */
  signature(source: string, offset: number): SignatureHelp | undefined {
    this.converter.inspect(this.declarations, source, offset); // gives the compiler this source
    const program = this.adapted.program();
    const file = program.getSourceFiles().find(({ fileName }) => fileName.endsWith('/__tslab__.ts'));
    if (file === undefined) return undefined;
    return signatureHelp(this.ts, program, file, offset + (file.text.length - source.length));
  }

  /** What may stand at `offset` (in UTF-16 units). */
  complete(source: string, offset: number): ReturnType<Converter['complete']> {
    return this.converter.complete(this.declarations, source, offset);
  }

  private addFile(path: string, code: string, transpiled: Transpiled = NOTHING): void {
    const title = path.replace(/\.js$/, '.ts');
    const source = this.ts.sys.readFile(title) ?? '';
    this.positions.add(path, { ...transpiled, source, title, lines: lineCount(code) });
  }
}

function lineCount(code: string): number {
  return code.split('\n').length;
}

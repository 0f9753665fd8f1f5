import { dirname, resolve } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { codeFrame } from '../../packages/kernel-extras/src/compiler/code-frame';
import { Compiler } from '../../packages/kernel-extras/src/compiler/compiler';
import { declaredTypes } from '../../packages/kernel-extras/src/compiler/declared-types';
import { completeness } from '../../packages/kernel-extras/src/compiler/completeness';
import { shareVariables } from '../../packages/kernel-extras/src/compiler/shared-variables';
import { hasTopLevelAwait } from '../../packages/kernel-extras/src/compiler/top-level-await';

let compiler: Compiler;
beforeAll(() => {
  compiler = new Compiler(resolve(dirname(__filename), '../../packages/kernel-extras'));
}, 60_000);

describe('Compiler', () => {
  it('names what a cell declares and what it returns', () => {
    const cell = compiler.compile(
      'const { a, b: [c] } = { a: 1, b: [2] }; let d = 3; type T = number; function f() {} a',
      'In[1]',
    );
    expect(cell.names.sort()).toEqual(['a', 'c', 'd', 'f']);
    expect(cell.resultName).toBe('tsLastExpr');
    expect(cell.isAsync).toBe(false);
  });

  it("knows a cell's types in the next one only once it is committed", () => {
    const cell = compiler.compile("const word = 'x'", 'In[1]');
    expect(() => compiler.compile('word.length', 'In[2]')).toThrow("Cannot find name 'word'. (TS2304)");
    compiler.commit(cell);
    expect(() => compiler.compile('word.size', 'In[2]')).toThrow("Property 'size' does not exist");
    expect(compiler.compile('word.length', 'In[2]').names).toEqual([]);
  });

  it('practises without a trace', () => {
    const before = compiler.compile('const kept = 1; kept', 'In[1]');
    compiler.commit(before);
    compiler.practise();
    expect(() => compiler.compile('Exercise', 'In[2]')).toThrow("Cannot find name 'Exercise'. (TS2304)");
    const after = compiler.compile('kept + 1', 'In[2]');
    expect([after.names, after.files.size]).toEqual([[], 0]);
    expect([...compiler.names.keys()]).toContain('kept');
  });

  it('tells what cells declared that has a value, with its type', () => {
    const { ts } = compiler;
    const declarations =
      'export declare const n = 3;\ndeclare let list: import("types-of:/x/y.d.ts").Face[], m: Map<string,\n  number>;\n' +
      'declare function f<T>(x: T): T;\ndeclare class A {\n}\ndeclare enum E {\n}\ninterface I {\n}\ntype T = 1;\n' +
      'import d, { a as b } from "x";\nimport * as all from "y";';
    expect(
      Object.fromEntries([...declaredTypes(ts, declarations)].map(([k, v]) => [k, `${v.kind} ${v.type}`])),
    ).toEqual({
      n: 'variable 3',
      list: 'variable Face[]',
      m: 'variable Map<string, number>',
      f: 'function <T>(x: T): T',
      A: 'class class A',
      E: 'enum enum E',
      d: 'import ',
      b: 'import ',
      all: 'import ',
    });
  });

  it('knows the call whose arguments are being written, overloads included', () => {
    const code = "const text = 'ü'; text.replace(/a/, ";
    const help = compiler.signature(code, code.length)!;
    expect(help.parameter).toBe('replaceValue: string');
    expect(help.signatures.length).toBeGreaterThan(1);
    expect(help.signatures[0]).toMatch(/^replace\(searchValue: .*\): string$/);
    expect(compiler.signature('const a = 1;', 12)).toBeUndefined();
    expect(compiler.signature('(() => {})(', 11)!.parameter).toBe('');
  });

  it('leads positions back to the cell through lines that TypeScript drops', () => {
    const cell = compiler.compile('interface A {\n  x: 1;\n}\n\nlet y = 1;\n\nlet z = Math.abs(y)', 'In[1]');
    const lines = cell.code.split('\n');
    const line = lines.findIndex((text) => text.includes('Math.abs'));
    const compiled = { line: line + 1, column: lines[line]!.indexOf('Math.abs') + 1 };
    expect(compiler.positions.original(cell.filename, compiled)).toEqual({ line: 7, column: 9 });
    expect(compiler.positions.original('elsewhere', compiled)).toBeUndefined();
  });

  it('checks for an interrupt in each kind of loop and after each await', () => {
    const count = (code: string, what: RegExp): number =>
      compiler.compile(code, 'In[1]').code.match(what)?.length ?? 0;
    for (const loop of ['while (true) {}', 'do {} while (true)', 'for (;;) {}', 'for (const x of [1]) x']) {
      expect(count(loop, /\$interrupts\[0\] !== \$interrupts\[1\]/g), loop).toBe(1);
    }
    expect(count('const f = async () => { await null; await null; }', /\$interruptible\(await null\)/g)).toBe(2);
    expect(count('const g = (n: number) => n', /\$interrupt/g)).toBe(0);
  });
});

it('hasTopLevelAwait sees awaits outside functions only', () => {
  const { ts } = compiler;
  expect(hasTopLevelAwait(ts, 'await 1')).toBe(true);
  expect(hasTopLevelAwait(ts, 'if (a) { for await (const x of y) x; }')).toBe(true);
  expect(hasTopLevelAwait(ts, 'const f = async () => await 1; class A { async m() { await 2; } }')).toBe(false);
  expect(hasTopLevelAwait(ts, "'await'")).toBe(false);
});

it('shareVariables exports variables where they are declared', () => {
  const code = 'let a = 1;\nconst b = 2;\nvar { c, d: [e] } = x;\nexport { a, b, c, e };';
  const { code: shared, shiftedLines } = shareVariables(compiler.ts, code);
  expect(shared).toBe('export let a = 1;\nconst b = 2;\nexport var { c, d: [e] } = x;\nexport { b };');
  expect([...shiftedLines]).toEqual([0, 2]);
  const none = 'const b = 2;\nexport { b };';
  expect(shareVariables(compiler.ts, none)).toEqual({ code: none, shiftedLines: new Set() });
});

it('completeness tells complete, incomplete and invalid apart', () => {
  const status = (code: string) => completeness(compiler.ts, code);
  expect(status('f(1)')).toEqual({ status: 'complete' });
  expect(status('  if (a) {')).toEqual({ status: 'incomplete', indent: '    ' });
  expect(status('a b c')).toEqual({ status: 'invalid' });
});

it('codeFrame marks the place, two lines around', () => {
  const plain = codeFrame('a\nb\n\tc = d\ne\nf\ng', { line: 3, column: 6 }, 7).replace(/\u001b\[\d+m/g, '');
  expect(plain).toBe('  1 | a\n  2 | b\n> 3 | \tc = d\n    | \t    ^\n  4 | e\n  5 | f');
});

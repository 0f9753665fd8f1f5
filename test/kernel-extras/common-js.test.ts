import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import type * as TypeScript from '@tslab/typescript-for-tslab';
import { toCommonJS } from '../../packages/kernel-extras/src/compiler/common-js';
import { addInterruptChecks } from '../../packages/kernel-extras/src/compiler/interrupt-checks';

const kernelExtras = createRequire(require.resolve('../../packages/kernel-extras/package.json'));
const tslab = createRequire(kernelExtras.resolve('tslab/package.json'));
const ts = tslab('@tslab/typescript-for-tslab') as typeof TypeScript;

const OPTIONS: TypeScript.CompilerOptions = {
  module: ts.ModuleKind.CommonJS,
  esModuleInterop: true,
  target: ts.ScriptTarget.ES2022,
  newLine: ts.NewLineKind.LineFeed,
  noImplicitUseStrict: true,
};

/** By TypeScript's own way, with a program and a type checker. */
function byTypeScript(js: string): { code: string; map: string } {
  const output = ts.transpileModule(js, {
    fileName: 'custom.js',
    compilerOptions: { ...OPTIONS, sourceMap: true },
    transformers: { before: [addInterruptChecks(ts)] },
  });
  return { code: output.outputText.replace(/\/\/# sourceMappingURL=\S+\s*$/, ''), map: output.sourceMapText! };
}

const MODULES: [string, string][] = [
  ['nothing', 'export {};'],
  ['a result', 'const tsLastExpr = 1 + 1;\nexport { tsLastExpr };'],
  ['named imports', "import { a, b as c } from 'm';\nexport const d = a(c) + c.a;\nc`x`; ({ a, c });"],
  ['default and namespace imports', "import x, { y } from 'm';\nimport * as n from 'n';\nx(y, n.z); new n.Q(); export { x, n };"],
  ['import for its effect', "import './m';"],
  ['dynamic import', "const m = await import('m');\nimport(m.path).then((x) => x);\nexport { m };"],
  ['import.meta', 'console.log(import.meta.url);\nexport {};'],
  ['variables that change', 'export let a = 1, [b, { c }] = [2, { c: 3 }];\na = 2; a++; --b; a += c; [a, c] = [1, 2]; ({ a } = { a: 3 });\nfor (a of [1]) {}\nfor (let a = 0; a < 1; a++) a = 4;'],
  ['a list of exports', 'let a = 1;\nfunction f() { a = 2; return f; }\nclass C { static m() { return new C(); } }\na = 3;\nf = null;\nexport { a, f as g, C };'],
  ['exported functions and classes', 'export function f() { return f; }\nexport class C { self = C; }\nf(); new C(); f = 1;'],
  ['default exports', 'export default function () {}'],
  ['default expression', 'const a = 1;\nexport default a + 1;'],
  ['exports of others', "export * from 'm';\nexport * as n from 'n';\nexport { a, b as default } from 'o';"],
  ['parameters that hide', "import { a } from 'm';\nexport let b = 1;\nconst f = (a, { b }, ...[c]) => a + b + c;\nfunction g(b = a) { b = 2; return a; }\nexport { f, g };"],
  ['parameters do not see the body', "export let x = 1;\nfunction f(y = x) { let x = 2; return x + y; }\nfunction g(y = () => x) { var x = 2; return y; }\nfunction h({ x }, z = x) { return z; }\nexport { f, g, h };"],
  ['blocks that hide', "import { a } from 'm';\nexport let b = 1;\n{ let a = 2; const b = a; b; }\nfor (const a of [b]) { a; }\ntry { b; } catch (b) { b = 1; a; }\nswitch (b) { case a: { let b = a; b; } }\nif (a) { function b() {} b; }\nlabel: for (;;) { break label; }"],
  ['names of functions and classes', "import { f, C } from 'm';\nconst g = function f() { return f; };\nconst D = class C { m() { return C; } };\nexport { g, D, f, C };"],
  ['members are no names', "import { a } from 'm';\nexport let b = { a: 1, b: 2, ['a']: a, a() { return a; } };\nb.a.b; b?.a; class K { a = b; #b = a; static { b = K; let a = 1; a; } get b() { return b; } }"],
  ['destructured with defaults', "import { a } from 'm';\nexport let { b = a, c: { d = b } = {}, ...rest } = a;\nexport const [e = d] = [];\n({ b, d = b, x: e.f } = rest);"],
  ['loops and awaits', 'export let n = 0;\nwhile (n < 3) n++;\ndo { await n; } while (n--);\nfor await (const x of n) x;\nfor (const k in n) n = k;\nconst f = async () => { await n; };'],
  ['var and functions that move up', 'a = 1; f();\nvar a;\nfunction f() { a = 2; var b = a; { var a; } }\nexport { a, f };'],
  ['names that helpers would take', "import exports_1, { m_1 } from 'm';\nconst m_2 = 1;\nexport { exports_1, m_1, m_2 };"],
  ['calls through an import keep no this', "import { f } from 'm';\nimport * as n from 'm';\nf(1); (0, f)(2); n.f(3); f`t`; new f(); f?.();"],
  ['generators and shorthand', "import { a } from 'm';\nexport function* g() { yield a; yield* g(); }\nexport const o = { a, g, async *h() { yield { a }; } };"],
  ['comments and lines', '// first\nexport const a = 1; // behind\n\n/* before */ export function f() {\n  // inside\n  return a;\n}\n'],
  ['no module', 'const a = 1;\nrequire("m");'],
  ['CommonJS as it is', 'exports.a = 1;\nmodule.exports = { b: exports.a };\nthis.c = 2;'],
];

describe('an ES module becomes a CommonJS module as by TypeScript itself', () => {
  it.each(MODULES)('%s', (_, js) => {
    expect(toCommonJS(ts, js, OPTIONS, [addInterruptChecks(ts)])).toEqual(byTypeScript(js));
  });
});

import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { FakeCheckout, NPM, PYTHON } from './fake-checkout';

const LIBRARY = 'packages/fer-core/native/build/fer_operations.node';
/** A compiler that notes how it was called, and "compiles". */
const COMPILER = `
  fs.appendFileSync('compiler-calls', args.join(' ') + '\\n');
  fs.writeFileSync(args[args.indexOf('-o') + 1], args.join(' '));
`;
const SERVES = "TensorFlow's own operations serve instead, and train several times slower.";

const made: FakeCheckout[] = [];
afterEach(() => {
  for (const checkout of made.splice(0)) checkout.remove();
});

function checkoutWith(programs: Record<string, string>): FakeCheckout {
  const checkout = new FakeCheckout({ npm: NPM, python3: PYTHON, ...programs });
  made.push(checkout);
  checkout.write('packages/fer-core/native/one.cc', '#include "shared.h"');
  checkout.write('packages/fer-core/native/two.cc', '#include "shared.h"');
  checkout.write('packages/fer-core/native/shared.h', '');
  return checkout;
}

const has = (checkout: FakeCheckout, path = LIBRARY): boolean => existsSync(join(checkout.folder, path));
/** Sets up and tells whether the operations were compiled, and what was printed. */
async function setUp(checkout: FakeCheckout): Promise<{ compiled: boolean; output: string }> {
  rmSync(join(checkout.folder, 'compiler-calls'), { force: true });
  const { code, output } = await checkout.run('set-up.mjs').ended;
  expect(code, output).toBe(0);
  return { compiled: has(checkout, 'compiler-calls'), output };
}

describe('our own operations', () => {
  it('are compiled file by file for this processor and linked with TensorFlow', async () => {
    const checkout = checkoutWith({ 'g++': COMPILER });
    expect((await setUp(checkout)).compiled).toBe(true);
    const calls = checkout.read('compiler-calls').trim().split('\n');
    expect(calls).toHaveLength(3);
    for (const unit of ['one', 'two']) {
      const call = calls.find((line) => line.includes(`native/${unit}.cc`))!;
      expect(call).toMatch(/-O3 .*-march=native .*-I\S+tensorflow\/include .*-I\S+include -c \S+ -o \S+\.o$/);
    }
    expect(calls[2]).toMatch(/^-shared \S+one\.o \S+two\.o .*-l:libtensorflow_framework\.so\.2 -Wl,-rpath,\S+tensorflow -o \S+\.partial$/);
    expect(checkout.read(LIBRARY)).toBe(calls[2]);
  });

  it('are compiled again when a source changes, comes or goes, or the library is gone, and else skipped', async () => {
    const checkout = checkoutWith({ 'g++': COMPILER });
    expect((await setUp(checkout)).compiled).toBe(true);
    expect((await setUp(checkout)).compiled).toBe(false);
    const changes: [string, () => void][] = [
      ['a changed source', () => checkout.write('packages/fer-core/native/one.cc', '// changed')],
      ['a changed header', () => checkout.write('packages/fer-core/native/shared.h', '// changed')],
      ['a new source', () => checkout.write('packages/fer-core/native/three.cc', '')],
      ['a source less', () => rmSync(join(checkout.folder, 'packages/fer-core/native/three.cc'))],
      ['no library', () => rmSync(join(checkout.folder, LIBRARY))],
    ];
    for (const [what, change] of changes) {
      change();
      expect((await setUp(checkout)).compiled, what).toBe(true);
      expect(has(checkout), what).toBe(true);
    }
    checkout.write('packages/fer-core/native/notes.txt', 'not a source');
    expect((await setUp(checkout)).compiled).toBe(false);
  });

  it('are told to be missing without a compiler, and compiled once there is one', async () => {
    const checkout = checkoutWith({});
    const { output } = await setUp(checkout);
    expect(output).toContain('Native operations: Warning: they need a C++ compiler and TensorFlow, see above.');
    expect(has(checkout)).toBe(false);
    checkout.program('g++', COMPILER);
    expect((await setUp(checkout)).compiled).toBe(true);
    expect(has(checkout)).toBe(true);
  });

  it('that do not compile, or not link, leave no library behind, not even one of older sources', async () => {
    const checkout = checkoutWith({ 'g++': COMPILER });
    await setUp(checkout);
    expect(has(checkout)).toBe(true);
    for (const failing of ['-c', '-shared']) {
      checkout.program('g++', `if (args.includes('${failing}')) { console.error('error: no'); process.exit(1); }\n${COMPILER}`);
      checkout.write('packages/fer-core/native/one.cc', `// ${failing}`);
      const { output } = await setUp(checkout);
      expect(output).toMatch(/Native operations: Warning: they could not be compiled \(see .*native-operations\.log\)\. /);
      expect(output).toContain(SERVES);
      expect(has(checkout), failing).toBe(false);
    }
    checkout.program('g++', COMPILER);
    await setUp(checkout);
    expect(has(checkout)).toBe(true);
  });
});

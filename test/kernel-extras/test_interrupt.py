"""An interrupt ends the cell within a second, and the kernel goes on with its variables."""
import pytest

# What a library does: code that was not compiled as a cell.
LIBRARY = """
const keep = 42;
const spin: () => void = new Function("while (true) {}") as any;
const spinOnPromises: () => Promise<void> = new Function("return (async () => { while (true) await null })()") as any;
const forever = () => new Promise<void>(() => {});
"""

CASES = {
    "loop": "console.log('go'); while (true) {}",
    "loop after an await": "await null; console.log('go'); for (;;) {}",
    "loop of a library": "console.log('go'); spin()",
    "loop of a library after an await": "await null; console.log('go'); spin()",
    "promise loop": "console.log('go'); while (true) await null",
    "promise loop of a library": "console.log('go'); await spinOnPromises()",
    "promise chain": "console.log('go'); (function next(): Promise<void> { return Promise.resolve().then(next) })(); await forever()",
    "sleeping loop": "console.log('go'); while (true) await new Promise((r) => setTimeout(r, 20))",
    "interval": "console.log('go'); setInterval(() => console.log('tick'), 10); await forever()",
    "chain of timers": "console.log('go'); (function tick() { setTimeout(tick, 10) })(); await forever()",
    "callback of a timer": "setTimeout(() => { console.log('go'); spin() }, 1); await forever()",
    "async callback of a timer": "setTimeout(async () => { await null; console.log('go'); spin() }, 1); await forever()",
    "callback of the file system": "import fs from 'fs'; fs.stat('.', () => { console.log('go'); spin() }); await forever()",
    "for await": "console.log('go'); for await (const _ of (async function* () { while (true) yield 1 })()) {}",
    "generator": "console.log('go'); for (const _ of (function* () { while (true) yield 1 })()) {}",
    "recursion": "console.log('go'); const dive = (n: number): number => n > 0 ? dive(n - 1) + dive(n - 1) : 1; dive(99)",
    "regular expression": "console.log('go'); /^(a+)+$/.test('a'.repeat(60) + 'b')",
    "sorting": "console.log('go'); for (;;) Array.from({ length: 1e4 }, () => Math.random()).sort()",
    "chain of immediates": "console.log('go'); (function next() { setImmediate(next) })(); await forever()",
    "all of many promises": "console.log('go'); await Promise.all(Array.from({ length: 50 }, async () => { while (true) await new Promise(setImmediate) }))",
    "swallowed errors": "console.log('go'); while (true) { try { await new Promise((r) => setTimeout(r, 5)) } catch {} }",
    "nothing happens": "console.log('go'); await forever()",
}


@pytest.fixture(scope="module")
def stuck(kernel):
    assert kernel.run(LIBRARY).status == "ok"
    return kernel


@pytest.mark.parametrize("case", CASES)
def test_interrupt(stuck, case):
    ran, seconds = stuck.interrupt_on("go", CASES[case])
    assert ran.error["ename"] == "KeyboardInterrupt"
    assert ran.reply["content"]["ename"] == "KeyboardInterrupt"
    assert seconds < 1, f"took {seconds:.2f} s"
    assert stuck.run("keep").result == "42"
    # A timer's callback is the first thing that a damaged event loop would not run.
    assert stuck.run("await new Promise((r) => setTimeout(r, 1)); keep + 1").result == "43"


@pytest.mark.parametrize("signal", ["interruptSignal()", 'globalThis[Symbol.for("Jupyter.interruptSignal")]()'])
def test_a_training_that_checks_the_signal_stops_and_cleans_up(stuck, signal):
    stuck.run('import { interruptSignal } from "kernel-extras"; let steps = 0; let state = "new";')
    # As a library would: no checks of ours in its loop, each step holds the thread, the end takes a moment.
    stuck.run(
        "const train: (signal: AbortSignal, step: () => void, end: (s: string) => void) => Promise<void> = new Function("
        '"signal", "step", "end", `return (async () => {'
        "  while (!signal.aborted) { step(); const t = Date.now(); while (Date.now() - t < 30); await new Promise(setImmediate); }"
        "  await new Promise((r) => setTimeout(r, 20)); end('checkpoint written'); })()`) as any"
    )
    code = f"await train({signal}, () => {{ if (++steps === 3) console.log('go'); }}, (s) => {{ state = s; }}); console.log('not reached')"
    ran, seconds = stuck.interrupt_on("go", code)
    assert ran.error["ename"] == "KeyboardInterrupt"
    assert seconds < 1
    assert stuck.run("state").result == "'checkpoint written'", "the cell ended before the training did"
    assert "not reached" not in ran.text()
    first = stuck.run("steps").result
    assert stuck.run("await new Promise((r) => setTimeout(r, 100)); steps").result == first, "the training went on"


def test_finally_runs_and_the_traceback_names_the_line(stuck):
    code = "try {\n  console.log('go');\n  while (true) await new Promise((r) => setTimeout(r, 5));\n} finally {\n  console.log('cleaned up');\n}"
    ran, _ = stuck.interrupt_on("go", code)
    assert "cleaned up" in ran.text()
    assert ":3:" in ran.traceback


def test_an_interval_is_gone_after_the_interrupt(stuck):
    stuck.run("let ticks = 0;")
    stuck.interrupt_on("go", "setInterval(() => { ticks++ }, 5); console.log('go'); await forever()")
    before = stuck.run("ticks").result
    assert stuck.run("await new Promise((r) => setTimeout(r, 100)); ticks").result == before


def test_an_interrupt_while_idle_changes_nothing(stuck):
    for _ in range(3):
        stuck.manager.interrupt_kernel()
        assert stuck.run("keep").result == "42"


@pytest.mark.parametrize("case", ["loop of a library", "promise loop of a library", "swallowed errors"])
def test_interrupts_in_a_row_hit_the_running_cell_only(stuck, case):
    for _ in range(4):
        first = stuck.client.execute(CASES[case])
        ran = stuck.finish(first, lambda m: [stuck.manager.interrupt_kernel() for _ in range(3)] if m["msg_type"] == "stream" else None)
        assert ran.error["ename"] == "KeyboardInterrupt"
        assert stuck.run("keep").result == "42"
        assert stuck.run("await new Promise((r) => setTimeout(r, 1)); keep + 1").result == "43"


def test_cells_that_wait_are_aborted_by_an_interrupt(stuck):
    first = stuck.client.execute("console.log('go'); while (true) {}")
    second = stuck.client.execute("console.log('must not run')")
    ran = stuck.finish(first, lambda m: stuck.manager.interrupt_kernel() if m["msg_type"] == "stream" else None)
    assert ran.error["ename"] == "KeyboardInterrupt"
    assert stuck.finish(second).status == "aborted"


def test_a_new_cell_has_a_new_signal(stuck):
    stuck.interrupt_on("go", "console.log('go'); await forever()")
    assert stuck.run("interruptSignal().aborted").result == "false"


@pytest.mark.parametrize("flood", ["output.update(1);", "output.update(1); await null;", "console.log('x'.repeat(100));"])
def test_a_cell_that_shows_things_without_end_can_be_interrupted(stuck, flood):
    stuck.run("import { display } from 'kernel-extras'; const output = display(0);")
    ran, _ = stuck.interrupt_on("go", f"console.log('go'); while (true) {{ {flood} }}")
    assert ran.error["ename"] == "KeyboardInterrupt"
    assert stuck.run("keep").result == "42"


def test_a_restart_gives_a_fresh_kernel(new_kernel):
    kernel = new_kernel()
    kernel.run("const old = 1")
    kernel.manager.restart_kernel()
    kernel.client.wait_for_ready(timeout=60)
    assert kernel.run("old").error["ename"] == "CompileError"
    assert kernel.run("1 + 1").reply["content"]["execution_count"] == 2

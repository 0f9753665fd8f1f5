"""Showing things: bundles, updates, live objects, actions, status, progress."""
import uuid

import pytest

IMPORT = (
    "import { display, html, markdown, svg, json, image, plotly, table, progress, clearOutput, page } from 'kernel-extras';"
)

LIVE = """
class Counter {
  value = 0;
  listeners = new Set<() => void>();
  actions = {
    add: async (n: unknown) => { this.set(this.value + Number(n)); console.log("added"); return { value: this.value }; },
    fail: () => { throw new Error("cannot"); },
  };
  subscribe(listener: () => void) { this.listeners.add(listener); return () => this.listeners.delete(listener); }
  set(value: number) { this.value = value; for (const l of this.listeners) l(); }
  [Symbol.for("Jupyter.display")]() { return { "text/plain": `at ${this.value}`, "application/x-counter+json": { value: this.value } }; }
}
"""


@pytest.fixture(scope="module")
def shown(kernel):
    assert kernel.run(IMPORT).status == "ok"
    assert kernel.run(LIVE).status == "ok"
    return kernel


def test_ten_thousand_updates_arrive_in_order_before_idle(shown):
    ran = shown.run("const bar = display('start'); for (let i = 0; i < 10000; i++) bar.update(i);")
    updates = ran.of("update_display_data")
    assert [u["data"]["text/plain"] for u in updates] == [str(i) for i in range(10000)]
    assert {u["transient"]["display_id"] for u in updates} == {ran.of("display_data")[0]["transient"]["display_id"]}


def test_display_protocol_for_results_and_display(shown):
    ran = shown.run("({ [Symbol.for('Jupyter.display')]: () => ({ 'text/html': '<b>x</b>', 'text/plain': 'x' }) })")
    assert ran.of("execute_result")[0]["data"] == {"text/html": "<b>x</b>", "text/plain": "x"}
    ran = shown.run("display({ async [Symbol.for('Jupyter.display')]() { await null; return { 'text/html': '<i>' }; } })")
    assert ran.of("display_data")[0]["data"] == {"text/html": "<i>", "text/plain": "[Object]"}
    assert ran.result is None, "the handle is not shown as well"


def test_a_failing_display_fails_the_cell(shown):
    ran = shown.run("display({ [Symbol.for('Jupyter.display')]: () => 'text' } as any)")
    assert ran.error["evalue"] == 'display: expected a MIME bundle from Symbol.for("Jupyter.display"), got string'
    ran = shown.run("display({ async [Symbol.for('Jupyter.display')]() { throw new Error('later'); } } as any)")
    assert ran.error["evalue"] == "later"


@pytest.mark.parametrize(
    "code, mime, data",
    [
        ("html('<b>1 &amp; 2</b>')", "text/html", "<b>1 &amp; 2</b>"),
        ("markdown('# a')", "text/markdown", "# a"),
        ("svg('<svg/>')", "image/svg+xml", "<svg/>"),
        ("json({ a: [1] })", "application/json", {"a": [1]}),
        ("image(Buffer.from('89504e470d0a1a0a', 'hex'))", "image/png", "iVBORw0KGgo="),
        ("plotly({ data: [{ y: [1, 2] }] })", "application/vnd.plotly.v1+json", {"data": [{"y": [1, 2]}], "layout": {}, "config": {}}),
        ("table([{ a: 1 }, { b: '<' }])", "text/html", "<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>1</td><td></td></tr><tr><td></td><td>&lt;</td></tr></tbody></table>"),
    ],
)
def test_constructors(shown, code, mime, data):
    bundle = shown.run(code).of("execute_result")[0]["data"]
    assert bundle[mime] == data
    assert bundle["text/plain"]


TENSOR = """
class Tensor {
  isDisposed = false;
  dataId = {};
  constructor(readonly values: ArrayLike<number>, readonly shape: number[], readonly dtype = 'float32') {}
  dataSync() { if (this.isDisposed) throw new Error('disposed'); return this.values; }
  dispose() { this.isDisposed = true; }
}
"""


def test_tensors_are_shown_with_shape_range_histogram_and_picture(shown):
    shown.run(TENSOR)
    data = shown.run("new Tensor([1, 2, NaN, 4], [2, 2])").of("execute_result")[0]["data"]
    assert data["text/plain"] == "Tensor float32 [2, 2], 16 B, 1 … 4, mean 2.333, 1 NaN\n[1, 2]\n[NaN, 4]"
    assert "<svg" in data["text/html"] and "<img" not in data["text/html"]
    faces = "new Tensor(Float32Array.from({ length: 2 * 8 * 8 }, (_, i) => i / 128), [2, 8, 8, 1])"
    data = shown.run(f"display({faces})").of("display_data")[0]["data"]
    assert 'src="data:image/png;base64,iVBOR' in data["text/html"] and "black 0, white 1" in data["text/html"]
    gone = shown.run("const gone = new Tensor([1], [1]); gone.dispose(); gone").of("execute_result")[0]["data"]
    assert gone["text/plain"] == "Tensor float32 [1], disposed"
    assert shown.run("new Float32Array([1, 2])").result == "Float32Array(2) [ 1, 2 ]", "as Node prints it"


def test_an_inspector_describes_what_is_not_recognized(shown):
    shown.run("import { registerInspector } from 'kernel-extras'; class Matrix { numbers = [5, 6] }")
    assert "Matrix {" in shown.run("new Matrix()").result
    shown.run(
        "const forget = registerInspector('matrix', (value) => value instanceof Matrix"
        " ? { dtype: 'float64', shape: [1, 2], bytes: 16, device: 'GPU:0', values: () => value.numbers } : undefined)"
    )
    assert shown.run("new Matrix()").result == "Matrix float64 [1, 2], GPU:0, 16 B, 5 … 6, mean 5.5\n[5, 6]"
    shown.run("forget()")
    assert "Matrix {" in shown.run("new Matrix()").result


def test_tables_choose_columns_and_say_what_they_leave_out(shown):
    rows = "Array.from({ length: 3 }, (_, i) => ({ a: i, b: 'x' }))"
    assert shown.run(f"table({rows}, {{ columns: ['b', 'a'], limit: 2 }})").result == "b\ta\nx\t0\nx\t1\nthe first 2 of 3 rows"


def test_live_plot(shown):
    ran = shown.run(
        "import { livePlot } from 'kernel-extras'; const plot = livePlot({ title: 'training', x: 'step', y: 'loss', logarithmic: true, points: 4 });"
        "display(plot); for (let i = 0; i < 6; i++) plot.add('loss', i, 10 - i); plot.add('accuracy', 0, 0.5);"
    )
    first, last = ran.of("display_data")[0], ran.of("update_display_data")[-1]
    assert first["transient"] == last["transient"]
    figure = last["data"]["application/vnd.plotly.v1+json"]
    assert [(c["name"], c["x"], c["y"]) for c in figure["data"]] == [("loss", [0, 2, 4], [10, 8, 6]), ("accuracy", [0], [0.5])]
    assert figure["layout"]["title"] == {"text": "training"} and figure["layout"]["yaxis"] == {"title": {"text": "loss"}, "type": "log"}
    assert "points must be a whole number of at least 2, got 1" in shown.run("livePlot({ points: 1 })").error["evalue"]


def test_live_object_is_shown_again_at_most_ten_times_a_second_and_at_last(shown):
    ran = shown.run(
        "const fast = new Counter(); display(fast); const start = Date.now();"
        "while (Date.now() - start < 450) { fast.set(fast.value + 1); await null; } fast.value"
    )
    updates = [u["data"]["application/x-counter+json"]["value"] for u in ran.of("update_display_data")]
    assert 2 <= len(updates) <= 6
    assert updates == sorted(updates)
    assert str(updates[-1]) == ran.result, "the last state arrives before idle"


def test_live_object_without_an_await_is_shown_too(shown):
    ran = shown.run("const busy = new Counter(); display(busy); const t = Date.now(); while (Date.now() - t < 350) busy.set(busy.value + 1);")
    assert len(ran.of("update_display_data")) >= 2


def test_live_result_is_shown_and_followed_after_its_cell(shown):
    ran = shown.run("const late = new Counter(); late")
    assert ran.of("display_data")[0]["data"]["text/plain"] == "at 0"
    shown.run("await new Promise((r) => setTimeout(r, 110))")
    changing = shown.run("late.set(5)")
    assert [u["data"]["text/plain"] for u in changing.of("update_display_data")] == ["at 5"]
    request = shown.client.execute("let fire = () => {}; new Promise<void>((r) => { fire = r; }).then(() => late.set(6)); 0")
    shown.finish(request)
    shown.run("await new Promise((r) => setTimeout(r, 110)); fire()")
    update = shown.until(lambda m: m["msg_type"] == "update_display_data")
    assert update["content"]["data"]["text/plain"] == "at 6"
    assert update["parent_header"]["msg_id"] == request, "it comes from a promise of the cell before"


def test_a_rerun_cell_lets_go_of_its_live_objects(shown):
    def run(code):
        message = shown.client.session.msg("execute_request", {"code": code, "silent": False, "store_history": True})
        message["metadata"]["cellId"] = "the-cell"
        shown.client.shell_channel.send(message)
        return shown.finish(message["header"]["msg_id"])

    shown.run("const held = new Counter();")
    for _ in range(3):
        run("display(held)")
    assert shown.run("held.listeners.size").result == "1"
    run("undefined")
    assert shown.run("held.listeners.size").result == "0"


def test_action_is_called_while_a_cell_awaits(shown):
    request = shown.client.execute(
        "const acted = new Counter(); display(acted); while (acted.value < 3) await new Promise((r) => setTimeout(r, 5)); 'seen'"
    )
    message = shown.until(lambda m: m["msg_type"] == "display_data" and m["parent_header"].get("msg_id") == request)
    entry = message["content"]["metadata"]["kernel-extras"]
    assert entry["actions"] == ["add", "fail"]
    comm = uuid.uuid4().hex
    shown.comm_send("comm_open", comm, target="kernel-extras.actions")
    shown.comm_send("comm_msg", comm, {"object": entry["object"], "action": "fail", "request": "r0"})
    assert shown.comm_receive(comm) == {"request": "r0", "error": "cannot"}
    shown.comm_send("comm_msg", comm, {"object": entry["object"], "action": "none", "request": 1})
    assert shown.comm_receive(comm) == {"request": 1, "error": "kernel-extras.actions: expected one of add, fail, got none"}
    shown.comm_send("comm_msg", comm, {"object": "gone", "action": "add", "request": 2})
    assert "expected an object on display, got gone" in shown.comm_receive(comm)["error"]
    asked = shown.comm_send("comm_msg", comm, {"object": entry["object"], "action": "add", "argument": 3, "request": "r1"})
    assert shown.comm_receive(comm) == {"request": "r1", "result": {"value": 3}}
    # Front ends take the newest status for the kernel's: the cell is said to be busy again.
    shown.until(lambda m: is_status(m, asked, "idle"))
    shown.until(lambda m: is_status(m, request, "busy"))
    ran = shown.finish(request)
    assert ran.result == "'seen'"
    assert ran.text() == "added\n", "what an action prints belongs to the cell that shows the object"


def is_status(message, parent, state):
    return (
        message["msg_type"] == "status"
        and message["parent_header"].get("msg_id") == parent
        and message["content"]["execution_state"] == state
    )


def test_results_with_actions_name_them(shown):
    ran = shown.run("({ actions: { stop: () => 1 }, [Symbol.for('Jupyter.display')]: () => ({ 'text/plain': 's' }) })")
    assert ran.of("execute_result")[0]["metadata"]["kernel-extras"]["actions"] == ["stop"]


def test_status_comm(shown):
    shown.run('(globalThis as any)[Symbol.for("Jupyter.status")].set("lib", () => ({ tensors: 3 }))')
    shown.run('(globalThis as any)[Symbol.for("Jupyter.status")].set("bad", () => { throw new Error("no") })')
    comm = uuid.uuid4().hex
    shown.comm_send("comm_open", comm, target="kernel-extras.status")
    status = shown.comm_receive(comm)
    assert status["memory"]["rss"] > 1e7
    assert status["busy"] is False
    assert status["lib"] == {"tensors": 3}
    assert status["bad"] == {"error": "Error: no"}
    request = shown.client.execute("await new Promise((r) => { (globalThis as any).release = r; })")
    shown.comm_receive(comm, lambda data: data["busy"])  # told without a cell's end: by the clock
    info = shown.reply(shown.client.comm_info(target_name="kernel-extras.status"))["content"]["comms"]
    assert info == {comm: {"target_name": "kernel-extras.status"}}
    shown.manager.interrupt_kernel()
    shown.finish(request)
    shown.comm_receive(comm, lambda data: not data["busy"])
    shown.comm_send("comm_close", comm)
    assert shown.reply(shown.client.comm_info())["content"]["comms"].get(comm) is None


def test_a_comm_to_an_unknown_target_is_closed(shown):
    comm = uuid.uuid4().hex
    shown.comm_send("comm_open", comm, target="nobody")
    message = shown.until(lambda m: m["msg_type"] == "comm_close")
    assert message["content"]["comm_id"] == comm


def test_progress(shown):
    ran = shown.run(
        "let sum = 0; for await (const n of progress([1, 2, 3], { label: 'adding' })) sum += n;"
        "for await (const n of progress((function* () { yield 1; })(), { total: 4 })) sum += n; sum"
    )
    assert ran.result == "7"
    texts = [m["content"]["data"]["text/plain"] for m in ran.messages if "display" in m["msg_type"]]
    assert texts[0].startswith("adding 0/3 0 %")
    assert any(t.startswith("adding 3/3 100 %") for t in texts)
    assert texts[-1].startswith("1/4 25 %")


def test_clear_output_and_pager(shown):
    assert shown.run("clearOutput(true)").of("clear_output") == [{"wait": True}]
    payload = shown.run("await page('long')").reply["content"]["payload"]
    assert payload == [{"source": "page", "data": {"text/plain": "'long'"}, "start": 0}]

"""The comm `kernel-extras.variables`: what the notebook holds, its tensors, and what re-run cells left behind."""
import uuid

import pytest

from test_display import TENSOR


class Panel:
    """A front end that shows variables."""

    def __init__(self, kernel):
        self.kernel = kernel
        self.comm = uuid.uuid4().hex
        kernel.comm_send("comm_open", self.comm, target="kernel-extras.variables")
        self.report = self.next()

    def next(self):
        return self.kernel.comm_receive(self.comm, lambda data: "variables" in data)

    def run(self, code, cell=None):
        """Runs a cell; returns the list of variables after it."""
        message = self.kernel.client.session.msg("execute_request", {"code": code, "silent": False, "store_history": True})
        if cell is not None:
            message["metadata"]["cellId"] = cell
        self.kernel.client.shell_channel.send(message)
        self.ran = self.kernel.finish(message["header"]["msg_id"])
        count = self.ran.reply["content"]["execution_count"]
        self.report = self.kernel.comm_receive(self.comm, lambda data: data.get("count") == count)
        return {entry["name"]: entry for entry in self.report["variables"]}

    def read(self, name):
        """The list once the tensor `name` was read: on a busy machine not after its own cell, as there was no time."""
        listed = {entry["name"]: entry for entry in self.report["variables"]}
        while "min" not in listed[name]["tensor"]:
            listed = self.run("0")
        return listed

    def ask(self, **request):
        request = {"request": uuid.uuid4().hex, **request}
        self.kernel.others.clear()
        self.kernel.comm_send("comm_msg", self.comm, request)
        answer = self.kernel.comm_receive(self.comm, lambda data: data.get("request") == request["request"])
        return answer.get("result", answer.get("error"))


@pytest.fixture
def panel(new_kernel):
    kernel = new_kernel()
    kernel.run(TENSOR)
    return Panel(kernel)


def test_variables_have_name_type_preview_and_cell(panel):
    listed = panel.run(
        "const n = 3; let texts: string[] = ['a', 'b']; function f(x: number) { return x } import { join } from 'path';"
        "interface I { a: 1 } const made: I = { a: 1 }; enum E { A }",
        cell="one",
    )
    told = {name: (e["kind"], e["type"], e["valueType"], e["preview"]) for name, e in listed.items()}
    assert told.pop("Tensor")[:2] == ("class", "class Tensor")
    assert told.pop("E")[:2] == ("enum", "enum E")
    assert told == {
        "n": ("variable", "3", "number", "3"),
        "texts": ("variable", "string[]", "Array(2)", "[ 'a', 'b' ]"),
        "f": ("function", "(x: number): number", "function", "[Function: f]"),
        "made": ("variable", "I", "Object", "{ a: 1 }"),
    }
    assert listed["n"]["cell"]["id"] == "one"
    count = panel.ran.reply["content"]["execution_count"]
    assert listed["n"]["cell"]["count"] == count
    listed = panel.run("texts = ['c']", cell="two")
    assert listed["texts"]["preview"] == "[ 'c' ]" and listed["texts"]["cell"] == {"count": count + 1, "id": "two"}
    assert listed["n"]["cell"]["count"] == count


def test_a_failed_cell_changes_the_list_by_its_effects_only(panel):
    panel.run("let kept = 1;")
    listed = panel.run("kept = 2; const fresh = 1; throw new Error()")
    assert listed["kept"]["preview"] == "2" and "fresh" not in listed


def test_looking_runs_no_code_of_the_values(panel):
    listed = panel.run(
        "let calls = 0; const sly = { get a() { calls++; return 1; }, [Symbol.for('nodejs.util.inspect.custom')]() { calls++; return ''; } };"
        "const proxy = new Proxy({}, { get() { calls++; return 1; }, ownKeys() { calls++; return []; } });"
    )
    assert listed["proxy"]["preview"] == "[Proxy]"
    assert "a: [Getter]" in listed["sly"]["preview"]
    assert panel.run("0")["calls"]["preview"] == "0"


def test_large_values_have_short_previews(panel):
    listed = panel.run(
        "const long = 'x'.repeat(1e6); const many = Array.from({ length: 1e6 }, (_, i) => i);"
        "const wide = Object.fromEntries(many.slice(0, 1000).map((i) => [`k${i}`, i]));"
    )
    assert all(len(listed[name]["preview"]) <= 120 for name in ("long", "many", "wide"))
    assert listed["wide"]["preview"] == "{ 1000 properties }"


def test_tensors_have_facts_and_their_memory_is_summed_by_cell(panel):
    first = panel.run("const t = new Tensor(Float32Array.from([1, NaN, -3, 4]), [2, 2]); const pair = [t, new Tensor([1], [1], 'bool')];", cell="a")
    first = panel.read("t")
    assert first["t"]["tensor"] == {"dtype": "float32", "shape": [2, 2], "bytes": 16, "disposed": False, "min": -3, "max": 4, "mean": 2 / 3, "nan": 1}
    assert (first["pair"]["tensors"], first["pair"]["bytes"]) == (2, 17)
    panel.run("const deep = new Map([['w', { layers: [new Tensor([1, 2], [2])] }]]);", cell="b")
    cells = {cell["cell"]["id"]: (cell["tensors"], cell["bytes"]) for cell in panel.report["cells"]}
    assert cells == {"a": (2, 17), "b": (1, 8)}, "a tensor counts once"
    assert panel.report["total"] == {"tensors": 3, "bytes": 25}
    panel.run("const numbers = new Int32Array([3, 9])")
    typed = panel.read("numbers")["numbers"]
    assert typed["tensor"]["dtype"] == "int32" and (typed["tensor"]["min"], typed["tensor"]["max"]) == (3, 9)
    panel.run("numbers[0] = -5")
    assert panel.read("numbers")["numbers"]["tensor"]["min"] == -5


def test_large_tensors_are_read_on_request_only(panel):
    panel.run("let reads = 0; class Counted extends Tensor { dataSync() { reads++; return super.dataSync(); } };"
                       "const big = new Counted(new Float32Array(3e6), [3000000]); const small = new Counted([2], [1]);")
    listed = panel.read("small")
    assert "min" not in listed["big"]["tensor"] and listed["small"]["tensor"]["min"] == 2
    assert panel.run("0")["reads"]["preview"] == "1", "a tensor is read once"
    assert panel.ask(action="look", name="big")["tensor"]["max"] == 0
    assert panel.run("0")["big"]["tensor"]["max"] == 0
    assert "expected the name of a variable, got none" in panel.ask(action="look", name="none")
    assert "expected one of look, show, dispose, disposeLeaked, got dance" in panel.ask(action="dance")
    assert panel.ask(action="show", name="small")["text/plain"].startswith("Counted float32 [1]")


def test_tensors_are_disposed_on_request(panel):
    panel.run("const t = new Tensor([1, 2], [2]); const list = [t, new Tensor([3], [1])];")
    assert panel.ask(action="dispose", name="t") == {"disposed": 1}
    report = panel.next()
    assert report["total"] == {"tensors": 2, "bytes": 4}
    listed = {e["name"]: e for e in report["variables"]}
    assert listed["t"]["tensor"]["disposed"] is True
    assert (listed["t"]["disposable"], listed["list"]["disposable"]) == (0, 1)
    assert panel.ask(action="dispose", name="list") == {"disposed": 1}, "the other is gone already"


def test_what_a_rerun_cell_left_behind_is_told_and_freed(panel):
    code = "const weights = { a: new Tensor([1, 2], [2]), b: new Tensor([3], [1]) };"
    panel.run(code, cell="make")
    assert panel.report["leaked"] == []
    panel.run("const kept = weights.a;", cell="keep")
    panel.run(code, cell="make")
    assert [(l["name"], l["bytes"], l["cell"]["id"]) for l in panel.report["leaked"]] == [("weights", 4, "make")], "kept holds the other"
    panel.run(code, cell="make")
    assert [l["bytes"] for l in panel.report["leaked"]] == [4, 8, 4]
    one = panel.report["leaked"][0]["leaked"]
    assert panel.ask(action="disposeLeaked", leaked=one) == {"disposed": 1}
    assert len(panel.next()["leaked"]) == 2
    assert panel.ask(action="disposeLeaked") == {"disposed": 2}
    assert panel.next()["leaked"] == []
    assert panel.report["total"] == {"tensors": 3, "bytes": 20}, "what variables hold stays"


def test_a_cell_that_frees_before_it_makes_anew_leaks_nothing(panel):
    panel.run("let held = new Tensor([1], [1]);", cell="x")
    panel.run("held.dispose(); held = new Tensor([2], [1]);", cell="y")
    assert panel.report["leaked"] == []
    panel.run("held = new Tensor([3], [1]); throw new Error('after')", cell="z")
    assert [l["name"] for l in panel.report["leaked"]] == ["held"], "also by a cell that fails"


def test_results_of_rerun_cells_are_left_behind_too(panel):
    panel.run("new Tensor([1, 2, 3], [3])", cell="shown")
    assert panel.report["leaked"] == []
    panel.run("new Tensor([1, 2, 3], [3])", cell="shown")
    assert [(l["name"], l["bytes"]) for l in panel.report["leaked"]] == [("(result)", 12)]


def test_nothing_is_sent_once_the_panel_is_closed(panel):
    panel.kernel.comm_send("comm_close", panel.comm)
    ran = panel.kernel.run("1")
    again = Panel(panel.kernel)
    assert ran.result == "1" and again.report["variables"]
    assert not [m for m in panel.kernel.others if m["msg_type"] == "comm_msg" and m["content"]["comm_id"] == panel.comm]

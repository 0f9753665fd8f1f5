"""Widgets: a state that a cell and the page share, over live displays and the comm `kernel-extras.actions`."""
import uuid

import pytest

MIME = "application/vnd.kernel-extras.widget.v1+json"
MODULE = "application/vnd.kernel-extras.module-widget.v1+json"


class Page:
    """The page's side of what a cell shows."""

    def __init__(self, kernel, ran):
        self.kernel = kernel
        self.shown = ran.of("display_data")[0]
        self.object = self.shown["metadata"]["kernel-extras"]["object"]
        self.comm = uuid.uuid4().hex
        kernel.comm_send("comm_open", self.comm, target="kernel-extras.actions")

    def set(self, **changes):
        """Sets a part of the state; returns the answer."""
        request = uuid.uuid4().hex
        self.kernel.comm_send("comm_msg", self.comm, {"object": self.object, "action": "set", "argument": changes, "request": request})
        answer = self.kernel.comm_receive(self.comm, lambda data: data["request"] == request)
        return answer.get("result", answer.get("error"))

    def update(self, ran, revision):
        """What the page is told of a revision: while a cell runs, or up to a tenth of a second after."""
        def is_it(message):
            return message["msg_type"] == "update_display_data" and message["content"]["data"][MIME]["revision"] == revision

        return (next(filter(is_it, ran.messages), None) or self.kernel.until(is_it))["content"]


@pytest.fixture(scope="module")
def widgets(kernel):
    assert kernel.run("import { display, slider, widget } from 'kernel-extras';").status == "ok"
    return kernel


def test_a_slider_moves_a_value_and_back(widgets):
    ran = widgets.run(
        "const size = slider({ min: 2, max: 8, step: 2, value: 4, label: 'size' });"
        "size.onChange((value, before) => console.log(`${before} to ${value}`)); size"
    )
    page = Page(widgets, ran)
    bundle = page.shown["data"]
    assert bundle["text/plain"] == "size: 4 (2 … 8)"
    payload = bundle[MIME]
    assert payload["kind"] == "slider" and payload["revision"] == 0
    assert payload["state"] == {"min": 2, "max": 8, "step": 2, "value": 4, "label": "size"}

    assert page.set(value=6) == {"state": {**payload["state"], "value": 6}, "revision": 1}
    printed = widgets.until(lambda m: m["msg_type"] == "stream")
    assert printed["content"]["text"] == "4 to 6\n"
    assert widgets.run("size.value").result == "6"

    moved = widgets.run("size.value = 8; size.value = 8;")
    update = page.update(moved, revision=2)
    assert update["transient"] == page.shown["transient"]
    assert (update["data"][MIME]["state"]["value"], update["data"][MIME]["revision"]) == (8, 2), "the same value is no change"
    assert update["data"][MIME]["id"] == payload["id"]
    assert moved.text() == "6 to 8\n"


def test_a_slider_takes_steps_within_its_range(widgets):
    page = Page(widgets, widgets.run("const fine = slider({ min: 0, max: 1, step: 0.1 }); fine"))
    assert page.set(value=0.32)["state"]["value"] == 0.3
    assert page.set(value=2) == "slider: expected a value from 0 to 1, got 2"
    assert page.set(max=5) == "slider: expected a value from 0 to 1, got undefined", "the page moves it, no more"
    assert widgets.run("fine.value = -1").error["evalue"] == "slider: expected a value from 0 to 1, got -1"
    assert widgets.run("fine.value").result == "0.3"
    assert widgets.run("slider({ min: 0, max: 10, step: 4, value: 10 }).value").result == "8", "the last step below the end"
    for options in ("{ min: 3, max: 3 }", "{ step: 0 }", "{ max: Infinity }", "{ min: NaN }"):
        assert "expected min < max and step > 0" in widgets.run(f"slider({options})").error["evalue"]


def test_a_listener_that_fails_or_takes_its_time_answers_the_page(widgets):
    page = Page(
        widgets,
        widgets.run(
            "const slow = slider({ max: 9 }); const end = slow.onChange(async (value) => {"
            "  await new Promise((done) => setTimeout(done, 20)); if (value === 7) throw new Error('not 7'); slow.value = 1; }); slow"
        ),
    )
    assert page.set(value=7) == "not 7"
    assert page.set(value=5)["state"]["value"] == 1, "what the listener made of it"
    widgets.run("end()")
    assert page.set(value=5)["state"]["value"] == 5


def test_a_widget_with_a_program_of_its_own(widgets):
    ran = widgets.run(
        "const both = widget({ esm: 'export default {}', state: { a: 1, b: [2] }, check: (s) => ({ ...s, a: Math.min(s.a, 9) }), text: (s) => `a ${s.a}` });"
        "both.onChange((state, before) => console.log(before.a, state.a)); display(both);"
    )
    page = Page(widgets, ran)
    assert page.shown["data"]["text/plain"] == "a 1"
    assert page.shown["data"][MODULE] == {"esm": "export default {}", "id": page.shown["data"][MODULE]["id"], "state": {"a": 1, "b": [2]}, "revision": 0}
    assert page.set(a=20, b=[3]) == {"state": {"a": 9, "b": [3]}, "revision": 1}
    assert page.set(c=1) == "widget: expected changes of a, b, got c"
    assert widgets.run("both.set({ a: 2 }); both.state").result == "{ a: 2, b: [ 3 ] }"
    assert "got neither" in widgets.run("widget({ state: {} })").error["evalue"]
    assert "got both" in widgets.run("widget({ kind: 'x', esm: '', state: {} })").error["evalue"]
    assert widgets.run("widget({ kind: 'x', state: { n: 1 } })").of("display_data")[0]["data"]["text/plain"] == '{"n":1}'


def test_a_rerun_cell_lets_its_widget_go(widgets):
    code = "slider({ label: 'again' })"
    message = {"code": code, "silent": False, "store_history": True}

    def run():
        request = widgets.client.session.msg("execute_request", message)
        request["metadata"]["cellId"] = "cell-of-slider"
        widgets.client.shell_channel.send(request)
        return widgets.finish(request["header"]["msg_id"])

    first = Page(widgets, run())
    second = Page(widgets, run())
    assert "expected an object on display" in first.set(value=3)
    assert second.set(value=3)["state"]["value"] == 3

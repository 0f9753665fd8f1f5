"""Requests other than cells: the third-party suite, wire, start-up, completion, shutdown."""
import socket
import time

import jupyter_kernel_test
import pytest
import zmq
from jupyter_client.manager import KernelManager


class TypeScriptTests(jupyter_kernel_test.KernelTests):
    kernel_name = "fer-typescript"
    language_name = "typescript"
    file_extension = ".ts"
    code_hello_world = 'console.log("hello, world")'
    code_stderr = 'console.error("oops")'
    code_page_something = 'import { page } from "kernel-extras"; await page("text")'
    code_generate_error = 'throw new Error("no")'
    code_execute_result = [{"code": "6 * 7", "result": "42"}, {"code": '"a" + "b"', "result": "'ab'"}]
    code_display_data = [{"code": 'import { display, html } from "kernel-extras"; display(html("<b>"))', "mime": "text/html"}]
    code_inspect_sample = "Math.max"
    code_clear_output = 'import { clearOutput } from "kernel-extras"; clearOutput()'
    code_history_pattern = "6 ? 7"
    supported_history_operations = ("tail", "range", "search")
    completion_samples = [{"text": "Math.hyp", "matches": {"hypot"}}, {"text": "process.memoryU", "matches": {"memoryUsage"}}]
    complete_code_samples = ["1", "const a = 1;", "function f() {\n  return 1;\n}", "`text`"]
    incomplete_code_samples = ["function f() {", "const a = [1,", "`text", "/* open", "if (true) {\n  f(", "const a ="]
    invalid_code_samples = ["const = 1", ")", "let a b", "class { }}"]


class WelcomeTests(jupyter_kernel_test.IopubWelcomeTests):
    kernel_name = "fer-typescript"
    support_iopub_welcome = True


def test_kernel_info(kernel):
    info = kernel.reply(kernel.client.kernel_info())["content"]
    assert info["status"] == "ok"
    assert info["protocol_version"] == "5.4"
    assert info["language_info"]["name"] == "typescript"


def test_kernel_info_is_answered_while_a_cell_holds_the_thread(kernel):
    request = kernel.client.execute("const until = Date.now() + 400; while (Date.now() < until); 'done'")
    kernel.until(lambda m: m["msg_type"] == "execute_input" and m["parent_header"].get("msg_id") == request)
    asked = kernel.client.kernel_info()
    assert kernel.client.get_shell_msg(timeout=60)["parent_header"]["msg_id"] == asked, "the cell's reply comes after"
    assert kernel.finish(request).result == "'done'"


def test_kernel_info_is_answered_before_the_compiler_is_ready(new_kernel):
    kernel = new_kernel()
    # `new_kernel` returns at the first answer; a cell needs the compiler.
    start = time.monotonic()
    first = kernel.run("1")
    assert first.result == "1"
    compiler = time.monotonic() - start
    start = time.monotonic()
    kernel.run("2")
    assert time.monotonic() - start < compiler


@pytest.mark.parametrize(
    "frames",
    [
        [b"garbage"],
        [b"<IDS|MSG>"],
        [b"<IDS|MSG>", b"0" * 64, b"{}", b"{}", b"{}", b"{}"],
        [b"<IDS|MSG>", b"", b'{"msg_type":"execute_request","msg_id":"x"}', b"{}", b"{}", b'{"code":"globalThis.broken = true"}'],
        [b"<IDS|MSG>", None, b"not json", b"{}", b"{}", b"{}"],
        [b"<IDS|MSG>", None, b"[]", b"{}", b"{}", b"{}"],
        [b"<IDS|MSG>", None, b"{}", b"{}", b"{}", b"{}"],
        [b"<IDS|MSG>", None, b'{"msg_type":"no_such_request","msg_id":"y"}', b"{}", b"{}", b"{}"],
        [b"<IDS|MSG>", None, b'{"msg_type":"comm_msg","msg_id":"z"}', b"{}", b"{}", b'{"comm_id":"none"}'],
    ],
)
def test_malformed_messages_change_nothing(kernel, frames):
    session = kernel.client.session
    signed = [session.sign(frames[2:]) if frame is None else frame for frame in frames]
    for channel in (kernel.client.shell_channel, kernel.client.control_channel):
        channel.socket.send_multipart(signed)
    assert kernel.run("(globalThis as any).broken").messages == []


def test_completion_and_inspection_know_the_notebooks_types(kernel):
    kernel.run("/** The number of faces. */\nconst faces = { count: 3, labels: ['happy'] }; const smile = '😀';")
    reply = kernel.reply(kernel.client.complete("smile; faces.la", 15))["content"]
    assert (reply["matches"], reply["cursor_start"], reply["cursor_end"]) == (["labels"], 13, 15)
    assert reply["metadata"]["_jupyter_types_experimental"] == [{"text": "labels", "start": 13, "end": 15, "type": "property"}]
    # The cursor counts code points, the compiler UTF-16 units.
    reply = kernel.reply(kernel.client.complete("'😀😀'; faces.cou"))["content"]
    assert (reply["matches"], reply["cursor_start"], reply["cursor_end"]) == (["count"], 12, 15)
    data = kernel.reply(kernel.client.inspect("faces", 5))["content"]["data"]
    assert "count: number" in data["text/plain"] and "The number of faces." in data["text/plain"]
    assert kernel.reply(kernel.client.inspect("  ", 1))["content"]["found"] is False


def test_completion_while_a_cell_awaits(kernel):
    request = kernel.client.execute("await new Promise(() => {})")
    kernel.until(lambda m: m["msg_type"] == "execute_input" and m["parent_header"].get("msg_id") == request)
    assert "hypot" in kernel.reply(kernel.client.complete("Math.hy"))["content"]["matches"]
    kernel.manager.interrupt_kernel()
    assert kernel.finish(request).error["ename"] == "KeyboardInterrupt"


def test_inspection_between_parentheses_tells_the_calls_signature(kernel):
    kernel.run("/** Adds. @param b what is added */\nfunction add(a: number, b: string): number { return a + Number(b); }")
    for code, parameter in {"add(": "a: number", "add(1, ": "b: string", "add(1, '2')": None, "[1].map((x) => add(x, ": "b: string"}.items():
        data = kernel.reply(kernel.client.inspect(code, len(code)))["content"]
        if parameter is None:
            assert "→" not in data["data"].get("text/plain", "")
            continue
        assert data["found"], code
        assert "add(a: number, b: string): number" in data["data"]["text/plain"], code
        assert f"→ {parameter}" in data["data"]["text/plain"], code
        assert f"**→** `{parameter}`" in data["data"]["text/markdown"], code
    data = kernel.reply(kernel.client.inspect("Math.max(1, ", 12))["content"]["data"]["text/plain"]
    assert "max(...values: number[]): number" in data and "→ ...values: number[]" in data
    assert "what is added" in kernel.reply(kernel.client.inspect("add(1, ", 7))["content"]["data"]["text/plain"]


def test_cells_open_comms_and_serve_them(kernel):
    ran = kernel.run(
        "import { openComm, serveComms } from 'kernel-extras';"
        "const comm = openComm('front', { size: 3 }); comm.send({ n: 1 }, [new Uint8Array([7, 8])]);"
        "let heard: unknown[] = []; comm.onMessage = (data, buffers) => { heard.push(data.back, buffers.length); };"
        "comm.onClose = () => { heard.push('closed'); };"
    )
    opened = ran.of("comm_open")[0]
    assert (opened["target_name"], opened["data"]) == ("front", {"size": 3})
    sent = next(m for m in ran.messages if m["msg_type"] == "comm_msg")
    assert sent["content"] == {"comm_id": opened["comm_id"], "data": {"n": 1}}
    assert [bytes(b) for b in sent["buffers"]] == [b"\x07\x08"]
    info = kernel.reply(kernel.client.comm_info())["content"]["comms"]
    assert info[opened["comm_id"]] == {"target_name": "front"}
    kernel.comm_send("comm_msg", opened["comm_id"], {"back": 5})
    kernel.comm_send("comm_close", opened["comm_id"])
    assert kernel.run("heard").result == "[ 5, 0, 'closed' ]"
    kernel.run("serveComms('double', (comm, data) => { comm.send({ twice: Number(data.n) * 2 }); comm.close(); })")
    kernel.comm_send("comm_open", "served", {"n": 21}, target="double")
    assert kernel.comm_receive("served") == {"twice": 42}
    kernel.until(lambda m: m["msg_type"] == "comm_close" and m["content"]["comm_id"] == "served")


def test_connect_request_tells_the_ports(kernel):
    message = kernel.client.session.msg("connect_request", {})
    kernel.client.shell_channel.send(message)
    content = kernel.reply(message["header"]["msg_id"])["content"]
    names = ("shell", "iopub", "stdin", "control", "hb")
    assert content == {f"{name}_port": getattr(kernel.manager, f"{name}_port") for name in names}


def test_heartbeat_while_a_cell_holds_the_thread(kernel):
    request = kernel.client.execute("const end = Date.now() + 300; while (Date.now() < end); 0")
    with zmq.Context() as context, context.socket(zmq.REQ) as beat:
        beat.linger = 0
        beat.connect(f"tcp://{kernel.manager.ip}:{kernel.manager.hb_port}")
        beat.send(b"ping")
        assert beat.poll(60_000) and beat.recv() == b"ping"
    kernel.finish(request)


@pytest.mark.parametrize("cell", [None, "while (true) {}"])
def test_shutdown_ends_the_process(cell):
    manager = KernelManager(kernel_name="fer-typescript")
    manager.start_kernel()
    client = manager.client()
    client.start_channels()
    client.wait_for_ready(timeout=60)
    if cell is not None:
        client.execute(cell)
        while client.get_iopub_msg(timeout=60)["msg_type"] != "execute_input":
            pass
    client.shutdown()
    reply = client.get_control_msg(timeout=60)
    assert reply["msg_type"] == "shutdown_reply" and reply["content"]["restart"] is False
    deadline = time.monotonic() + 60
    while manager.is_alive():
        assert time.monotonic() < deadline, "the process is still there"
        time.sleep(0.02)
    client.stop_channels()
    manager.cleanup_resources()
    with socket.socket() as probe:
        assert probe.connect_ex((manager.ip, manager.shell_port)) != 0


def test_a_taken_port_ends_the_kernel_with_a_line(tmp_path):
    import json
    import subprocess

    from jupyter_client.kernelspec import get_kernel_spec

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        ports = {f"{name}_port": port for name in ("shell", "iopub", "stdin", "control", "hb")}
        file = tmp_path / "connection.json"
        file.write_text(json.dumps({"transport": "tcp", "ip": "127.0.0.1", "key": "k", "signature_scheme": "hmac-sha256", **ports}))
        argv = get_kernel_spec("fer-typescript").argv
        command = [str(file) if part == "{connection_file}" else part for part in argv]
        ended = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert ended.returncode == 1
    assert "the sockets could not be opened" in ended.stderr
    ended = subprocess.run([*argv[:-1], "missing.json"], capture_output=True, text=True, timeout=60)
    assert ended.returncode == 2
    assert "expected a Jupyter connection file, got missing.json" in ended.stderr

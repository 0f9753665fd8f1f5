"""A kernel to talk to over Jupyter's own protocol, and what a cell sent."""
import os
import time
from dataclasses import dataclass, field
from queue import Empty

import pytest
from jupyter_client.manager import start_new_kernel

KERNEL = "fer-typescript"
# Seconds: a condition that has not come true by then never will, unless the machine is very busy with something else.
LIMIT = int(os.environ.get("FER_TEST_LIMIT", "60"))


@dataclass
class Ran:
    """A cell that ran: its reply and its messages on iopub, in order, without status and execute_input."""

    reply: dict
    messages: list = field(default_factory=list)

    @property
    def status(self):
        return self.reply["content"]["status"]

    @property
    def error(self):
        return next((m["content"] for m in self.messages if m["msg_type"] == "error"), None)

    @property
    def traceback(self):
        return "\n".join(self.error["traceback"])

    def of(self, kind):
        return [m["content"] for m in self.messages if m["msg_type"] == kind]

    @property
    def result(self):
        results = self.of("execute_result")
        return results[0]["data"]["text/plain"] if results else None

    def text(self, name="stdout"):
        return "".join(c["text"] for c in self.of("stream") if c["name"] == name)


class Kernel:
    def __init__(self, **options):
        self.manager, self.client = start_new_kernel(kernel_name=KERNEL, startup_timeout=LIMIT, **options)
        self.others = []  # iopub messages that belong to no awaited request

    def stop(self):
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)

    def iopub(self):
        return self.client.get_iopub_msg(timeout=LIMIT)

    def until(self, wanted):
        """The next iopub message for which `wanted` is true; those before it are kept in `others`."""
        for message in list(self.others):
            if wanted(message):
                self.others.remove(message)
                return message
        deadline = time.monotonic() + LIMIT
        while time.monotonic() < deadline:
            message = self.iopub()
            if wanted(message):
                return message
            self.others.append(message)
        raise TimeoutError

    def reply(self, request):
        deadline = time.monotonic() + LIMIT
        while time.monotonic() < deadline:
            message = self.client.get_shell_msg(timeout=LIMIT)
            if message["parent_header"].get("msg_id") == request:
                return message
        raise TimeoutError

    def finish(self, request, on_message=lambda message: None):
        """Collects what a request sends until the kernel is idle again. The manager counts its interrupts in the same session as the client its requests."""
        messages = []
        while True:
            message = self.until(lambda m: m["parent_header"].get("msg_id") == request and m["parent_header"].get("msg_type") != "interrupt_request")
            if message["msg_type"] == "status" and message["content"]["execution_state"] == "idle":
                return Ran(self.reply(request), messages)
            if message["msg_type"] not in ("status", "execute_input"):
                messages.append(message)
                on_message(message)

    def run(self, code, on_message=lambda message: None, **options):
        return self.finish(self.client.execute(code, **options), on_message)

    def interrupt_on(self, text, code):
        """Runs a cell, interrupts it once it has printed `text`; returns the cell and the seconds it took to end."""
        since = []

        def interrupt(message):
            if not since and message["msg_type"] == "stream" and text in message["content"]["text"]:
                since.append(time.monotonic())
                self.manager.interrupt_kernel()

        ran = self.run(code, interrupt)
        return ran, time.monotonic() - since[0]

    def comm_send(self, kind, comm, data=None, target=None):
        content = {"comm_id": comm, "data": data or {}}
        if target is not None:
            content["target_name"] = target
        message = self.client.session.msg(kind, content)
        self.client.shell_channel.send(message)
        return message["header"]["msg_id"]

    def comm_receive(self, comm, wanted=lambda data: True):
        def is_it(message):
            return (
                message["msg_type"] == "comm_msg"
                and message["content"]["comm_id"] == comm
                and wanted(message["content"]["data"])
            )

        return self.until(is_it)["content"]["data"]


@pytest.fixture(scope="module")
def kernel():
    kernel = Kernel()
    yield kernel
    kernel.stop()


@pytest.fixture
def new_kernel():
    """Starts kernels of its own for a test: `new_kernel(cwd=…)`."""
    kernels = []

    def start(**options):
        kernels.append(Kernel(**options))
        return kernels[-1]

    yield start
    for kernel in kernels:
        kernel.stop()

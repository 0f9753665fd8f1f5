"""A Jupyter kernel as a contender of `fer bench kernel`: one round of work is one request over Jupyter's own protocol.

Tasks, each timed from the request to its end as a front end sees it:

    start        a kernel is started and answers its first kernel_info_request
    first-cell   the same until its first cell has run
    cell         `1 + 1`, to its reply and `idle`
    updates      a cell that updates a display 10,000 times; all must arrive, and `idle` after them
    completion   after `Math.hy` (`str.isn` in Python)
    interrupt    from the request to the end of an endless loop (--loop), the kernel still answering

The result of a round is the kernel's resident memory in MB.
"""

import argparse
import json
import sys
import time
from queue import Empty

import psutil
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import KernelManager

from protocol import serve

LIMIT = 60  # seconds until an answer counts as lost
UPDATES = 10_000

# What a cell is in the language of each kernel.
TYPESCRIPT = {
    "cell": "1 + 1",
    "complete": "Math.hy",
    "match": "hypot",
    "loops": {
        "while": "console.log('go'); while (true) {}",
        "promises": "console.log('go'); while (true) await null",
        "timers": "console.log('go'); while (true) await new Promise((r) => setTimeout(r, 10))",
    },
}
CELLS = {
    "fer-typescript": {
        **TYPESCRIPT,
        "import": "import { display } from 'kernel-extras';",
        "updates": f"{{ const bar = display('0'); for (let i = 0; i < {UPDATES}; i++) bar.update(i) }}",
    },
    "tslab": {
        **TYPESCRIPT,
        "import": "import * as tslab from 'tslab';",
        "updates": f"{{ const bar = tslab.newDisplay(); for (let i = 0; i < {UPDATES}; i++) bar.text(String(i)) }}",
    },
    "deno": {
        **TYPESCRIPT,
        "import": "const id = { display_id: 'bar' };",
        "updates": f"for (let i = 0; i < {UPDATES}; i++) await Deno.jupyter.broadcast(i ? 'update_display_data' : "
        "'display_data', { data: { 'text/plain': String(i) }, metadata: {}, transient: id })",
    },
    "ipykernel": {
        "import": "from IPython.display import display",
        "cell": "1 + 1",
        "updates": f"bar = display('0', display_id=True)\nfor i in range({UPDATES}): bar.update(i)",
        "complete": "str.isn",
        "match": "isnumeric",
        "loops": {
            "while": "print('go', flush=True)\nwhile True: pass",
            "promises": "import asyncio; print('go', flush=True)\nwhile True: await asyncio.sleep(0)",
            "timers": "import asyncio; print('go', flush=True)\nwhile True: await asyncio.sleep(0.01)",
        },
    },
}


class Kernel:
    """A running kernel and a client that is connected to it."""

    def __init__(self, spec: dict):
        self.manager = KernelManager()
        self.manager._kernel_spec = KernelSpec(display_name="", language="", **spec)  # need not be installed
        self.manager.start_kernel()
        self.client = self.manager.client()
        self.client.start_channels()
        self.client.wait_for_ready(timeout=LIMIT)

    def stop(self) -> None:
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)

    def run(self, code: str, on_message=lambda message: None) -> dict:
        """Runs a cell to its reply and `idle`."""
        request = self.client.execute(code)
        while True:
            try:
                message = self.client.get_iopub_msg(timeout=LIMIT)
            except Empty:
                raise RuntimeError(f"the kernel was not idle again within {LIMIT} s") from None
            if message["parent_header"].get("msg_id") != request:
                continue
            if message["msg_type"] == "status" and message["content"]["execution_state"] == "idle":
                break
            on_message(message)
        while True:
            reply = self.client.get_shell_msg(timeout=LIMIT)
            if reply["parent_header"].get("msg_id") == request:
                return reply["content"]

    def expect_ok(self, code: str) -> None:
        reply = self.run(code)
        if reply["status"] != "ok":
            raise RuntimeError(f"{code!r} failed: {reply.get('ename')}: {reply.get('evalue')}")

    def megabytes(self) -> float:
        """Resident memory of the kernel's process and those that it started."""
        process = psutil.Process(self.manager.provisioner.process.pid)
        return sum(p.memory_info().rss for p in [process, *process.children(recursive=True)]) / 1e6


def milliseconds(work) -> float:
    start = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - start)


def start_rounds(spec: dict, cell: str | None):
    def one() -> tuple[float, float]:
        start = time.perf_counter()
        kernel = Kernel(spec)
        try:
            if cell is not None:
                kernel.expect_ok(cell)
            took = 1000 * (time.perf_counter() - start)
            return took, kernel.megabytes()
        finally:
            kernel.stop()

    return one


def updates_round(kernel: Kernel, cells: dict):
    def one() -> tuple[float, float]:
        seen = []

        def note(message: dict) -> None:
            if message["msg_type"] in ("display_data", "update_display_data"):
                seen.append(message)

        took = milliseconds(lambda: kernel.run(cells["updates"], note))
        if len(seen) != UPDATES + ("bar.update" in cells["updates"]):  # the first display, where that is apart
            raise RuntimeError(f"{len(seen)} of {UPDATES} updates arrived before idle")
        return took, kernel.megabytes()

    return one


def completion_round(kernel: Kernel, cells: dict):
    def one() -> tuple[float, float]:
        def ask() -> None:
            request = kernel.client.complete(cells["complete"])
            while True:
                reply = kernel.client.get_shell_msg(timeout=LIMIT)
                if reply["parent_header"].get("msg_id") == request:
                    break
            if not any(cells["match"] in match for match in reply["content"]["matches"]):
                raise RuntimeError(f"no completion {cells['match']}")

        return milliseconds(ask), kernel.megabytes()

    return one


def interrupt_round(kernel: Kernel, cells: dict, loop: str):
    def one() -> tuple[float, float]:
        since = []

        def interrupt(message: dict) -> None:
            if message["msg_type"] == "stream" and not since:
                since.append(time.perf_counter())
                kernel.manager.interrupt_kernel()

        try:
            kernel.run(cells["loops"][loop], interrupt)
            took = 1000 * (time.perf_counter() - since[0])
            kernel.expect_ok(cells["cell"])
        except RuntimeError as error:
            raise RuntimeError(f"the loop was not ended, or the kernel did not survive: {error}") from None
        return took, kernel.megabytes()

    return one


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kernel", choices=list(CELLS), required=True)
    parser.add_argument("--spec", type=json.loads, required=True, help='kernelspec: {"argv": [...], "interrupt_mode": "..."}')
    parser.add_argument("--task", choices=["start", "first-cell", "cell", "updates", "completion", "interrupt"], required=True)
    parser.add_argument("--loop", choices=["while", "promises", "timers"], default="while", help="what interrupt ends")
    arguments = parser.parse_args()
    cells = CELLS[arguments.kernel]

    kernel = None
    if arguments.task in ("start", "first-cell"):
        one = start_rounds(arguments.spec, cells["cell"] if arguments.task == "first-cell" else None)
    else:
        kernel = Kernel(arguments.spec)
        kernel.expect_ok(cells["import"])
        if arguments.task == "cell":
            one = lambda: (milliseconds(lambda: kernel.expect_ok(cells["cell"])), kernel.megabytes())  # noqa: E731
        elif arguments.task == "updates":
            one = updates_round(kernel, cells)
        elif arguments.task == "completion":
            one = completion_round(kernel, cells)
        else:
            one = interrupt_round(kernel, cells, arguments.loop)

    def measure(n: int) -> tuple[list[float], float]:
        times, memory = [], float("nan")
        for _ in range(n):
            took, memory = one()
            times.append(took)
        return times, memory

    try:
        serve(measure, 1, {"versions": {"python": sys.version.split()[0]}, "threads": 1})
    finally:
        if kernel is not None:
            kernel.stop()


if __name__ == "__main__":
    main()

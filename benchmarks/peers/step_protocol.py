"""How a peer process is asked for training steps: JSON lines on stdin, JSON lines on stdout.

A benchmark starts one process per peer and asks them in turn for a few steps each, so that
all of them see the same machine in the same minutes.

    ← {"ready": true, "name": "keras", "versions": {...}, "parameters": 58423, ...}
    → {"command": "steps", "n": 20}
    ← {"ms": [9.1, ...], "loss": 1.93}      n wall times in milliseconds; the loss of the last step
    → {"command": "quit"}                   or the end of stdin

A command that cannot be carried out is answered by {"error": "..."}. Everything else a
framework prints goes to stderr.
"""

import argparse
import json
import os
import sys
import time
from typing import Callable

import numpy as np

IMAGE_SIZE = 48
EXPRESSIONS = 7
BATCHES = 8


def parse_arguments(description: str, modes: list[str]) -> argparse.Namespace:
    """The options that every peer has; the first mode is the default."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--network", choices=["mini_xception"], default="mini_xception")
    parser.add_argument("--batch", type=int, default=64, help="images in a step (default 64)")
    parser.add_argument("--threads", type=int, default=os.cpu_count(), help="compute threads (default: all cores)")
    parser.add_argument("--mode", choices=modes, default=modes[0], help=f"default {modes[0]}")
    arguments = parser.parse_args()
    if arguments.batch < 1 or arguments.threads < 1:
        parser.error(f"--batch and --threads must be at least 1, got {arguments.batch} and {arguments.threads}")
    return arguments


def random_batches(batch: int) -> list[tuple[np.ndarray, np.ndarray]]:
    """Seeded images, float32 [batch, 48, 48, 1] in [0, 1], and one-hot targets, float32 [batch, 7]."""
    random = np.random.default_rng(1)
    return [
        (
            random.random((batch, IMAGE_SIZE, IMAGE_SIZE, 1), dtype=np.float32),
            np.eye(EXPRESSIONS, dtype=np.float32)[random.integers(0, EXPRESSIONS, batch)],
        )
        for _ in range(BATCHES)
    ]


def serve(step: Callable[[np.ndarray, np.ndarray], float], batch: int, warm_up: int, about: dict) -> None:
    """Warms up, says it is ready and answers commands until stdin ends.

    `step` takes a batch in host memory and returns the loss as a Python number: copying the batch in
    and reading the loss back are part of the step, as they are in a training loop.
    """
    output = os.fdopen(os.dup(sys.stdout.fileno()), "w", buffering=1)
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what a framework prints must not end up between our lines

    def answer(message: dict) -> None:
        output.write(json.dumps(message) + "\n")

    batches = random_batches(batch)
    started = time.perf_counter()
    for index in range(warm_up):
        step(*batches[index % BATCHES])
    answer({"ready": True, **about, "batch": batch, "warmUpMs": 1000 * (time.perf_counter() - started)})

    taken = 0
    for line in sys.stdin:
        if not line.strip():
            continue
        try:
            request = json.loads(line)
            command = request["command"]
            if command == "quit":
                break
            if command != "steps":
                raise ValueError(f'command must be "steps" or "quit", got {json.dumps(command)}')
            n = request["n"]
            if type(n) is not int or n < 1:
                raise ValueError(f"n must be a whole number of at least 1, got {json.dumps(n)}")
        except (ValueError, KeyError, TypeError) as error:
            answer({"error": f"{type(error).__name__}: {error}"})
            continue
        milliseconds, loss = [], float("nan")
        for _ in range(n):
            images, targets = batches[taken % BATCHES]
            taken += 1
            before = time.perf_counter()
            loss = step(images, targets)
            milliseconds.append(1000 * (time.perf_counter() - before))
        answer({"ms": milliseconds, "loss": loss})

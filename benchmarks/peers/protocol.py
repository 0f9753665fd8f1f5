"""How a process is asked for work by `fer bench`: JSON lines on stdin, JSON lines on stdout.

A benchmark starts one process per contender and asks them in turn for a few rounds of work each, so
that all of them see the same machine in the same minutes.

    ← {"ready": true, "versions": {...}, "parameters": 58423, "threads": 2, "warmUpMs": 900.1, "settings": "..."}
    → {"command": "steps", "n": 20}
    ← {"ms": [9.1, ...], "result": 1.93}    n wall times in milliseconds; a number out of the last round
    → {"command": "quit"}                   or the end of stdin

A command that cannot be carried out is answered by {"error": "..."}. Everything else a framework
prints goes to stderr.
"""

import argparse
import json
import os
import sys
import time
from typing import Callable

TASKS = ["train-step", "epoch", "inference", "super-resolve"]

# What `serve` is given: does n rounds of work, returns their times in milliseconds and a result.
Measure = Callable[[int], tuple[list[float], float]]


def parse_arguments(description: str, modes: list[str], networks: list[str]) -> argparse.Namespace:
    """The options that every peer has."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--task", choices=TASKS, default=TASKS[0], help=f"default {TASKS[0]}")
    parser.add_argument("--network", choices=networks, default=networks[0], help=f"default {networks[0]}")
    parser.add_argument("--options", type=json.loads, default={}, help="all of the network's options, as JSON")
    parser.add_argument("--batch", type=int, default=64, help="images at a time (default 64)")
    parser.add_argument("--threads", type=int, default=os.cpu_count(), help="compute threads (default: all cores)")
    parser.add_argument("--mode", choices=modes, default=modes[0], help=f"default {modes[0]}")
    parser.add_argument("--data", help="folder of <split>.images.bin and <split>.labels.bin, for --task epoch")
    arguments = parser.parse_args()
    if arguments.batch < 1 or arguments.threads < 1:
        parser.error(f"--batch and --threads must be at least 1, got {arguments.batch} and {arguments.threads}")
    if arguments.task == "epoch" and not arguments.data:
        parser.error("--task epoch needs --data")
    return arguments


def timed(step: Callable[[int], float]) -> Measure:
    """Times single rounds; `step` gets the number of rounds before it."""
    taken = 0

    def measure(n: int) -> tuple[list[float], float]:
        nonlocal taken
        times, result = [], float("nan")
        for _ in range(n):
            before = time.perf_counter()
            result = step(taken)
            times.append(1000 * (time.perf_counter() - before))
            taken += 1
        return times, result

    return measure


def serve(measure: Measure, warm_up: int, about: dict) -> None:
    """Does `warm_up` untimed rounds, says that it is ready and answers commands until stdin ends."""
    output = os.fdopen(os.dup(sys.stdout.fileno()), "w", buffering=1)
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what a framework prints must not end up between our lines

    def answer(message: dict) -> None:
        output.write(json.dumps(message) + "\n")

    started = time.perf_counter()
    measure(warm_up)
    answer({"ready": True, **about, "warmUpMs": 1000 * (time.perf_counter() - started)})

    for line in sys.stdin:
        if not line.strip():
            continue
        try:
            n = requested_rounds(json.loads(line))
        except (ValueError, KeyError, TypeError) as error:
            answer({"error": f"{type(error).__name__}: {error}"})
            continue
        if n is None:
            break
        times, result = measure(n)
        answer({"ms": times, "result": result})


def requested_rounds(request: dict) -> int | None:
    """The `n` of a command; None for `quit`."""
    command = request["command"]
    if command == "quit":
        return None
    if command != "steps":
        raise ValueError(f'command must be "steps" or "quit", got {json.dumps(command)}')
    n = request["n"]
    if type(n) is not int or n < 1:
        raise ValueError(f"n must be a whole number of at least 1, got {json.dumps(n)}")
    return n

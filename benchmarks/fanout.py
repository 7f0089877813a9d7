"""Fan-out to everyone: the server's CPU for each delivery, and how long a command takes to every screen.

`python -m benchmarks.fanout [--clients 1000] [--rounds 3]`. The server runs in a process of its own, the
clients in this one; ours and python-socketio as it comes alternate in the same run. Medians over the rounds.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import gc
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from benchmarks.fanout_load import Load

STEADY_SECONDS = 10
STEADY_A_SECOND = 10
SIGN_UPS = 200
SIGN_UP_SECONDS = 10
BURST = 200
TICK = os.sysconf("SC_CLK_TCK")

Figures = dict[str, float]


@contextlib.contextmanager
def server(variant: str) -> Iterator[tuple[subprocess.Popen[str], dict[str, Any]]]:
    """A server process, and where it is."""
    with tempfile.TemporaryDirectory() as data:
        command = [sys.executable, "-m", "benchmarks.fanout_server", variant, data]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdin
            assert process.stdout
            yield process, json.loads(process.stdout.readline())
            process.stdin.close()
            process.wait(30)


def cpu(process: subprocess.Popen[str]) -> float:
    """Seconds of CPU that a process has used."""
    fields = Path(f"/proc/{process.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICK


def rss(process: subprocess.Popen[str]) -> float:
    """Kilobytes of memory that a process holds."""
    pages = Path(f"/proc/{process.pid}/statm").read_text(encoding="ascii").split()[1]
    return int(pages) * os.sysconf("SC_PAGE_SIZE") / 1_024


async def measured(process: subprocess.Popen[str], load: Load, work: Any) -> Figures:
    """What a stretch of work cost and how long its effects took to everyone."""
    load.forget()
    before, began = cpu(process), time.monotonic()
    last = await work
    await load.arrived(last)
    seconds, used = time.monotonic() - began, cpu(process) - before
    load.check()
    delays = load.delays()
    deliveries = len(delays)
    frames = sum(len(each.frames) for each in load.attendees)
    return {
        "us": used / deliveries * 1e6,
        "p50": delays[deliveries // 2],
        "p99": delays[deliveries * 99 // 100],
        "busy": used / seconds * 100,
        "changes a frame": deliveries / frames,
    }


async def steady(load: Load) -> int:
    """Ten captions a second: more than a meeting in three languages has."""
    return await paced([load.cue] * STEADY_SECONDS * STEADY_A_SECOND, STEADY_SECONDS)


async def sign_ups(load: Load) -> int:
    """Two hundred people sign up in ten seconds, while two captions a second go on."""
    acts = [load.sign_up] * SIGN_UPS
    for n in range(2 * SIGN_UP_SECONDS):
        acts.insert(n * 11, load.cue)
    return await paced(acts, SIGN_UP_SECONDS)


async def burst(load: Load) -> int:
    """Two hundred people sign up in the same moment."""
    return await paced([load.sign_up] * BURST, 0)


async def paced(acts: Sequence[Callable[[], Awaitable[int]]], seconds: float) -> int:
    """These commands, evenly, however long each takes; the last seq."""
    began, tasks = time.monotonic(), []
    for n, act in enumerate(acts):
        await asyncio.sleep(max(0.0, began + n * seconds / len(acts) - time.monotonic()))
        tasks.append(asyncio.ensure_future(act()))
    return max(await asyncio.gather(*tasks))


async def run(variant: str, clients: int) -> dict[str, Figures]:
    """One round with one server."""
    with server(variant) as (process, where):
        also = {"meeting": where["meeting"]} if variant == "plain" else {}
        load = Load(where["port"], where["meeting"], where["clerk"], where["seats"], also)
        idle, used = rss(process), cpu(process)
        seconds = await load.connect(clients)
        gc.collect()
        gc.freeze()
        join = {
            "seconds": seconds,
            "ms": (cpu(process) - used) / clients * 1e3,
            "kb": (rss(process) - idle) / clients,
        }
        found = {"join": join}
        for name, work in (("steady", steady), ("sign-ups", sign_ups), ("burst", burst)):
            found[name] = await measured(process, load, work(load))
        for each in (*load.attendees, load.clerk):
            each.close()
        return found


def median(rounds: list[dict[str, Figures]]) -> dict[str, Figures]:
    """Of each figure the median."""
    first = rounds[0]
    return {
        part: {name: statistics.median(each[part][name] for each in rounds) for name in first[part]}
        for part in first
    }


def main() -> None:
    """Measure, and print the table of benchmarks/README.md."""
    options = argparse.ArgumentParser()
    options.add_argument("--clients", type=int, default=1_000)
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--only", choices=["lane", "plain"])
    chosen = options.parse_args()
    variants = [chosen.only] if chosen.only else ["lane", "plain"]
    rounds: dict[str, list[dict[str, Figures]]] = {variant: [] for variant in variants}
    for _ in range(chosen.rounds):
        for variant in variants:
            rounds[variant].append(asyncio.run(run(variant, chosen.clients)))
            print(variant, json.dumps(rounds[variant][-1]), file=sys.stderr, flush=True)
    medians = {variant: median(each) for variant, each in rounds.items()}
    print("| | " + " | ".join(variants) + " | ratio |\n| --- |" + " --- |" * (len(variants) + 1))
    for part in medians[variants[0]]:
        for name in medians[variants[0]][part]:
            figures = [medians[variant][part][name] for variant in variants]
            ratio = f"{figures[1] / figures[0]:.1f}" if len(figures) == 2 and figures[0] else ""
            print(f"| {part}: {name} | " + " | ".join(f"{each:.3g}" for each in figures) + f" | {ratio} |")


if __name__ == "__main__":
    main()

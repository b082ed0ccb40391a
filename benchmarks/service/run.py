"""How fast the service answers, how soon it is ready, what it needs, and a reload under load.

    make bench-service                          # about five minutes; writes results.md
    .venv/bin/python benchmarks/service/run.py --seconds 10 --library FOLDER

Nothing leaves this machine: the service listens on 127.0.0.1, and so does the client.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import platform
import random
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[2]))

from benchmarks.matching import lists
from benchmarks.matching.customers import customers
from benchmarks.service.client import Told, request, steady

from caveat.validation.plain import folded, latin

ROOT = Path(__file__).parents[2]
TODAY = "2026-11-24"
QUERIES, RATE, LINES, SECONDS = 10, 160.0, 32, 60.0
DIFFERENT = 2_400
"""Requests that are all different; a longer run sends them again."""

WARM = 1_500
"""Requests before those that count: a service is measured as it runs, not as it starts."""

SWAP = 15.0
"""Seconds from one new edition to the next."""

LISTED = 0.01
"""The part of the names that are those of listed parties."""


@dataclass
class Running:
    """A service that was started here."""

    port: int
    process: subprocess.Popen[bytes]
    ready: float

    @property
    def pids(self) -> list[int]:
        """Its processes: the one that was started, and its workers."""
        found = [self.process.pid]
        for pid in found:
            children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
            found += map(int, children)
        return found


@contextmanager
def serving(library: Path, workers: int = 1, today: str | None = TODAY) -> Iterator[Running]:
    """``caveat serve``, until the block ends."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
    caveat = Path(sys.executable).with_name("caveat")
    words = [str(caveat), "--library", str(library)]
    if today:
        words += ["--today", today]
    words += ["serve", "--port", str(port), "--workers", str(workers)]
    began = time.perf_counter()
    with subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            while time.perf_counter() - began < 60 and not is_ready(port):
                time.sleep(0.01)
            yield Running(port, process, time.perf_counter() - began)
        finally:
            process.terminate()
            process.wait(30)


def is_ready(port: int) -> bool:
    """Whether the service says that it can answer."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=5) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def requests(library: Path, count: int) -> list[bytes]:
    """Requests of ten customers each, one in a hundred of them listed; all different."""
    from caveat import Library

    rng = random.Random(7)
    parties = lists.listed(Library.open(library, today=TODAY).edition)
    known = [name.name for party in parties.values() for name in party.names]
    plain = {folded(name) for name in known} | {folded(latin(name)) for name in known}
    clean = customers(count * QUERIES, plain, 7)
    found = []
    for number in range(count):
        queries: dict[str, Any] = {}
        for place, customer in enumerate(clean[number * QUERIES : (number + 1) * QUERIES]):
            name = rng.choice(known) if rng.random() < LISTED else customer.name
            schema = "Person" if customer.type == "person" else "Company"
            queries[f"q{place}"] = {"schema": schema, "properties": {"name": [name]}}
        body = json.dumps({"queries": queries}, ensure_ascii=False).encode()
        found.append(request("/match/default", body))
    return found


def memory(pids: list[int]) -> float:
    """Megabytes that processes have for themselves; shared pages are counted in parts (PSS),
    without those of the index, which lie in files."""
    total = 0
    for pid in pids:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss_Anon:"):
                total += int(line.split()[1])
    return total / 1024


def spent(pids: list[int]) -> float:
    """Seconds of processor time that processes have used."""
    ticks = 0
    for pid in pids:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def ask(
    library: Path,
    warm: list[bytes],
    sent: list[bytes],
    workers: int,
    rate: float,
    seconds: float,
) -> dict[str, Any]:
    """A steady stream of requests to a service."""
    with serving(library, workers) as running:
        asyncio.run(steady(warm, running.port, rate, len(warm) / rate, LINES))
        before = spent(running.pids)
        told = asyncio.run(steady(sent, running.port, rate, seconds, LINES))
        used = spent(running.pids) - before
        return {
            **figures(told),
            "cpu": len(told.seconds) * QUERIES / used,
            "ready": running.ready,
            "memory": memory(running.pids),
            "workers": workers,
            "rate": rate * QUERIES,
        }


def reload(library: Path, sent: list[bytes], rate: float, seconds: float) -> dict[str, Any]:
    """The same, while new editions are put in force."""
    copy = Path(tempfile.mkdtemp(prefix="caveat-bench-")) / "library"
    try:
        shutil.copytree(library, copy)
        pointer = copy / "editions" / "current"
        first = pointer.read_text().strip()
        other = copy / "editions" / f"{first}-again"
        shutil.copytree(copy / "editions" / first, other)
        with serving(copy) as running:
            swaps = 0
            stop = threading.Event()

            def swap() -> None:
                nonlocal swaps
                while not stop.wait(SWAP):
                    swaps += 1
                    aside = pointer.with_name("aside")
                    aside.write_text(other.name if swaps % 2 else first)
                    aside.replace(pointer)

            swapping = threading.Thread(target=swap)
            swapping.start()
            told = asyncio.run(steady(sent, running.port, rate, seconds, LINES))
            stop.set()
            swapping.join()
            page = urllib.request.urlopen(f"http://127.0.0.1:{running.port}/metrics").read()
            opened = [line for line in page.decode().splitlines()
                      if line.startswith('caveat_reloads_total{outcome="opened"}')]  # fmt: skip
        return {**figures(told), "swaps": swaps, "opened": int(float(opened[0].split()[-1]))}
    finally:
        shutil.rmtree(copy.parent, ignore_errors=True)


def figures(told: Told) -> dict[str, Any]:
    """What a stream came to."""
    return {
        "requests": len(told.seconds),
        "failed": told.failed,
        "names": len(told.seconds) * QUERIES / told.took,
        "p50": told.quantile(0.5),
        "p95": told.quantile(0.95),
        "p99": told.quantile(0.99),
        "worst": told.quantile(1),
    }


def starts(library: Path) -> list[float]:
    """From the command to the first good answer of ``/readyz``, five times; seconds."""
    found = []
    for _ in range(5):
        with serving(library) as running:
            found.append(running.ready)
    return sorted(found)


def main() -> None:
    """Measure, and write the page."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--library", type=Path, help="one that is there; else one is built")
    parser.add_argument("--seconds", type=float, default=SECONDS)
    parser.add_argument("--rate", type=float, default=RATE, help="requests a second")
    parser.add_argument("--only", choices=["one", "two", "reload", "start"], action="append")
    parser.add_argument("--write", action="store_true")
    said = parser.parse_args()
    if not 0 < said.seconds <= 300 or not 0 < said.rate <= 1000:
        parser.error("at most 300 seconds and 1000 requests a second")
    if said.library is None:
        said.library = Path(tempfile.mkdtemp(prefix="caveat-bench-")) / "library"
        lists.bring(said.library)
    wanted = said.only or ["start", "one", "two", "reload"]
    results: dict[str, Any] = {"load_before": os.getloadavg()[0]}
    made = requests(said.library, WARM + DIFFERENT)
    warm, sent = made[:WARM], made[WARM:]
    if "start" in wanted:
        results["start"] = starts(said.library)
    if "one" in wanted:
        results["one"] = ask(said.library, warm, sent, 1, said.rate, said.seconds)
    if "two" in wanted:
        results["two"] = ask(said.library, warm, sent, 2, said.rate, said.seconds)
    if "reload" in wanted:
        results["reload"] = reload(said.library, sent, said.rate, said.seconds)
    print(json.dumps(results, indent=1))
    if said.write:
        (Path(__file__).parent / "results.md").write_text(page(results, said.seconds))


def page(results: dict[str, Any], seconds: float) -> str:
    """The page of results."""
    rows = []
    titles = {"one": "one process", "two": "two workers", "reload": "one process, reloading"}
    for name, title in titles.items():
        one = results[name]
        rows.append(
            f"| {title} | {one['names']:,.0f} | {one['p50']:.0f} | {one['p95']:.0f} | "
            f"{one['p99']:.0f} | {one['worst']:.0f} | {one['requests']:,} | {one['failed']} |"
        )
    starts = ", ".join(f"{one:.2f}" for one in results["start"])
    pandas = (
        "pandas, which only developers' tools bring, was there: pyarrow loads it where it is."
        if find_spec("pandas")
        else "pandas was not there, as in an installation for use: pyarrow loads it where it is."
    )
    return f"""# The service, measured

`make bench-service`, on {platform.processor() or platform.machine()} with {os.cpu_count()} cores,
Python {platform.python_version()}; load of the machine before: {results["load_before"]:.1f}. The
client runs on the same cores. Each request asks `/match/default` about {QUERIES} names, one in a
hundred of them listed, against all lists of the library. Requests are sent at a steady rate for
{seconds:.0f} seconds, over {LINES} connections, and their time counts from the moment when they
were due. The names of {WARM:,} requests before, which do not count, are other ones.

| | names a second | p50 ms | p95 ms | p99 ms | worst ms | requests | failed |
|---|---|---|---|---|---|---|---|
{chr(10).join(rows)}

- From the command to the first good answer of `/readyz`: {starts} seconds.
- Memory of its own, beyond the index in files: {results["one"]["memory"]:.0f} MB for one process,
  {results["two"]["memory"]:.0f} MB for two workers and the process that started them.
  {pandas}
- Names answered a second of processor time: {results["one"]["cpu"]:,.0f} with one process,
  {results["two"]["cpu"]:,.0f} with two workers; that hangs less on what else the machine does.
- Reloading: {results["reload"]["swaps"]} new editions were put in force during the run, and
  {results["reload"]["opened"]} opened (the first included); no request may fail.
"""


if __name__ == "__main__":
    main()

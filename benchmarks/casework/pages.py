#!/usr/bin/env python
"""How long the pages of the casework take, with many alerts in the queue.

``python benchmarks/casework/pages.py --alerts 10000`` makes a portfolio in which every customer is
a hit, decides a tenth of the alerts, starts ``caveat serve`` on it, and asks each page several
times over HTTP. It prints the median and the slowest answer in milliseconds; ``--most 300`` fails
if the slowest takes longer. The data are made up; nothing is fetched.
"""

from __future__ import annotations

import argparse
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.pages.office import ADA, opened

from caveat.casework import deciding, journal
from caveat.casework.cases import Filter

PAGES = ("/cases", "/cases?page=100", "/cases?order=newest&state=any", "/cases?order=due",
         "/cases?list=un-sc&age=7&portfolio=retail&assignee=-", "/cases?state=false+match",
         "/cases/1", "/cases/5000", "/portfolios", "/portfolios/retail", "/dashboard", "/audit",
         "/cases?due=reports", "/cases/1/receipt.json", "/cases/1/published", "/audit?page=150",
         "/audit?about=alert/1", "/audit/head.json")  # fmt: skip


def main() -> int:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--alerts", type=int, default=10_000)
    parser.add_argument("--times", type=int, default=9)
    parser.add_argument("--most", type=float, help="milliseconds that no page may take longer")
    said = parser.parse_args()
    scratch = Path(tempfile.mkdtemp(prefix="caveat-pages-"))
    try:
        root = scratch / "library"
        made = [
            (f"C{number}", "Ivan Petrovich Ivanov", "" if number % 3 else "1960-05-04", "ru")
            for number in range(said.alerts)
        ]
        office = opened(root, made)
        which = Filter(ids=tuple(range(1, min(said.alerts // 10, 500) + 1)))
        seen = deciding.preview(office.store, ADA, which, "false match")
        deciding.bulk(office.store, ADA, which, "false match", "other person", "Namesakes.",
                      token=seen.token)  # fmt: skip
        began = time.monotonic()
        found = journal.verify(office.store, ADA)
        print(f"audit verify: {found.entries:,} entries in {time.monotonic() - began:.1f} s, "
              f"{len(found.faults)} faults")  # fmt: skip
        office.store.close()
        return measured(root, scratch / "log", said.times, said.most)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def measured(root: Path, log: Path, times: int, most: float | None) -> int:
    """Serve and ask."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    caveat = Path(sys.executable).with_name("caveat")
    command = [caveat, "--library", root, "--today", "2026-11-24", "serve", "--port", str(port),
               "--as", "ada"]  # fmt: skip
    with log.open("wb") as stream:
        service = subprocess.Popen(list(map(str, command)), stdout=stream, stderr=stream)
    address, worst = f"http://127.0.0.1:{port}", 0.0
    try:
        for _ in range(600):
            try:
                urllib.request.urlopen(f"{address}/readyz", timeout=1).close()
                break
            except OSError:
                time.sleep(0.1)
        urllib.request.urlopen(f"{address}/cases/2").read()  # opens the casework
        for page in PAGES:
            took = []
            for _ in range(times):
                began = time.perf_counter()
                urllib.request.urlopen(address + page).read()
                took.append((time.perf_counter() - began) * 1000)
            worst = max(worst, *took)
            print(f"{median(took):7.1f} ms  slowest {max(took):7.1f} ms  {page}")
    finally:
        service.terminate()
        service.wait(30)
    print(f"slowest of all: {worst:.1f} ms")
    return int(most is not None and worst > most)


if __name__ == "__main__":
    sys.exit(main())

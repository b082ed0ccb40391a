"""How fast a portfolio comes in, and how fast alerts and decisions go, on SQLite and PostgreSQL.

    python benchmarks/casework/run.py [--customers 1000000] [--postgres URL]

Prints seconds and the memory at its highest. Customers are made up; the lists are the starter list.
"""

from __future__ import annotations

import argparse
import csv
import os
import random
import resource
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from caveat.casework import alerts, deciding, journal, people, portfolios, screened
from caveat.casework.cases import Filter
from caveat.casework.store import Store
from caveat.casework.work import Actor
from caveat.screening.library import Library
from caveat.sources import registry, starter

ADA = Actor("ada", "benchmark")


@contextmanager
def timed(what: str) -> Iterator[None]:
    """Print how long a block took."""
    began = time.perf_counter()
    yield
    high = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{what:<52} {time.perf_counter() - began:8.2f} s   {high:6.0f} MB", flush=True)


def customers(place: Path, count: int, seed: int) -> None:
    """Write a customer file; the same seed gives the same customers."""
    chance = random.Random(seed)
    first = ["Ann", "Ben", "Carla", "Dmitri", "Elena", "Farid", "Greta", "Hugo", "Ines", "Jan"]
    last = ["Moreau", "Schmidt", "Petrov", "Okafor", "Silva", "Tanaka", "Nowak", "Haddad", "Berg"]
    with place.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(["customer_id", "name", "birth date", "country"])
        for number in range(count):
            name = f"{chance.choice(first)} {chance.choice(last)}{chance.randrange(10**6):x}"
            born = f"{chance.randrange(1940, 2005)}-{chance.randrange(1, 13):02}"
            writer.writerow([f"C{number}", name, born, chance.choice(["DE", "FR", "US", "RU"])])


def main() -> None:
    """Run it."""
    said = argparse.ArgumentParser()
    said.add_argument("--customers", type=int, default=1_000_000)
    said.add_argument("--postgres", default="")
    count = said.parse_args().customers
    url = said.parse_args().postgres or None
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        store = Store.open(root / "library", url=url)
        people.begin(store, ADA)
        people.add(store, ADA, "ann", "analyst")
        file, changed = root / "customers.csv", root / "changed.csv"
        customers(file, count, 1)
        rows = file.read_text().splitlines()
        for place in range(1, len(rows), 100):
            rows[place] = rows[place].replace("DE", "AT").replace("FR", "BE")
        changed.write_text("\n".join(rows[: -count // 100 or None]) + "\n")
        del rows
        print(f"{count:,} customers on {store.engine.dialect.name}, {os.cpu_count()} cores")
        with timed("portfolio add"):
            portfolios.add(store, ADA, "big", file, "customer_id")
        with timed("portfolio sync, one in a hundred changed"):
            print(portfolios.sync(store, ADA, "big", changed))
        _screening(store, root)
        with timed("audit verify"):
            assert not journal.verify(store, ADA).faults
        store.close()


def _screening(store: Store, root: Path) -> None:
    library = Library.open(root / "library", today="2026-11-24")
    library.bring(registry.get("starter"), [starter.bundled()])
    library.build()
    hits = root / "hits.csv"
    lines = ["customer_id,name,birth date", *(f"H{n},Sergey Chemezov,1952" for n in range(10_000))]
    hits.write_text("\n".join(lines))
    portfolios.add(store, ADA, "hits", hits, "customer_id")
    with timed("screen and record 10,000 customers, all of them hits"):
        terms = library.terms(limit=screened.LIMIT)
        screened.screen(store, ADA, library, "hits", terms)
    times = []
    for skip in range(0, 5000, 250):
        began = time.perf_counter()
        alerts.listed(store, ADA, Filter(portfolio="hits"), limit=50, skip=skip)
        alerts.counted(store, ADA, Filter(portfolio="hits"))
        times.append(time.perf_counter() - began)
    middle, worst = statistics.median(times), max(times)
    print(
        f"a page of 50 alerts and their counts: {middle * 1000:.0f} ms, at worst {worst * 1000:.0f}"
    )
    ann = Actor("ann", "benchmark")
    cases = alerts.listed(store, ann, Filter(portfolio="hits"), limit=200)
    with timed("200 decisions, one by one"):
        for case in cases:
            deciding.decide(store, ann, case.id, "false match", "other person")
    which = Filter(portfolio="hits", states=("open",), most=1.0, ids=())
    ids = tuple(one.id for one in alerts.listed(store, ann, which, limit=4000))
    chosen = Filter(ids=ids)
    with timed(f"{len(ids):,} decisions at once"):
        token = deciding.preview(store, ann, chosen, "false match").token
        deciding.bulk(store, ann, chosen, "false match", "other person", "Same name", token=token)


if __name__ == "__main__":
    main()

"""A portfolio of a million customers against a change of 500 parties: seconds, CPU, memory.

    python benchmarks/casework/watch.py LIBRARY [--customers 1000000] [--parties 500]

LIBRARY is a library with built lists; it is not written to. The customers are made by faker, their
names kept as a first screening would keep them; which parties changed is drawn by chance from those
that are listed, and put in the place of the comparison of two editions. All that ``caveat watch``
does after that is timed as it is: opening everything, finding whom it concerns, asking about them
in full, recording the alerts.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import resource
import shutil
import tempfile
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
from faker import Faker

from caveat.casework import baseline, changed, customers, people, portfolios, runs, watching
from caveat.casework.baseline import Baseline, digest_of
from caveat.casework.store import Store
from caveat.casework.work import Actor
from caveat.screening.library import Library
from caveat.screening.question import moment_of

LOCALES = ("en_US", "en_GB", "de_DE", "fr_FR", "es_ES", "it_IT", "pl_PL", "ru_RU", "tr_TR", "nl_NL")
POOL = 4000
ME = Actor("bench", "bench")


def write(place: Path, count: int) -> None:
    """A customer file: nine persons in ten, in ten languages; half with a birth date."""
    dice = random.Random(7)
    pools = []
    for locale in LOCALES:
        fake = Faker(locale)
        fake.seed_instance(7)
        pools.append(
            ([fake.first_name() for _ in range(POOL)], [fake.last_name() for _ in range(POOL)],
             [fake.company() for _ in range(POOL)])
        )  # fmt: skip
    with place.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream)
        writer.writerow(("customer_id", "name", "type", "birth date"))
        for number in range(count):
            given, family, company = dice.choice(pools)
            if dice.random() < 0.9:
                year, month, day = (dice.randint(*one) for one in ((1940, 2004), (1, 12), (1, 28)))
                born = f"{year}-{month:02}-{day:02}"
                name = f"{dice.choice(given)} {dice.choice(family)}"
                writer.writerow((number, name, "person", born if dice.random() < 0.5 else ""))
            else:
                name = f"{dice.choice(company)} {dice.choice(family)}"
                writer.writerow((number, name, "company", ""))


def main() -> None:
    """Run it, and print a line of JSON."""
    said = argparse.ArgumentParser()
    said.add_argument("library", type=Path)
    said.add_argument("--customers", type=int, default=1_000_000)
    said.add_argument("--parties", type=int, default=500)
    said.add_argument("--today", default="2026-11-24")
    said.add_argument("--processes", type=int, default=1)
    said.add_argument("--work", type=Path)
    given = said.parse_args()
    work = given.work or Path(tempfile.mkdtemp(prefix="caveat-watch-"))
    work.mkdir(exist_ok=True, parents=True)
    library = Library.open(given.library, today=given.today)
    store = Store.open(work / "casework")
    people.begin(store, ME)
    terms = library.terms(limit=50)
    moment = moment_of(terms, library.today)
    terms = replace(terms, as_of=moment.as_of, known_at=moment.known_at)
    took = {}
    if not portfolios.held(store, ME):
        began = time.monotonic()
        write(work / "customers.csv", given.customers)
        took["making the file"] = time.monotonic() - began
        began = time.monotonic()
        portfolios.add(store, ME, "p", work / "customers.csv", "customer_id")
        took["portfolio add"] = time.monotonic() - began
    (held,) = portfolios.held(store, ME)
    if baseline.kept(store, held.id) is None:
        began = time.monotonic()
        run = runs.begin(store, ME, held.id, library, terms, resume=False)
        run = runs.finish(store, ME, run)
        base = Baseline(run.id, digest_of(library.desk(terms)), changed.telling(library.index))
        known = customers.subjects(store, ME, held.id)
        baseline.take(store, held.id, known, base, terms.threshold)
        took["keeping the names"] = time.monotonic() - began
    listed = np.unique(library.index.party_of(np.flatnonzero(library.desk(terms).question.allowed)))
    drawn = np.random.default_rng(7).choice(listed, given.parties, replace=False)

    def parties(*_: object) -> np.ndarray:
        found = np.zeros(len(library.edition.parties), np.bool_)
        found[drawn] = True
        return found

    compared = changed.parties
    compared(library, library.desk(terms), runs.runs(store, ME, held.id)[0].basis)
    changed.parties = parties  # type: ignore[assignment]
    fresh = Library.open(given.library, today=given.today)
    before = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    began = time.monotonic()
    done = watching.watch(store, ME, fresh, "p", library.terms(limit=50), processes=given.processes)
    wall = time.monotonic() - began
    after = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    cpu = sum(
        b.ru_utime + b.ru_stime - a.ru_utime - a.ru_stime
        for a, b in zip(before, after, strict=True)
    )
    print(
        json.dumps(
            {
                "customers": held.customers,
                "parties": int(done.parties),
                "asked": done.asked,
                "counts": done.done.counts(),
                "full": done.why,
                "processes": given.processes,
                "wall_s": round(wall, 1),
                "cpu_s": round(cpu, 1),
                "rss_mb": [round(one.ru_maxrss / 1024) for one in after],
                "before": {name: round(one, 1) for name, one in took.items()},
            }
        )
    )
    store.close()
    if given.work is None:
        shutil.rmtree(work)


if __name__ == "__main__":
    main()

"""How well and how fast names are matched, beside the peers; writes `docs/benchmarks/matching.*`.

Four questions, each answered for all filters in one run:

- `quality`: listed names changed by manipulation families, and clean customers: what is found at
  0.1 % and 1 % of false alarms
- `pairs`: held-out names of one party and of different ones: precision, recall, F1, calibration
- `speed`: names a second on one core and on two, single questions, memory
- `growth`: the same with the lists as they are, with 250 thousand and with 1 million names

    make bench-matching                                      # all of it: about an hour
    .venv/bin/python benchmarks/matching/run.py quality      # one question, the others stay
"""

from __future__ import annotations

import json
import os
import platform
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[2]))

from benchmarks.matching import lists, recall, speed
from benchmarks.matching.agreement import agreement
from benchmarks.matching.asking import ask
from benchmarks.matching.customers import Customer, customers
from benchmarks.matching.growth import grow
from benchmarks.matching.pairs import Held, pairs
from benchmarks.matching.peers import scorers
from benchmarks.matching.report import write

from caveat import Library
from caveat.match.score import DEFAULT_THRESHOLD
from caveat.validation.families import FAMILIES, changed, usable
from caveat.validation.plain import folded, latin

INTO = lists.ROOT / "docs/benchmarks"
SEED = 11
NAMES, CUSTOMERS = 1_000, 30_000
"""Names of each family, and clean customers, that Caveat is asked about."""

PEER_NAMES, PEER_CUSTOMERS = 100, 6_000
"""The first so many of them, for filters that would take hours."""

PAIRS = 1_500
STREAM, PEER_STREAM, SINGLE = 1_000_000, 400, 3_000
"""Customers in a stream; those that peers are asked about; single questions."""

GROWN = (250_000, 1_000_000)
GROWN_STREAM = 60_000

Results = dict[str, Any]


def quality(root: Path, library: Library) -> Results:
    """Recall and false alarms, Caveat with its own index, peers with neutral candidates."""
    parties = lists.listed(library.edition)
    names = [name for party in parties.values() for name in party.names]
    bearers = lists.bearers(parties)
    usual = [name for name in names if usable(name)]
    clean = _clean(names, CUSTOMERS)
    asked = {family.name: changed(family, usual, NAMES, SEED) for family in FAMILIES}
    hits = {name: ask(root, [(c.name, c.type) for c in some]) for name, some in asked.items()}
    found = ask(root, [(customer.name, customer.type) for customer in clean])
    ours = recall.own(f"Caveat {_version()}", DEFAULT_THRESHOLD, asked, hits, found, bearers)
    few = {name: some[:PEER_NAMES] for name, some in asked.items()}
    candidates = recall.Candidates(names, few, clean[:PEER_CUSTOMERS], bearers)
    peers = [ours.cut(PEER_NAMES, PEER_CUSTOMERS)]
    for scorer in scorers()[1:]:
        print("quality:", scorer.title, flush=True)
        peers.append(candidates.outcome(scorer))
    strict, usual_share = (ours.threshold(share) for share in recall.SHARES)
    return {
        "parties": len(parties),
        "names": len({folded(name.name) for name in names}),
        "customers": len(clean),
        "peer_names": PEER_NAMES,
        "peer_customers": PEER_CUSTOMERS,
        "default_threshold": DEFAULT_THRESHOLD,
        "alarms_at_default": ours.alarms(DEFAULT_THRESHOLD),
        "thresholds": [strict, usual_share],
        "families": [
            {
                "family": family,
                "names": len(ours.right[family]),
                "candidates": float(np.mean(ours.candidates[family])),
                "found": [ours.found(family, t) for t in (strict, usual_share)],
                "at_default": ours.found(family, DEFAULT_THRESHOLD),
                "peers": [
                    [one.found(family, one.threshold(share)) for share in recall.SHARES]
                    for one in peers
                ],
            }
            for family in ours.right
        ],
        "mean": {
            "candidates": float(np.mean([c.mean() for c in ours.candidates.values()])),
            "found": [ours.mean(t) for t in (strict, usual_share)],
            "at_default": ours.mean(DEFAULT_THRESHOLD),
        },
        "peers": [
            {
                "title": one.title,
                "found": [one.mean(one.threshold(share)) for share in recall.SHARES],
                "curve": one.curve(),
            }
            for one in peers
        ],
        "curve": ours.curve(),
        "alarms_by_group": recall.by_group(ours, clean, DEFAULT_THRESHOLD),
        "misses": [asdict(m) for m in recall.misses(ours, asked, hits, usual_share)],
        "alarms": [asdict(a) for a in recall.alarms(ours, clean, found)],
    }


def held_pairs(root: Path, library: Library) -> Results:
    """How well pairs of one party are told from pairs of different ones."""
    some = pairs(Held(lists.listed(library.edition)), PAIRS, SEED)
    found = []
    for scorer in scorers():
        print("pairs:", scorer.title, flush=True)
        found.append(asdict(agreement(scorer, some)))
    return {"pairs": len(some), "same": sum(pair.same for pair in some), "scorers": found}


def fast(root: Path, library: Library) -> Results:
    """Names a second, milliseconds a question, memory."""
    parties = lists.listed(library.edition)
    names = [name for party in parties.values() for name in party.names]
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "customers.tsv"
        clean = _clean(names, STREAM // 4)
        # A customer file of a million has few names that nobody else in it has.
        stream = [(one.name, one.type) for one in clean]
        stream = [*stream, *_mixed(clean, STREAM - len(stream))]
        speed.write(place, stream)
        one = speed.measure("screen", root, place, STREAM)
        print("speed: one core", one, flush=True)
        two = speed.measure("screen", root, place, STREAM, processes=2)
        print("speed: two cores", two, flush=True)
        single = speed.measure("single", root, place, SINGLE)
        owned = {
            "one": speed.measure("screen", root, place, STREAM // 4, "ownership"),
            "single": speed.measure("single", root, place, SINGLE, "ownership"),
        }
        print("speed: with ownership", owned, flush=True)
        peers = []
        for scorer in scorers()[1:]:
            count = PEER_STREAM if scorer.name == "logic-v2" else PEER_STREAM * 10
            taken = speed.measure("peer", root, place, count, scorer.name)
            peers.append({"title": scorer.title, **taken})
            print("speed:", peers[-1], flush=True)
    index = library.edition.folder / "index"
    size = sum(file.stat().st_size for file in index.rglob("*") if file.is_file())
    return {"names": STREAM, "listed": len(library.index.rows), "index": size,
            "one": one, "two": two, "single": single, "owned": owned, "peers": peers}  # fmt: skip


def growth(root: Path, library: Library) -> Results:
    """What a name costs as the lists grow."""
    names = [name for p in lists.listed(library.edition).values() for name in p.names]
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "customers.tsv"
        speed.write(place, [(one.name, one.type) for one in _clean(names, GROWN_STREAM)])
        taken = speed.measure("screen", root, place, GROWN_STREAM)
        rows.append({**taken, "names": len({folded(name.name) for name in names})})
        for wanted in GROWN:
            grown = grow(root, Path(folder) / str(wanted), names, wanted, SEED)
            taken = speed.measure("screen", grown.root, place, GROWN_STREAM)
            rows.append({**taken, "names": grown.names, "build_seconds": grown.seconds,
                         "size": grown.size})  # fmt: skip
            print("growth:", rows[-1], flush=True)
    return {"rows": rows}


def _clean(names: list[lists.Name], count: int) -> list[Customer]:
    known = {folded(name.name) for name in names} | {folded(latin(name.name)) for name in names}
    return customers(count, known, SEED)


def _mixed(clean: list[Customer], count: int) -> list[tuple[str, Any]]:
    """New names out of the words of those at hand, of one country each."""
    chance = np.random.default_rng(SEED)
    by_place: dict[tuple[str, str, str], list[list[str]]] = {}
    for one in clean:
        key = (one.locale, one.type, one.script)
        by_place.setdefault(key, []).append(one.name.split())
    keys = list(by_place)
    share = np.array([len(by_place[key]) for key in keys], float)
    found = []
    for number in chance.choice(len(keys), count, p=share / share.sum()).tolist():
        some = by_place[keys[number]]
        first, second = (some[int(n)] for n in chance.integers(len(some), size=2))
        found.append((" ".join((*first[:-1], second[-1])), keys[number][1]))
    return found


def _version() -> str:
    from importlib.metadata import version

    return version("caveat")


QUESTIONS: dict[str, Callable[[Path, Library], Results]] = {
    "quality": quality,
    "pairs": held_pairs,
    "speed": fast,
    "growth": growth,
}


def main() -> None:
    """Answer the questions that were asked, all if none, and write the report."""
    wanted = sys.argv[1:] or list(QUESTIONS)
    place = INTO / "matching.json"
    results: Results = json.loads(place.read_text()) if place.exists() else {}
    with tempfile.TemporaryDirectory() as folder:
        root = Path(os.environ.get("CAVEAT_BENCH_LIBRARY", folder))
        library = lists.bring(root)
        for name in wanted:
            begin = time.perf_counter()
            results[name] = QUESTIONS[name](root, library)
            results[name]["day"] = str(date.today())
            results[name]["seconds"] = round(time.perf_counter() - begin)
            print(name, results[name]["seconds"], "s", flush=True)
            results["lists"] = lists.versions(library.edition)
            results["machine"] = {"python": platform.python_version(), "cores": os.cpu_count()}
            INTO.mkdir(parents=True, exist_ok=True)
            place.write_text(json.dumps(results, indent=1, ensure_ascii=False) + "\n")
            write(results, INTO / "matching.html")


if __name__ == "__main__":
    if not lists.DATA.is_dir():
        raise SystemExit(f"There are no lists in {lists.DATA}. Set CAVEAT_TEST_DATA.")
    main()

"""Weigh a network of ten million parties, and say what each question took.

Each part runs in a process of its own, so that its memory is its own. Figures go to
`benchmarks/ownership/results.md`.

    make bench-ownership
"""

from __future__ import annotations

import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[2]))

from benchmarks.ownership.register import listed, register

from caveat.ownership.exposure import exposure
from caveat.ownership.listed import Listed
from caveat.ownership.network import Network
from caveat.ownership.regimes.known import REGIMES
from caveat.ownership.verdicts import after, verdicts

PARTIES, STAKES, LISTED = 10_000_000, 15_000_000, 20_000
MANY = 1_000_000
"""So many listed that a good part of the network is reached: harder than any real list."""
TESTS = ("ofac", "eu", "uk")
PLAIN = 10
"""The plain way is measured on a network that is so many times smaller."""
DAY = date(2025, 6, 1)
ASKED, CHANGED = 2_000, 300
SEED = 11
RESULTS = Path(__file__).parent / "results.md"


def main() -> None:
    """Run everything and write the figures down."""
    scale = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    with tempfile.TemporaryDirectory(prefix="caveat-ownership-") as name:
        folder = Path(name)
        made = part("make", folder, scale)
        found = {regime: part("all", folder, scale, regime, str(LISTED)) for regime in TESTS}
        many = {regime: part("all", folder, scale, regime, str(MANY)) for regime in TESTS}
        one, changed = part("one", folder, scale), part("changed", folder, scale)
        small = part("plain", folder, scale * PLAIN)
    rows = list(table(made, found, many, one, changed, small))
    text = HEAD.format(
        day=date.today(), cores=os.cpu_count(), python=platform.python_version(),
        parties=made["parties"], stakes=made["stakes"], listed=made["listed"],
        disk=made["disk"] / 1e6, plain=PLAIN, small_parties=small["parties"],
        small_stakes=small["stakes"],
    )  # fmt: skip
    text += "\n".join(("| question | wanted | measured |", "|---|---|---|", *rows)) + "\n" + TAIL
    print(text)
    if scale == 1:
        RESULTS.write_text(text)


def table(
    made: dict[str, Any],
    found: dict[str, dict[str, Any]],
    many: dict[str, dict[str, Any]],
    one: dict[str, Any],
    changed: dict[str, Any],
    small: dict[str, Any],
) -> Iterator[str]:
    """The figures, row by row."""
    yield f"| make and save the network |  | {made['seconds']:.0f} s, {made['memory']:.2f} GB |"
    for count, wanted, all_found in ((LISTED, "15 s, 4 GB", found), (MANY, "", many)):
        for name, got in all_found.items():
            yield (
                f"| all verdicts, {name}, {count:,} listed, with opening | {wanted} | "
                f"{got['seconds']:.2f} s, {got['memory']:.2f} GB; {got['blocked']:,} blocked, "
                f"{got['may']:,} perhaps |"
            )
    yield f"| one party with its reasons, p50 | 20 ms | {one['p50']:.2f} ms |"
    yield f"| one party with its reasons, p99 | 20 ms | {one['p99']:.2f} ms |"
    yield f"| the same, one who is or may be blocked, p50 |  | {one['hit_p50']:.2f} ms |"
    yield f"| the same, one who is or may be blocked, p99 |  | {one['hit_p99']:.2f} ms |"
    yield f"| all verdicts again after one changed stake, p50 |  | {changed['p50']:.1f} ms |"
    yield (
        f"| all verdicts again after one changed stake, p99 |  | {changed['p99']:.1f} ms; a change "
        f"reaches {changed['reached']:.1f} parties on average |"
    )
    yield f"| a tenth of the size: all verdicts, ofac, Caveat |  | {small['ours']:.3f} s |"
    yield (
        f"| the same, networkx, a walk in Python |  | {small['build']:.1f} s to build the graph, "
        f"{small['walk']:.2f} s to walk; the same are blocked; {small['memory']:.2f} GB |"
    )
    yield (
        f"| a tenth of the size: one party, Caveat, verdict and reasons, p50 |  | "
        f"{small['p50']:.2f} ms |"
    )
    yield (
        f"| the same, networkx: ancestors and a walk, the verdict alone, p50 |  | "
        f"{small['plain_p50']:.2f} ms, once the graph is built |"
    )


HEAD = """# Ownership, {day}

{cores} cores, Python {python}. A made-up register ([register.py](register.py)):
{parties:,} parties,
{stakes:,} stakes, {listed:,} listed parties; {disk:,.0f} MB on the disk, mapped into memory.
The plain way ([plain.py](plain.py)) has {small_parties:,} parties and {small_stakes:,} stakes,
{plain} times fewer: ten million parties do not fit into 4 GB there.

"""

TAIL = f"""
All verdicts are both the certain and the possible ones; memory is the most that was resident in
that process, mapped files included. The plain way takes time in proportion to the size, so for the
whole register one may expect about {PLAIN} times its figures; that is an extrapolation, not a
measurement. One party is asked {ASKED:,} times, of parties drawn at random; stakes are changed
{CHANGED} times, each time to the whole or to nothing.
"""


def part(name: str, folder: Path, scale: int, *words: str) -> dict[str, Any]:
    """Run one part in a process of its own."""
    command = [sys.executable, __file__, "--part", name, str(folder), str(scale), *words]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def make(folder: Path, scale: int) -> dict[str, Any]:
    """The network on the disk."""
    begin = time.perf_counter()
    network = register(PARTIES // scale, STAKES // scale)
    network.save(folder / "network")
    seconds = time.perf_counter() - begin
    return {
        "seconds": seconds,
        "parties": len(network.ids),
        "stakes": network.stakes,
        "listed": len(listed(PARTIES // scale, LISTED // scale)),
        "disk": sum(file.stat().st_size for file in (folder / "network").iterdir()),
    }


def all_(folder: Path, scale: int, regime: str, count: str) -> dict[str, Any]:
    """All verdicts under one test."""
    starting = _starting(scale, int(count))
    begin = time.perf_counter()
    network = Network.open(folder / "network")
    found = verdicts(network, REGIMES[regime], DAY, starting)
    codes = found.codes()
    seconds = time.perf_counter() - begin
    assert len(codes) == len(network.ids)
    return {
        "seconds": seconds,
        "blocked": len(found.blocked()),
        "may": len(found.may_be_blocked()),
    }


def one(folder: Path, scale: int) -> dict[str, Any]:
    """One party with its reasons, many times."""
    network, starting = Network.open(folder / "network"), _starting(scale)
    random = np.random.default_rng(SEED)
    asked = random.integers(0, len(network.ids), ASKED).tolist()
    taken = [_ms(exposure, network, p, REGIMES["ofac"], DAY, starting) for p in asked]
    found = verdicts(network, REGIMES["ofac"], DAY, starting)
    hits = random.permutation(np.concatenate([found.blocked(), found.may_be_blocked()]))[:ASKED]
    hit = [_ms(exposure, network, int(p), REGIMES["ofac"], DAY, starting) for p in hits]
    return {**_quantiles(taken), **_quantiles(hit, "hit_")}


def changed(folder: Path, scale: int) -> dict[str, Any]:
    """All verdicts again after one stake was changed to the whole, or to nothing."""
    network, starting = Network.open(folder / "network"), _starting(scale)
    before = verdicts(network, REGIMES["ofac"], DAY, starting)
    random = np.random.default_rng(SEED)
    near = network.stakes_of(before.possible.members)
    rows = [*random.choice(near, CHANGED // 2), *random.integers(0, network.stakes, CHANGED // 2)]
    least, most = np.array(network.least), np.array(network.most)
    new = replace(network, least=least, most=most)
    sizes = []
    taken = []
    for number, row in enumerate(rows):
        kept = least[row], most[row]
        least[row] = most[row] = 10**9 if number % 2 else 0
        party = np.array([network.owned[row]])
        taken.append(_ms(after, before, new, party))
        sizes.append(len(new.downward(party)))
        if number < 10:
            assert np.array_equal(
                after(before, new, party).codes(),
                verdicts(new, REGIMES["ofac"], DAY, starting).codes(),
            )
        least[row], most[row] = kept
    return {**_quantiles(taken), "reached": float(np.mean(sizes))}


def plain(folder: Path, scale: int) -> dict[str, Any]:
    """The plain way beside ours, on one network in one run; both find the same."""
    from benchmarks.ownership.plain import blocked, graph, is_blocked

    network = register(PARTIES // scale, STAKES // scale)
    starting = _starting(scale)
    begin = time.perf_counter()
    ours = verdicts(network, REGIMES["ofac"], DAY, starting)
    seconds = time.perf_counter() - begin
    begin = time.perf_counter()
    drawn = graph(network, DAY)
    build = time.perf_counter() - begin
    begin = time.perf_counter()
    certain, possible = (blocked(drawn, starting.certain, sure) for sure in (True, False))
    walk = time.perf_counter() - begin
    assert certain == set(ours.certain.members.tolist())
    assert possible == set(ours.possible.members.tolist())
    random = np.random.default_rng(SEED)
    asked = random.integers(0, len(network.ids), ASKED // 4).tolist()
    rule = REGIMES["ofac"]
    taken = [_ms(exposure, network, p, rule, DAY, starting) for p in asked]
    theirs = [_ms(is_blocked, drawn, p, starting.certain) for p in asked]
    return {
        "ours": seconds, "build": build, "walk": walk,
        "parties": len(network.ids), "stakes": network.stakes,
        **_quantiles(taken), **_quantiles(theirs, "plain_"),
    }  # fmt: skip


def _starting(scale: int, count: int = LISTED) -> Listed:
    return Listed(frozenset(listed(PARTIES // scale, max(count // scale, 20)).tolist()))


def _ms(ask: Callable[..., object], *words: object) -> float:
    begin = time.perf_counter()
    ask(*words)
    return (time.perf_counter() - begin) * 1000


def _quantiles(taken: list[float], name: str = "") -> dict[str, float]:
    return {f"{name}p{q}": float(np.percentile(taken, q)) for q in (50, 99)}


PARTS: dict[str, Callable[..., dict[str, Any]]] = {
    "make": make, "all": all_, "one": one, "changed": changed, "plain": plain,
}  # fmt: skip

if __name__ == "__main__":
    if sys.argv[1:2] == ["--part"]:
        _, _, wanted, where, size, *more = sys.argv
        result = PARTS[wanted](Path(where), int(size), *more)
        used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
        print(json.dumps({"memory": used, **result}))
    else:
        main()

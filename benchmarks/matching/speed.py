"""How fast, and with how much memory: every step in a process of its own, on one core.

Run as a program it is one of these processes, and prints what it took:

    python benchmarks/matching/speed.py screen LIBRARY CUSTOMERS FROM TO [ownership]
    python benchmarks/matching/speed.py single LIBRARY CUSTOMERS FROM TO [ownership]
    python benchmarks/matching/speed.py peer LIBRARY CUSTOMERS FROM TO SCORER
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[2]))

from benchmarks.matching.customers import Customer
from benchmarks.matching.lists import TODAY, listed

from caveat import Library, Subject
from caveat.subject import Type

WARM = 600
"""Names asked before the clock starts."""


def write(place: Path, customers: Sequence[tuple[str, Type]]) -> None:
    """Customers in a file, for the processes to read."""
    place.write_text("".join(f"{type}\t{name}\n" for name, type in customers))


def read(place: Path, start: int, stop: int) -> Iterator[tuple[str, Type]]:
    """Some of them, one after the other."""
    with place.open() as stream:
        for line in islice(stream, start, stop):
            type, name = line.rstrip("\n").split("\t", 1)
            yield name, "person" if type == "person" else "organization"


def measure(
    step: str, root: Path, customers: Path, stop: int, *more: str, processes: int = 1
) -> dict[str, float]:
    """Run a step, and say what it took.

    Args:
        step: which.
        root: the library.
        customers: file of names.
        stop: so many of them.
        more: further arguments of the step.
        processes: how many share the names, a core each.

    Returns:
        What the step printed, added up over processes.
    """
    share = stop // processes
    running = [
        subprocess.Popen(
            ["taskset", "-c", str(core), sys.executable, __file__, step, str(root), str(customers),
             str(core * share), str((core + 1) * share), *more],
            stdout=subprocess.PIPE,
            text=True,
        )
        for core in range(processes)
    ]  # fmt: skip
    total: dict[str, float] = {}
    for process in running:
        out = process.stdout.read() if process.stdout else ""
        if process.wait():
            raise SystemExit(f"The step {step} failed with {process.returncode}.")
        if process.stdout:
            process.stdout.close()
        for key, value in json.loads(out).items():
            total[key] = total.get(key, 0.0) + value
    return total


def _screen(
    library: Library, names: Iterator[tuple[str, Type]], ownership: bool
) -> dict[str, float]:
    """Names a second, of a stream."""
    first = [Subject(name, type) for name, type in islice(names, WARM)]
    hits = count = 0
    for _ in library.screen_many(first, ownership=ownership):
        pass
    begin = time.perf_counter()
    subjects = (Subject(name, type) for name, type in names)
    for one in library.screen_many(subjects, ownership=ownership):
        count += 1
        hits += bool(one.hits)
    seconds = time.perf_counter() - begin
    return {
        "names_a_second": count / seconds,
        "hits": hits,
        "names": count,
        "own_memory": _resident("RssAnon"),
    }


def _resident(what: str) -> int:
    """Bytes: resident now, not of mapped files (``RssAnon``), or the most that was (``VmHWM``)."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith(f"{what}:"):
            return int(line.split()[1]) * 1024
    return 0


def _single(
    library: Library, names: Sequence[tuple[str, Type]], ownership: bool
) -> dict[str, float]:
    """Milliseconds of single questions."""
    taken = []
    for place, (name, type) in enumerate(names):
        begin = time.perf_counter()
        library.screen(Subject(name, type), ownership=ownership)
        if place >= min(WARM, len(names) // 4):
            taken.append((time.perf_counter() - begin) * 1000)
    taken.sort()
    return {"p50": taken[len(taken) // 2], "p99": taken[int(len(taken) * 0.99)]}


def _peer(library: Library, names: Sequence[tuple[str, Type]], scorer: str) -> dict[str, float]:
    """Names a second, with the search for candidates, of a scorer that brings no index."""
    from benchmarks.matching.peers import scorers
    from benchmarks.matching.recall import Candidates

    parties = listed(library.edition)
    known = [name for party in parties.values() for name in party.names]
    asked = [Customer(name, type, "", "") for name, type in names]
    wanted = next(one for one in scorers() if one.name == scorer)
    Candidates(known, {}, asked[:50], {}).outcome(wanted)
    candidates = Candidates(known, {}, [], {})
    begin = time.perf_counter()
    candidates.take(asked)
    candidates.outcome(wanted)
    return {"names_a_second": len(asked) / (time.perf_counter() - begin), "names": len(asked)}


def main() -> None:
    """Do one step and print what it took."""
    step, root, customers, start, stop, *more = sys.argv[1:]
    names = read(Path(customers), int(start), int(stop))
    library = Library.open(root, today=TODAY)
    if step == "screen":
        taken = _screen(library, names, "ownership" in more)
    elif step == "single":
        taken = _single(library, list(names), "ownership" in more)
    else:
        taken = _peer(library, list(names), *more)
    taken["memory"] = _resident("VmHWM")
    print(json.dumps(taken))


if __name__ == "__main__":
    main()

"""Owned: the parties that are blocked by ownership and on no list, ready to be searched by name.

Finding out who they are takes its time, so it is kept in the library's folder until a list, a set
of stakes, a decision or the day changes: ``ownership/KEY/`` with the network, an index of the names
of these parties, and under which tests they are blocked.
"""

from __future__ import annotations

import atexit
import json
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

import numpy as np
import pyarrow as pa

from caveat.errors import LibraryLocked
from caveat.library import disk
from caveat.match.facts import Fact
from caveat.match.index import Index, Match
from caveat.ownership.network import Network
from caveat.ownership.reasons import Exposure
from caveat.screening.answer import OwnedHit
from caveat.stake import Holder
from caveat.subject import Subject, Type

_KEPT = 4
"""How many questions' networks and names are kept."""

Ask = Callable[[str, str], Exposure]
"""The exposure of a party under a test."""


class Owned:
    """Parties blocked, or perhaps blocked, by ownership."""

    def __init__(self, folder: Path, ask: Ask) -> None:
        said = json.loads((folder / "owned.json").read_text())
        self._ids: list[str] = said["ids"]
        self._tests: list[list[str]] = said["tests"]
        self._index = Index.open(folder / "index") if self._ids else None
        self._ask = ask
        self.folder = folder

    @property
    def blocked(self) -> list[list[object]]:
        """Each of the parties, with the tests under which it is blocked."""
        return [[id, tests] for id, tests in zip(self._ids, self._tests, strict=True)]

    @property
    def index(self) -> Index | None:
        """The index of their names; None if there is nobody."""
        return self._index

    def search(
        self, subjects: Sequence[Subject], limit: int, threshold: float
    ) -> list[tuple[OwnedHit, ...]]:
        """Which of the parties each subject may be, the best first."""
        if self._index is None:
            return [() for _ in subjects]
        found = self._index.search(subjects, limit=limit, threshold=threshold)
        return [self.hits(matches) for matches in found]

    def hits(self, matches: Sequence[Match]) -> tuple[OwnedHit, ...]:
        """Matches of `index` as hits, with the reasons why each party is blocked."""
        if self._index is None:
            return ()
        return tuple(
            OwnedHit(
                self._ids[match.party],
                self._index.fact(match.fact).value if match.fact >= 0 else "",
                match.score,
                match.evidence,
                tuple(self._ask(self._ids[match.party], test) for test in self._tests[match.party]),
            )
            for match in matches
        )


def kept(root: Path, key: str) -> Path | None:
    """Where the answer to a question is kept; None if it is not."""
    place = root / "ownership" / key
    return place if (place / "owned.json").is_file() else None


def keep(
    root: Path,
    key: str,
    network: Network,
    tests: Mapping[str, Sequence[str]],
    holders: Callable[[], Iterator[Holder]],
) -> Path:
    """Write down who is blocked by ownership; if another caveat is writing, only for this process.

    Args:
        root: the library's folder.
        key: what the answer depends on.
        network: the parties and their stakes.
        tests: id of a party -> the tests under which it is, or may be, blocked.
        holders: describes the parties.

    Returns:
        The folder.
    """
    parent = root / "ownership"
    with suppress(LibraryLocked, OSError), disk.writing(root), disk.aside(parent) as folder:
        _write(folder, network, tests, holders())
        if not (parent / key).exists():
            disk.settle(folder, parent / key)
        known = sorted(parent.glob("[0-9a-f]*"), key=lambda place: place.stat().st_mtime)
        for old in known[:-_KEPT]:
            disk.discard(old)
        return parent / key
    scratch = Path(tempfile.mkdtemp(prefix="caveat-"))
    atexit.register(shutil.rmtree, scratch, ignore_errors=True)
    _write(scratch, network, tests, holders())
    return scratch


def _write(
    folder: Path, network: Network, tests: Mapping[str, Sequence[str]], holders: Iterator[Holder]
) -> None:
    network.save(folder / "network")
    ids = sorted(tests)
    place = {id: number for number, id in enumerate(ids)}
    facts: list[list[Fact]] = [[] for _ in ids]
    types: list[Type] = ["any"] * len(ids)
    for holder in holders:
        number = place.get(holder.id)
        if number is not None:
            facts[number] += _facts(number, holder)
            types[number] = holder.type if types[number] == "any" else types[number]
    if ids:
        rows = [fact for row in facts for fact in dict.fromkeys(row)]
        (folder / "index").mkdir()
        table = pa.table(
            {
                "party": pa.array(np.array([fact.party for fact in rows], np.int32)),
                **{
                    name: pa.array([getattr(fact, name) for fact in rows], pa.string())
                    for name in ("kind", "value", "label")
                },
            }
        )
        Index.build(table, types, folder / "index")
    record = {"ids": ids, "tests": [list(tests[id]) for id in ids]}
    (folder / "owned.json").write_text(json.dumps(record))


def _facts(number: int, holder: Holder) -> Iterator[Fact]:
    if holder.name:
        yield Fact(number, "name", holder.name, "name")
    for alias in holder.aliases:
        yield Fact(number, "alias", alias, "alias")
    if holder.birth_date:
        yield Fact(number, "birth_date", holder.birth_date, "birthDate")
    for country in holder.countries:
        yield Fact(number, "country", country, "country")
    for identifier in holder.identifiers:
        yield Fact(number, "identifier", identifier, "registrationNumber")

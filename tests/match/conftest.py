"""Small lists, written as text, and the index of them.

A line is a party: what it is, then its facts, each with its kind: ``person | name: Sergei
CHEMEZOV | birth_date: 1952-08-20``.
"""

from __future__ import annotations

import csv
import gzip
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import cast

import pyarrow as pa
import pytest

from caveat.match.facts import KINDS, Fact, FactKind
from caveat.match.index import Index
from caveat.subject import TYPES, Type


class Listed:
    """Parties and their facts, the facts in the order of their numbers."""

    def __init__(self, parties: Iterable[tuple[Type, list[tuple[FactKind, str]]]]) -> None:
        self.types: list[Type] = []
        self.facts: list[Fact] = []
        for number, (type, facts) in enumerate(parties):
            self.types.append(type)
            self.facts += [Fact(number, kind, value, kind) for kind, value in facts]

    @classmethod
    def read(cls, text: str) -> Listed:
        """Parties written one a line."""
        return cls(_party(line) for line in text.splitlines() if line.strip())

    def index(self, folder: Path) -> Index:
        """The index of them, built in an existing folder and opened."""
        Index.build(self.table(), self.types, folder)
        return Index.open(folder)

    def table(self) -> pa.Table:
        """The facts as an index takes them."""
        columns = zip(*self.facts, strict=True) if self.facts else ((), (), (), ())
        types = (pa.int32(), pa.string(), pa.string(), pa.string())
        return pa.table(
            {
                name: pa.array(column, type)
                for name, column, type in zip(Fact._fields, columns, types, strict=True)
            }
        )


def _party(line: str) -> tuple[Type, list[tuple[FactKind, str]]]:
    type, *facts = (part.strip() for part in line.split("|"))
    assert type in TYPES, line
    found = [(kind.strip(), value.strip()) for kind, value in (f.split(":", 1) for f in facts)]
    assert all(kind in KINDS for kind, _ in found), line
    return type, cast(list[tuple[FactKind, str]], found)


Indexes = Callable[[str], Index]


@pytest.fixture(scope="session")
def folders(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Path]:
    """Makes an empty folder, any number of times in one test."""
    return lambda: tmp_path_factory.mktemp("index")


@pytest.fixture(scope="session")
def index_of(folders: Callable[[], Path]) -> Indexes:
    """Makes the index of parties that are written one a line."""
    return lambda text: Listed.read(text).index(folders())


@pytest.fixture(scope="session")
def listed_names(data: Path) -> list[tuple[Type, str]]:
    """The primary names of the SDN list of March 2023, with what bears them."""
    kinds: dict[str, Type] = {"individual": "person", "vessel": "vessel", "aircraft": "aircraft"}
    place = data / "ofac_sdn_history/sdn_2023-03-01.csv.gz"
    with gzip.open(place, "rt", encoding="utf-8", errors="replace", newline="") as stream:
        rows = [row for row in csv.reader(stream) if len(row) > 3]
    return [(kinds.get(row[2].strip(), "organization"), row[1]) for row in rows]

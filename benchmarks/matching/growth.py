"""Lists that grow: real parties, and made-up ones beside them.

Made-up names are put together from the halves of listed ones, so that letters, words and
lengths are those of real lists, and near namesakes are many, as they are on lists that grow.
"""

from __future__ import annotations

import csv
import random
import shutil
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from benchmarks.matching.lists import TODAY, Name

from caveat import Library
from caveat.sources import registry
from caveat.sources.reading import File
from caveat.validation.plain import folded, script

NAMES_A_PARTY = 8
"""More than real parties have: a search costs by names, a build by parties."""

_MAPPING = """[list]
name = "growth"
publisher = "Nobody"
separator = ";"
published = "2026-08-22"

[columns]
id = "id"
type = "type"
name = "name"
alias = "alias"
programme = "programme"
"""


class Grown(NamedTuple):
    """A library that has grown.

    Attributes:
        root: where it lies.
        names: distinct names in it.
        seconds: that taking the list in and building took.
        size: bytes of the edition.
    """

    root: Path
    names: int
    seconds: float
    size: int


def grow(base: Path, root: Path, names: Sequence[Name], wanted: int, seed: int) -> Grown:
    """A library with the lists of another one, and made-up parties up to so many names."""
    known = {folded(name.name) for name in names}
    shutil.copytree(base, root, ignore=shutil.ignore_patterns("editions"))
    table, mapping = root.parent / "growth.csv", root.parent / "growth.toml"
    mapping.write_text(_MAPPING)
    made = _made(names, wanted - len(known), known, seed)
    with table.open("w", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(("id", "type", "name", "alias", "programme"))
        for place in range(0, len(made), NAMES_A_PARTY):
            some = made[place : place + NAMES_A_PARTY]
            writer.writerow(
                (f"g{place}", some[0][0], some[0][1], ";".join(n for _, n in some[1:]), "GROWTH")
            )
    library = Library.open(root, today=TODAY)
    begin = time.perf_counter()
    library.bring(registry.own("growth"), [File(table), File(mapping)], published="2026-08-22")
    edition = library.build()
    seconds = time.perf_counter() - begin
    size = sum(file.stat().st_size for file in edition.folder.rglob("*") if file.is_file())
    return Grown(root, len(known), seconds, size)


def _made(names: Sequence[Name], count: int, known: set[str], seed: int) -> list[tuple[str, str]]:
    """Type and name of so many made-up parties, people before organisations; `known` grows."""
    chance = random.Random(seed)
    plain = [n for n in names if script(n.name) == "Latin" and ";" not in n.name]
    found: list[tuple[str, str]] = []
    for type, share in (("person", 0.6), ("organization", 1.0)):
        words = [n.name.split() for n in plain if (n.type == "person") == (type == "person")]
        words = [one for one in words if 2 <= len(one) <= 8]
        while len(found) < count * share:
            one, other = chance.choice(words), chance.choice(words)
            name = " ".join((*one[: max(1, len(one) // 2)], *other[-max(1, len(other) // 2) :]))
            key = folded(name)
            if key not in known:
                known.add(key)
                found.append((type, name))
    return found

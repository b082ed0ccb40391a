"""Any file of stakes -> its holders, stakes and faults; the format is told by the content."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from itertools import groupby
from pathlib import Path
from typing import cast

from caveat.errors import ListUnrecognised
from caveat.sources.reading import File, Reading
from caveat.sources.stakes import gleif, gleif_xml
from caveat.sources.stakes.check import Item, checked, joined
from caveat.sources.xml_stream import local, root
from caveat.stake import Fault, Holder, Stake

Reader = Callable[[Sequence[File], Reading, str], Iterator[Item]]
"""Reads the files of one set of stakes; the last argument is the set's name."""


@dataclass(frozen=True, slots=True)
class StakeSet:
    """A set of stakes, whole and in memory.

    Attributes:
        name: what its stakes give as their source.
        format: the format that was recognised.
        published: ISO day on which the publisher says that it came out, where the file does.
        holders: id -> holder.
        stakes: in the order of the file.
        faults: what is wrong with it, in the order of the file.
        unknown: columns and elements that the reader does not know, with a count.
        cautions: what a user must know of it.
    """

    name: str
    format: str
    published: str | None
    holders: Mapping[str, Holder]
    stakes: tuple[Stake, ...]
    faults: tuple[Fault, ...]
    unknown: Mapping[str, int]
    cautions: tuple[str, ...]


def read(*paths: str | Path | File, name: str = "") -> StakeSet:
    """Read a set of stakes into memory, whatever its format.

    Args:
        paths: the files of one set; GLEIF's Level 1 names may stand beside Level 2.
        name: the set's name; that of the first file, if not said.

    Raises:
        ListUnrecognised: a file is in no format that stakes are known to come in.
        ListMalformed: a file is damaged or cut off.
    """
    files = [path if isinstance(path, File) else File(Path(path)) for path in paths]
    reading, name = Reading(), name or files[0].path.name.split(".")[0]
    described: list[Holder] = []
    stakes: list[Stake] = []
    faults: list[Fault] = []
    for item in stream(files, reading, name):
        if isinstance(item, Stake):
            stakes.append(item)
        elif isinstance(item, Holder):
            described.append(item)
        else:
            faults.append(item)
    described.sort(key=lambda holder: holder.id)
    holders = {
        id: joined(list(same)) for id, same in groupby(described, key=lambda holder: holder.id)
    }
    return StakeSet(
        name,
        reading.format,
        reading.published,
        holders,
        tuple(stakes),
        tuple(faults),
        Counter(reading.unknown),
        tuple(reading.cautions),
    )


def stream(files: Sequence[File], reading: Reading, name: str) -> Iterator[Item]:
    """Read a set of stakes as a stream: memory grows with the names in it, not with the file.

    Args:
        files: the files of one set.
        reading: takes what is learned of the files themselves.
        name: the set's name.

    Raises:
        ListUnrecognised: a file is in no format that stakes are known to come in.
        ListMalformed: a file is damaged or cut off.
    """
    return checked(reader_of(files)(files, reading, name))


def reader_of(files: Sequence[File]) -> Reader:
    """The reader of some files, told by how they begin.

    Raises:
        ListUnrecognised: a file is in no format that stakes are known to come in, or the files
            are not in one and the same.
    """
    found = {file.name: _module(file) for file in files}
    if len(set(found.values())) > 1:
        raise ListUnrecognised(
            f"The files {', '.join(found)} are not in one format. Read each set by itself."
        )
    module = import_module(f"caveat.sources.stakes.{next(iter(found.values()))}")
    return cast(Reader, module.read)


def _module(file: File) -> str:
    """The module that reads a file."""
    head = file.head(1 << 16)
    text = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if not text:
        raise ListUnrecognised(f"{file.name} is empty. Get the file again.")
    if text.startswith(b"<"):
        if local(root(file)) in gleif_xml.ROOTS:
            return "gleif"
    elif text.startswith((b"{", b"[")):
        for module, marks in _MARKS.items():
            if all(re.search(mark, head) for mark in marks):
                return module
    elif head.startswith(b"PK") or b"\0" in head[:2000]:
        return "tabular"
    else:
        first = text.split(b"\n")[0].decode("utf-8", "replace")
        return "gleif" if gleif.is_table(next(csv.reader([first]), [])) else "tabular"
    raise ListUnrecognised(
        f"{file.name} is in no format of stakes. Known are: a table (docs/how-to/stakes.md), "
        "BODS, GLEIF Level 2, UK PSC, and FollowTheMoney with Ownership, Directorship or "
        "UnknownLink entities."
    )


_MARKS = {
    "bods": (rb'"statementI[dD]"\s*:', rb'"(?:record|statement)Type"\s*:'),
    "psc": (rb'"company_number"\s*:|"kind"\s*:', rb'"data"\s*:\s*\{'),
    "ftm": (rb'"schema"\s*:', rb'"properties"\s*:\s*\{'),
}
"""Module -> what the beginning of its files has."""

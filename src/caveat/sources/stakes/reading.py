"""Any file of stakes -> its holders, stakes and faults; the format is told by the content."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from caveat.errors import ListUnrecognised
from caveat.sources.reading import File, Reading
from caveat.sources.stakes import tabular
from caveat.sources.stakes.check import Item, checked, joined
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
    """The reader of some files, told by how the first of them begins."""
    for file in files:
        if not file.head(1):
            raise ListUnrecognised(f"{file.name} is empty. Get the file again.")
    return tabular.read

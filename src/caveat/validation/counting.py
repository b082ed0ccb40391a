"""Counting the entries of a publisher's file without the parser that loads it.

As plain as can be, so that the two can hardly be wrong together: start tags of XML, and rows or
distinct numbers of a table.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Sequence

from caveat.sources.reading import File

_BLOCK = 1 << 20
_LONGEST = 200
"""More bytes than any start tag that is counted has to be told by."""


def entries(format: str, files: Sequence[File]) -> int | None:
    """Entries in the files of a version; None where this cannot be told so plainly.

    Args:
        format: as `caveat.library.versions.Version` has it.
        files: the files.
    """
    counter = _COUNTERS.get(format)
    return counter(files) if counter else None


def _tags(pattern: bytes) -> Callable[[Sequence[File]], int]:
    wanted = re.compile(pattern)

    def count(files: Sequence[File]) -> int:
        return sum(_matches(file, wanted) for file in files)

    return count


def _matches(file: File, wanted: re.Pattern[bytes]) -> int:
    found, rest = 0, b""
    with file.open() as stream:
        while block := stream.read(_BLOCK):
            whole = rest + block
            stop = max(0, len(whole) - _LONGEST)
            ends = [match.end() for match in wanted.finditer(whole) if match.start() < stop]
            found += len(ends)
            rest = whole[max(stop, ends[-1] if ends else 0) :]
    return found + len(wanted.findall(rest))


def _rows(heading: bool) -> Callable[[Sequence[File]], int | None]:
    def count(files: Sequence[File]) -> int | None:
        main = [file for file in files if re.match(r"sdn(_\d|\.)|cons_prim", file.name)] or files
        if len(main) != 1:
            return None
        with main[0].open() as stream:
            text = io.TextIOWrapper(stream, "utf-8", "replace", newline="")
            rows = sum(1 for row in csv.reader(text) if len(row) > 1)
        return rows - heading

    return count


def _distinct(files: Sequence[File]) -> int | None:
    """Distinct numbers in the first column of tables with one entry on several rows."""
    if len(files) != 1:
        return None
    found = set()
    with files[0].open() as stream:
        rows = csv.reader(io.TextIOWrapper(stream, "utf-8-sig", "replace", newline=""))
        headings = next(rows, [])
        place = next((n for n, name in enumerate(headings) if name.strip() in _NUMBERS), None)
        if place is None:
            return None
        for row in rows:
            if len(row) > place and row[place].strip():
                found.add(row[place].strip())
    return len(found)


_NUMBERS = frozenset({"Unique ID", "Group ID", "_id", "id", "entity_number"})

_COUNTERS: dict[str, Callable[[Sequence[File]], int | None]] = {
    "ofac xml": _tags(rb"<sdnEntry[\s>]"),
    "ofac csv": _rows(heading=False),
    "un xml": _tags(rb"<(?:INDIVIDUAL|ENTITY)[\s>]"),
    "eu old xml": _tags(rb"<ENTITY[\s>]"),
    "eu fsf xml": _tags(rb"<(?:\w+:)?sanctionEntity[\s>]"),
    "uk-sl xml": _tags(rb"<Designation[\s>]"),
    "canada xml": _tags(rb"<record[\s>]"),
    "starter toml": _tags(rb"(?m)^listed = \["),
    "opensanctions csv": _distinct,
}

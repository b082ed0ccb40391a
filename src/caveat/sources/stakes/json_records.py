"""JSON records, one at a time: JSON lines, or an array of records."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from caveat.errors import ListMalformed
from caveat.sources.reading import File
from caveat.sources.stakes.check import Item, place
from caveat.stake import Fault

_BLANK = b"\xef\xbb\xbf \t\r\n"


def records(file: File) -> Iterator[tuple[str, dict[str, Any]] | Fault]:
    """The records of a file, each with its place.

    Lines are read as a stream. An array is read whole: publishers use it for small files only.

    Yields:
        Place and record; a fault for a line that is no record.

    Raises:
        ListMalformed: the file is no JSON, or is cut off.
    """
    if file.head(64).lstrip(_BLANK).startswith(b"["):
        yield from _array(file)
        return
    with file.open() as stream:
        found = False
        for number, line in enumerate(stream, start=1):
            text = line.strip(_BLANK)
            if not text:
                continue
            try:
                record = json.loads(text)
            except ValueError as error:
                if not found or not line.endswith(b"\n"):
                    raise ListMalformed(
                        f"{file.name}, line {number}: {error}. It is no JSON line, or the file is "
                        "cut off; get it again."
                    ) from None
                yield Fault(place(file, number), f"The line is no JSON ({error}). It is left out.")
                continue
            found = True
            yield _record(place(file, number), record)


def whole(origin: str, items: Iterable[Item]) -> Iterator[Item]:
    """All that a record says; or a fault, if one of its fields has a form that nobody can use."""
    try:
        found = list(items)
    except (AttributeError, LookupError, TypeError, ValueError) as error:
        yield Fault(origin, f"A field is not of its format ({error}). The record is left out.")
        return
    yield from found


def _array(file: File) -> Iterator[tuple[str, dict[str, Any]] | Fault]:
    with file.open() as stream:
        try:
            rows = json.loads(stream.read().strip(_BLANK))
        except ValueError as error:
            raise ListMalformed(
                f"{file.name}: {error}. The file is damaged or cut off; get it again."
            ) from None
    for number, record in enumerate(rows):
        yield _record(f"{file.name}[{number}]", record)


def _record(origin: str, record: Any) -> tuple[str, dict[str, Any]] | Fault:
    if isinstance(record, dict):
        return origin, record
    return Fault(origin, "It is no record of fields and values. It is left out.")

"""What people decided about links: ``links.csv`` in the library's folder, which they can edit."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Literal, cast, get_args

from caveat.errors import BadInput
from caveat.library.disk import file_aside

Decision = Literal["confirmed", "refused"]

COLUMNS = ("holder", "party", "decision", "day")


def read(root: Path) -> Mapping[tuple[str, str], Decision]:
    """Holder and party -> what was decided last.

    Raises:
        BadInput: a line of the file is none.
    """
    place = root / "links.csv"
    if not place.exists():
        return {}
    found: dict[tuple[str, str], Decision] = {}
    for number, row in _rows(place):
        said = (row.get("decision") or "").strip()
        if said not in get_args(Decision) or not row.get("holder") or not row.get("party"):
            raise BadInput(
                f"{place}:{number} is no decision: it needs holder, party, and confirmed or "
                "refused. Correct that line."
            )
        found[row["holder"].strip(), row["party"].strip()] = cast(Decision, said)
    return found


def write(root: Path, holder: str, party: str, decision: Decision, today: date) -> None:
    """Add a decision at the end; the caller holds `caveat.library.disk.writing`.

    What people wrote into the file, and columns of their own, stay as they are.

    Raises:
        BadInput: the file is there, and a line of it is none.
    """
    read(root)
    place = root / "links.csv"
    before = place.read_text(encoding="utf-8-sig") if place.exists() else ",".join(COLUMNS)
    text = io.StringIO(newline="")
    headings = next(csv.reader([before.splitlines()[0]]))
    writer = csv.DictWriter(text, headings, lineterminator="\n", extrasaction="ignore")
    writer.writerow(dict(zip(COLUMNS, (holder, party, decision, today.isoformat()), strict=True)))
    with file_aside(place) as stream:
        stream.write(f"{before.rstrip()}\n{text.getvalue()}".encode())


def _rows(place: Path) -> list[tuple[int, dict[str, str]]]:
    """The lines of the file, with their numbers."""
    try:
        with place.open(encoding="utf-8-sig", newline="") as stream:
            rows = csv.DictReader(stream)
            found = [(rows.line_num, row) for row in rows]
    except (UnicodeDecodeError, csv.Error) as error:
        raise BadInput(f"{place} cannot be read ({error}). Save it as CSV in UTF-8.") from None
    missing = set(COLUMNS[:3]) - set(rows.fieldnames or ())
    if missing:
        raise BadInput(
            f"{place} has no column {min(missing)}. Its first line is: {','.join(COLUMNS)}."
        )
    return found

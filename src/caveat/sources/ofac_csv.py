"""OFAC's CSV set: ``sdn.csv`` or ``cons_prim.csv``, with ``alt``, ``add`` and ``comments``.

Format: https://ofac.treasury.gov/sdn-list/sanctions-list-search-tool, *SDN data formats*: no
headings, ``-0-`` for nothing, a control-Z as the last line. The set has no publication date and no
designation dates. The files are told apart by their columns, whatever they are called.
"""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from caveat.errors import ListMalformed, ListUnrecognised
from caveat.sources.ofac_party import Maker, Names, add_name, schema_of
from caveat.sources.ofac_remarks import read_remarks
from caveat.sources.reading import Entity, File, Reading

_ALIAS_KINDS = {"aka": "alias", "fka": "previousName", "nka": "alias"}
_PARTS = {12: "parties", 5: "aliases", 6: "addresses", 2: "comments"}


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a file: its cells, ``-0-`` made empty, and where it stands."""

    cells: tuple[str, ...]
    origin: str


@dataclass(slots=True)
class _Set:
    parties: list[Row] = field(default_factory=list)
    aliases: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    addresses: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    comments: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))


def read(files: Sequence[File], reading: Reading, listing: str) -> Iterator[Entity]:
    """Read a CSV set.

    Args:
        files: the set, in any order and under any names.
        reading: of the files.
        listing: name of the list.
    """
    reading.format = "ofac csv"
    whole = _collect(files)
    for part in ("aliases", "addresses"):
        if not getattr(whole, part):
            reading.cautions.append(
                f"The file of {part} was not given: {part} are missing from this version."
            )
    names = Names()
    for row in whole.parties:
        id, name = row.cells[:2]
        names.note(name, f"ofac-{id}")
    for id, rows in whole.aliases.items():
        for row in rows:
            names.note(row.cells[3], f"ofac-{id}")
    known = set()
    for row in whole.parties:
        known.add(row.cells[0])
        yield _party(row, whole, names, reading, listing)
    yield from names.left()
    for part in ("aliases", "addresses", "comments"):
        orphans = set(getattr(whole, part)) - known
        if orphans:
            reading.cautions.append(
                f"{len(orphans)} entry numbers of the {part} are not in the list of parties, "
                f"such as {min(orphans)}."
            )


def _party(row: Row, whole: _Set, names: Names, reading: Reading, listing: str) -> Entity:
    id, name, kind, tags, title, call_sign, vessel, dwt, grt, flag, owner, remarks = row.cells
    party = Entity(f"ofac-{id}", schema_of(kind), row.origin, reading)
    maker = Maker(party, names, reading)
    add_name(party, "name", name)
    for tag in tags.split("] ["):
        maker.designate(listing, tag.strip("[] "), row.origin)
    if title:
        maker.fact("Title", title, row.origin)
    if party.schema == "Vessel":
        party.add("callSign", call_sign)
        party.add("type", vessel)
        party.add("tonnage", dwt)
        party.add("grossRegisteredTonnage", grt)
        party.add("flag", flag)
        if owner:
            maker.link("Vessel Owner", owner, row.origin)
    else:
        for label, text in (
            ("Call sign", call_sign),
            ("Vessel type", vessel),
            ("Tonnage", dwt),
            ("Gross registered tonnage", grt),
            ("Vessel flag", flag),
            ("Vessel owner", owner),
        ):
            party.add("notes", f"{label}: {text}" if text else "")
    for alias in whole.aliases.get(id, ()):
        _, _, how, called, notes = alias.cells
        add_name(party, _ALIAS_KINDS.get(how.lower(), "alias"), called, alias.origin)
        if notes:
            party.add("notes", f"{called}: {notes}", origin=alias.origin)
    for place in whole.addresses.get(id, ()):
        _, _, street, city, country, notes = place.cells
        maker.address({"street": street, "city": city}, country, place.origin, notes)
    rest = "".join(comment.cells[1] for comment in whole.comments.get(id, ()))
    read_remarks(maker, remarks + rest, row.origin)
    return maker.finish()


def _collect(files: Sequence[File]) -> _Set:
    whole = _Set()
    for file in files:
        part = ""
        for row in _rows(file):
            width = len(row.cells)
            if not part:
                part = _PARTS.get(width, "")
                if not part:
                    raise ListUnrecognised(
                        f"{row.origin} has {width} columns; OFAC's CSV files have 12, 6, 5 or 2. "
                        "Give the files as OFAC publishes them."
                    )
            if _PARTS.get(width) != part or not row.cells[0].isdigit():
                raise ListMalformed(
                    f"{row.origin} is not a row of OFAC's {part}: {width} columns, beginning with "
                    f"{row.cells[0][:20]!r}. The file is damaged or cut off; get it again."
                )
            if part == "parties":
                whole.parties.append(row)
            else:
                getattr(whole, part)[row.cells[0]].append(row)
    if not whole.parties:
        raise ListUnrecognised(
            f"{', '.join(file.name for file in files)}: the file of parties (sdn.csv, "
            "cons_prim.csv) is not among the files. Give it together with the others."
        )
    return whole


def _rows(file: File) -> Iterator[Row]:
    with file.open() as stream:
        raw = stream.read()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("cp1252", errors="replace")
    rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        for cells in rows:
            if not cells or cells == ["\x1a"]:
                continue
            yield Row(
                tuple("" if cell.strip() == "-0-" else cell for cell in cells),
                f"{file.name}:{rows.line_num}",
            )
    except csv.Error as error:
        raise ListMalformed(
            f"{file.name}:{rows.line_num} is no CSV ({error}). The file is damaged or cut off; "
            "get it again."
        ) from None

"""The UK Sanctions List and OFSI's consolidated list, in CSV, XML and, for the former, ODS.

Formats: https://www.gov.uk/government/publications/the-uk-sanctions-list; OFSI, *Format guide for
the consolidated list*. Both print the same labels; see `caveat.sources.uk_party`.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from lxml import etree

from caveat.errors import ListMalformed, ListUnrecognised
from caveat.sources.reading import Entity, File, Reading
from caveat.sources.uk_party import Facts, add, designate, label, schema_of, stub, unfold
from caveat.sources.xml_stream import entries, local, root
from caveat.time import read as read_date

_FCDO = "UK Foreign, Commonwealth and Development Office"
_OFSI = "HM Treasury, Office of Financial Sanctions Implementation"
_GROUPS = {
    "Name", "NonLatinName", "Address", "Location", "NationalIdentifier", "Passport",
}  # fmt: skip
_ODS = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"


@dataclass(frozen=True, slots=True)
class _List:
    name: str
    prefix: str
    authority: str
    key: str


_SL = _List("uk-sl", "uk", _FCDO, "uniqueid")
_CONS = _List("uk-ofsi", "ofsi", _OFSI, "groupid")


@dataclass(slots=True)
class _Waiting:
    """The rows of a party, which need not stand together."""

    rows: list[tuple[str, Facts]] = field(default_factory=list)


def read_sanctions_list(files: Sequence[File], reading: Reading) -> Iterator[Entity]:
    """Read the UK Sanctions List."""
    return _read(files, reading, _SL)


def read_ofsi(files: Sequence[File], reading: Reading) -> Iterator[Entity]:
    """Read OFSI's consolidated list."""
    return _read(files, reading, _CONS)


def _read(files: Sequence[File], reading: Reading, which: _List) -> Iterator[Entity]:
    for file in files:
        head = file.head(2048).lstrip(b"\xef\xbb\xbf \r\n")
        if head.startswith(b"PK"):
            reading.format = f"{which.name} ods"
            parties = _rows(_ods_rows(file), file, reading, which)
        elif head.startswith(b"<"):
            reading.format = f"{which.name} xml"
            parties = _xml(file, reading, which)
        else:
            reading.format = f"{which.name} csv"
            parties = _rows(_csv_rows(file), file, reading, which)
        yield from _linked(parties, which, reading)


def _linked(parties: Iterator[Entity], which: _List, reading: Reading) -> Iterator[Entity]:
    """Give each link its other end: a party named as owner, parent or subsidiary.

    Names are kept beside the links while the file streams by; the parties so named come at the
    end, listed under no programme of their own.
    """
    stubs: dict[str, Entity] = {}
    for party in parties:
        for link in party.attached:
            if link.schema != "UnknownLink":
                continue
            for name in (*link.values("namesMentioned"), *link.values("summary")):
                other = stub(which.prefix, name, link.origin, reading)
                stubs.setdefault(other.id, other)
                link.add("object", other.id)
        yield party
    yield from stubs.values()


def _xml(file: File, reading: Reading, which: _List) -> Iterator[Entity]:
    top = root(file)
    if local(top) not in ("Designations", "ArrayOfFinancialSanctionsTarget"):
        raise ListUnrecognised(
            f"{file.name} begins with <{local(top)}>. Give the list as the UK publishes it."
        )
    if local(top) == "ArrayOfFinancialSanctionsTarget":
        yield from _rows(_xml_rows(file), file, reading, which)
        return
    for entry in entries(file, {"DateGenerated", "Designation"}):
        if local(entry) == "DateGenerated":
            dates = read_date((entry.text or "")[:10]).prefixes
            reading.published = dates[0] if dates else None
            continue
        groups = list(_groups(entry))
        whole = {name: text for facts in groups for name, text in facts.items()}
        number = whole.get(which.key, "")
        where = f"{file.name}:Designation[{number}]"
        party = Entity(f"{which.prefix}-{number}", schema_of(whole), where, reading)
        for facts in groups:
            add(party, facts, where, reading)
        designate(party, which.name, which.authority, whole, where)
        yield party


def _groups(entry: etree._Element) -> Iterator[Facts]:
    """The leaves of an entry: those that belong together in one group, every other alone."""
    for element in entry:
        if local(element) == "SanctionsImposedIndicators":
            imposed = [local(leaf) for leaf in element if _text(leaf).lower() == "true"]
            yield {"sanctionsimposedindicators": ", ".join(imposed)}
        elif local(element) in _GROUPS:
            yield {label(local(leaf)): _text(leaf) for leaf in element.iter() if not len(leaf)}
        elif len(element):
            yield from _groups(element)
        elif local(element) and _text(element):
            yield {label(local(element)): _text(element)}


def _xml_rows(file: File) -> Iterator[tuple[str, dict[str, str]]]:
    for number, entry in enumerate(entries(file, {"FinancialSanctionsTarget"}), start=1):
        yield (
            f"{file.name}:FinancialSanctionsTarget[{number}]",
            {local(leaf): _text(leaf) for leaf in children_of(entry)},
        )


def children_of(entry: etree._Element) -> Iterator[etree._Element]:
    """The elements directly under an entry."""
    return (inner for inner in entry if local(inner))


def _rows(
    rows: Iterator[tuple[str, dict[str, str]]], file: File, reading: Reading, which: _List
) -> Iterator[Entity]:
    """Parties out of rows; OFSI repeats a party in rows that do not stand together."""
    waiting: dict[str, _Waiting] = {}
    for origin, cells in rows:
        if "published" in cells:
            reading.published = cells["published"]
            continue
        facts = unfold({label(heading): text for heading, text in cells.items()})
        number = facts.get(which.key, "")
        if not number:
            raise ListMalformed(
                f"{origin} has no number in the column of {which.key}. The file is damaged, "
                "or its headings have changed; get it again."
            )
        waiting.setdefault(number, _Waiting()).rows.append((origin, facts))
    for number, found in waiting.items():
        # The row with the primary name goes first: it says what the party is called.
        primary = sorted(found.rows, key=lambda row: not _primary(row[1]))
        origin, facts = primary[0]
        party = Entity(f"{which.prefix}-{number}", schema_of(facts), origin, reading)
        for origin, facts in primary:
            add(party, {name: text for name, text in facts.items() if text}, origin, reading)
            designate(party, which.name, which.authority, facts, origin)
        yield party


def _primary(facts: Mapping[str, str]) -> bool:
    kind = (facts.get("nametype") or facts.get("aliastype") or "").lower()
    return kind in ("", "primary name", "prime alias")


def _csv_rows(file: File) -> Iterator[tuple[str, dict[str, str]]]:
    with file.open() as raw:
        content = raw.read()
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    rows = csv.reader(io.StringIO(text, newline=""))
    headings: list[str] = []
    for cells in rows:
        where = f"{file.name}:{rows.line_num}"
        if not headings:
            # A line before the headings says when the list came out.
            dated = [date for cell in cells if (date := _date_in(cell))]
            if dated and len([cell for cell in cells if cell]) < 5:
                yield where, {"published": dated[-1]}
            elif {"uniqueid", "groupid"} & {label(cell) for cell in cells}:
                headings = cells
            else:
                raise ListUnrecognised(
                    f"{where} is no heading of a UK list. Give the file as the UK publishes it."
                )
            continue
        if len(cells) != len(headings):
            raise ListMalformed(
                f"{where} has {len(cells)} cells for {len(headings)} headings. "
                "The file is damaged or cut off; get it again."
            )
        yield where, {h: " ".join(c.split()) for h, c in zip(headings, cells, strict=True)}


def _ods_rows(file: File) -> Iterator[tuple[str, dict[str, str]]]:
    """The first sheet of an OpenDocument table that has a heading ``Unique ID``."""
    table, text = _ODS % "table", _ODS % "text"
    try:
        with file.open() as raw, zipfile.ZipFile(io.BytesIO(raw.read())) as archive:
            tree = etree.fromstring(archive.read("content.xml"))
    except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError) as error:
        raise ListMalformed(
            f"{file.name} is no OpenDocument table ({error}). It is damaged or cut off; "
            "get it again."
        ) from None
    headings: list[str] = []
    for number, row in enumerate(tree.iter(f"{table}table-row"), start=1):
        cells: list[str] = []
        for cell in row.iter(f"{table}table-cell"):
            times = int(cell.get(f"{table}number-columns-repeated", "1"))
            said = " ".join(" ".join(map(str, p.itertext())) for p in cell.iter(f"{text}p"))
            said = " ".join(said.split())
            cells += [said] * min(times, 64)
        where = f"{file.name}:{number}"
        if not headings:
            if "uniqueid" in {label(cell) for cell in cells}:
                headings = cells
            else:
                for said in cells:
                    if date := _date_in(said):
                        yield where, {"published": date}
            continue
        named = {h: c for h, c in zip(headings, cells, strict=False) if h}
        if any(named.values()):
            yield where, named
    if not headings:
        raise ListUnrecognised(
            f"{file.name} has no heading “Unique ID”. Give the UK Sanctions List as published."
        )


def _date_in(cell: str) -> str | None:
    """The day in ``Report Date: 11-Aug-2025`` or ``12/02/2016``."""
    for word in (cell, cell.rpartition(":")[2]):
        dates = read_date(word.strip()).prefixes
        if len(dates) == 1 and len(dates[0]) == 10:
            return dates[0]
    return None


def _text(element: etree._Element) -> str:
    return " ".join((element.text or "").split())

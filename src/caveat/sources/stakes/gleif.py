"""GLEIF: Level 2 relationship records, with the names of Level 1 where they lie beside.

Formats: RR-CDF 2.1, LEI-CDF 3.1 and the reporting exceptions, as XML and as the CSV of the golden
copy; https://www.gleif.org/en/about-lei/common-data-file-format. What Level 2 tells is who
consolidates whom in its accounts. That is control; it is no percentage of shares, and the
percentages that some records give are shares of what is consolidated, so they are not used.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from caveat.errors import ListMalformed
from caveat.sources.reading import File, Reading
from caveat.sources.stakes import gleif_xml
from caveat.sources.stakes.check import Item, country, place, read_day
from caveat.sources.stakes.share import UNKNOWN, Share
from caveat.stake import WHOLE, Fault, Holder, Interest, Stake


class _Kind(NamedTuple):
    """What a type of relationship is, in our words.

    Attributes:
        kind: what is held.
        share: the share that it carries.
        direct: False where it may go through others.
        upward: whether the start node is the one that is owned.
    """

    kind: Interest
    share: Share = UNKNOWN
    direct: bool = True
    upward: bool = True


_KINDS = {
    "IS_DIRECTLY_CONSOLIDATED_BY": _Kind("control"),
    "IS_ULTIMATELY_CONSOLIDATED_BY": _Kind("control", direct=False),
    # A branch is no person of its own: what owns its head office owns it.
    "IS_INTERNATIONAL_BRANCH_OF": _Kind("shares", Share(WHOLE, WHOLE)),
    "IS_FUND-MANAGED_BY": _Kind("control", Share(0, 0)),
    "IS_SUBFUND_OF": _Kind("control"),
    "IS_FEEDER_TO": _Kind("shares", upward=False),
}
_VOID = {"ANNULLED", "DUPLICATE"}
"""Registrations that say that the record should never have been."""

_LEVEL_1 = ("LEI", "Entity.LegalName")
_EXCEPTION = "Exception.Category"
_NAMES = ("OtherEntityName", "TransliteratedOtherEntityName")


def is_table(headings: Sequence[str]) -> bool:
    """Whether a CSV with these headings is one of GLEIF's."""
    known = set(headings)
    return (
        gleif_xml.START in known
        or set(_LEVEL_1) <= known
        or ("LEI" in known and any(heading.startswith(_EXCEPTION) for heading in known))
    )


def read(files: Sequence[File], reading: Reading, name: str) -> Iterator[Item]:
    """Read relationship records, then the names of those that they are about.

    Raises:
        ListMalformed: a file is damaged or cut off.
    """
    reading.format = "GLEIF"
    wanted: set[str] = set()
    exceptions: Counter[str] = Counter()
    lapsed = named = 0
    later: list[File] = []
    for file in files:
        for origin, record in _records(file, reading):
            if gleif_xml.START in record:
                lapsed += record.get("Registration.RegistrationStatus") == "LAPSED"
                for item in _relationship(origin, record, reading, name):
                    if isinstance(item, Stake):
                        wanted |= {item.owner, item.owned}
                    yield item
            elif "Entity.LegalName" in record:
                later.append(file)
                break
            else:
                exceptions[_reason(record)] += 1
    yield from (Holder(lei, identifiers=(lei,), origin=files[0].name) for lei in sorted(wanted))
    for file in later:
        for origin, record in _records(file, reading):
            if record.get("LEI", "") in wanted:
                named += 1
                yield _holder(origin, record)
    if named < len(wanted):
        reading.cautions.append(
            f"{len(wanted) - named} of {len(wanted)} parties have no name here, only a LEI. Give "
            "the Level 1 file (LEI-CDF) with the relationship records."
        )
    if lapsed:
        reading.cautions.append(
            f"Records that have lapsed ({lapsed}): nobody confirmed them of late. They are used."
        )
    for reason, count in exceptions.most_common():
        reading.cautions.append(
            f"Entities that report no parent, for the reason {reason} ({count}): that is no "
            "stake, and they may have owners."
        )


def _relationship(
    origin: str, record: Mapping[str, str], reading: Reading, name: str
) -> Iterator[Item]:
    start_node, end_node = record.get(gleif_xml.START, ""), record.get(gleif_xml.END, "")
    type = record.get("Relationship.RelationshipType", "")
    if not start_node or not end_node:
        yield Fault(origin, "The record names only one party. It is left out.")
        return
    status = record.get("Registration.RegistrationStatus", "")
    if status in _VOID:
        yield Fault(origin, f"The record is {status.lower()} by GLEIF. It is left out.")
        return
    if record.get(gleif_xml.DELETED):
        yield Fault(origin, "GLEIF has deleted the record. It is left out.")
        return
    if type not in _KINDS:
        reading.unknown[f"relationship type {type}"] += 1
    kind = _KINDS.get(type, _Kind("unknown"))
    owner, owned = (end_node, start_node) if kind.upward else (start_node, end_node)
    faults: list[Fault] = []
    begin, end = _period(origin, record, faults)
    if record.get("Relationship.RelationshipStatus") == "INACTIVE" and end is None:
        end = record.get("Registration.LastUpdateDate", "")[:10] or None
    yield from faults
    yield Stake(
        owner,
        owned,
        kind.kind,
        *kind.share,
        kind.direct,
        begin,
        end,
        name,
        f"{origin} ({type})",
    )


def _period(
    origin: str, record: Mapping[str, str], faults: list[Fault]
) -> tuple[str | None, str | None]:
    """The days of the relationship itself; accounting periods and filings are something else."""
    for number in range(1, 10):
        at = f"Relationship.Period.{number}."
        if record.get(f"{at}periodType") == "RELATIONSHIP_PERIOD":
            return (
                read_day(record.get(f"{at}startDate", ""), "The start", origin, faults),
                read_day(record.get(f"{at}endDate", ""), "The end", origin, faults),
            )
    return None, None


def _holder(origin: str, record: Mapping[str, str]) -> Holder:
    lei = record["LEI"]
    names = [record["Entity.LegalName"]]
    numbers = [lei]
    places = [record.get("Entity.LegalJurisdiction", ""), record.get(gleif_xml.COUNTRY, "")]
    for heading, value in record.items():
        kind, _, last = heading.rpartition(".")
        if last.isdigit() and kind.rpartition(".")[2] in _NAMES:
            names.append(value)
        elif last == "RegistrationAuthorityEntityID" and "Validation" not in heading:
            numbers.append(value)
    return Holder(
        lei,
        names[0],
        "any" if record.get("Entity.EntityCategory") == "SOLE_PROPRIETOR" else "organization",
        tuple(dict.fromkeys(name for name in names[1:] if name and name != names[0])),
        countries=tuple(dict.fromkeys(country(text) for text in places if text)),
        identifiers=tuple(dict.fromkeys(filter(None, numbers))),
        origin=origin,
    )


def _reason(record: Mapping[str, str]) -> str:
    return next(
        (text for name, text in record.items() if name.startswith("Exception.Reason") and text),
        "not told",
    )


def _records(file: File, reading: Reading) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Records by the column names of the golden copy's CSV, whichever way they came."""
    if file.head(64).lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<"):
        yield from gleif_xml.records(file, reading)
        return
    with file.open() as raw:
        rows = csv.reader(io.TextIOWrapper(raw, encoding="utf-8-sig", newline=""))
        headings = next(rows, [])
        try:
            for cells in rows:
                origin = place(file, rows.line_num)
                if len(cells) != len(headings):
                    raise ListMalformed(
                        f"{origin} has {len(cells)} cells for {len(headings)} headings. "
                        "The file is damaged or cut off; get it again."
                    )
                yield origin, dict(zip(headings, cells, strict=True))
        except (UnicodeDecodeError, csv.Error) as error:
            raise ListMalformed(
                f"{file.name}, near line {rows.line_num}: {error}. Get the file again."
            ) from None

"""GLEIF's XML -> the columns of its CSV, so that one reader does for both."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lxml import etree

from caveat.sources.reading import File, Reading
from caveat.sources.xml_stream import children, entries, local, text

START = "Relationship.StartNode.NodeID"
END = "Relationship.EndNode.NodeID"
COUNTRY = "Entity.LegalAddress.Country"
DELETED = "Extension.Deletion.DeletedAt"

ROOTS = ("RelationshipData", "LEIData", "ReportingExceptionData")
"""The first elements of GLEIF's files."""

_RECORDS = ("RelationshipRecord", "LEIRecord", "Exception", "Header", "LEIHeader")
_PLAIN = {
    "RelationshipRecord": (
        START,
        END,
        "Relationship.RelationshipType",
        "Relationship.RelationshipStatus",
        "Registration.RegistrationStatus",
        "Registration.LastUpdateDate",
        DELETED,
    ),
    "LEIRecord": (
        "LEI",
        "Entity.LegalName",
        "Entity.LegalJurisdiction",
        COUNTRY,
        "Entity.EntityCategory",
        "Entity.RegistrationAuthority.RegistrationAuthorityEntityID",
    ),
    "Exception": ("LEI", "ExceptionCategory"),
}
"""Record -> the columns whose path in the XML is the same."""


def records(file: File, reading: Reading) -> Iterator[tuple[str, Mapping[str, str]]]:
    """The records of a file, each with its place.

    Raises:
        ListMalformed: the file is no XML, or is cut off.
    """
    number = 0
    for element in entries(file, _RECORDS):
        tag = local(element)
        if tag in ("Header", "LEIHeader"):
            _header(element, reading)
            continue
        record = {
            column: value
            for column in _PLAIN[tag]
            if (value := text(element, *column.split(".")))
        }  # fmt: skip
        if tag == "RelationshipRecord":
            record.setdefault(START, "")
            record.update(_periods(element))
        elif tag == "LEIRecord":
            record.setdefault("Entity.LegalName", "")
            record.update(_names(element))
        else:
            record["Exception.Reason.1"] = text(element, "ExceptionReason")
        yield f"{file.name}:{tag}[{number}]", record
        number += 1


def _header(element: etree._Element, reading: Reading) -> None:
    day = text(element, "ContentDate")[:10]
    reading.published = max(filter(None, (reading.published, day)), default=None)
    content = text(element, "FileContent")
    if content and "FULL" not in content:
        reading.cautions.append(
            f"The file says that it is {content}: only a part of the records. Get the full file."
        )


def _periods(element: etree._Element) -> Iterator[tuple[str, str]]:
    path = ("Relationship", "RelationshipPeriods", "RelationshipPeriod")
    for number, period in enumerate(children(element, *path), start=1):
        at = f"Relationship.Period.{number}."
        yield f"{at}startDate", text(period, "StartDate")
        yield f"{at}endDate", text(period, "EndDate")
        yield f"{at}periodType", text(period, "PeriodType")


def _names(element: etree._Element) -> Iterator[tuple[str, str]]:
    for name in ("OtherEntityName", "TransliteratedOtherEntityName"):
        found = children(element, "Entity", f"{name}s", name)
        for number, one in enumerate(found, start=1):
            yield f"Entity.{name}s.{name}.{number}", " ".join((one.text or "").split())

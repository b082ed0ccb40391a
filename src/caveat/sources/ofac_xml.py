"""OFAC's classic XML: ``SDN.XML`` and ``CONS.XML`` (schema ``sdnList``).

The namespace changed in 2024; local names did not. The format has no designation dates.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lxml import etree

from caveat.sources.ofac_party import Maker, Names, add_name, schema_of
from caveat.sources.ofac_remarks import read_remarks
from caveat.sources.reading import Entity, File, Reading
from caveat.sources.xml_stream import children, count_unknown, entries, text, texts
from caveat.time import read as read_date

_KNOWN = frozenset(
    "sdnEntry uid firstName lastName title sdnType remarks programList program idList id idType "
    "idNumber idCountry issueDate expirationDate akaList aka type category addressList address "
    "address1 address2 address3 city stateOrProvince postalCode country nationalityList "
    "nationality mainEntry citizenshipList citizenship dateOfBirthList dateOfBirthItem "
    "dateOfBirth placeOfBirthList placeOfBirthItem placeOfBirth vesselInfo callSign vesselType "
    "vesselFlag vesselOwner tonnage grossRegisteredTonnage".split()
)
_ALIAS = {"a.k.a.": "alias", "f.k.a.": "previousName", "n.k.a.": "alias"}


def read(files: Sequence[File], reading: Reading, listing: str) -> Iterator[Entity]:
    """Read the list; two passes, the first for names that other entries link to.

    Args:
        files: the XML file.
        reading: of the file.
        listing: name of the list.
    """
    reading.format = "ofac xml"
    names = Names()
    for file in files:
        for entry in entries(file, {"sdnEntry"}):
            for holder in (entry, *children(entry, "akaList", "aka")):
                names.note(_printed(holder), f"ofac-{text(entry, 'uid')}")
    for file in files:
        for entry in entries(file, {"publshInformation", "sdnEntry"}):
            if text(entry, "Publish_Date"):
                reading.published = read_date(text(entry, "Publish_Date"), "mdy").prefixes[0]
                reading.stated = int(text(entry, "Record_Count") or 0) or None
            elif text(entry, "uid"):
                yield _party(entry, file, names, reading, listing)
    yield from names.left()


def _party(
    entry: etree._Element, file: File, names: Names, reading: Reading, listing: str
) -> Entity:
    uid = text(entry, "uid")
    where = f"{file.name}:sdnEntry[{uid}]"
    party = Entity(f"ofac-{uid}", schema_of(text(entry, "sdnType")), where, reading)
    maker = Maker(party, names, reading)
    add_name(party, "name", _printed(entry))
    for tag in texts(entry, "programList", "program"):
        maker.designate(listing, tag, f"{where}/programList")
    if text(entry, "title"):
        maker.fact("Title", text(entry, "title"), f"{where}/title")
    for aka in children(entry, "akaList", "aka"):
        prop = _ALIAS.get(text(aka, "type"), "alias")
        if text(aka, "category") == "weak" and prop == "alias":
            prop = "weakAlias"
        add_name(party, prop, _printed(aka), f"{where}/akaList/aka[{text(aka, 'uid')}]")
    for address in children(entry, "addressList", "address"):
        maker.address(
            {
                "street": text(address, "address1"),
                "street2": ", ".join(
                    part for part in (text(address, "address2"), text(address, "address3")) if part
                ),
                "city": text(address, "city"),
                "state": text(address, "stateOrProvince"),
                "postalCode": text(address, "postalCode"),
            },
            text(address, "country"),
            f"{where}/addressList/address[{text(address, 'uid')}]",
        )
    for label, path in (
        ("nationality", ("nationalityList", "nationality", "country")),
        ("citizen", ("citizenshipList", "citizenship", "country")),
        ("DOB", ("dateOfBirthList", "dateOfBirthItem", "dateOfBirth")),
        ("POB", ("placeOfBirthList", "placeOfBirthItem", "placeOfBirth")),
    ):
        for value in texts(entry, *path):
            maker.fact(label, value, f"{where}/{path[0]}")
    for paper in children(entry, "idList", "id"):
        _paper(maker, paper, f"{where}/idList/id[{text(paper, 'uid')}]")
    for vessel in children(entry, "vesselInfo"):
        _vessel(maker, vessel, f"{where}/vesselInfo")
    read_remarks(maker, text(entry, "remarks"), f"{where}/remarks")
    count_unknown(entry, _KNOWN, reading, lambda note: party.add("notes", note))
    return maker.finish()


def _paper(maker: Maker, paper: etree._Element, origin: str) -> None:
    label, number = text(paper, "idType"), text(paper, "idNumber")
    known = maker.fact(
        label,
        number,
        origin,
        text(paper, "idCountry"),
        text(paper, "issueDate"),
        text(paper, "expirationDate"),
    )
    if not known:
        country = text(paper, "idCountry")
        note = f"{label.rstrip(':')}: {number}" + (f" ({country})" if country else "")
        maker.party.add("notes", note, origin=origin)


def _vessel(maker: Maker, vessel: etree._Element, origin: str) -> None:
    party = maker.party
    for name, prop in (
        ("callSign", "callSign"),
        ("vesselType", "type"),
        ("vesselFlag", "flag"),
        ("tonnage", "tonnage"),
        ("grossRegisteredTonnage", "grossRegisteredTonnage"),
    ):
        value = text(vessel, name)
        if value and party.schema == "Vessel":
            party.add(prop, value, origin=origin)
        elif value:
            party.add("notes", f"{name}: {value}", origin=origin)
    if text(vessel, "vesselOwner"):
        maker.link("Vessel Owner", text(vessel, "vesselOwner"), origin)


def _printed(holder: etree._Element) -> str:
    """A name as the CSV prints it: ``LAST, First``."""
    last, first = text(holder, "lastName"), text(holder, "firstName")
    return re.sub(r"\s+", " ", f"{last}, {first}" if first else last)

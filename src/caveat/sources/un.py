"""The Security Council's consolidated list (``consolidated.xml``).

Format: https://main.un.org/securitycouncil/en/content/un-sc-consolidated-list. A party's id is
made of DATAID: between 2018 and 2026 reference numbers were given anew to some parties
(QI.B.62.02 became QDi.001), DATAID never.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from lxml import etree

from caveat.errors import ListUnrecognised
from caveat.sources.reading import Entity, File, Reading
from caveat.sources.xml_stream import children, count_unknown, entries, local, root, text, texts
from caveat.time import Dates, iso
from caveat.time import read as read_date

AUTHORITY = "United Nations Security Council"
LIST = "un-sc"

_RESOLUTIONS = {
    "Al-Qaida": "Security Council resolutions 1267 (1999), 1989 (2011) and 2253 (2015)",
    "Taliban": "Security Council resolution 1988 (2011)",
    "DPRK": "Security Council resolution 1718 (2006)",
    "DPRK(1718)": "Security Council resolution 1718 (2006)",
    "Iran": "Security Council resolution 2231 (2015)",
    "Iraq": "Security Council resolutions 1483 (2003) and 1518 (2003)",
    "DRC": "Security Council resolution 1533 (2004)",
    "Sudan": "Security Council resolution 1591 (2005)",
    "Somalia": "Security Council resolution 751 (1992)",
    "Libya": "Security Council resolution 1970 (2011)",
    "GB": "Security Council resolution 2048 (2012)",
    "CAR": "Security Council resolution 2127 (2013)",
    "Yemen": "Security Council resolution 2140 (2014)",
    "South Sudan": "Security Council resolution 2206 (2015)",
    "Mali": "Security Council resolution 2374 (2017)",
    "Haiti": "Security Council resolution 2653 (2022)",
}
_KNOWN = frozenset(
    "INDIVIDUAL ENTITY DATAID VERSIONNUM FIRST_NAME SECOND_NAME THIRD_NAME FOURTH_NAME "
    "UN_LIST_TYPE REFERENCE_NUMBER LISTED_ON DELISTED_ON GENDER SUBMITTED_BY SUBMITTED_ON "
    "NAME_ORIGINAL_SCRIPT COMMENTS1 COMMENTS NATIONALITY2 TITLE DESIGNATION NATIONALITY VALUE "
    "LIST_TYPE LAST_DAY_UPDATED INDIVIDUAL_ALIAS ENTITY_ALIAS QUALITY ALIAS_NAME DATE_OF_BIRTH "
    "CITY_OF_BIRTH COUNTRY_OF_BIRTH NOTE INDIVIDUAL_ADDRESS ENTITY_ADDRESS STREET CITY "
    "STATE_PROVINCE ZIP_CODE COUNTRY INDIVIDUAL_DATE_OF_BIRTH TYPE_OF_DATE DATE YEAR FROM_YEAR "
    "TO_YEAR INDIVIDUAL_PLACE_OF_BIRTH INDIVIDUAL_DOCUMENT TYPE_OF_DOCUMENT TYPE_OF_DOCUMENT2 "
    "NUMBER ISSUING_COUNTRY DATE_OF_ISSUE CITY_OF_ISSUE COUNTRY_OF_ISSUE SORT_KEY "
    "SORT_KEY_LAST_MOD TYPE_OF_DOCUMENT1".split()
)

_GENDER = re.compile(r"\bGender:\s*(male|female)\b", re.IGNORECASE)
"""Where most entries have it."""


def read(files: Sequence[File], reading: Reading) -> Iterator[Entity]:
    """Read the list."""
    reading.format = "un xml"
    for file in files:
        top = root(file)
        if local(top) != "CONSOLIDATED_LIST":
            raise ListUnrecognised(
                f"{file.name} begins with <{local(top)}>, not with <CONSOLIDATED_LIST>. "
                "Give the consolidated list in XML as the Security Council publishes it."
            )
        reading.published = (top.get("dateGenerated") or "")[:10] or None
        for entry in entries(file, {"INDIVIDUAL", "ENTITY"}):
            yield _party(entry, file, reading)


def _party(entry: etree._Element, file: File, reading: Reading) -> Entity:
    number, kind = text(entry, "DATAID"), local(entry)
    where = f"{file.name}:{kind}[{number}]"
    schema = "Person" if kind == "INDIVIDUAL" else "Organization"
    party = Entity(f"un-{number}", schema, where, reading)
    parts = [
        text(entry, name) for name in ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")
    ]
    party.add("name", " ".join(part for part in parts if part and part != "na"))
    party.add("alias", text(entry, "NAME_ORIGINAL_SCRIPT"), origin=f"{where}/NAME_ORIGINAL_SCRIPT")
    for alias in children(entry, f"{kind}_ALIAS"):
        _alias(party, alias, where)
    for place in children(entry, f"{kind}_ADDRESS"):
        _address(party, place, where)
    party.add("notes", text(entry, "COMMENTS1"), origin=f"{where}/COMMENTS1")
    party.add("notes", text(entry, "COMMENTS"), origin=f"{where}/COMMENTS")
    for label, name in (("Submitted by", "SUBMITTED_BY"), ("Submitted on", "SUBMITTED_ON")):
        for value in [text(entry, name), *texts(entry, name, "VALUE")]:
            party.add("notes", f"{label}: {value}" if value else "")
    if schema == "Person":
        _person(party, entry, where)
    _designation(party, entry, where)
    count_unknown(entry, _KNOWN, reading, lambda note: party.add("notes", note))
    return party


def _person(party: Entity, entry: etree._Element, where: str) -> None:
    party.add("gender", text(entry, "GENDER"))
    for said in _GENDER.findall(text(entry, "COMMENTS1")):
        party.add("gender", said, origin=f"{where}/COMMENTS1")
    party.add("title", *texts(entry, "TITLE", "VALUE"))
    party.add("position", *texts(entry, "DESIGNATION", "VALUE"))
    party.add("nationality", *texts(entry, "NATIONALITY", "VALUE"))
    party.add("nationality", text(entry, "NATIONALITY2"))
    for birth in children(entry, "INDIVIDUAL_DATE_OF_BIRTH"):
        _birth_date(party, birth, f"{where}/INDIVIDUAL_DATE_OF_BIRTH")
    for place in children(entry, "INDIVIDUAL_PLACE_OF_BIRTH"):
        parts = [text(place, name) for name in ("CITY", "STATE_PROVINCE", "COUNTRY")]
        origin = f"{where}/INDIVIDUAL_PLACE_OF_BIRTH"
        party.add("birthPlace", ", ".join(part for part in parts if part), origin=origin)
        party.add("birthCountry", parts[-1], origin=origin)
        note = text(place, "NOTE")
        party.add("notes", f"Place of birth: {note}" if note else "", origin=origin)
    for paper in children(entry, "INDIVIDUAL_DOCUMENT"):
        _document(party, paper, f"{where}/INDIVIDUAL_DOCUMENT")


def _alias(party: Entity, alias: etree._Element, where: str) -> None:
    prop = {"low": "weakAlias", "f.k.a.": "previousName"}.get(
        text(alias, "QUALITY").lower(), "alias"
    )
    name = text(alias, "ALIAS_NAME")
    origin = f"{where}/{local(alias)}"
    party.add(prop, name, origin=origin)
    born = text(alias, "DATE_OF_BIRTH")
    if born and party.schema == "Person":
        party.add_dates("birthDate", read_date(born), born, origin=origin)
    for label, tag in (
        ("place of birth", "CITY_OF_BIRTH"),
        ("country of birth", "COUNTRY_OF_BIRTH"),
        ("note", "NOTE"),
    ):
        value = text(alias, tag)
        party.add("notes", f"{name}, {label}: {value}" if value else "", origin=origin)


def _address(party: Entity, place: etree._Element, where: str) -> None:
    parts = {
        "street": text(place, "STREET"),
        "city": text(place, "CITY"),
        "state": text(place, "STATE_PROVINCE"),
        "postalCode": text(place, "ZIP_CODE"),
    }
    country, note = text(place, "COUNTRY"), text(place, "NOTE")
    full = ", ".join(part for part in (*parts.values(), country) if part)
    origin = f"{where}/{local(place)}"
    if not full:
        party.add("notes", f"Address: {note}" if note else "", origin=origin)
        return
    address = party.attach("Address", full, origin=origin)
    address.add("full", full)
    for prop, value in parts.items():
        address.add(prop, value)
    address.add("country", country)
    address.add("remarks", note)
    party.add("address", full, origin=origin)
    party.add("country", country, origin=origin)


def _birth_date(party: Entity, birth: etree._Element, origin: str) -> None:
    kind = text(birth, "TYPE_OF_DATE").upper()
    said = text(birth, "DATE") or text(birth, "YEAR")
    if kind == "BETWEEN" or text(birth, "FROM_YEAR"):
        said = f"{text(birth, 'FROM_YEAR')} to {text(birth, 'TO_YEAR')}"
    circa = kind == "APPROXIMATELY"
    if said.strip() not in ("", "to"):
        dates = Dates((said,)) if iso_year(said) else read_date(said)
        party.add_dates("birthDate", dates, f"circa {said}" if circa else said, origin=origin)
    note = text(birth, "NOTE")
    party.add("notes", f"Date of birth: {note}" if note else "", origin=origin)


def iso_year(said: str) -> bool:
    """Whether a date is a plain year."""
    return said.isdigit() and len(said) == 4 and iso(int(said)) is not None


def _document(party: Entity, paper: etree._Element, origin: str) -> None:
    kind = (
        text(paper, "TYPE_OF_DOCUMENT")
        or text(paper, "TYPE_OF_DOCUMENT1")
        or text(paper, "TYPE_OF_DOCUMENT2")
    )
    number, note = text(paper, "NUMBER"), text(paper, "NOTE")
    country = text(paper, "ISSUING_COUNTRY") or text(paper, "COUNTRY_OF_ISSUE")
    if not number:
        said = "; ".join(part for part in (kind, country, note) if part)
        party.add("notes", f"Document: {said}" if said else "", origin=origin)
        return
    passport = "passport" in kind.lower()
    party.add("passportNumber" if passport else "idNumber", number, origin=origin)
    held = party.attach("Passport" if passport else "Identification", kind, number, origin=origin)
    held.add("number", number)
    if passport:
        held.add("passportNumber", number)
    held.add("type", kind, text(paper, "TYPE_OF_DOCUMENT2"))
    held.add("country", country)
    issued = text(paper, "DATE_OF_ISSUE")
    held.add_dates("startDate", read_date(issued), issued)
    held.add("authority", text(paper, "CITY_OF_ISSUE"))
    held.add("summary", note)


def _designation(party: Entity, entry: etree._Element, where: str) -> None:
    regime = text(entry, "UN_LIST_TYPE")
    sanction = party.attach("Sanction", LIST, regime, origin=where)
    sanction.add("authority", AUTHORITY)
    sanction.add("program", regime)
    sanction.add("programId", regime)
    sanction.add("unscId", text(entry, "REFERENCE_NUMBER"))
    sanction.add("authorityId", text(entry, "REFERENCE_NUMBER"))
    sanction.add("status", *texts(entry, "LIST_TYPE", "VALUE"))
    sanction.add("summary", _RESOLUTIONS.get(regime, ""))
    for prop, values in (
        ("startDate", [text(entry, "LISTED_ON")]),
        ("endDate", [text(entry, "DELISTED_ON")]),
        ("modifiedAt", texts(entry, "LAST_DAY_UPDATED", "VALUE")),
    ):
        for value in values:
            sanction.add_dates(prop, read_date(value[:10]), value)

"""What the formats of the EU's list share: a party out of elements with named attributes.

XML prints attributes (``lastName``), CSV columns (``NameAlias_LastName``); both come here as
dictionaries with lower-case names.
"""

from __future__ import annotations

from collections.abc import Mapping

from caveat.sources.reading import Entity, schema_has
from caveat.time import Dates, iso
from caveat.time import read as read_date

AUTHORITY = "European Union"
LIST = "eu-fsf"
MEASURE = "Asset freeze and prohibition to make funds and economic resources available"

Attributes = Mapping[str, str]

_LANGS = {"en": "eng", "fr": "fra", "de": "deu", "ru": "rus", "ar": "ara", "uk": "ukr",
          "be": "bel", "fa": "fas", "es": "spa", "el": "ell", "bg": "bul", "pl": "pol",
          "zh": "zho", "ko": "kor", "sr": "srp", "it": "ita", "nl": "nld"}  # fmt: skip
_IDENTIFIERS = {
    "passport": "passportNumber",
    "diplomaticpassport": "passportNumber",
    "id": "idNumber",
    "ssn": "socialSecurityNumber",
    "imo": "imoNumber",
    "regnumber": "registrationNumber",
    "fiscalcode": "taxNumber",
    "tradelic": "licenseNumber",
    "swiftbic": "swiftBic",
    "residentperm": "idNumber",
    "electionid": "idNumber",
    "driverlic": "idNumber",
    "travelid": "idNumber",
}
_CONTACTS = {"EMAIL": "email", "PHONE": "phone", "FAX": "phone", "WEB": "website"}


def schema_of(code: str) -> str:
    """The FollowTheMoney schema of a subject type (``person``, ``P``)."""
    return "Person" if code.lower() in ("person", "p") else "Organization"


def add_name(party: Entity, alias: Attributes, origin: str) -> None:
    """Add a name; the first is the name, a weak one is a weak alias."""
    whole = alias.get("wholename", "") or " ".join(
        part
        for part in (alias.get(name, "") for name in ("firstname", "middlename", "lastname"))
        if part
    )
    if not whole:
        return
    lang = _LANGS.get(alias.get("namelanguage", "").lower(), "")
    weak = alias.get("strong", "true").lower() in ("false", "0")
    prop = "weakAlias" if weak else "alias" if party.has("name") else "name"
    if party.has("name") and whole in party.values("name"):
        prop = "name"
    party.add(prop, whole, origin=origin, lang=lang)
    if party.schema == "Person":
        if prop == "name":
            party.add("firstName", alias.get("firstname"), origin=origin)
            party.add("middleName", alias.get("middlename"), origin=origin)
            party.add("lastName", alias.get("lastname"), origin=origin)
        party.add("title", alias.get("title"), origin=origin)
        party.add("position", alias.get("function"), origin=origin)
        gender = {"m": "male", "f": "female"}.get(alias.get("gender", "").lower(), "")
        party.add("gender", gender, original=alias.get("gender", ""), origin=origin)
    elif alias.get("function"):
        party.add("notes", f"Function: {alias['function']}", origin=origin)
    remark(party, alias, origin)


def add_birth(party: Entity, birth: Attributes, origin: str) -> None:
    """Add date and place of birth."""
    circa = birth.get("circa", "").lower() == "true"
    said = birth.get("birthdate", "") or birth.get("date", "")
    start, stop = birth.get("yearrangefrom", ""), birth.get("yearrangeto", "")
    calendar = birth.get("calendartype", "").upper()
    if calendar not in ("", "GREGORIAN"):
        party.add("notes", f"Born ({calendar}): {said or birth.get('year', '')}", origin=origin)
    elif said:
        _dates(party, read_date(said), said, circa, origin)
    elif start or stop:
        text = f"{start or stop} to {stop or start}"
        _dates(party, read_date(text), text, circa, origin)
    elif birth.get("year", ""):
        parts = [
            int(birth.get(first, "") or birth.get(second, "") or 0)
            for first, second in (("year", ""), ("monthofyear", "month"), ("dayofmonth", "day"))
        ]
        prefix = iso(*parts)
        _dates(party, Dates((prefix,) if prefix else ()), "-".join(map(str, parts)), circa, origin)
    if party.schema == "Person":
        country = birth.get("countrydescription", "") or birth.get("country", "")
        place = [birth.get(name, "") for name in ("place", "city", "region", "zipcode")]
        full = ", ".join(part for part in (*place, country) if part)
        party.add("birthPlace", full, origin=origin)
        party.add("birthCountry", birth.get("countryiso2code") or country, origin=origin)
    remark(party, birth, origin)


def _dates(party: Entity, dates: Dates, said: str, circa: bool, origin: str) -> None:
    prop = "birthDate" if party.schema == "Person" else "incorporationDate"
    party.add_dates(prop, dates, f"circa {said}" if circa else said, origin=origin)


def add_citizenship(party: Entity, citizen: Attributes, origin: str) -> None:
    """Add a citizenship."""
    country = _country(citizen)
    party.add("citizenship" if party.schema == "Person" else "country", country, origin=origin)
    remark(party, citizen, origin)


def add_address(party: Entity, place: Attributes, origin: str) -> None:
    """Add an address."""
    parts = {
        "street": place.get("street", ""),
        "postOfficeBox": place.get("pobox", ""),
        "postalCode": place.get("zipcode", ""),
        "city": place.get("city", ""),
        "region": place.get("region", ""),
        "remarks": place.get("place", "") or place.get("other", ""),
    }
    country = _country(place)
    printed = place.get("countrydescription", "") or country
    full = ", ".join(part for part in (*parts.values(), printed) if part)
    if full:
        address = party.attach("Address", full, origin=origin)
        address.add("full", full)
        for prop, value in parts.items():
            address.add(prop, value)
        address.add("country", country)
        party.add("address", full, origin=origin)
        party.add("country", country, origin=origin)
    for contact in filter(None, place.get("contactinfo", "").split("; ")):
        key, _, value = contact.partition(" ")
        if key.upper() in _CONTACTS:
            party.add(_CONTACTS[key.upper()], value, origin=origin, label=key)
        else:
            party.add("notes", f"Contact: {contact}", origin=origin)
    remark(party, place, origin)


def add_identification(party: Entity, paper: Attributes, origin: str) -> None:
    """Add an identity document or number."""
    number = paper.get("number", "") or paper.get("latinnumber", "")
    if not number:
        remark(party, paper, origin)
        return
    code = paper.get("identificationtypecode", "") or paper.get("typecode", "")
    label = paper.get("identificationtypedescription", "") or paper.get("typedescription", code)
    prop = _IDENTIFIERS.get(code.lower(), "idNumber")
    if not schema_has(party.schema, prop):
        prop = "registrationNumber"
    party.add(prop, number, origin=origin)
    schema = "Passport" if "passport" in code.lower() else "Identification"
    held = party.attach(schema, code, number, _country(paper), origin=origin)
    held.add("number", number)
    if schema == "Passport":
        held.add("passportNumber", number)
    held.add("type", label or code)
    held.add("country", _country(paper))
    held.add("authority", paper.get("issuedby"))
    for prop, name in (
        ("startDate", "issueddate"),
        ("startDate", "validfrom"),
        ("endDate", "validto"),
    ):
        said = paper.get(name, "")
        held.add_dates(prop, read_date(said[:10]), said)
    for name in ("knownexpired", "knownfalse", "reportedlost", "revokedbyissuer", "diplomatic"):
        if paper.get(name, "").lower() == "true":
            held.add("summary", name)
    for name in ("nameondocument", "latinnumber", "remark"):
        value = paper.get(name, "")
        held.add("summary", f"{name}: {value}" if value and value != number else "")


def add_designation(
    party: Entity, regulation: Attributes, origin: str, day: str, number: str, un_number: str
) -> None:
    """Add the designation under a programme.

    Args:
        party: who is designated.
        regulation: the legal act.
        origin: where it stands.
        day: the day of designation where the list tells it; see `caveat.sources.eu`.
        number: the EU's reference number.
        un_number: the Security Council's, where there is one.
    """
    programme = regulation.get("programme", "")
    sanction = party.attach("Sanction", LIST, programme, origin=origin)
    sanction.add("authority", AUTHORITY)
    sanction.add("country", "eu")
    sanction.add("program", programme)
    sanction.add("programId", programme)
    sanction.add("provisions", MEASURE)
    sanction.add("authorityId", number)
    sanction.add("unscId", un_number)
    title = regulation.get("numbertitle", "")
    sanction.add("summary", f"Regulation (EU) {title}" if title else "")
    sanction.add("sourceUrl", regulation.get("publicationurl"))
    if not sanction.has("startDate"):
        sanction.add_dates("startDate", read_date(day[:10]), day)
    amended = regulation.get("publicationdate", "")
    if amended[:10] != day[:10]:
        sanction.add_dates("modifiedAt", read_date(amended[:10]), amended)


def remark(party: Entity, attributes: Attributes, origin: str) -> None:
    """Keep the remark of an element."""
    party.add("notes", attributes.get("remark"), origin=origin)


def _country(attributes: Attributes) -> str:
    code = attributes.get("countryiso2code", "")
    named = attributes.get("countrydescription", "") or attributes.get("country", "")
    return named if code in ("", "00") else code

"""What the UK's lists share: labelled facts, under much the same labels in every format.

``Unique ID`` in the CSV is ``UniqueID`` in the XML: labels come here in small letters, without
blanks and punctuation.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping

from caveat.sources.reading import Entity, Reading, schema_has
from caveat.time import read as read_date

Facts = Mapping[str, str]

_SCHEMAS = {"individual": "Person", "person": "Person", "ship": "Vessel", "vessel": "Vessel"}
_NAMES = ("name1", "name2", "name3", "name4", "name5", "name6")
_ADDRESS = {
    "addressline1": "street", "address1": "street",
    "addressline2": "street2", "address2": "street2",
    "addressline3": "remarks", "address3": "remarks",
    "addressline4": "remarks", "address4": "remarks",
    "addressline5": "city", "address5": "city",
    "addressline6": "city", "address6": "city",
    "addresspostalcode": "postalCode", "postzipcode": "postalCode",
}  # fmt: skip
_COUNTRY = ("addresscountry", "country")
_PLAIN = {
    "title": "title",
    "townofbirth": "birthPlace",
    "countryofbirth": "birthCountry",
    "nationality": "nationality",
    "nationalityies": "nationality",
    "position": "position",
    "gender": "gender",
    "phonenumber": "phone",
    "website": "website",
    "emailaddress": "email",
    "typeofentity": "classification",
    "entitytype": "classification",
    "businessregistrationnumbers": "registrationNumber",
    "businessregistrationnumber": "registrationNumber",
    "entitybusinessregistrationnumber": "registrationNumber",
    "imonumber": "imoNumber",
    "shipimonumber": "imoNumber",
    "currentbelievedflagofship": "flag",
    "shipflag": "flag",
    "previousflags": "pastFlags",
    "shippreviousflag": "pastFlags",
    "previousflag": "pastFlags",
    "typeofship": "type",
    "shiptype": "type",
    "tonnageofship": "tonnage",
    "shiptonnage": "tonnage",
    "yearbuilt": "buildDate",
    "shipyearbuilt": "buildDate",
    "hullidentificationnumberhin": "registrationNumber",
    "hullidentificationnumber": "registrationNumber",
    "shiphin": "registrationNumber",
}
_NOTES = {
    "otherinformation": "",
    "lengthofship": "Length: ",
    "shiplength": "Length: ",
    "designationsource": "Designation source: ",
    "ofsigroupid": "OFSI Group ID: ",
    "sanctionsimposedindicators": "Indicators: ",
}
_LINKS = {
    "subsidiaries": ("Subsidiary", True),
    "subsidiary": ("Subsidiary", True),
    "entitysubsidiaries": ("Subsidiary", True),
    "parentcompany": ("Parent company", False),
    "entityparentcompany": ("Parent company", False),
    "currentowneroperators": ("Current owner or operator", False),
    "currentowneroperator": ("Current owner or operator", False),
    "shipcurrentowners": ("Current owner or operator", False),
    "previousowneroperators": ("Previous owner or operator", False),
    "previousowneroperator": ("Previous owner or operator", False),
    "shippreviousowners": ("Previous owner or operator", False),
}
_DESIGNATION = {
    "uniqueid", "regimename", "regime", "sanctionsimposed", "datedesignated", "dateofdesignation",
    "uksanctionslistdatedesignated", "listedon", "lastupdated", "ukstatementofreasons",
    "unreferencenumber", "uksanctionslistref", "groupid", "grpstatus",
}  # fmt: skip
_HANDLED = {
    *_NAMES, *_ADDRESS, *_COUNTRY, *_DESIGNATION, "nametype", "aliastype", "aliasstrength",
    "aliasquality", "namenonlatinscript", "nonlatinscripttype", "nonlatinscriptlanguage", "dob",
    "designationtype", "individualentityship", "grouptype", "passportnumber", "passportdetails",
    "passportadditionalinformation", "nationalidentifiernumber", "ninumber",
    "nationalidentificationnumber", "nationalidentificationdetails", "id", "name", "type",
    "fullname",
}  # fmt: skip


def label(text: str) -> str:
    """A heading or an element's name as labels are compared.

    >>> label("Nationality(/ies)"), label("UniqueID")
    ('nationalityies', 'uniqueid')
    """
    plain = re.sub(r"[^a-z0-9]", "", text.lower())
    return _SAME.get(plain, plain)


_SAME = {
    "individualdateofbirth": "dob",
    "individualtownofbirth": "townofbirth",
    "individualcountryofbirth": "countryofbirth",
    "individualnationality": "nationality",
    "individualposition": "position",
    "individualgender": "gender",
    "individualpassportnumber": "passportnumber",
    "individualpassportdetails": "passportdetails",
    "individualninumber": "nationalidentificationnumber",
    "individualnidetails": "nationalidentificationdetails",
    "nationalidentifieradditionalinformation": "nationalidentificationdetails",
    "grouptypedescription": "grouptype",
    "aliastypename": "aliastype",
    "nametitle": "title",
    "postcode": "postzipcode",
    "datelisted": "listedon",
    "fcoid": "uksanctionslistref",
    "businessregno": "businessregistrationnumber",
    "entitybusinessregnumber": "businessregistrationnumber",
    "businessregnumber": "businessregistrationnumber",
    "shippreviousflags": "previousflags",
    "flagofship": "shipflag",
    "currentowners": "currentowneroperators",
    "currentowner": "currentowneroperators",
    "previousowners": "previousowneroperators",
}
"""What the formats call otherwise: the XML of OFSI, the keys in its remarks."""


def unfold(facts: Facts) -> Facts:
    """Take the labelled facts out of OFSI's remarks; the remarks stay as they are.

    >>> unfold({"otherinformation": "(Gender):Male (Business Reg No):1111832003018"})["gender"]
    'Male'
    """
    found = {
        label(key): text.strip(" .")
        for key, text in _INSIDE.findall(facts.get("otherinformation", ""))
    }
    known = _PLAIN.keys() | _LINKS.keys() | _DESIGNATION
    return {key: text for key, text in found.items() if key in known} | {
        key: text for key, text in facts.items() if text or key not in found
    }


_INSIDE = re.compile(r"\(([^():]+)\):\s*(.*?)(?=\s*\([^():]+\):|$)", re.S)


def schema_of(facts: Facts) -> str:
    """The FollowTheMoney schema of a party."""
    kind = next(
        (facts[name] for name in ("designationtype", "individualentityship", "grouptype", "type")
         if facts.get(name)), "",
    )  # fmt: skip
    return _SCHEMAS.get(kind.lower(), "Organization")


def add(party: Entity, facts: Facts, origin: str, reading: Reading) -> None:
    """Add labelled facts that stand together: a row, a name, an address.

    Args:
        party: whom they are about.
        facts: label -> text.
        origin: where they stand.
        reading: counts the labels that are not known.
    """
    _name(party, facts, origin)
    _address(party, facts, origin)
    _documents(party, facts, origin)
    born = facts.get("dob", "")
    for said in _numbered(born):
        prop = "birthDate" if party.schema == "Person" else "incorporationDate"
        if schema_has(party.schema, prop):
            party.add_dates(prop, read_date(_partial(said)), said, origin=origin)
    for name, text in facts.items():
        if name in _PLAIN:
            _plain(party, _PLAIN[name], name, text, origin)
        elif name in _NOTES:
            party.add("notes", f"{_NOTES[name]}{text}" if text else "", origin=origin)
        elif name in _LINKS:
            _link(party, name, text, origin)
        elif name not in _HANDLED:
            reading.unknown[name] += 1
            party.add("notes", f"{name}: {text}" if text else "", origin=origin)


def designate(party: Entity, listing: str, authority: str, facts: Facts, origin: str) -> None:
    """Add the designation under a regime."""
    regime = facts.get("regimename") or facts.get("regime") or ""
    sanction = party.attach("Sanction", listing, regime, origin=origin)
    sanction.add("authority", authority)
    sanction.add("country", "gb")
    sanction.add("program", regime)
    sanction.add("programId", regime)
    regulations = re.search(r"Regulations \d{4}", regime)
    sanction.add("summary", regime if regulations else "")
    for measure in re.split(r"\s*[|;,]\s*", facts.get("sanctionsimposed", "")):
        sanction.add("provisions", measure)
    if listing == "uk-ofsi":
        sanction.add("provisions", "Asset freeze")
    number = facts.get("uniqueid") or facts.get("uksanctionslistref") or facts.get("groupid")
    sanction.add("authorityId", number)
    sanction.add("recordId", facts.get("groupid"))
    sanction.add("unscId", facts.get("unreferencenumber"))
    sanction.add("reason", facts.get("ukstatementofreasons"))
    for prop, names in (
        ("startDate", ("datedesignated", "dateofdesignation", "uksanctionslistdatedesignated")),
        ("listingDate", ("listedon",)),
        ("modifiedAt", ("lastupdated",)),
    ):
        for name in names:
            said = facts.get(name, "")
            sanction.add_dates(prop, read_date(said[:10]), said)


def stub(prefix: str, name: str, origin: str, reading: Reading) -> Entity:
    """A party that is named as owner or subsidiary; it is not listed for that."""
    mark = hashlib.sha1(name.upper().encode()).hexdigest()[:12]
    entity = Entity(f"{prefix}-stub-{mark}", "LegalEntity", origin, reading)
    entity.add("name", name)
    return entity


def _name(party: Entity, facts: Facts, origin: str) -> None:
    given = [facts.get(name, "") for name in _NAMES[:5]]
    last = facts.get("name6", "")
    whole = " ".join(part for part in (*given, last) if part) or facts.get("name", "")
    kind = (facts.get("nametype") or facts.get("aliastype") or "").lower()
    weak = "low" in (facts.get("aliasstrength") or facts.get("aliasquality") or "").lower()
    if whole:
        if "fka" in kind or "f.k.a" in kind or "former" in kind:
            prop = "previousName"
        elif kind in ("", "primary name", "prime alias") or (
            kind.startswith("primary name") and not party.has("name")
        ):
            prop = "name"
        else:
            prop = "weakAlias" if weak else "alias"
        printed = f"{last}, {' '.join(part for part in given if part)}"
        party.add(prop, whole, original=printed if last and any(given) else whole, origin=origin)
        if prop == "name" and party.schema == "Person":
            party.add("lastName", last, origin=origin)
            party.add("firstName", given[0], origin=origin)
            party.add("middleName", " ".join(part for part in given[1:] if part), origin=origin)
    party.add("alias", facts.get("namenonlatinscript"), origin=origin)
    script = " ".join(
        facts.get(name, "") for name in ("nonlatinscripttype", "nonlatinscriptlanguage")
    ).strip()
    party.add("notes", f"Non-Latin script: {script}" if script else "", origin=origin)


def _address(party: Entity, facts: Facts, origin: str) -> None:
    parts: dict[str, str] = {}
    for name, prop in _ADDRESS.items():
        if facts.get(name):
            parts[prop] = ", ".join(part for part in (parts.get(prop, ""), facts[name]) if part)
    country = next((facts[name] for name in _COUNTRY if facts.get(name)), "")
    full = ", ".join([*parts.values(), *([country] * bool(country))])
    if not full:
        return
    address = party.attach("Address", full, origin=origin)
    address.add("full", full)
    for prop, text in parts.items():
        address.add(prop, text)
    address.add("country", country)
    party.add("address", full, origin=origin)
    party.add("country", country, origin=origin)


def _documents(party: Entity, facts: Facts, origin: str) -> None:
    for schema, prop, names, notes in (
        ("Passport", "passportNumber", ("passportnumber", "passportdetails"),
         ("passportadditionalinformation",)),
        ("Identification", "idNumber",
         ("nationalidentifiernumber", "ninumber", "nationalidentificationnumber"),
         ("nationalidentificationdetails",)),
    ):  # fmt: skip
        for name in names:
            for said in _numbered(facts.get(name, "")):
                number = _document_number(said)
                if schema_has(party.schema, prop):
                    party.add(prop, number, original=said, origin=origin)
                held = party.attach(schema, schema, number, origin=origin)
                held.add("number", number, original=said)
                if schema == "Passport":
                    held.add("passportNumber", number, original=said)
                held.add("summary", *map(facts.get, notes), said if said != number else "")


_DOCUMENT_NUMBER = re.compile(r"(?=\S*\d)[^\W_][^\W_./-]*(?:[-./][^\W_]+)*")


def _document_number(said: str) -> str:
    """The number in a sentence about a document: its first word that has a digit.

    >>> _document_number("A-333602 (Indian) issued on 4 June 1985 in Bombay")
    'A-333602'
    >>> _document_number("Pakistani national ID no.54201-247561-5")
    '54201-247561-5'
    """
    cleared = re.sub(r"\b(?:no|nr|number|passport)\s*[.:]+", " ", said, flags=re.I)
    found = _DOCUMENT_NUMBER.search(cleared)
    return found[0] if found and " " in said else said


def _plain(party: Entity, prop: str, name: str, text: str, origin: str) -> None:
    if not schema_has(party.schema, prop):
        party.add("notes", f"{name}: {text}" if text else "", origin=origin)
        return
    for said in _numbered(text):
        if prop == "buildDate":
            party.add_dates(prop, read_date(_partial(said)), said, origin=origin)
        elif prop == "imoNumber":
            party.add(prop, re.sub(r"^IMO\D*", "", said), original=said, origin=origin)
        else:
            party.add(prop, said, origin=origin, label=name)


def _link(party: Entity, name: str, text: str, origin: str) -> None:
    """Keep a named owner or subsidiary as a note; uk.py makes parties of them, by name."""
    role, _ = _LINKS[name]
    for said in _numbered(text):
        party.add("notes", f"{role}: {said}", origin=origin)
        link = party.attach("UnknownLink", role, said, origin=origin)
        link.add("subject", party.id)
        link.add("role", role)
        link.add("namesMentioned" if schema_has("UnknownLink", "namesMentioned") else "summary",
                 said)  # fmt: skip


def _numbered(text: str) -> list[str]:
    """``(1) Tripoli (2) Tunis`` is two values.

    >>> _numbered("(1) Tripoli (2) Tunis"), _numbered("Moscow")
    (['Tripoli', 'Tunis'], ['Moscow'])
    """
    parts = re.split(r"\(\d+\)\s*", text)
    return [part.strip(" .,;") for part in parts if part.strip(" .,;")]


def _partial(said: str) -> str:
    """``00/00/1943`` and ``dd/mm/1943``: the year is known."""
    return re.sub(r"^(?:00|dd)/(?:00|mm)/", "", re.sub(r"^dd/", "00/", said), flags=re.I)

"""What all of OFAC's formats share: how a party, its facts and its designations are built.

The formats print the same facts under the same labels: ``Tax ID No. 770202363089 (Russia)`` in the
remarks of the CSV is an ``id`` of type ``Tax ID No.`` in the XML.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from caveat.sources.ofac_programmes import programme
from caveat.sources.reading import Entity, Reading, schema_has
from caveat.sources.registry import OFAC_DETAILS
from caveat.time import read

AUTHORITY = "US Treasury, Office of Foreign Assets Control"

_SCHEMAS = {"individual": "Person", "vessel": "Vessel", "aircraft": "Airplane"}

_IDENTIFIERS: tuple[tuple[str, str], ...] = (
    ("passport", "passportNumber"),
    ("tax id", "taxNumber"),
    ("tax identification", "taxNumber"),
    ("nit #", "taxNumber"),
    ("ruc #", "taxNumber"),
    ("rif #", "taxNumber"),
    ("r.f.c", "taxNumber"),
    ("c.u.i.t", "taxNumber"),
    ("rtn", "taxNumber"),
    ("vat number", "vatCode"),
    ("v.a.t", "vatCode"),
    ("government gazette number", "okpoCode"),
    ("unified social credit code", "uscCode"),
    ("legal entity number", "leiCode"),
    ("swift/bic", "swiftBic"),
    ("bic", "swiftBic"),
    ("ssn", "socialSecurityNumber"),
    ("social security", "socialSecurityNumber"),
    ("d-u-n-s", "dunsCode"),
    ("license", "licenseNumber"),
    ("driver's license", "idNumber"),
    ("national id", "idNumber"),
    ("registration", "registrationNumber"),
    ("business registration", "registrationNumber"),
    ("company number", "registrationNumber"),
    ("commercial registry", "registrationNumber"),
    ("c.r. no", "registrationNumber"),
    ("folio mercantil", "registrationNumber"),
    ("matricula mercantil", "registrationNumber"),
    ("public registration", "registrationNumber"),
    ("economic register number", "registrationNumber"),
    ("chamber of commerce", "registrationNumber"),
    ("enterprise number", "registrationNumber"),
    ("mmsi", "mmsi"),
    ("aircraft tail number", "registrationNumber"),
    ("previous aircraft tail number", "registrationNumber"),
    ("aircraft manufacturer's serial", "serialNumber"),
    ("aircraft construction number", "serialNumber"),
    ("aircraft mode s", "icaoCode"),
    ("vessel call sign", "callSign"),
    ("other vessel call sign", "callSign"),
)
"""Start of an identifier's label, in lower case -> property; the rest are ``idNumber``."""

_PLAIN: dict[str, str] = {
    "website": "website",
    "email address": "email",
    "phone number": "phone",
    "telephone": "phone",
    "phone": "phone",
    "fax": "phone",
    "organization established date": "incorporationDate",
    "organization type": "sector",
    "target type": "classification",
    "vessel year of build": "buildDate",
    "aircraft manufacture date": "buildDate",
    "aircraft model": "model",
    "vessel type": "type",
    "other vessel type": "type",
    "vessel flag": "flag",
    "other vessel flag": "flag",
    "former vessel flag": "pastFlags",
    "former vessel type": "pastTypes",
    "gender": "gender",
    "nationality": "nationality",
    "nationality country": "nationality",
    "nationality of registration": "country",
    "citizen": "citizenship",
    "citizenship country": "citizenship",
    "place of birth": "birthPlace",
    "pob": "birthPlace",
    "dob": "birthDate",
    "birthdate": "birthDate",
    "title": "position",
    "location": "country",
}
"""Label in lower case -> property."""

_MEASURES = (
    "secondary sanctions risk",
    "additional sanctions information",
    "transactions prohibited",
    "executive order",
    "directive",
    "caatsa section",
    "ifca determination",
    "subject to directive",
    "listing date (eo",
    "effective date (eo",
    "all offices worldwide",
    "for more information on directives",
)
_LINKS = {
    "linked to": "Linked To",
    "aircraft operator": "Aircraft Operator",
    "vessel owner": "Vessel Owner",
    "vessel operator": "Vessel Operator",
}


@dataclass(slots=True)
class Names:
    """Which party a name of this file stands for; a name of several stands for none.

    Attributes:
        known: name in upper case -> party id, or empty if it is ambiguous.
        stubs: parties that are named, but are not in the file.
    """

    known: dict[str, str] = field(default_factory=dict)
    stubs: dict[str, Entity] = field(default_factory=dict)

    def note(self, name: str, id: str) -> None:
        """A party has this name."""
        key = " ".join(name.upper().split())
        if key and self.known.setdefault(key, id) != id:
            self.known[key] = ""

    def find(self, name: str, origin: str, reading: Reading) -> str:
        """The id of the party of this name; a stub's if the file has none, or several."""
        key = " ".join(name.upper().split())
        found = self.known.get(key)
        if found:
            return found
        id = f"ofac-stub-{hashlib.sha1(key.encode()).hexdigest()[:12]}"
        if id not in self.stubs:
            stub = Entity(id, "LegalEntity", origin, reading)
            stub.add("name", name)
            stub.add("notes", "Named on the list, without an entry that can be told for sure.")
            self.stubs[id] = stub
        return id

    def left(self) -> Iterator[Entity]:
        """The stubs, to be yielded after the parties."""
        yield from self.stubs.values()


@dataclass(slots=True)
class Maker:
    """Builds one OFAC party out of labelled facts.

    Attributes:
        party: the entity in the making.
        names: who is called what in the file.
        reading: of the file.
        designations: those added so far.
    """

    party: Entity
    names: Names
    reading: Reading
    designations: list[Entity] = field(default_factory=list)
    _measures: list[tuple[str, str]] = field(default_factory=list)

    def designate(self, listing: str, tag: str, origin: str = "") -> Entity:
        """Add the party's designation under a programme; the same tag gives the same one."""
        sanction = self.party.attach("Sanction", listing, tag, origin=origin)
        if sanction not in self.designations:
            self.designations.append(sanction)
            sanction.add("authority", AUTHORITY)
            sanction.add("country", "us")
            sanction.add("program", tag)
            sanction.add("programId", tag)
            number = self.party.id.removeprefix("ofac-")
            sanction.add("authorityId", number)
            sanction.add("sourceUrl", OFAC_DETAILS + number)
            if listing == "ofac-sdn":
                sanction.add("provisions", "Blocking of property")
            known = programme(tag)
            if known is not None:
                sanction.add("summary", known.legal_basis)
        return sanction

    def fact(
        self,
        label: str,
        value: str,
        origin: str,
        country: str = "",
        issued: str = "",
        expires: str = "",
    ) -> bool:
        """Add a labelled fact; False if the label says nothing that is known.

        Args:
            label: as printed, with or without ``alt.``: ``Tax ID No.``, ``Gender``, ``DOB``.
            value: as printed.
            origin: where it stands.
            country: issuing country, as printed.
            issued: day of issue, as printed.
            expires: day of expiry, as printed.
        """
        printed = label.strip()
        label = printed.rstrip(":-").strip().removeprefix("alt. ").removeprefix("Alt. ")
        low = label.lower()
        if low in _LINKS:
            self.link(_LINKS[low], value, origin)
        elif low.startswith(_MEASURES):
            text = " ".join(part for part in (printed, value) if part)
            self._measures.append((text, origin))
        elif low in _PLAIN:
            self._plain(_PLAIN[low], label, value, origin)
        elif low.startswith("digital currency address"):
            currency = label.split("-")[-1].strip() if "-" in label else ""
            if not currency:
                currency, _, value = value.partition(" ")
            self.wallet(currency, value.strip(), origin)
        elif _looks_like_identifier(low):
            self.identifier(label, value, origin, country, issued, expires)
        else:
            return False
        return True

    def identifier(
        self, label: str, value: str, origin: str, country: str, issued: str, expires: str
    ) -> None:
        """Add an identifier: on the party, and with its particulars beside it."""
        low, party = label.lower(), self.party
        prop = next((prop for start, prop in _IDENTIFIERS if low.startswith(start)), "idNumber")
        if "passport" in low:
            prop = "passportNumber"
        imo = (
            re.fullmatch(r"(?:IMO )?(\d{7})", value) if "imo" in f"{low} {value.lower()}" else None
        )
        if imo and schema_has(party.schema, "imoNumber"):
            party.add("imoNumber", imo[1], origin=origin)
            return
        digits = re.sub(r"\D", "", value)
        if country in ("Russia", "Russian Federation", "RU"):
            if prop == "taxNumber" and len(digits) in (10, 12):
                party.add("innCode" if schema_has(party.schema, "innCode") else prop, value)
            if prop == "registrationNumber" and len(digits) in (13, 15):
                party.add("ogrnCode" if schema_has(party.schema, "ogrnCode") else prop, value)
        if schema_has(party.schema, prop):
            party.add(prop, value, origin=origin, label=label)
        elif schema_has(party.schema, "registrationNumber"):
            party.add("registrationNumber", value, origin=origin, label=label)
        if prop in ("mmsi", "callSign", "serialNumber", "icaoCode"):
            return
        schema = "Passport" if prop == "passportNumber" else "Identification"
        paper = party.attach(schema, label, value, country, origin=origin)
        paper.add("number", value)
        if schema == "Passport":
            paper.add("passportNumber", value)
        paper.add("type", label)
        paper.add("country", country)
        paper.add_dates("startDate", read(issued), issued)
        paper.add_dates("endDate", read(expires), expires)

    def wallet(self, currency: str, address: str, origin: str) -> None:
        """Add a digital currency address."""
        wallet = self.party.attach("CryptoWallet", currency, address, origin=origin)
        wallet.add("publicKey", address)
        wallet.add("currencySymbol", currency)

    def link(self, role: str, name: str, origin: str) -> None:
        """Add a link to another party that is given by name."""
        self.relate(role, self.names.find(name.rstrip("."), origin, self.reading), origin)

    def relate(self, role: str, other: str, origin: str) -> None:
        """Add a link to another party that is given by id."""
        link = self.party.attach("UnknownLink", role, other, origin=origin)
        link.add("subject", self.party.id)
        link.add("object", other)
        link.add("role", role)

    def address(self, parts: dict[str, str], country: str, origin: str, remarks: str = "") -> None:
        """Add an address.

        Args:
            parts: FollowTheMoney properties of an address, in the order to print them.
            country: as printed.
            origin: where it stands.
            remarks: the publisher's own.
        """
        full = ", ".join([*(text for text in parts.values() if text), *([country] * bool(country))])
        if not full:
            return
        address = self.party.attach("Address", full, origin=origin)
        address.add("full", full)
        for prop, text in parts.items():
            address.add(prop, text)
        address.add("country", country)
        address.add("remarks", remarks)
        self.party.add("address", full, origin=origin)
        if self.party.schema not in ("Vessel", "Airplane"):
            self.party.add("country", country, origin=origin)

    def finish(self) -> Entity:
        """Put the measures on every designation, and give the party."""
        for sanction in self.designations:
            for text, origin in self._measures:
                sanction.add("provisions", text, origin=origin)
        return self.party

    def _plain(self, prop: str, label: str, value: str, origin: str) -> None:
        schema = self.party.schema
        if not schema_has(schema, prop):
            prop = {"citizenship": "country", "nationality": "country"}.get(prop, prop)
        if not schema_has(schema, prop):
            self.party.add("notes", f"{label}: {value}", origin=origin)
        elif prop in ("birthDate", "incorporationDate", "buildDate"):
            self.party.add_dates(prop, read(value), value, origin=origin)
        else:
            self.party.add(prop, value, origin=origin, label=label)


def schema_of(kind: str) -> str:
    """The FollowTheMoney schema of an SDN type."""
    return _SCHEMAS.get(kind.strip().lower(), "Organization")


def add_name(party: Entity, prop: str, printed: str, origin: str = "", lang: str = "") -> None:
    """Add a name printed ``LAST, First Middle``: in the order it is said, parts beside it.

    >>> party = Entity("ofac-16685", "Person", "sdn.csv:1")
    >>> add_name(party, "name", "CHEMEZOV, Sergei Viktorovich")
    >>> party.values("name"), party.values("lastName")
    (['Sergei Viktorovich CHEMEZOV'], ['CHEMEZOV'])
    """
    last, comma, first = printed.partition(",")
    if party.schema != "Person" or not comma or not first.strip():
        party.add(prop, printed, origin=origin, lang=lang)
        return
    given, _, suffix = first.strip().partition(", ")
    said = " ".join(part for part in (given, last.strip(), suffix) if part)
    party.add(prop, said, original=printed, origin=origin, lang=lang)
    if prop == "name":
        party.add("lastName", last, origin=origin)
        party.add("firstName", given, origin=origin)


def _looks_like_identifier(low: str) -> bool:
    return low.startswith(tuple(start for start, _ in _IDENTIFIERS)) or bool(_NUMBERED.search(low))


_NUMBERED = re.compile(
    r"(?<!\w)(?:no|number|nos|id|code|card|certificate|cedula|d\.n\.i\.|c\.u\.r\.p\.?|c\.u\.i\."
    r"|i\.f\.e\.|s\.s\.n\.|numero|identification|numéro|licence|license|permit|visa|file|passport"
    r"|fein|bik|cartilla|credencial)(?!\w)|#"
)
"""Words that make a label one of an identifier."""

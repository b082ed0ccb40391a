"""OFAC's Advanced XML (``SDN_ADVANCED.XML``, ``CONS_ADVANCED.XML``): the one with dates.

Format: *Advanced Sanctions Data Model*, UN 1267/1988 technical standard as OFAC uses it
(``sdn_advanced.xsd``). Values are numbers that point into sets at the head of the file; places,
documents, relations and designations stand apart from the parties and are joined by number. So
the file is read twice: first what is pointed to, then the parties, one at a time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from lxml import etree

from caveat.sources.ofac_party import Maker, Names, add_name
from caveat.sources.ofac_programmes import programme
from caveat.sources.reading import Entity, File, Reading
from caveat.sources.xml_stream import child, children, entries, local, text
from caveat.time import Span, iso, span
from caveat.time import read as read_date

_TYPES = {"Individual": "Person", "Vessel": "Vessel", "Aircraft": "Airplane"}
_ALIASES = {"A.K.A.": "alias", "F.K.A.": "previousName", "N.K.A.": "alias", "Name": "name"}
_LANGS = {"Cyrl": "rus", "Arab": "ara", "Hans": "zho", "Hant": "zho", "Kore": "kor", "Jpan": "jpn"}
_APART = (
    "Location",
    "IDRegDocument",
    "ProfileRelationship",
    "SanctionsEntry",
)


@dataclass(slots=True)
class _Look:
    """What parties point to.

    Attributes:
        words: (name of the set's element, number) -> word.
        notes: (name, number) -> further attributes.
        places: number of a location -> its parts by kind, and its country.
        papers: number of an identity -> its documents.
        links: number of a profile -> (role, other profile, remark).
        entries: number of a profile -> its designations.
    """

    words: dict[tuple[str, str], str] = field(default_factory=dict)
    subtypes: dict[str, str] = field(default_factory=dict)
    places: dict[str, tuple[dict[str, str], str]] = field(default_factory=dict)
    papers: dict[str, list[dict[str, str]]] = field(default_factory=lambda: defaultdict(list))
    links: dict[str, list[tuple[str, str, str]]] = field(default_factory=lambda: defaultdict(list))
    entries: dict[str, list[_Entry]] = field(default_factory=lambda: defaultdict(list))

    def word(self, name: str, number: str | None) -> str:
        """The word behind a number."""
        return self.words.get((name, number or ""), "")


@dataclass(frozen=True, slots=True)
class _Entry:
    """One entry of a party on one of OFAC's lists."""

    number: str
    listing: str
    events: tuple[tuple[str, str, str], ...]
    programmes: tuple[str, ...]
    measures: tuple[str, ...]


def read(files: Sequence[File], reading: Reading, listing: str) -> Iterator[Entity]:
    """Read the list.

    Args:
        files: the XML file.
        reading: of the file.
        listing: name of the list.
    """
    reading.format = "ofac advanced xml"
    for file in files:
        look = _look(file, reading)
        for party in entries(file, {"DistinctParty"}):
            for profile in children(party, "Profile"):
                yield _party(profile, text(party, "Comment"), file, look, reading, listing)


def _look(file: File, reading: Reading) -> _Look:
    look = _Look()
    for element in entries(file, {"DateOfIssue", "ReferenceValueSets", *_APART}):
        name = local(element)
        if name == "DateOfIssue":
            reading.published = _day(element)
        elif name == "ReferenceValueSets":
            for values in element:
                for value in values:
                    _reference(look, value)
        elif name == "Location":
            _location(look, element)
        elif name == "IDRegDocument":
            _document(look, element)
        elif name == "ProfileRelationship":
            look.links[element.get("From-ProfileID", "")].append(
                (
                    look.word("RelationType", element.get("RelationTypeID")),
                    element.get("To-ProfileID", ""),
                    text(element, "Comment"),
                )
            )
        elif name == "SanctionsEntry":
            _entry(look, element)
    return look


def _reference(look: _Look, value: etree._Element) -> None:
    name, number = local(value), value.get("ID", "")
    said = (value.text or "").strip()
    if name == "LegalBasis":
        said = value.get("LegalBasisShortRef") or said
    elif name == "Script":
        said = value.get("ScriptCode") or said
    elif name == "AreaCode":
        said = value.get("Description") or said
    elif name == "PartySubType":
        look.subtypes[number] = value.get("PartyTypeID", "")
    look.words[name, number] = said


def _location(look: _Look, element: etree._Element) -> None:
    parts: dict[str, str] = {}
    for part in children(element, "LocationPart"):
        kind = look.word("LocPartType", part.get("LocPartTypeID"))
        for value in children(part, "LocationPartValue"):
            parts[kind] = text(value, "Value") or text(value, "Comment")
    country = child(element, "LocationCountry")
    area = child(element, "LocationAreaCode")
    said = look.word("Country", country.get("CountryID")) if country is not None else ""
    if not said and area is not None:
        said = look.word("AreaCode", area.get("AreaCodeID"))
    look.places[element.get("ID", "")] = (parts, said)


def _document(look: _Look, element: etree._Element) -> None:
    paper = {
        "id": element.get("ID", ""),
        "label": look.word("IDRegDocType", element.get("IDRegDocTypeID")),
        "number": text(element, "IDRegistrationNo"),
        "country": look.word("Country", element.get("IssuedBy-CountryID")),
        "comment": text(element, "Comment"),
        "issued": "",
        "expires": "",
    }
    for dated in children(element, "DocumentDate"):
        kind = look.word("IDRegDocDateType", dated.get("IDRegDocDateTypeID"))
        days = _period(child(dated, "DatePeriod"))
        paper["expires" if "Expir" in kind else "issued"] = days[0] if days else ""
    look.papers[element.get("IdentityID", "")].append(paper)


def _entry(look: _Look, element: etree._Element) -> None:
    events = tuple(
        (
            _day(child(event, "Date")) or "",
            look.word("LegalBasis", event.get("LegalBasisID")),
            look.word("EntryEventType", event.get("EntryEventTypeID")),
        )
        for event in children(element, "EntryEvent")
    )
    programmes, measures = [], []
    for measure in children(element, "SanctionsMeasure"):
        kind = look.word("SanctionsType", measure.get("SanctionsTypeID"))
        comment = text(measure, "Comment")
        if kind == "Program":
            programmes.append(comment)
        elif kind != "Block" or comment:  # every designation on the SDN list says so itself
            measures.append(f"{kind}: {comment}" if comment else kind)
    look.entries[element.get("ProfileID", "")].append(
        _Entry(
            element.get("ID", ""),
            look.word("List", element.get("ListID")),
            events,
            tuple(programmes),
            tuple(measures),
        )
    )


def _party(
    profile: etree._Element,
    comment: str,
    file: File,
    look: _Look,
    reading: Reading,
    listing: str,
) -> Entity:
    number = profile.get("ID", "")
    where = f"{file.name}:Profile[{number}]"
    subtype = profile.get("PartySubTypeID", "")
    kind = look.word("PartySubType", subtype)
    kind = kind if kind in _TYPES else look.word("PartyType", look.subtypes.get(subtype))
    party = Entity(f"ofac-{number}", _TYPES.get(kind, "Organization"), where, reading)
    maker = Maker(party, Names(), reading)
    for identity in children(profile, "Identity"):
        for alias in children(identity, "Alias"):
            _alias(party, identity, alias, look, where)
        for paper in look.papers.get(identity.get("ID", ""), ()):
            _paper(maker, paper, f"{file.name}:IDRegDocument[{paper['id']}]")
    for feature in children(profile, "Feature"):
        _feature(maker, feature, look, where)
    for entry in look.entries.get(number, ()):
        _designate(maker, entry, listing, f"{file.name}:SanctionsEntry[{entry.number}]")
    for role, other, remark in look.links.get(number, ()):
        maker.relate(role, f"ofac-{other}", f"{where}/relationships")
        party.add("notes", f"{role}: {remark}" if remark else "")
    party.add("notes", comment)
    return maker.finish()


def _alias(
    party: Entity, identity: etree._Element, alias: etree._Element, look: _Look, where: str
) -> None:
    kinds = {
        group.get("ID", ""): look.word("NamePartType", group.get("NamePartTypeID"))
        for group in children(identity, "NamePartGroups", "MasterNamePartGroup", "NamePartGroup")
    }
    prop = _ALIASES.get(look.word("AliasType", alias.get("AliasTypeID")), "alias")
    if alias.get("Primary") == "true":
        prop = "name"
    elif alias.get("LowQuality") == "true" and prop == "alias":
        prop = "weakAlias"
    origin = f"{where}/Alias[{alias.get('FixedRef', '')}]"
    for documented in children(alias, "DocumentedName"):
        last: list[str] = []
        rest: list[str] = []
        script = ""
        for value in children(documented, "DocumentedNamePart", "NamePartValue"):
            said = (value.text or "").strip()
            kind = kinds.get(value.get("NamePartGroupID", ""), "")
            script = look.word("Script", value.get("ScriptID")) or script
            whose = last if kind == "Last Name" or party.schema != "Person" else rest
            whose.append(said)
            if kind == "Patronymic":
                party.add("fatherName", said, origin=origin)
        lang = _LANGS.get(script, "")
        # A primary name in another script is one more name of the party, not a better one.
        to = "alias" if prop == "name" and script not in ("", "Latn") else prop
        first = " ".join(rest)
        printed = " ".join(last)
        if party.schema == "Person" and first and script in ("", "Latn"):
            printed = printed.upper()  # as OFAC's other formats print it
        add_name(party, to, f"{printed}, {first}" if printed and first else printed or first,
                 origin, lang)  # fmt: skip


def _paper(maker: Maker, paper: dict[str, str], origin: str) -> None:
    number = paper["number"] or paper["comment"]
    if not maker.fact(
        paper["label"], number, origin, paper["country"], paper["issued"], paper["expires"]
    ):
        maker.identifier(
            paper["label"], number, origin, paper["country"], paper["issued"], paper["expires"]
        )


def _feature(maker: Maker, feature: etree._Element, look: _Look, where: str) -> None:
    label = look.word("FeatureType", feature.get("FeatureTypeID"))
    origin = f"{where}/Feature[{feature.get('ID', '')}]"
    for version in children(feature, "FeatureVersion"):
        said = [text(version, "Comment")]
        for detail in children(version, "VersionDetail"):
            known = look.word("DetailReference", detail.get("DetailReferenceID"))
            said.append(known or " ".join((detail.text or "").split()))
        for place in children(version, "VersionLocation"):
            parts, country = look.places.get(place.get("LocationID", ""), ({}, ""))
            if label == "Location":
                _address(maker, parts, country, origin)
                continue
            named = ", ".join(parts.values())
            said.append(named if named.endswith(country) else f"{named}, {country}".strip(", "))
        for period in children(version, "DatePeriod"):
            days = _period(period)
            if days and label in ("Birthdate", "Organization Established Date"):
                prop = "birthDate" if label == "Birthdate" else "incorporationDate"
                maker.party.add(prop, *days, origin=origin)
                if _circa(period):
                    maker.party.add("notes", f"{label}: circa {days[0]}", origin=origin)
            elif days:
                said.append(days[0])
        value = " ".join(part for part in said if part)
        label_plain = label.removesuffix(" Country")
        if value and not maker.fact(label_plain, value, origin):
            maker.party.add("notes", f"{label.rstrip(':')}: {value}", origin=origin)


def _address(maker: Maker, parts: dict[str, str], country: str, origin: str) -> None:
    keys = {
        "ADDRESS1": "street",
        "ADDRESS2": "street2",
        "ADDRESS3": "remarks",
        "CITY": "city",
        "STATE/PROVINCE": "state",
        "POSTAL CODE": "postalCode",
        "REGION": "region",
    }
    maker.address(
        {keys.get(kind, "remarks"): said for kind, said in parts.items() if said}, country, origin
    )


def _designate(maker: Maker, entry: _Entry, listing: str, origin: str) -> None:
    """One designation a programme; a date goes to the programme whose order its event names."""
    dates = sorted(day for day, _, _ in entry.events if day)
    for tag in entry.programmes or (entry.listing,):
        sanction = maker.designate(listing, tag, origin)
        known = programme(tag)
        order = (known.legal_basis if known else tag).removeprefix("Executive Order ")
        own = sorted(day for day, basis, _ in entry.events if day and order in basis)
        if own:
            sanction.add("startDate", own[0])
        elif len(entry.programmes) == 1 and dates:
            sanction.add("startDate", dates[0])
        if dates:
            sanction.add("listingDate", dates[0])
        sanction.add("recordId", entry.number)
        sanction.add("status", entry.listing)
        sanction.add("provisions", *entry.measures)
        for _, basis, _ in entry.events:
            if len(entry.programmes) == 1 or order in basis:
                sanction.add("summary", basis)


def _period(period: etree._Element | None) -> tuple[str, ...]:
    """The dates that a period stands for: one day, month or year, or every year of a span."""
    start = _day(child(child(period, "Start"), "From"))
    stop = _day(child(child(period, "End"), "To")) or _day(child(child(period, "Start"), "To"))
    if not start:
        return ()
    if not stop or stop == start:
        return (start,)
    if start.endswith("-01-01") and stop == f"{start[:4]}-12-31":
        return (start[:4],)
    if span(start[:7]) == Span(span(start).first, span(stop).last):
        return (start[:7],)
    return read_date(f"{start} to {stop}").prefixes or (start,)


def _circa(period: etree._Element) -> bool:
    start = child(period, "Start")
    return start is not None and start.get("Approximate") == "true"


def _day(element: etree._Element | None) -> str | None:
    if element is None or not text(element, "Year"):
        return None
    return iso(*(int(text(element, part) or 0) for part in ("Year", "Month", "Day")))

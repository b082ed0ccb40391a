"""Beneficial Ownership Data Standard, versions 0.2 to 0.4: JSON or JSON lines.

Format: https://standard.openownership.org/en/0.4.0/ and .../en/0.2.0/. Statements are never
changed: what becomes of a record is told by later statements of it (0.4: the same ``recordId``;
before: ``replacesStatements``). So an interest of an earlier statement was held until a later one
says otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from caveat.sources.reading import File, Reading
from caveat.sources.stakes.bods_interest import read_interests
from caveat.sources.stakes.check import Item, country, read_day
from caveat.sources.stakes.json_records import records, whole
from caveat.sources.stakes.succession import Told, succeed
from caveat.stake import Fault, Holder
from caveat.subject import Type

_KINDS = {
    "person": "person",
    "entity": "entity",
    "relationship": "relationship",
    "personStatement": "person",
    "entityStatement": "entity",
    "ownershipOrControlStatement": "relationship",
}


class _Statement(NamedTuple):
    """A statement of any version, with what the versions call differently."""

    id: str
    kind: str
    day: str
    closed: bool
    details: Mapping[str, Any]
    origin: str


def read(files: Sequence[File], reading: Reading, name: str) -> Iterator[Item]:
    """Read statements; what the interests of a relationship were is kept, with its days.

    Raises:
        ListMalformed: a file is no JSON, or is cut off.
    """
    package = _Package()
    for file in files:
        for found in records(file):
            if isinstance(found, Fault):
                yield found
            else:
                yield from whole(found[0], package.note(*found))
    reading.published = max(package.days, default="") or None
    reading.format = f"BODS {max(package.versions, default='')}".strip()
    told: dict[str, list[Told]] = {}
    for one in sorted(package.row, key=lambda one: one.day):  # of one day, in the file's order
        yield from whole(one.origin, package.read(one, reading, told))
    for history in told.values():
        yield from succeed(history, name)


class _Package:
    """The statements of a set of files, and which of them are about the same record."""

    def __init__(self) -> None:
        self.row: list[_Statement] = []
        self.days: set[str] = set()
        self.versions: set[str] = set()
        self._known: set[str] = set()
        self._chains = _Chains()

    def note(self, origin: str, record: Mapping[str, Any]) -> Iterator[Fault]:
        """Take a statement in."""
        statement = _statement(record, origin)
        if statement is None:
            yield Fault(
                origin,
                "It is no statement about a person, an entity or an interest. It is left out.",
            )
            return
        details = record.get("publicationDetails") or {}
        day, version = details.get("publicationDate"), details.get("bodsVersion")
        self._chains.add(record, statement)
        self.row.append(statement)
        self.days.add(str(day or "")[:10])
        self.versions.add(str(version or ""))

    def read(
        self, one: _Statement, reading: Reading, told: dict[str, list[Told]]
    ) -> Iterator[Item]:
        """The holder that a statement describes; or what it tells of a relationship, noted."""
        if not self._known:
            entities = (entity.id for entity in self.row if entity.kind != "relationship")
            self._known = {self._chains.record(id) for id in entities}
        faults: list[Fault] = []
        record = self._chains.record(one.id)
        if one.kind != "relationship":
            yield _holder(record, one, faults)
        elif (ends := _ends(one, self._chains, self._known, faults)) is not None:
            said = one.details.get("interests")
            over = one.closed and not said
            interests = () if over else read_interests(said, one.origin, reading, faults)
            told.setdefault(record, []).append(
                Told(*ends, one.day, one.closed, interests, one.origin)
            )
        yield from faults


class _Chains:
    """Which statements are about the same record."""

    def __init__(self) -> None:
        self._record: dict[str, str] = {}
        self._before: dict[str, str] = {}

    def add(self, record: Mapping[str, Any], statement: _Statement) -> None:
        """Note a statement."""
        if record.get("recordId"):
            self._record[statement.id] = str(record["recordId"])
        for before in record.get("replacesStatements") or ():
            self._before[statement.id] = str(before)

    def record(self, id: str) -> str:
        """The record of a statement, or of a reference: the oldest statement that is at hand."""
        seen = {id}
        while id in self._before and self._before[id] not in seen:
            id = self._before[id]
            seen.add(id)
        return self._record.get(id, id)


def _statement(record: Mapping[str, Any], origin: str) -> _Statement | None:
    kind = _KINDS.get(str(record.get("recordType") or record.get("statementType") or ""))
    id = record.get("statementId") or record.get("statementID")
    if kind is None or not id:
        return None
    details = record.get("recordDetails")
    return _Statement(
        str(id),
        kind,
        str(record.get("statementDate") or ""),
        record.get("recordStatus") == "closed",
        details if isinstance(details, dict) else record,
        f"{origin}/{id}",
    )


def _ends(
    one: _Statement, chains: _Chains, known: set[str], faults: list[Fault]
) -> tuple[str, str] | None:
    """Holder and held of a relationship; None, and a fault, where one is not told."""
    found = []
    for side in ("interestedParty", "subject"):
        said = one.details.get(side)
        if isinstance(said, dict):
            reason = said.get("reason") or (said.get("unspecified") or {}).get("reason")
            said = said.get("describedByPersonStatement") or said.get("describedByEntityStatement")
            if not said:
                who = "Who has the interest" if side == "interestedParty" else "What it is in"
                faults.append(Fault(one.origin, f"{who} is not told ({reason or 'no reason'}). "
                                                "No stake is made of it."))  # fmt: skip
                return None
        if not said:
            faults.append(Fault(one.origin, f"It has no {side}. No stake is made of it."))
            return None
        id = chains.record(str(said))
        if id not in known:
            faults.append(
                Fault(one.origin, f"Its {side} {said!r} is described nowhere. It has no name here.")
            )
        found.append(id)
    return found[0], found[1]


def _holder(id: str, one: _Statement, faults: list[Fault]) -> Holder:
    said = one.details
    names = [str(said["name"])] if said.get("name") else []
    for each in said.get("names") or ():
        parts = (each.get(key) for key in ("givenName", "patronymicName", "familyName"))
        names.append(str(each.get("fullName") or " ".join(filter(None, parts))))
    names += [str(other) for other in said.get("alternateNames") or ()]
    places = [*(said.get("nationalities") or ())]
    places += [said[key] for key in ("jurisdiction", "incorporatedInJurisdiction") if said.get(key)]
    unique = tuple(dict.fromkeys(filter(None, names)))
    type: Type = "person" if one.kind == "person" else "organization"
    return Holder(
        id,
        unique[0] if unique else "",
        type,
        unique[1:],
        read_day(str(said.get("birthDate") or ""), "The birth date", one.origin, faults),
        tuple(dict.fromkeys(country(str(at.get("code") or at.get("name") or "")) for at in places)),
        tuple(str(paper["id"]) for paper in said.get("identifiers") or () if paper.get("id")),
        one.origin,
    )

"""Statement, Designation, Party: what lists say about somebody, and where they say it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, NamedTuple

from caveat.subject import Type

Status = Literal["listed", "possible", "not listed"]
"""Whether a designation was in force on a day; ``possible`` when neither the publisher's dates
nor the versions at hand can tell."""


class Statement(NamedTuple):
    """One value that one list gives about one party.

    Attributes:
        party: id of the party that the statement belongs to.
        entity: id of the entity that has the value: the party, or one attached to it (a
            designation, an identity document, an address, a link).
        schema: FollowTheMoney schema of ``entity``.
        prop: FollowTheMoney property name.
        value: the value in FollowTheMoney's normal form (ISO dates, ISO 3166 countries).
        original: the publisher's own text where it differs from ``value``, else empty.
        lang: ISO 639-3 code of the value's language where the publisher tells it, else empty.
        origin: where in the file it stands: ``sdn.csv:123``, ``sdn.xml:sdnEntry[16685]/akaList``.
    """

    party: str
    entity: str
    schema: str
    prop: str
    value: str
    original: str
    lang: str
    origin: str


class DatedStatement(NamedTuple):
    """A statement, and the versions of its list that carried it.

    Attributes:
        statement: the statement.
        source: name of the list.
        first: publication date of the first version with the statement, in an unbroken row.
        last: publication date of the last version of that row.
        until: publication date of the first version without it; None while it is in force.
        ordinals: places of ``first`` and ``last`` in the row of the list's versions.
    """

    statement: Statement
    source: str
    first: date
    last: date
    until: date | None
    ordinals: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Designation:
    """One designation of a party on one list, under one programme.

    Attributes:
        source: name of the list (``ofac-sdn``).
        list_title: the list's title.
        publisher: who publishes the list.
        status: whether it was in force on the day asked about.
        because: one sentence that says how the status is known.
        programme: the publisher's code or title of the programme.
        start: ISO prefix of the day of designation, where the publisher tells it.
        listed: ISO prefix of the day the party was put on the list, where told.
        amended: ISO prefix of the last amendment, where told.
        end: ISO prefix of the day the designation ended, where told.
        first_seen: publication date of the first version at hand that carries it.
        last_seen: publication date of the last version at hand that carries it.
        measures: what the designation forbids, in the publisher's words.
        legal_basis: the laws that it rests on.
        reasons: the publisher's statement of reasons.
        number: the publisher's own number of the entry.
        url: the publisher's page.
        version: publication date of the version that this is read from.
        origin: where in that version's file.
    """

    source: str
    list_title: str
    publisher: str
    status: Status
    because: str
    programme: str
    start: str | None
    listed: str | None
    amended: str | None
    end: str | None
    first_seen: date
    last_seen: date
    measures: tuple[str, ...]
    legal_basis: tuple[str, ...]
    reasons: tuple[str, ...]
    number: str | None
    url: str | None
    version: date
    origin: str


@dataclass(frozen=True, slots=True)
class Party:
    """A party as the lists know it, with the statements behind every word.

    Attributes:
        id: stable across versions and formats of a list (``ofac-16685``).
        schema: FollowTheMoney schema (``Person``).
        caption: the name to show.
        sources: names of the lists that speak of it.
        statements: every statement about it and about the entities attached to it.
    """

    id: str
    schema: str
    caption: str
    sources: tuple[str, ...]
    statements: tuple[DatedStatement, ...] = field(repr=False)

    @property
    def type(self) -> Type:
        """What the party is, in the words of `caveat.subject.Type`."""
        return type_of(self.schema)

    def values(self, *props: str) -> tuple[str, ...]:
        """The party's own values of these properties, in the order of the list."""
        return tuple(
            dict.fromkeys(
                dated.statement.value
                for dated in self.statements
                if dated.statement.entity == self.id and dated.statement.prop in props
            )
        )

    def originals(self, *props: str) -> tuple[str, ...]:
        """As `values`, but in the publisher's own words (``circa 1963``)."""
        return tuple(
            dict.fromkeys(
                dated.statement.original or dated.statement.value
                for dated in self.statements
                if dated.statement.entity == self.id and dated.statement.prop in props
            )
        )


def type_of(schema: str) -> Type:
    """What a FollowTheMoney schema is in the words of the CLI.

    >>> type_of("Person"), type_of("Company"), type_of("Airplane"), type_of("LegalEntity")
    ('person', 'organization', 'aircraft', 'any')
    """
    return _TYPE_OF.get(schema, "any")


_TYPE_OF: dict[str, Type] = {
    "Person": "person",
    "Organization": "organization",
    "Company": "organization",
    "PublicBody": "organization",
    "Vessel": "vessel",
    "Airplane": "aircraft",
}


def captions(statements: Iterable[Statement]) -> dict[str, str]:
    """The name to show for each party: its first name, else alias, else the id.

    A name in Latin script goes before one that is not, so that every reader can read it.
    """
    best: dict[str, tuple[int, str]] = {}
    for statement in statements:
        if statement.entity != statement.party or statement.prop not in _CAPTION_RANK:
            continue
        rank = _CAPTION_RANK[statement.prop] + (0 if _latin(statement.value) else 1)
        if statement.party not in best or rank < best[statement.party][0]:
            best[statement.party] = (rank, statement.value)
    return {party: name for party, (_, name) in best.items()}


_CAPTION_RANK = {"name": 0, "alias": 2, "previousName": 4, "weakAlias": 6, "imoNumber": 8}


def _latin(text: str) -> bool:
    return all(ord(char) < 0x250 or not char.isalpha() for char in text)


def properties(party: Party) -> dict[str, list[str]]:
    """The party's own values, by FollowTheMoney property, in the order of the lists."""
    values: dict[str, list[str]] = {}
    for dated in party.statements:
        statement = dated.statement
        if statement.entity == party.id and statement.prop != "addressEntity":
            known = values.setdefault(statement.prop, [])
            if statement.value not in known:
                known.append(statement.value)
    return values

"""What differs between two days of a list: parties added and removed, and each field amended."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Literal

import numpy as np
import pyarrow as pa

from caveat.library.edition import Edition, Listing
from caveat.party import Statement, captions

Kind = Literal["added", "removed", "amended"]


@dataclass(frozen=True, slots=True)
class Field:
    """What one property of an entity lost and gained.

    Attributes:
        entity: the party, or the entity attached to it.
        schema: FollowTheMoney schema of ``entity``.
        prop: FollowTheMoney property.
        before: the statements that went.
        after: the statements that came.
    """

    entity: str
    schema: str
    prop: str
    before: tuple[Statement, ...]
    after: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """What became of one party on one list.

    Attributes:
        source: name of the list.
        kind: ``added`` and ``removed`` speak of the designation: of being listed or not.
        party: its id.
        caption: its name, after the change where it has one.
        fields: property by property.
    """

    source: str
    kind: Kind
    party: str
    caption: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """Which versions of a list were compared.

    Attributes:
        source: name of the list.
        before: publication day of the older one; None when none was out.
        after: publication day of the newer one; None when none was out.
        caution: why the two can hardly be compared, else empty.
    """

    source: str
    before: date | None
    after: date | None
    caution: str


def compared(listing: Listing, before: date, after: date) -> Compared:
    """The versions that two days of a list stand for."""
    old, new = (listing.ordinal(day) for day in (before, after))
    caution = ""
    if old >= 0 and new >= 0:
        then, now = listing.versions[old], listing.versions[new]
        if then.format != now.format:
            caution = (
                f"The version of {then.published} was read from {then.format}, "
                f"that of {now.published} from {now.format}: "
                "some differences are of the format, not of the list."
            )
    return Compared(
        listing.source,
        listing.versions[old].published if old >= 0 else None,
        listing.versions[new].published if new >= 0 else None,
        caution,
    )


def changes(edition: Edition, listing: Listing, before: date, after: date) -> Iterator[Change]:
    """What changed on a list from one day to another.

    The days may stand in either order; a day on which no version was out counts as an empty
    list. Where in a file a statement stands is no change.

    Yields:
        One change a party, in the order of their ids.
    """
    old, new = (listing.ordinal(day) for day in (before, after))
    if old == new:
        return
    number = edition.sources.index(listing.source)
    source, first, last = (edition.numbers(name) for name in ("source", "first", "last"))
    mine = source == number
    then = mine & (first <= old) & (old <= last)
    now = mine & (first <= new) & (new <= last)
    moved = then != now
    party = edition.numbers("party")
    touched = np.unique(party[moved])
    rows = np.flatnonzero((then | now) & np.isin(party, touched))
    taken = edition.table.take(pa.array(rows))
    statements = edition.statements(taken)
    there = list(zip(then[rows].tolist(), now[rows].tolist(), strict=True))
    bounds = np.append(np.searchsorted(party[rows], touched), len(rows))
    for start, stop in pairwise(bounds.tolist()):
        change = _change(listing.source, *_settled(statements[start:stop], there[start:stop]))
        if change.fields:
            yield change


def _settled(
    statements: Sequence[Statement], there: Sequence[tuple[bool, bool]]
) -> tuple[list[Statement], list[tuple[bool, bool]]]:
    """Each statement once: one that went and came back between the two days did not change."""
    rows: dict[Statement, tuple[Statement, bool, bool]] = {}
    for statement, (then, now) in zip(statements, there, strict=True):
        _, before, after = rows.get(_bare(statement), (statement, False, False))
        rows[_bare(statement)] = (statement, before or then, after or now)
    return [row[0] for row in rows.values()], [row[1:] for row in rows.values()]


def _change(
    source: str, statements: Sequence[Statement], there: Sequence[tuple[bool, bool]]
) -> Change:
    was = any(
        s.schema == "Sanction" and then for s, (then, _) in zip(statements, there, strict=True)
    )
    is_ = any(s.schema == "Sanction" and now for s, (_, now) in zip(statements, there, strict=True))
    kind: Kind = "added" if is_ and not was else "removed" if was and not is_ else "amended"
    groups: dict[tuple[str, str, str], tuple[list[Statement], list[Statement]]] = {}
    for statement, (then, now) in zip(statements, there, strict=True):
        if then != now:
            key = (statement.entity, statement.schema, statement.prop)
            groups.setdefault(key, ([], []))[int(now)].append(statement)
    fields = tuple(Field(*key, tuple(went), tuple(came)) for key, (went, came) in groups.items())
    party = statements[0].party
    current = [s for s, (_, now) in zip(statements, there, strict=True) if now]
    caption = captions(current or statements).get(party, party)
    return Change(source, kind, party, caption, fields)


def apply(statements: Iterable[Statement], made: Iterable[Change]) -> frozenset[Statement]:
    """A list's statements after changes: what ``changes(A, B)`` does to A gives B.

    Statements are compared without their origin.
    """
    result = {_bare(statement) for statement in statements}
    for change in made:
        for field in change.fields:
            result -= {_bare(statement) for statement in field.before}
            result |= {_bare(statement) for statement in field.after}
    return frozenset(result)


def on(edition: Edition, listing: Listing, day: date) -> frozenset[Statement]:
    """Every statement of the version that was the newest on a day, without origins."""
    place = listing.ordinal(day)
    number = edition.sources.index(listing.source)
    source, first, last = (edition.numbers(name) for name in ("source", "first", "last"))
    rows = np.flatnonzero((source == number) & (first <= place) & (place <= last))
    return frozenset(map(_bare, edition.statements(edition.table.take(pa.array(rows)))))


def _bare(statement: Statement) -> Statement:
    return statement._replace(origin="")

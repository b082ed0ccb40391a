"""What answers about ownership are: who is blocked by it, a party day by day, and who changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from caveat.ownership.reasons import Exposure
from caveat.ownership.timeline import Turn
from caveat.stake import Fault


@dataclass(frozen=True, slots=True)
class Derived:
    """Every party that is blocked, or may be, by ownership, and on no list of the test.

    Attributes:
        title: the test.
        as_of: the day that the answer is about.
        known_at: the day whose knowledge was used.
        exposures: the blocked first.
        faults: what is wrong with the stakes.
        cautions: what a reader must know.
        basis: the lists and sets of stakes behind it, each in its version.
    """

    title: str
    as_of: date
    known_at: date
    exposures: tuple[Exposure, ...]
    faults: tuple[Fault, ...]
    cautions: tuple[str, ...]
    basis: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class History:
    """The verdicts on a party, day by day.

    Attributes:
        party: its id.
        name: its name.
        title: the test.
        until: the last day looked at.
        turns: oldest first.
        cautions: what a reader must know.
        basis: the lists and sets of stakes behind it, each in its version.
    """

    party: str
    name: str
    title: str
    until: date
    turns: tuple[Turn, ...]
    cautions: tuple[str, ...]
    basis: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DerivedChange:
    """A party whose verdict by ownership changed from one day to another.

    Attributes:
        kind: ``added`` if it became blocked or perhaps so, ``removed`` if it is free or listed,
            ``amended`` if what was possible is certain, or the other way round.
        before: the verdict before; None if the party was not reached.
        after: the verdict after; None if the party is not reached.
    """

    kind: str
    before: Exposure | None
    after: Exposure | None

    @property
    def party(self) -> str:
        """Its id."""
        return _one(self.before, self.after).party

    @property
    def name(self) -> str:
        """Its name."""
        return _one(self.after, self.before).name


def changed(before: Mapping[str, Exposure], after: Mapping[str, Exposure]) -> list[DerivedChange]:
    """Whose verdict changed, in the order of their ids.

    Args:
        before: the exposures of one day, by the ids of the parties.
        after: those of a later day.
    """
    found = []
    for party in sorted(before.keys() | after.keys()):
        old, new = before.get(party), after.get(party)
        if old is None or new is None:
            found.append(DerivedChange("removed" if new is None else "added", old, new))
        elif old.verdict != new.verdict:
            found.append(DerivedChange("amended", old, new))
    return found


def _one(first: Exposure | None, second: Exposure | None) -> Exposure:
    found = first or second
    assert found is not None
    return found

"""Reasons: what a verdict rests on and what would change it, by ids and names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from caveat.ownership.points import percent
from caveat.ownership.verdicts import Verdict
from caveat.stake import WHOLE, Fault, Interest
from caveat.subject import Type


@dataclass(frozen=True, slots=True)
class Link:
    """One interest on the way from a listed party down.

    Attributes:
        owner: id of who has it.
        owned: id of what it is in.
        kind: what is held.
        least: what of it counts for certain, in billionths; 0 where it may not count at all.
        most: what of it may count, in billionths.
        direct: False where the source says that it is held through others.
        certain: whether it is held for certain, by one who is blocked for certain.
        start: ISO prefix of the day from which it is held, where told.
        end: ISO prefix of the day on which it was given up, where told.
        source: name of the set of stakes.
        origin: where in that source's file.
    """

    owner: str
    owned: str
    kind: Interest
    least: int
    most: int
    direct: bool
    certain: bool
    start: str | None = None
    end: str | None = None
    source: str = ""
    origin: str = ""

    @property
    def share(self) -> str:
        """Its share in words.

        >>> Link("x", "a", "shares", WHOLE // 4, WHOLE // 2, True, True).share
        '25 to 50 %'
        """
        if self.least == self.most:
            return percent(self.least)
        if (self.least, self.most) == (0, WHOLE):
            return "an unknown share"
        if self.least == 0:
            return f"at most {percent(self.most)}"
        return f"{percent(self.least)[:-2]} to {percent(self.most)}"


@dataclass(frozen=True, slots=True)
class Chain:
    """A way from a listed party down to the party asked about.

    Attributes:
        links: from the listed party downward; each one's owned is the next one's owner.
        certain: whether every link of it is.
    """

    links: tuple[Link, ...]
    certain: bool

    @property
    def listed(self) -> str:
        """Id of the listed party that it begins from."""
        return self.links[0].owner


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that somebody would have to do.

    Attributes:
        does: ``gives up`` or ``acquires``.
        owners: ids of those any of whom would do it; of an acquisition none: any blocked party.
        owned: id of the party whose shares or rights they are.
        what: the measure, or the kind of right.
        points: how much of it, in billionths of the whole; 0 for a right.
    """

    does: Literal["gives up", "acquires"]
    owners: tuple[str, ...]
    owned: str
    what: str
    points: int


@dataclass(frozen=True, slots=True)
class Remedy:
    """What would change a verdict.

    Attributes:
        brings: what the party would be: ``free`` or ``blocked``.
        steps: what would have to be done, all of it.
        points: the shares that would change hands, in billionths, added up over all parties.
        rights: the rights to appoint or control that would be given up.
        smallest: whether nothing smaller does it, anywhere above the party; else it is the
            smallest that was found.
    """

    brings: Literal["free", "blocked"]
    steps: tuple[Step, ...]
    points: int
    rights: int
    smallest: bool


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that is not known for certain.

    Attributes:
        owner: id of the holder; of the party itself where its listing is in doubt.
        owned: id of what it is in; None where a listing is in doubt.
        kind: what is held, or ``listing``.
        least: what is certain of it, in billionths.
        most: what is possible.
        source: name of the set of stakes that leaves it open.
        origin: where in that source's file.
    """

    owner: str
    owned: str | None
    kind: str
    least: int
    most: int
    source: str = ""
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Exposure:
    """The verdict on one party, with its reasons.

    Attributes:
        party: its id.
        name: its name.
        regime: name of the test.
        title: the test, as people call it.
        as_of: the day.
        verdict: what it comes to.
        measure: the measure nearest to its threshold, or furthest above, in words.
        needed: the smallest share that meets it, in billionths.
        certain_share: what blocked parties hold of the party for certain, in billionths.
        possible_share: what they may hold.
        owners: the interests of listed or (perhaps) blocked parties in the party itself.
        chains: back to listed parties: the certain ones first, then the shortest, the largest.
        more_chains: whether there are more than are given.
        missing: the smallest set of facts that, once known, could settle a "may be blocked" either
            way: at their highest the party is blocked whatever the rest is, at their lowest it is
            not.
        remedies: what would change the verdict.
        cautions: what a reader must know before relying on it.
        faults: what is wrong with the stakes that it rests on.
        source: the rule's legal source.
        url: where the rule can be read.
        basis: the lists and sets of stakes behind it, each in its version.
        names: id -> name, of every party that it speaks of.
        types: id -> what it is, of every party that it speaks of.
        verdicts: id -> verdict, of every party that it speaks of.
        listed: id -> by whom and since when, of the listed parties that it speaks of.
    """

    party: str
    name: str
    regime: str
    title: str
    as_of: date
    verdict: Verdict
    measure: str
    needed: int
    certain_share: int
    possible_share: int
    owners: tuple[Link, ...]
    chains: tuple[Chain, ...]
    more_chains: bool
    missing: tuple[Fact, ...]
    remedies: tuple[Remedy, ...]
    cautions: tuple[str, ...]
    faults: tuple[Fault, ...]
    source: str
    url: str
    basis: tuple[str, ...]
    names: Mapping[str, str] = field(repr=False)
    types: Mapping[str, Type] = field(repr=False)
    verdicts: Mapping[str, Verdict] = field(repr=False)
    listed: Mapping[str, str] = field(repr=False)

    @property
    def short(self) -> int:
        """How far the certain share is below the threshold, in billionths; negative above it."""
        return self.needed - self.certain_share

    @property
    def blocked(self) -> bool:
        """Whether the party is blocked, by itself or by ownership."""
        return self.verdict in ("listed", "blocked")

"""Above: one party and everybody who stands above it on a day, small enough to think about."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import numpy as np

from caveat.ownership.holdings import ENOUGH, holdings, in_force
from caveat.ownership.listed import Listed
from caveat.ownership.network import Network
from caveat.ownership.regimes.rule import Measure, Rule
from caveat.stake import WHOLE

Members = Collection[int]
NOTHING: frozenset[int] = frozenset()


class Row(NamedTuple):
    """A row of `caveat.ownership.holdings.Holdings`; ``stake`` is the number of a stake."""

    owner: int
    owned: int
    measure: int
    least: int
    most: int
    direct: bool
    stake: int


@dataclass(frozen=True, slots=True, eq=False)
class Above:
    """A party, and what is held in it and in everybody above it.

    Attributes:
        network: where it stands.
        party: its number.
        rule: the test.
        day: the day.
        into: party -> what is held in it.
        of: party -> what it holds itself.
        starts: group -> its listed parties, certain; those among the party and above it.
        may_start: group -> its listed parties, possible ones too.
        stakes: numbers of the stakes in force, or possibly so.
        left_out: numbers of the stakes that are not in force on the day.
    """

    network: Network
    party: int
    rule: Rule
    day: date
    into: Mapping[int, list[Row]]
    of: Mapping[int, list[Row]]
    starts: Mapping[int, frozenset[int]]
    may_start: Mapping[int, frozenset[int]]
    stakes: tuple[int, ...]
    left_out: tuple[int, ...]

    def members(self, certain: bool, low: Members = NOTHING) -> dict[int, set[int]]:
        """Who is in, by group: the least fixed point from the listed.

        Args:
            certain: count what is certain; else what is possible.
            low: numbers of stakes of which only what is certain may count.
        """
        starts = self.starts if certain else self.may_start
        return {group: self.closure(start, certain, low) for group, start in starts.items()}

    def closure(self, start: Iterable[int], certain: bool, low: Members = NOTHING) -> set[int]:
        """Who is in, from some parties."""
        inside = set(start)
        waiting = list(inside)
        while waiting:
            goals = {row.owned for row in self.of.get(waiting.pop(), ())} - inside
            for goal in goals:
                if goal not in inside and self.passes(goal, inside, certain, low):
                    inside.add(goal)
                    waiting.append(goal)
        return inside

    def passes(self, party: int, inside: Members, certain: bool, low: Members = NOTHING) -> bool:
        """Whether those who are in own enough of a party to bring it in."""
        if any(
            (row.least if certain or row.stake in low else row.most)
            for row in self.into.get(party, ())
            if row.measure == ENOUGH and row.owner in inside
        ):
            return True
        return any(
            self.share(party, inside, place, certain, low) >= measure.needed
            for place, measure in enumerate(self.rule.measures)
        )

    def share(
        self, party: int, inside: Members, place: int, certain: bool, low: Members = NOTHING
    ) -> int:
        """The share of a party that those who are in have, in billionths, under one measure.

        What is certain is what they hold directly, or what one of them is said to hold through
        others, whichever is more: both may be the same shares. What is possible is all of it, up
        to what nobody else holds for certain.
        """
        least = most = total = alone = 0
        lone: list[tuple[int, int]] = []
        for row in self.into.get(party, ()):
            if row.measure != place:
                continue
            own = row.least if row.direct else 0
            total += own
            if row.owner in inside:
                high = row.least if row.stake in low else row.most
                least, most = least + own, most + high
                lone.append((own, high))
                if not row.direct:
                    alone = max(alone, row.least)
        if self.measure(place).adding != "none":
            return max(alone, _attainable(least, most, total, certain))
        return max([alone, *(_attainable(own, high, total, certain) for own, high in lone)])

    def measure(self, place: int) -> Measure:
        """One of the rule's measures."""
        return self.rule.measures[place]


def _attainable(least: int, most: int, total: int, certain: bool) -> int:
    return least if certain else max(least, min(most, WHOLE - total + least))


def above(network: Network, party: int, rule: Rule, day: date, listed: Listed) -> Above:
    """Walk up from a party: only what it needs is read.

    Args:
        network: the parties and their stakes.
        party: its number.
        rule: the test.
        day: the day.
        listed: who was listed on it.
    """
    known, frontier = {party}, np.array([party])
    held: list[np.ndarray] = [np.zeros(0, np.int64)]
    left_out: list[int] = []
    while frontier.size:
        stakes = network.stakes_in(frontier)
        may, _ = in_force(network, stakes, day)
        left_out += stakes[~may].tolist()
        held.append(stakes[may])
        met = set(network.owner[stakes[may]].tolist()) - known
        known |= met
        frontier = np.array(sorted(met), np.int64)
    stakes = np.concatenate(held)
    found = holdings(network, stakes, rule, day)
    into: dict[int, list[Row]] = {}
    of: dict[int, list[Row]] = {}
    columns = (getattr(found, name).tolist() for name in found.__slots__)
    for row in map(Row, *columns):
        into.setdefault(row.owned, []).append(row)
        of.setdefault(row.owner, []).append(row)
    groups = listed.groups(rule.by_person, known)
    starts: dict[int, set[int]] = {}
    may_start: dict[int, set[int]] = {}
    for one in sorted(groups.keys() & known):
        may_start.setdefault(groups[one], set()).add(one)
        if one in listed.certain:
            starts.setdefault(groups[one], set()).add(one)
    return Above(
        network,
        party,
        rule,
        day,
        into,
        of,
        {group: frozenset(parties) for group, parties in starts.items()},
        {group: frozenset(parties) for group, parties in may_start.items()},
        tuple(stakes.tolist()),
        tuple(left_out),
    )

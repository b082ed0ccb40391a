"""Verdicts: a test over a whole network, as the least fixed point from the listed parties.

Who is listed is in. Whoever is owned enough by those who are in, is in; and so on until nobody
comes in any more. It ends whatever the cycles, since nobody who is in ever leaves; cross-holdings
lift nobody in who has no listed party above. It is done twice: with what is certain, and with
what is possible.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

import numpy as np
import numpy.typing as npt

from caveat.ownership.holdings import ENOUGH, Holdings, holdings
from caveat.ownership.listed import Listed
from caveat.ownership.network import Network, Numbers, distinct, runs, within
from caveat.ownership.regimes.rule import Regime, Rule
from caveat.stake import WHOLE

Verdict = Literal["listed", "blocked", "may be blocked", "not blocked on what is known"]
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)


@dataclass(frozen=True, slots=True, eq=False)
class Reach:
    """Who is in, group by group: pairs as numbers ``group * parties + party``, sorted.

    Attributes:
        pairs: group and party.
        parties: how many parties the network has.
    """

    pairs: Numbers
    parties: int

    @property
    def members(self) -> Numbers:
        """The parties that are in with any group, sorted."""
        return distinct(self.pairs % self.parties) if self.parties else self.pairs


@dataclass(frozen=True, slots=True, eq=False)
class Verdicts:
    """The verdicts on all parties of a network, under one test and on one day.

    Attributes:
        network: the parties and their stakes.
        regime: the test.
        as_of: the day.
        listed: from whom it began.
        certain: who is in for certain.
        possible: who may be in.
    """

    network: Network
    regime: Regime
    as_of: date
    listed: Listed
    certain: Reach
    possible: Reach

    def codes(self) -> npt.NDArray[np.int8]:
        """The verdict on each party, as its place in `VERDICTS` (int8)."""
        found = np.full(len(self.network.ids), VERDICTS.index("not blocked on what is known"))
        found[self.possible.members] = VERDICTS.index("may be blocked")
        found[self.certain.members] = VERDICTS.index("blocked")
        found[np.array(sorted(self.listed.certain), np.int64)] = VERDICTS.index("listed")
        return found.astype(np.int8)

    def blocked(self) -> Numbers:
        """The parties that are blocked by ownership, and certainly on no list; sorted."""
        return _without(self.certain.members, self.listed)

    def may_be_blocked(self) -> Numbers:
        """The parties that may be blocked by ownership, but are not for certain; sorted."""
        members = _without(self.possible.members, self.listed)
        return members[~within(members, self.certain.members)]


def verdicts(network: Network, regime: Regime, as_of: date, listed: Listed) -> Verdicts:
    """The verdicts on all parties; only what the listed parties reach is computed.

    Args:
        network: the parties and their stakes.
        regime: the test.
        as_of: the day.
        listed: who was listed on it.
    """
    rule = regime.rule(as_of)
    groups = listed.groups(rule.by_person)
    size = len(network.ids)

    def reach(parties: frozenset[int], certain: bool) -> Reach:
        pairs = np.fromiter((groups[party] * size + party for party in parties), np.int64)
        return Reach(_fixed_point(_Whole(network, rule, as_of), rule, pairs, size, certain), size)

    return Verdicts(
        network, regime, as_of, listed, reach(listed.certain, True), reach(listed.either, False)
    )


def after(before: Verdicts, network: Network, changed: Numbers) -> Verdicts:
    """The verdicts after stakes in some parties changed; only what these reach is computed again.

    Args:
        before: the verdicts before.
        network: the network after, with the same parties in the same order.
        changed: parties in which a stake was added, removed or amended.
    """
    rule, size = before.regime.rule(before.as_of), len(network.ids)
    again = network.downward(changed)
    met = holdings(network, network.stakes_in(again), rule, before.as_of)
    inner = again.tolist()
    groups = before.listed.groups(rule.by_person, inner)

    def reach(old: Reach, parties: frozenset[int], certain: bool) -> Reach:
        kept = old.pairs[~within(old.pairs % size, again)]
        own = [groups[party] * size + party for party in inner if party in parties]
        start = np.union1d(kept, np.array(own, np.int64))
        return Reach(_fixed_point(_Some(met), rule, start, size, certain), size)

    return Verdicts(
        network,
        before.regime,
        before.as_of,
        before.listed,
        reach(before.certain, before.listed.certain, True),
        reach(before.possible, before.listed.certain | before.listed.possible, False),
    )


class _Whole:
    """The holdings of a whole network, taken as they are met."""

    def __init__(self, network: Network, rule: Rule, day: date) -> None:
        self._network, self._rule, self._day = network, rule, day

    def of(self, owners: Numbers) -> Holdings:
        return holdings(self._network, self._network.stakes_of(owners), self._rule, self._day)

    def into(self, parties: Numbers) -> Holdings:
        return holdings(self._network, self._network.stakes_in(parties), self._rule, self._day)


class _Some:
    """Some holdings, taken once."""

    def __init__(self, met: Holdings) -> None:
        self._by_owner = met.take(np.argsort(met.owner, kind="stable"))
        self._by_owned = met.take(np.argsort(met.owned, kind="stable"))

    def of(self, owners: Numbers) -> Holdings:
        return self._by_owner.take(_places(self._by_owner.owner, owners))

    def into(self, parties: Numbers) -> Holdings:
        return self._by_owned.take(_places(self._by_owned.owned, parties))


class _Sums:
    """Shares by group, party and measure: what those who are in hold, and what all hold."""

    def __init__(self) -> None:
        self.keys, self.least, self.most, self.total = (np.zeros(0, np.int64) for _ in range(4))

    def add(
        self, keys: Numbers, least: Numbers, most: Numbers, totals: Callable[[Numbers], Numbers]
    ) -> Numbers:
        """Add holdings; give the places of the keys that they went to."""
        touched = distinct(keys)
        inverse = np.searchsorted(touched, keys)
        fresh = touched[~within(touched, self.keys)]
        if fresh.size:
            at, zeros = np.searchsorted(self.keys, fresh), np.zeros(fresh.size, np.int64)
            self.keys = np.insert(self.keys, at, fresh)
            self.least = np.insert(self.least, at, zeros)
            self.most = np.insert(self.most, at, zeros)
            self.total = np.insert(self.total, at, totals(fresh))
        places = np.searchsorted(self.keys, touched)
        for sums, shares in ((self.least, least), (self.most, most)):
            more = np.zeros(touched.size, np.int64)
            np.add.at(more, inverse, shares)
            sums[places] += more
        return places


def _fixed_point(
    stakes: _Whole | _Some, rule: Rule, origin: Numbers, size: int, certain: bool
) -> Numbers:
    """The pairs that are in, from those of ``origin``; sorted."""
    measures = max(len(rule.measures), 1)
    needed = np.array([measure.needed for measure in rule.measures] or [0], np.int64)
    lone = np.array([measure.adding == "none" for measure in rule.measures] or [False])

    def totals(keys: Numbers) -> Numbers:
        """What is held for certain of each key's party and measure, whoever holds it."""
        if certain:
            return np.zeros(keys.size, np.int64)
        asked = keys % (size * measures)
        wanted = distinct(asked)
        met = stakes.into(distinct(wanted // measures))
        met = met.take(np.flatnonzero(met.direct & (met.measure != ENOUGH)))
        held = met.owned * measures + met.measure
        known = within(held, wanted)
        total = np.zeros(wanted.size, np.int64)
        np.add.at(total, np.searchsorted(wanted, held[known]), met.least[known])
        return np.asarray(total[np.searchsorted(wanted, asked)])

    def attainable(least: Numbers, most: Numbers, total: Numbers) -> Numbers:
        """The share that may be held: what others hold for certain is not there to be held."""
        return least if certain else np.maximum(least, np.minimum(most, WHOLE - total + least))

    sums = _Sums()
    inside = frontier = distinct(origin)
    while frontier.size:
        group, met = _of_pairs(frontier, stakes, size)
        goal = group * size + met.owned
        enough = met.measure == ENOUGH
        place = np.where(enough, 0, met.measure).astype(np.int64)
        key = goal * measures + place
        apart = ~enough & lone[place]
        passed = [
            goal[enough & ((met.least if certain else met.most) > 0)],
            # what is held through others counts by itself: it may be a direct share seen from above
            goal[~enough & ~met.direct & (met.least >= needed[place])],
        ]
        if apart.any():
            own = np.where(met.direct, met.least, 0)[apart]
            share = attainable(own, met.most[apart], totals(key[apart]))
            passed.append(goal[apart][share >= needed[place[apart]]])
        added = ~enough & ~apart
        places = sums.add(key[added], np.where(met.direct, met.least, 0)[added], met.most[added],
                          totals)  # fmt: skip
        share = attainable(sums.least[places], sums.most[places], sums.total[places])
        touched = sums.keys[places]
        passed.append(touched[share >= needed[touched % measures]] // measures)
        new = distinct(np.concatenate(passed))
        frontier = new[~within(new, inside)]
        inside = np.insert(inside, np.searchsorted(inside, frontier), frontier)
    return inside


def _of_pairs(pairs: Numbers, stakes: _Whole | _Some, size: int) -> tuple[Numbers, Holdings]:
    """What each pair's party holds, with the pair's group."""
    group, owner = np.divmod(pairs, size)
    met = stakes.of(distinct(owner))
    if group[0] == group[-1]:
        return np.full(len(met), group[0]), met
    met = met.take(np.argsort(met.owner, kind="stable"))
    first, last = (np.searchsorted(met.owner, owner, side) for side in ("left", "right"))
    return np.repeat(group, last - first), met.take(runs(first, last - first))


def _places(column: Numbers, wanted: Numbers) -> Numbers:
    """Where a sorted column has one of the values."""
    first, last = (np.searchsorted(column, wanted, side) for side in ("left", "right"))
    return runs(first, last - first)


def _without(members: Numbers, listed: Listed) -> Numbers:
    return members[~within(members, np.array(sorted(listed.certain), np.int64))]

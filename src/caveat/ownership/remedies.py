"""Remedies: the smallest divestment that frees a party, the smallest acquisition that blocks it.

Both look at every party above, not only at the one asked about: it may be cheaper to sell a
holding company than its subsidiary. Shares of different parties are added up as points, since
nobody tells what they are worth. The search is exact for up to `_EXACT` parties above; beyond, the
best of what is tried is given, and said to be no more than that.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from itertools import combinations, pairwise

from caveat.ownership.above import Above, Row
from caveat.ownership.holdings import ENOUGH
from caveat.ownership.reasons import Remedy, Step

_EXACT = 8

Cost = tuple[int, int]
"""Rights to be given up, then points: a right weighs more than any share."""


def remedies(
    above: Above, certain: Mapping[int, set[int]], possible: Mapping[int, set[int]]
) -> tuple[Remedy, ...]:
    """What would change the verdict on a party.

    Args:
        above: the party and those above it.
        certain: who is in for certain, by group.
        possible: who may be in, by group.

    Returns:
        A divestment where the party is or may be blocked, and an acquisition where it is not or
        only may be; none for a party that is listed itself.
    """
    if any(above.party in start for start in above.starts.values()):
        return ()
    found = []
    if any(above.party in inside for inside in possible.values()):
        found += _divestment(above, possible)
    if not any(above.party in inside for inside in certain.values()):
        found.append(_acquisition(above, certain))
    return tuple(found)


def _divestment(above: Above, possible: Mapping[int, set[int]]) -> list[Remedy]:
    groups = {g: inside for g, inside in possible.items() if above.party in inside}
    if any(above.party in above.may_start[group] for group in groups):
        return []  # it may be listed itself: no sale changes that
    options = [_cheapest(above, inside, above.may_start[group]) for group, inside in groups.items()]
    if len(options) == 1:
        return [_freed(above, *options[0])]
    # Several persons, each of whom is enough: the party itself, where one sale may serve them all.
    nested = sorted((set(groups[group]) for group in groups), key=len)
    if all(small <= large for small, large in pairwise(nested)):
        whole = max((_cost(above, [above.party], inside), inside) for inside in nested)
        return [_freed(above, (above.party,), whole[1], False)]
    steps = tuple(step for option in options for step in _freed(above, *option).steps)
    steps = tuple(dict.fromkeys(steps))
    return [_remedy("free", steps, False)]


def _cost(above: Above, freed: Sequence[int], inside: Collection[int]) -> Cost:
    """What it takes that none of ``freed`` is brought in by the others who are in."""
    left = set(inside) - set(freed)
    parts = [_excess(above, party, left) for party in freed]
    return sum(len(rights) for rights, _ in parts), sum(
        points for _, shares in parts for points in shares.values()
    )


def _cheapest(
    above: Above, inside: set[int], listed: Collection[int]
) -> tuple[tuple[int, ...], set[int], bool]:
    """Whom to free, so that the party is free at the least cost; and whether that is exact.

    The party is free if some set of parties, it among them, is not brought in from outside the
    set; the cost of a set is what its members hold too little of to resist.
    """
    others = sorted(inside - set(listed) - {above.party})
    exact = len(others) <= _EXACT
    sizes = range(len(others) + 1) if exact else range(2)
    sets = [(above.party, *more) for size in sizes for more in combinations(others, size)]
    if not exact:
        sets.append((above.party, *others))
    best = min(sets, key=lambda freed: (*_cost(above, freed, inside), len(freed)))
    return best, inside, exact


def _excess(above: Above, party: int, left: set[int]) -> tuple[list[Row], dict[int, int]]:
    """The rights, and by measure the points, that must go so that ``left`` own not enough."""
    rows = [row for row in above.into.get(party, ()) if row.owner in left]
    rights = [row for row in rows if row.measure == ENOUGH and row.most]
    shares: dict[int, int] = {}
    for place, measure in enumerate(above.rule.measures):
        if measure.adding == "none":
            over = sum(
                max(0, above.share(party, {row.owner}, place, False) - measure.needed + 1)
                for row in {row.owner: row for row in rows if row.measure == place}.values()
            )
        else:
            over = max(0, above.share(party, left, place, False) - measure.needed + 1)
        if over:
            shares[place] = over
    return list({(row.owner, row.stake): row for row in rights}.values()), shares


def _freed(above: Above, freed: Sequence[int], inside: Collection[int], smallest: bool) -> Remedy:
    left, ids = set(inside) - set(freed), above.network.ids
    steps = []
    for party in freed:
        rights, shares = _excess(above, party, left)
        for row in rights:
            kind = above.network.stake(row.stake).kind
            steps.append(Step("gives up", (ids[row.owner],), ids[party], kind, 0))
        for place, points in shares.items():
            owners = {
                ids[row.owner]
                for row in above.into.get(party, ())
                if row.measure == place and row.owner in left
            }
            name = above.measure(place).name
            steps.append(Step("gives up", tuple(sorted(owners)), ids[party], name, points))
    return _remedy("free", tuple(steps), smallest)


def _acquisition(above: Above, certain: Mapping[int, set[int]]) -> Remedy:
    """The cheapest way in: which parties would be bought into, one after another."""
    options = [_way_in(above, inside) for inside in (*certain.values(), set())]
    _, order, inside, exact = min(options, key=lambda option: (option[0], len(option[1])))
    ids, steps = above.network.ids, []
    reached = set(inside)
    for party in order:
        points, place = _lack(above, party, reached)
        if points:
            steps.append(Step("acquires", (), ids[party], above.measure(place).name, points))
        reached.add(party)
    return _remedy("blocked", tuple(steps), exact)


def _way_in(above: Above, inside: set[int]) -> tuple[int, tuple[int, ...], set[int], bool]:
    """Cost, and the parties to be brought in, in the order in which each helps the next.

    The cheapest way to bring in a set is the cheapest for the set without its last, and what the
    last still lacks then.
    """
    others = sorted(_owners_above(above) - inside - {above.party})
    exact = len(others) <= _EXACT
    if not exact:
        others = sorted(
            {row.owner for row in above.into.get(above.party, ())} - inside - {above.party},
            key=lambda owner: -max(r.least for r in above.into[above.party] if r.owner == owner),
        )[:_EXACT]
    best: dict[frozenset[int], tuple[int, tuple[int, ...]]] = {frozenset(): (0, ())}
    ways: list[tuple[int, tuple[int, ...]]] = []
    for size in range(len(others) + 1):
        for chosen in map(frozenset, combinations(others, size)):
            if size:
                best[chosen] = min(
                    (cost + _lack(above, last, inside | before)[0], (*order, last))
                    for last in sorted(chosen)
                    for before in (chosen - {last},)
                    for cost, order in (best[before],)
                )
            cost, order = best[chosen]
            ways.append(
                (cost + _lack(above, above.party, inside | chosen)[0], (*order, above.party))
            )
    cost, order = min(ways, key=lambda way: (way[0], len(way[1])))
    return cost, order, inside, exact


def _owners_above(above: Above) -> set[int]:
    """Everybody above the party who holds something that would count."""
    known, waiting = {above.party}, [above.party]
    while waiting:
        owners = {
            row.owner
            for row in above.into.get(waiting.pop(), ())
            if row.measure == ENOUGH or row.least > 0
        }
        waiting += owners - known
        known |= owners
    return known


def _lack(above: Above, party: int, inside: Collection[int]) -> tuple[int, int]:
    """The points that those who are in still need to own enough of a party; under which measure."""
    if above.passes(party, inside, certain=True):
        return 0, 0
    return min(
        (measure.needed - above.share(party, inside, place, True), place)
        for place, measure in enumerate(above.rule.measures)
    ) if above.rule.measures else (0, 0)  # fmt: skip


def _remedy(brings: str, steps: tuple[Step, ...], smallest: bool) -> Remedy:
    return Remedy(
        "free" if brings == "free" else "blocked",
        steps,
        sum(step.points for step in steps),
        sum(1 for step in steps if not step.points),
        smallest,
    )

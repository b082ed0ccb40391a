"""Missing: the smallest set of facts that could settle a "may be blocked" either way."""

from __future__ import annotations

from itertools import combinations

from caveat.ownership.above import Above
from caveat.ownership.reasons import Fact

_TRIES = 400
"""So many sets are tried, the smallest first; beyond, facts are left out one by one."""

Open = tuple[str, int]
"""``stake`` and its number, or ``listing`` and the party's."""


def missing(above: Above, possible: dict[int, set[int]]) -> tuple[Fact, ...]:
    """The facts to ask for first.

    Args:
        above: a party that may be blocked, and those above it.
        possible: who may be in, by group.

    Returns:
        The fewest facts such that, if they are at their highest, the party is blocked whatever the
        others are, and if at their lowest, it is not. Facts about who holds what is left are not
        among them: they can clear a party, but never block it.
    """
    known = _open(above, possible)
    tries = 0
    for size in range(1, len(known) + 1):
        for chosen in combinations(known, size):
            tries += 1
            if _settles(above, known, set(chosen)):
                return _facts(above, chosen)
            if tries == _TRIES:
                return _facts(above, _thinned(above, known))
    return ()


def _open(above: Above, possible: dict[int, set[int]]) -> list[Open]:
    """What is not known and matters: interests of those who may be in, and their listings."""
    parties = set().union(*possible.values())
    certain = set().union(*above.starts.values())
    found = [
        ("stake", row.stake)
        for party in sorted(parties)
        for row in above.into.get(party, ())
        if row.owner in parties and row.least < row.most
    ]
    found += [
        ("listing", party)
        for start in above.may_start.values()
        for party in sorted(start - certain)
    ]
    return list(dict.fromkeys(found))


def _settles(above: Above, known: list[Open], chosen: set[Open]) -> bool:
    rest = set(known) - chosen
    return _in(above, low=rest) and not _in(above, low=chosen)


def _in(above: Above, low: set[Open]) -> bool:
    """Whether the party may be in with some facts at their lowest, all others at their highest."""
    stakes = {number for what, number in low if what == "stake"}
    unlisted = {number for what, number in low if what == "listing"}
    return any(
        above.party in above.closure(start - unlisted, False, stakes)
        for start in above.may_start.values()
    )


def _thinned(above: Above, known: list[Open]) -> list[Open]:
    chosen = list(known)
    for fact in known:
        fewer = [one for one in chosen if one != fact]
        if _settles(above, known, set(fewer)):
            chosen = fewer
    return chosen


def _facts(above: Above, chosen: list[Open] | tuple[Open, ...]) -> tuple[Fact, ...]:
    network, found = above.network, []
    for what, number in chosen:
        if what == "listing":
            found.append(Fact(network.ids[number], None, "listing", 0, 1))
            continue
        stake = network.stake(number)
        rows = [row for row in above.of[network.owner[number]] if row.stake == number]
        shares = [row for row in rows if row.measure >= 0] or rows
        found.append(
            Fact(stake.owner, stake.owned, stake.kind, min(row.least for row in shares),
                 max(row.most for row in shares), stake.source, stake.origin)
        )  # fmt: skip
    return tuple(found)

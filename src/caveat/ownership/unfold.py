"""Unfold: a part of a network around one party, as far as somebody has opened it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from caveat.ownership.graph import Graph
from caveat.ownership.holdings import in_force
from caveat.ownership.network import Network, Numbers
from caveat.ownership.reasons import Link
from caveat.ownership.verdicts import VERDICTS, Verdicts
from caveat.subject import TYPES

MOST = 14
"""So many owners, or so many owned parties, of one party are shown."""


@dataclass(frozen=True, slots=True)
class Unfolded:
    """What is shown, and what is not yet.

    Attributes:
        graph: the parties that are shown and the interests between them.
        above: id -> how many of its owners are not shown; only where there are any.
        below: id -> how many of the parties that it owns are not shown.
        opened_above: ids whose owners were opened.
        opened_below: ids of which the owned parties were opened.
    """

    graph: Graph
    above: Mapping[str, int]
    below: Mapping[str, int]
    opened_above: frozenset[str]
    opened_below: frozenset[str]


def unfold(
    found: Verdicts, party: int, above: Collection[str] = (), below: Collection[str] = ()
) -> Unfolded:
    """The parties around one, as far as they were opened, with the verdict on each.

    Where more than `MOST` stand above or below one party, those are shown that are listed or
    blocked, then those with the largest shares. A link is certain if the stake is held on the day.

    Args:
        found: the verdicts on everybody.
        party: number of the party in the middle.
        above: ids of shown parties whose owners are shown, too.
        below: ids of shown parties of which the owned parties are shown.
    """
    network, day = found.network, found.as_of
    codes = found.codes()
    shown: dict[int, None] = {party: None}
    upward, downward = _opened(network, above), _opened(network, below)
    frontier = [party]
    while frontier:
        met: list[int] = []
        for number in frontier:
            if number in upward:
                met += _nearest(found, codes, number, up=True)
            if number in downward:
                met += _nearest(found, codes, number, up=False)
        frontier = [one for one in dict.fromkeys(met) if one not in shown]
        shown.update(dict.fromkeys(frontier))
    inside = np.array(sorted(shown), np.int64)
    stakes = network.stakes_in(inside)
    stakes = stakes[np.isin(network.owner[stakes], inside)]
    may, sure = in_force(network, stakes, day)
    links = tuple(
        _link(network, int(row), bool(certain))
        for row, certain in zip(stakes[may].tolist(), sure[may].tolist(), strict=True)
    )
    names = {network.ids[n]: network.names[n] for n in inside.tolist()}
    return Unfolded(
        Graph(
            network.names[party],
            (),
            names,
            {network.ids[n]: TYPES[network.types[n]] for n in inside.tolist()},
            {network.ids[n]: VERDICTS[codes[n]] for n in inside.tolist()},
            links,
            (network.ids[party],),
            {network.ids[n]: found.listed.why.get(n, "") for n in shown},
        ),
        _hidden(found, inside, up=True),
        _hidden(found, inside, up=False),
        frozenset(network.ids[n] for n in upward if n in shown),
        frozenset(network.ids[n] for n in downward if n in shown),
    )


def _opened(network: Network, ids: Collection[str]) -> set[int]:
    return {number for id in ids if (number := network.number(id)) is not None}


def _around(found: Verdicts, number: int, *, up: bool) -> tuple[Numbers, Numbers]:
    """The parties next to one on the day, and the largest share of each."""
    network = found.network
    some = np.array([number])
    stakes = network.stakes_in(some) if up else network.stakes_of(some)
    may, _ = in_force(network, stakes, found.as_of)
    stakes = stakes[may]
    ends: npt.NDArray[Any] = (network.owner if up else network.owned)[stakes]
    others, place = np.unique(ends.astype(np.int64), return_inverse=True)
    share = np.zeros(len(others), np.int64)
    np.maximum.at(share, place, network.least[stakes].astype(np.int64))
    return others[others != number], share[others != number]


def _nearest(found: Verdicts, codes: npt.NDArray[np.int8], number: int, *, up: bool) -> list[int]:
    others, share = _around(found, number, up=up)
    weight = np.array([_GRAVEST.index(VERDICTS[code]) for code in codes[others]], np.int64)
    order = np.lexsort((others, -share, weight))
    nearest: list[int] = others[order][:MOST].tolist()
    return nearest


_GRAVEST = ("listed", "blocked", "may be blocked", "not blocked on what is known")


def _hidden(found: Verdicts, inside: Numbers, *, up: bool) -> dict[str, int]:
    counts: dict[str, int] = {}
    for number in inside.tolist():
        others, _ = _around(found, number, up=up)
        missing = int((~np.isin(others, inside)).sum())
        if missing:
            counts[found.network.ids[number]] = missing
    return counts


def _link(network: Network, row: int, certain: bool) -> Link:
    stake = network.stake(row)
    return Link(
        stake.owner, stake.owned, stake.kind, stake.least, stake.most, stake.direct,
        certain and stake.least > 0, stake.start, stake.end, stake.source, stake.origin,
    )  # fmt: skip

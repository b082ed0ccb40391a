"""Chains: the ways from listed parties down to a party; the shortest and the largest first."""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Mapping

from caveat.ownership.above import Above, Row
from caveat.ownership.holdings import ENOUGH

_STEPS = 5_000
"""After so many steps the search ends: networks with very many ways have no telling ones left."""

Way = tuple[Row, ...]
"""Rows from the listed party down."""


def counting(
    above: Above, party: int, certain: Mapping[int, set[int]], possible: Mapping[int, set[int]]
) -> Iterator[tuple[Row, bool, int]]:
    """The rows of a party that count or may, each interest once a group: row, certain, group."""
    for group, inside in possible.items():
        best: dict[int, tuple[Row, bool]] = {}
        for row in above.into.get(party, ()):
            if row.owner not in inside or not _counts(above, row):
                continue
            sure = row.least > 0 and row.owner in certain.get(group, ())
            if row.stake not in best or sure > best[row.stake][1]:
                best[row.stake] = row, sure
        for row, sure in best.values():
            yield row, sure, group


def chains(
    above: Above,
    certain: Mapping[int, set[int]],
    possible: Mapping[int, set[int]],
    limit: int,
    depth: int | None = None,
) -> tuple[list[tuple[Way, bool]], bool]:
    """The best chains, and whether there are more.

    A chain ends at the first listed party that it meets, and visits nobody twice.

    Args:
        above: the party and those above it.
        certain: who is in for certain, by group.
        possible: who may be in, by group.
        limit: give at most so many.
        depth: at most so many links; no limit if not said.
    """
    found: dict[tuple[int, ...], tuple[Way, bool]] = {}
    # A chain only ever gets less certain, longer and thinner on its way up: the first is the best.
    heap: list[tuple[bool, int, int, tuple[int, ...], int, int, Way]] = [
        (False, 0, -(2**62), (), -1, above.party, ())
    ]
    for _ in range(_STEPS):
        if not heap:
            return list(found.values()), False
        doubt, length, thick, _, group, party, way = heapq.heappop(heap)
        listed = way and party in above.may_start.get(group, ())
        if listed:
            key = tuple(row.stake for row in way)
            doubt = doubt or party not in above.starts.get(group, ())
            if key not in found:
                if len(found) == limit:
                    return list(found.values()), True
                found[key] = way, not doubt
            continue
        if depth is not None and length >= depth:
            continue
        visited = {above.party, *(row.owner for row in way)}
        for row, sure, its_group in counting(above, party, certain, possible):
            if row.owner in visited or (way and its_group != group):
                continue
            longer = (row, *way)
            heapq.heappush(
                heap,
                (
                    doubt or not sure,
                    length + 1,
                    max(thick, -(row.least or row.most) if row.measure != ENOUGH else thick),
                    tuple(one.stake for one in longer),
                    its_group,
                    row.owner,
                    longer,
                ),
            )
    return list(found.values()), True


def _counts(above: Above, row: Row) -> bool:
    """Whether a row counts at all where each holding must be enough alone."""
    if row.measure == ENOUGH:
        return True
    measure = above.measure(row.measure)
    return measure.adding != "none" or row.most >= measure.needed

"""Holdings: what the stakes of a network come to on a day, under a rule.

A stake whose dates leave open whether it was held on the day counts from nothing. What one source
says of one interest in several rows is added up. Where several sources speak of the same interest,
they narrow each other if they agree, and widen the range if they do not.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt

from caveat.ownership.network import Network, Numbers
from caveat.ownership.regimes.rule import Rule
from caveat.stake import INTERESTS, WHOLE, Interest

ENOUGH = -1
"""In place of a measure: an interest that is enough whatever its share."""

_CONTROLS: frozenset[Interest] = frozenset({"control"})
"""Control of no share at all is an office, such as that of a chief executive: who has it may have
things done as he wishes, but that is not certain. A link of an unknown kind with no share at all,
such as between relatives or to an agent, is no holding."""


@dataclass(frozen=True, slots=True, eq=False)
class Holdings:
    """One row for each interest of an owner in an owned party, and each measure it may count in.

    Attributes:
        owner: party.
        owned: party.
        measure: place in the rule's measures, or `ENOUGH`.
        least: what counts for certain, in billionths; of `ENOUGH`, 1 where it is certain, else 0.
        most: what may count; of `ENOUGH`, 1.
        direct: False for what is said to be held through others: it counts alone, and is added
            to other holdings only as a possibility.
        row: a stake of the network that says so, the first of them.
    """

    owner: Numbers
    owned: Numbers
    measure: npt.NDArray[np.int8]
    least: Numbers
    most: Numbers
    direct: npt.NDArray[np.bool_]
    row: Numbers

    def __len__(self) -> int:
        return len(self.owner)

    def take(self, which: npt.NDArray[Any]) -> Holdings:
        """Some of the rows."""
        return Holdings(*(getattr(self, name)[which] for name in self.__slots__))


def holdings(network: Network, stakes: Numbers, rule: Rule, day: date) -> Holdings:
    """What some stakes come to on a day.

    Args:
        network: where they stand.
        stakes: their numbers; those of one owner in one party lie together, in the order of
            `Network.stakes_in` or `Network.stakes_of`.
        rule: which interests count, and how.
        day: the day.
    """
    kind, sure, rows = _interests(network, stakes, day)
    none, one = np.zeros(len(rows), np.int64), np.ones(len(rows), np.int64)
    counted: list[tuple[npt.NDArray[np.bool_], int, Numbers, Numbers]] = []
    for place, measure in enumerate(rule.measures):
        counted.append((_among(kind, measure.counts), place, rows.least, rows.most))
        counted.append((_among(kind, measure.may_count), place, none, rows.most))
    some = rows.most > 0
    office = _among(kind, _CONTROLS) & ~some
    counted.append((_among(kind, rule.control), ENOUGH, (sure & ~office).astype(np.int64), one))
    counted.append((_among(kind, rule.may_control) & some, ENOUGH, none, one))
    parts = [
        replace(rows, measure=np.full(len(rows), place, np.int8), least=least, most=most).take(
            np.flatnonzero(which & (most > 0))
        )
        for which, place, least, most in counted
    ]
    return Holdings(
        *(np.concatenate([getattr(part, name) for part in parts]) for name in Holdings.__slots__)
    )


def in_force(
    network: Network, stakes: Numbers, day: date
) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.bool_]]:
    """Which stakes may have been held on a day, and which were for certain.

    A stake is held from the day on which it begins, and no more on the day on which it ends.
    """
    on = day.toordinal()
    may = (network.start_first[stakes] <= on) & (on < network.end_last[stakes])
    sure = may & (network.start_last[stakes] <= on) & (on < network.end_first[stakes])
    return may, sure


def _interests(
    network: Network, stakes: Numbers, day: date
) -> tuple[npt.NDArray[np.int8], npt.NDArray[np.bool_], Holdings]:
    """Each interest of an owner once: its kind, whether it is held for certain, its share."""
    may, sure = in_force(network, stakes, day)
    row, sure = stakes[may], sure[may]
    owner, owned = network.owner[row].astype(np.int64), network.owned[row].astype(np.int64)
    kind, direct = np.asarray(network.kind[row]), np.asarray(network.direct[row])
    least = np.where(sure, network.least[row], 0)
    most = np.asarray(network.most[row], np.int64)
    source = np.asarray(network.source[row])
    first = _changes(owner, owned, kind, direct, source)
    if len(first) < len(row):  # several rows of one source: they are added up
        least = np.minimum(np.add.reduceat(least, first), WHOLE)
        most = np.minimum(np.add.reduceat(most, first), WHOLE)
        sure = np.logical_or.reduceat(sure, first)
        row, owner, owned = row[first], owner[first], owned[first]
        kind, direct = kind[first], direct[first]
    first = _changes(owner, owned, kind, direct)
    if len(first) < len(row):  # several sources
        least, most, sure = _agreed(least, most, sure, first)
        row, owner, owned = row[first], owner[first], owned[first]
        kind, direct = kind[first], direct[first]
    return kind, sure, Holdings(owner, owned, kind, least, most, direct, row)


def _agreed(
    least: Numbers, most: Numbers, sure: npt.NDArray[np.bool_], first: Numbers
) -> tuple[Numbers, Numbers, npt.NDArray[np.bool_]]:
    """What sources say together: the common range, or from the lowest to the highest if none."""
    low, high = (
        reduce(np.where(sure, least, missing), first)
        for reduce, missing in ((np.minimum.reduceat, WHOLE), (np.maximum.reduceat, 0))
    )
    tight, wide = (
        reduce(np.where(sure, most, missing), first)
        for reduce, missing in ((np.minimum.reduceat, WHOLE), (np.maximum.reduceat, 0))
    )
    any_sure = np.logical_or.reduceat(sure, first)
    agree = high <= tight
    doubtful = np.maximum.reduceat(np.where(sure, 0, most), first)
    return (
        np.where(any_sure, np.where(agree, high, low), 0),
        np.maximum(np.where(any_sure, np.where(agree, tight, wide), 0), doubtful),
        any_sure,
    )


def _changes(*columns: npt.NDArray[Any]) -> Numbers:
    """Places where any of the columns differs from the row before."""
    if not len(columns[0]):
        return np.zeros(0, np.int64)
    differs = np.zeros(len(columns[0]) - 1, np.bool_)
    for column in columns:
        differs |= column[1:] != column[:-1]
    return np.concatenate([np.zeros(1, np.int64), np.flatnonzero(differs) + 1])


def _among(kind: npt.NDArray[np.int8], interests: frozenset[Interest]) -> npt.NDArray[np.bool_]:
    wanted = np.array([interest in interests for interest in INTERESTS])
    return wanted[kind]

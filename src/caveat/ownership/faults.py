"""Faults: stakes that cannot all be true, or do not speak of the day; the computation goes on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

import numpy as np

from caveat.ownership.holdings import holdings
from caveat.ownership.network import Network, Numbers
from caveat.ownership.points import percent
from caveat.ownership.regimes.rule import SHARES, VOTES, Measure, Rule
from caveat.stake import WHOLE, Fault, Stake

_ADDED = Rule((Measure("shares", SHARES), Measure("voting rights", VOTES)))


def place(stake: Stake) -> str:
    """Where a stake stands, or between whom it is where nobody told."""
    return f"{stake.source} {stake.origin}".strip() or f"{stake.owner} in {stake.owned}"


def not_in_force(network: Network, stakes: Sequence[int] | Numbers, day: date) -> Iterator[Fault]:
    """Stakes of the past and of the future, which do not count on the day.

    Args:
        network: where the stakes stand.
        stakes: numbers of stakes that are not in force on the day.
        day: the day.
    """
    for number in stakes:
        stake = network.stake(number)
        begins = network.start_first[number] > day.toordinal()
        when = f"begins on {stake.start}, after" if begins else f"ended on {stake.end}, by"
        yield Fault(
            place(stake),
            f"The stake of {network.names[network.owner[number]]} in "
            f"{network.names[network.owned[number]]} {when} {day}: it is left out.",
        )


def overfull(network: Network, stakes: Sequence[int] | Numbers, day: date) -> Iterator[Fault]:
    """Parties whose shares or votes add up to more than the whole on a day.

    Args:
        network: where the stakes stand.
        stakes: numbers of stakes that are, or may be, in force on the day.
        day: the day.
    """
    met = holdings(network, np.asarray(stakes, np.int64), _ADDED, day)
    direct = met.take(np.flatnonzero(met.direct))
    key = direct.owned * 2 + direct.measure
    parties, inverse = np.unique(key, return_inverse=True)
    sums = np.zeros(len(parties), np.int64)
    np.add.at(sums, inverse, direct.least)
    for which in np.flatnonzero(sums > WHOLE):
        party, kind = divmod(int(parties[which]), 2)
        rows = direct.row[key == parties[which]]
        wheres = sorted({place(network.stake(row)) for row in rows})
        yield Fault(
            ", ".join(wheres),
            f"The {_ADDED.measures[kind].name} of {network.names[party]} add up to "
            f"{percent(int(sums[which]))} on {day}: one of the stakes must be wrong. Each counts "
            "as it is told.",
        )

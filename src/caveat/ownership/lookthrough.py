"""Look-through: the integrated share that each owner has of a party, along all paths.

Shares are multiplied along a path and added up over the paths: who owns half of a company that owns
half of another has a quarter of it. That is what analysts of beneficial ownership ask for; it is
not what any sanctions test asks for. With cross-holdings there are endlessly many paths; they
are the sum I + A + A² + ... = (I - A)⁻¹, solved as one sparse linear system.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np
from scipy import sparse

from caveat.ownership.faults import overfull
from caveat.ownership.holdings import holdings, in_force
from caveat.ownership.network import Network, Numbers
from caveat.ownership.regimes.rule import SHARES, Measure, Rule
from caveat.stake import WHOLE, Fault

_SHARES = Rule((Measure("shares", SHARES),))
_ROUNDS = 10_000
_SETTLED = 1e-12


@dataclass(frozen=True, slots=True)
class Share:
    """The integrated share of one owner.

    Attributes:
        owner: its id.
        name: its name.
        least: at least so much of the party, in [0, 1].
        most: at most so much, in [0, 1].
        ultimate: whether nobody is known to own a share of the owner itself.
    """

    owner: str
    name: str
    least: float
    most: float
    ultimate: bool


@dataclass(frozen=True, slots=True)
class LookThrough:
    """Who has how much of a party, through everybody in between.

    Attributes:
        party: its id.
        as_of: the day.
        shares: the largest first.
        faults: what is wrong with the stakes.
    """

    party: str
    as_of: date
    shares: tuple[Share, ...]
    faults: tuple[Fault, ...]


def look_through(network: Network, party: int, as_of: date) -> LookThrough:
    """The integrated shares of everybody above a party.

    Args:
        network: the parties and their stakes.
        party: its number.
        as_of: the day.

    Returns:
        Shares whose bounds hold whatever the stakes really are within their ranges. Stakes said to
        be held through others are left out: the paths themselves tell. A closed ring, whose members
        own each other whole, belongs to nobody: it is a fault, and what it owns is nobody's.
    """
    known, frontier = {party}, np.array([party])
    taken: list[Numbers] = [np.zeros(0, np.int64)]
    while frontier.size:
        stakes = network.stakes_in(frontier)
        stakes = stakes[in_force(network, stakes, as_of)[0]]
        taken.append(stakes)
        met = set(network.owner[stakes].tolist()) - known
        known |= met
        frontier = np.array(sorted(met), np.int64)
    stakes = np.concatenate(taken)
    held = holdings(network, stakes, _SHARES, as_of)
    held = held.take(np.flatnonzero(held.direct))
    parties = np.array(sorted(known), np.int64)
    row, column = (np.searchsorted(parties, side) for side in (held.owner, held.owned))
    faults = list(overfull(network, stakes, as_of))
    size, start = len(parties), int(np.searchsorted(parties, party))
    total = np.zeros(size)
    np.add.at(total, column, held.least / WHOLE)
    room = 1 - total[column] + held.least / WHOLE  # what others hold for certain is not there
    high = np.maximum(held.least / WHOLE, np.minimum(held.most / WHOLE, room))
    bounds: list[list[float]] = []
    for values in (held.least / WHOLE, high):
        matrix = sparse.csr_matrix((values, (row, column)), shape=(size, size))
        closed = _closed_rings(matrix)
        if len(closed) and not bounds:
            names = ", ".join(network.names[parties[place]] for place in closed)
            faults.append(
                Fault(
                    network.ids[parties[closed[0]]],
                    f"{names} own each other whole: no owner stands behind them. Their stakes in "
                    "each other are left out of the look-through.",
                )
            )
        bounds.append(_integrated(_without_rings(matrix, closed), start))
    owned = set(held.owned.tolist())
    shares = [
        Share(network.ids[number], network.names[number], low, max(low, most),
              int(number) not in owned)
        for number, low, most in zip(parties, *bounds, strict=True)
        if number != party and most > _SETTLED
    ]  # fmt: skip
    shares.sort(key=lambda share: (-share.least, -share.most, share.owner))
    return LookThrough(network.ids[party], as_of, tuple(shares), tuple(faults))


def _integrated(matrix: sparse.csr_matrix, start: int) -> list[float]:
    """The share of each row's owner in the party ``start``: (I - A)⁻¹ A e, never more than 1."""
    from scipy.sparse.linalg import spsolve  # takes long to import; few questions need it

    size = matrix.shape[0]
    first = np.asarray(matrix[:, [start]].todense()).ravel()
    columns = np.asarray(matrix.sum(axis=0)).ravel()
    if (columns <= 1 + _SETTLED).all():
        found = spsolve(sparse.csc_matrix(sparse.identity(size) - matrix), first)
        return [float(min(1.0, max(0.0, share))) for share in np.atleast_1d(found)]
    # Ranges may leave room for more than the whole; then the bound is approached from below.
    share = first
    for _ in range(_ROUNDS):
        more = np.minimum(1.0, first + matrix @ share)
        if np.abs(more - share).max(initial=0.0) < _SETTLED:
            break
        share = more
    return [float(one) for one in share]


def _closed_rings(matrix: sparse.csr_matrix) -> Numbers:
    """The members of sets that own each other whole, so that no share of them is left."""
    from scipy.sparse.csgraph import connected_components  # takes long to import, too

    count, labels = connected_components(matrix, connection="strong")
    inner = matrix.tocoo()
    same = labels[inner.row] == labels[inner.col]
    held = np.zeros(matrix.shape[0])
    np.add.at(held, inner.col[same], inner.data[same])
    least = np.full(count, np.inf)
    np.minimum.at(least, labels, held)
    return np.flatnonzero(least[labels] >= 1 - _SETTLED)


def _without_rings(matrix: sparse.csr_matrix, closed: Numbers) -> sparse.csr_matrix:
    if not len(closed):
        return matrix
    inside = np.isin(np.arange(matrix.shape[0]), closed)
    plain = matrix.tocoo()
    keep = ~(inside[plain.row] & inside[plain.col])
    return sparse.csr_matrix(
        (plain.data[keep], (plain.row[keep], plain.col[keep])), shape=matrix.shape
    )

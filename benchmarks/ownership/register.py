"""A made-up network with the shape of a company register: how many owners, how many holdings.

The proportions were chosen by hand to look like those of the UK's register of people with
significant control: most companies have one or two owners, few have many; most owners hold one, a
few hold thousands (the tail follows a power law); one owner in seven is a company itself, so that
chains are short, with some long ones, and rings are rare. A share is exact for four stakes in ten,
else a band of the register (25 to 50, 50 to 75, 75 to 100 percent) or unknown; of two owners in
three the votes are told beside the shares. No party of it exists.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, overload

import numpy as np

from caveat.ownership.network import ALWAYS, NEVER, Network, of_arrays
from caveat.stake import INTERESTS, WHOLE

SEED = 7
COMPANIES = 0.55
"""Of all parties; the others are persons."""
_OWNERS = (0.58, 0.27, 0.08, 0.04, 0.02, 0.01)
"""How many companies have one, two, ... owners."""
_CORPORATE, _VOTES, _BOARD = 0.14, 0.62, 0.14
"""Owners that are companies; pairs with votes told, with a right to appoint told."""
_TAIL, _MOST, _HOLD = 1.6, 5_000, 0.7
"""Exponent of the number of holdings of an owner; the most of them; who holds anything."""


class Numbers(Sequence[str]):
    """Ids that are numbers of a fixed length, so that ten million of them take no memory."""

    def __init__(self, count: int) -> None:
        self._count = count

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: slice) -> list[str]: ...
    def __getitem__(self, place: int | slice) -> str | list[str]:
        if isinstance(place, slice):
            return [f"{number:08d}" for number in range(*place.indices(self._count))]
        if place >= self._count:
            raise IndexError(place)
        return f"{int(place):08d}"


def register(parties: int, stakes: int, seed: int = SEED) -> Network:
    """A network of so many parties and stakes.

    Args:
        parties: companies and persons; the companies have the lower numbers.
        stakes: how many rows; each pair of owner and owned has one to three.
        seed: the same seed gives the same network.
    """
    random = np.random.default_rng(seed)
    companies = int(parties * COMPANIES)
    pairs = int(stakes / (1 + _VOTES + _BOARD))
    counts = random.choice(np.arange(1, 7), companies, p=_OWNERS)
    owned = np.repeat(np.arange(companies), counts)
    owned = random.permutation(np.resize(owned, pairs) if len(owned) < pairs else owned)[:pairs]
    owner = np.where(
        random.random(pairs) < _CORPORATE,
        _owners(random, companies, pairs),
        companies + _owners(random, parties - companies, pairs),
    )
    apart = owner != owned
    owner, owned = owner[apart], owned[apart]
    least, most = _shares(random, owned, parties)
    start_first, start_last = _starts(random, len(owner))
    end_first, end_last = _ends(random, len(owner))
    kinds = [np.arange(len(owner))]
    kinds += [np.flatnonzero(random.random(len(owner)) < part) for part in (_VOTES, _BOARD)]
    row = np.concatenate(kinds)
    kind = np.repeat(
        [INTERESTS.index(one) for one in ("shares", "voting rights", "board")],
        [len(part) for part in kinds],
    )
    ids = Numbers(parties)
    return of_arrays(
        ids, ids, ("register",), (),
        owner=owner[row], owned=owned[row], kind=kind, source=np.zeros(len(row)),
        direct=np.ones(len(row)), least=least[row], most=most[row],
        start_first=start_first[row], start_last=start_last[row],
        end_first=end_first[row], end_last=end_last[row],
    )  # fmt: skip


def listed(parties: int, count: int, seed: int = SEED) -> np.ndarray[Any, Any]:
    """Who is listed: as many companies as persons, drawn evenly."""
    random = np.random.default_rng(seed + 1)
    companies = int(parties * COMPANIES)
    half = random.choice(companies, count // 2, replace=False)
    other = random.choice(parties - companies, count - count // 2, replace=False)
    return np.sort(np.concatenate([half, companies + other]))


def _owners(random: np.random.Generator, size: int, count: int) -> np.ndarray[Any, Any]:
    """Numbers below ``size``: holders and, in the long run, how often each holds."""
    weight = np.minimum(random.pareto(_TAIL, size) + 1, _MOST)
    weight[random.random(size) >= _HOLD] = 0
    reach = np.cumsum(weight)
    drawn: np.ndarray[Any, Any] = np.searchsorted(
        reach, random.random(count) * reach[-1], side="right"
    )
    return drawn


def _shares(
    random: np.random.Generator, owned: np.ndarray[Any, Any], parties: int
) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """Shares that seldom add up to more than the whole: the larger, the fewer the owners."""
    count = np.bincount(owned, minlength=parties)[owned]
    exact = WHOLE // count
    uneven = (exact * random.choice([0.5, 0.98, 1.0], len(owned), p=[0.2, 0.1, 0.7])).astype(int)
    band = np.array([(250_000_001, 500_000_000), (500_000_001, 749_999_999),
                     (750_000_000, WHOLE)])[np.clip((uneven * 4 // WHOLE) - 1, 0, 2)]  # fmt: skip
    how = random.random(len(owned))
    banded, unknown = (how > 0.4) & (uneven >= WHOLE // 4), how > 0.97
    least = np.where(unknown, 0, np.where(banded, band[:, 0], uneven))
    most = np.where(unknown, WHOLE, np.where(banded, band[:, 1], uneven))
    return least, most


def _starts(random: np.random.Generator, count: int) -> tuple[Any, Any]:
    first = random.integers(730_000, 739_500, count)  # 1999 to 2025
    told = random.random(count) < 0.9
    month = np.where(random.random(count) < 0.05, 30, 0)
    return np.where(told, first, ALWAYS[0]), np.where(told, first + month, ALWAYS[1])


def _ends(random: np.random.Generator, count: int) -> tuple[Any, Any]:
    last = random.integers(737_500, 739_500, count)  # 2020 to 2025
    told = random.random(count) < 0.15
    return np.where(told, last, NEVER[0]), np.where(told, last, NEVER[1])

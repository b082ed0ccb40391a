"""Shares with what they are worth: intervals, and whether two of them differ.

Cases of one party stand or fall together, so they are no independent witnesses: the interval is
Wilson's for the number of independent cases that would be worth as much (Wilson 1927; Korn and
Graubard 1998 for the effective number).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Z = 1.959963984540054
"""Of an interval of 95 percent."""

Bools = npt.NDArray[np.bool_]
Doubles = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Rate:
    """A share of cases.

    Attributes:
        cases: how many there are.
        found: of how many it is true.
        rate: the share; with weights, the weighted one. 0 if there are none.
        low: lower end of its interval of 95 percent.
        high: upper end.
        effective: independent cases that would be worth as much as these.
    """

    cases: int
    found: int
    rate: float
    low: float
    high: float
    effective: float


def wilson(share: float, count: float) -> tuple[float, float]:
    """Wilson's interval of 95 percent; all is possible where there is no case.

    >>> low, high = wilson(0.9, 100)
    >>> round(low, 4), round(high, 4)
    (0.8256, 0.9448)
    >>> wilson(0.0, 0)
    (0.0, 1.0)

    Args:
        share: the share seen.
        count: of so many independent cases.
    """
    if count <= 0:
        return 0.0, 1.0
    scale = 1 + Z * Z / count
    middle = (share + Z * Z / (2 * count)) / scale
    half = Z / scale * math.sqrt(share * (1 - share) / count + Z * Z / (4 * count * count))
    return max(0.0, min(middle - half, share)), min(1.0, max(middle + half, share))


def rate(
    found: Bools | Sequence[bool],
    clusters: npt.NDArray[np.int64] | None = None,
    groups: npt.NDArray[np.int64] | None = None,
) -> Rate:
    """The share of cases that were found.

    >>> rate([True] * 90 + [False] * 10).low.__round__(4)
    0.8256

    Args:
        found: for each case, whether it was.
        clusters: for each case a number; cases of the same one are not independent.
        groups: for each case a number; the share is then the mean over these groups, each with
            the same weight, and not over the cases.
    """
    seen = np.asarray(found, np.bool_)
    count = len(seen)
    if not count:
        return Rate(0, 0, 0.0, 0.0, 1.0, 0.0)
    values = seen.astype(np.float64)
    if groups is None:
        weights, expected = np.full(count, 1 / count), np.full(count, values.mean())
    else:
        _, place, sizes = np.unique(groups, return_inverse=True, return_counts=True)
        means = np.bincount(place, values) / sizes
        weights, expected = 1 / (len(sizes) * sizes[place]), means[place]
    share = min(1.0, max(0.0, round(float(weights @ values), 12)))
    effective = float(count)
    if clusters is not None or groups is not None:
        effective = _effective(share, weights * (values - expected), weights, clusters)
    low, high = wilson(share, effective)
    return Rate(count, int(seen.sum()), share, low, high, effective)


def _effective(
    share: float, off: Doubles, weights: Doubles, clusters: npt.NDArray[np.int64] | None
) -> float:
    """Independent cases that are worth as much; never more than the clusters could be worth."""
    if clusters is None:
        place, number = np.arange(len(off)), len(off)
    else:
        names, place = np.unique(clusters, return_inverse=True)
        number = len(names)
    most = float(1 / np.sum(np.bincount(place, weights) ** 2))
    if number < 2:
        return most
    spread = float(np.sum(np.bincount(place, off) ** 2)) * number / (number - 1)
    if spread <= 0 or share in (0.0, 1.0):
        return most
    return min(share * (1 - share) / spread, float(len(off)))


def differ(before: Rate, after: Rate) -> float:
    """The probability of a difference at least this large if there were none.

    Two shares of different cases, each worth as many cases as its interval says.

    >>> one, other = rate([True] * 95 + [False] * 5), rate([True] * 70 + [False] * 30)
    >>> differ(one, other) < 0.001 < differ(one, one)
    True
    """
    n, m = before.effective, after.effective
    if n <= 0 or m <= 0:
        return 1.0
    pooled = (before.rate * n + after.rate * m) / (n + m)
    spread = pooled * (1 - pooled) * (1 / n + 1 / m)
    if spread <= 0:
        return 1.0
    return math.erfc(abs(before.rate - after.rate) / math.sqrt(2 * spread))


def differ_paired(gains: int, losses: int) -> float:
    """The same for the same cases asked twice: McNemar's test, exact.

    >>> differ_paired(0, 6), differ_paired(3, 3)
    (0.03125, 1.0)

    Args:
        gains: cases, or clusters of them, that are found only now.
        losses: those that were found only before.
    """
    count, least = gains + losses, min(gains, losses)
    if not count:
        return 1.0
    tail = sum(math.comb(count, k) for k in range(least + 1)) * 2
    return min(1.0, tail / 2**count if count < 1000 else math.exp(math.log(tail) - count * _LN2))


_LN2 = math.log(2)


def holm(chances: Sequence[float]) -> list[float]:
    """Probabilities put right for having asked so often (Holm 1979).

    >>> [round(p, 3) for p in holm([0.01, 0.04, 0.03])]
    [0.03, 0.06, 0.06]
    """
    order = sorted(range(len(chances)), key=lambda place: chances[place])
    right, least = [1.0] * len(chances), 0.0
    for rank, place in enumerate(order):
        least = max(least, min(1.0, chances[place] * (len(chances) - rank)))
        right[place] = least
    return right

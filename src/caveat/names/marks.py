"""Texts as numbers, thousands at once: a mark for each, and one for each with a letter left out.

A mark is a polynomial in the letters modulo 2**64, so that the mark of a text without one letter,
and of two texts written as one, comes from the marks of the parts without touching the letters.
Two words that are one slip apart (a letter more, less, changed, or swapped with its neighbour)
share a mark (symmetric deletion, after W. Garbe's SymSpell).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Marks = npt.NDArray[np.uint64]
Ints = npt.NDArray[np.int64]

_STEP = 0x9E3779B97F4A7C15
_BACK = pow(_STEP, -1, 1 << 64)
_MIX = 0xD6E8FEB86659FD93
_WHOLE = (1 << 64) - 1
LONGEST = 63
"""Letters beyond this place do not count."""

_POWERS = np.array([pow(_STEP, n, 1 << 64) for n in range(2 * LONGEST + 2)], np.uint64)


def marks(texts: Sequence[str]) -> tuple[Marks, Ints]:
    """The mark of each text, and how many letters it took.

    >>> whole, lengths = marks(["rostec", "ros", "tec"])
    >>> bool(joined(whole[1:2], lengths[1:2], whole[2:3])[0] == whole[0])
    True
    """
    _, _, full, lengths = _read(texts)
    return full, lengths


def half(text: str) -> int:
    """The mark of one text in half the space; for one, plain numbers are quicker than arrays.

    >>> half("rostec") == int(halves(marks(["rostec"])[0])[0])
    True
    """
    found = 0
    for letter in reversed(text[:LONGEST].encode("ascii", "replace")):
        found = (found * _STEP + letter) & _WHOLE
    return (found * _MIX & _WHOLE) >> 32


def joined(first: Marks, lengths: Ints, second: Marks) -> Marks:
    """The marks of texts that are written as one, from the marks of both."""
    return first + second * _POWERS[lengths]


def halves(whole: Marks) -> npt.NDArray[np.uint32]:
    """Marks in half the space; every letter still counts, the first ones too."""
    return (whole * np.uint64(_MIX) >> np.uint64(32)).astype(np.uint32)


def around(texts: Sequence[str], least: int) -> tuple[Marks, Ints]:
    """The marks of texts, and of each that is long enough without any one of its letters.

    Args:
        texts: the texts.
        least: shorter texts give their own mark only.

    Returns:
        Marks, and for each the place of its text; both of shape (marks,).
    """
    terms, before, full, lengths = _read(texts)
    owner = np.repeat(np.arange(len(texts)), lengths)
    rest = (full[owner] - before - terms) * np.uint64(_BACK)
    long = lengths[owner] >= least
    return (
        np.concatenate([full, (before + rest)[long]]),
        np.concatenate([np.arange(len(texts)), owner[long]]),
    )


def _read(texts: Sequence[str]) -> tuple[Marks, Marks, Marks, Ints]:
    """For each letter its term and the sum before it; for each text the sum and the length."""
    cut = [text[:LONGEST] for text in texts]
    lengths = np.fromiter(map(len, cut), np.int64, len(cut))
    raw = np.frombuffer("".join(cut).encode("ascii", "replace"), np.uint8).astype(np.uint64)
    starts = np.cumsum(lengths) - lengths
    place = np.arange(len(raw)) - np.repeat(starts, lengths)
    terms = raw * _POWERS[place]
    sums = np.concatenate([np.zeros(1, np.uint64), np.cumsum(terms, dtype=np.uint64)])
    full = sums[starts + lengths] - sums[starts]
    before = sums[:-1] - np.repeat(sums[starts], lengths)
    return terms, before, full, lengths


def pairs(asked: Marks, table: Marks) -> tuple[Ints, Ints]:
    """Where marks are in a sorted table.

    Returns:
        Places in ``asked`` and places in ``table``, one of each for every agreement.
    """
    if not len(table):
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    first = np.searchsorted(table, asked)
    at = np.flatnonzero(table[np.minimum(first, len(table) - 1)] == asked)  # few of them
    first = first[at]
    count = np.searchsorted(table, asked[at], "right") - first
    return np.repeat(at, count), np.repeat(first, count) + within_runs(count)


def within_runs(counts: Ints) -> Ints:
    """Places within runs that stand one after the other, each from 0.

    >>> within_runs(np.array([2, 0, 3])).tolist()
    [0, 1, 0, 1, 2]
    """
    starts = np.cumsum(counts) - counts
    return np.arange(int(counts.sum())) - np.repeat(starts, counts)

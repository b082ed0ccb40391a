"""Shares as people and publishers write them -> billionths, from the least to the most."""

from __future__ import annotations

import re
from fractions import Fraction
from math import ceil, floor
from typing import NamedTuple

from caveat.errors import BadShare
from caveat.stake import WHOLE

_NUMBER = r"(\d+(?:[.,]\d+)?|\d+\s*/\s*\d+)\s*(?:%|percent|per cent|pct\.?|p\.c\.)?"
_ABOVE = r"(?:>|more than|over|above|greater than)"
_FROM = r"(?:>=|≥|=>|at least|not less than|min\.?|minimum|from)"
_BELOW = r"(?:<|less than|under|below)"
_UPTO = r"(?:<=|≤|=<|at most|up to|not more than|max\.?|maximum)"
_JOINT = r"(?:-|–|—|\.\.\.?|to|and|,? but)"
_ONE_SHARE = WHOLE // 10_000
"""A hundredth of a point: one share of a company that has at least ten thousand."""

_UNKNOWN = {"", "-", "–", "?", "n/a", "na", "none", "unknown", "not known", "null"}


class Share(NamedTuple):
    """The least and the most that a share can be, in billionths of the whole."""

    least: int
    most: int


UNKNOWN = Share(0, WHOLE)
"""Nothing is known of a share."""


def read_share(text: str) -> Share:
    """Read a share in percent.

    A bound that is not itself meant (more than 50) is a billionth off, so that it never meets a
    threshold that it should not meet. A fraction is rounded outward.

    >>> read_share("50,5 %"), read_share("1/3"), read_share(">50%")
    (Share(least=505000000, most=505000000), Share(least=333333333, most=333333334), \
Share(least=500000001, most=1000000000))
    >>> read_share("25-50"), read_share("25 % + 1 share"), read_share("")
    (Share(least=250000000, most=500000000), Share(least=250000001, most=250100000), \
Share(least=0, most=1000000000))

    Raises:
        BadShare: the text is no share, or it is negative or more than 100 percent.
    """
    plain = " ".join(text.replace("\xa0", " ").lower().split())
    if plain in _UNKNOWN:
        return UNKNOWN
    if re.match(r"[-−]\s*\d", plain):
        raise BadShare(f"{text!r} is negative.")
    return _within(_parse(plain, text), text)


def exactly(percent: Fraction) -> Share:
    """An exact share, rounded outward to billionths.

    >>> exactly(Fraction(200, 3))
    Share(least=666666666, most=666666667)
    """
    billionths = percent * WHOLE / 100
    return Share(floor(billionths), ceil(billionths))


def between(
    least: Fraction | None,
    most: Fraction | None,
    *,
    above: bool = False,
    below: bool = False,
) -> Share:
    """A share between two bounds in percent; None is no bound.

    Args:
        least: the lower bound.
        most: the upper bound.
        above: whether the lower bound itself is left out.
        below: whether the upper bound itself is left out.

    Raises:
        BadShare: a bound is no share, or the lower one is above the upper one.
    """
    low = 0 if least is None else exactly(least).least + above
    high = WHOLE if most is None else exactly(most).most - below
    return _within(Share(low, high), f"{least or 0} to {100 if most is None else most}")


def _within(share: Share, text: str) -> Share:
    if share.least < 0 or share.most < 0:
        raise BadShare(f"{text!r} is negative.")
    if share.least > WHOLE or share.most > WHOLE:
        raise BadShare(f"{text!r} is more than 100 percent.")
    if share.least > share.most:
        raise BadShare(f"{text!r} ends below where it begins.")
    return share


def _parse(plain: str, text: str) -> Share:
    def found(pattern: str) -> list[Fraction] | None:
        hit = re.fullmatch(pattern, plain)
        return [_number(part, text) for part in hit.groups()] if hit else None

    if number := found(_NUMBER):
        return exactly(number[0])
    if number := found(rf"{_NUMBER}\s*(?:\+|plus)\s*(?:1|one) (?:share|vote)"):
        low = exactly(number[0]).least
        return Share(low + 1, min(low + _ONE_SHARE, WHOLE))
    if number := found(rf"{_NUMBER}\s*(?:-|−|minus)\s*(?:1|one) (?:share|vote)"):
        high = exactly(number[0]).most
        return Share(max(high - _ONE_SHARE, 0), high - 1)
    if bounds := found(rf"(?:between |from )?{_NUMBER}\s*{_JOINT}\s*{_NUMBER}"):
        return between(bounds[0], bounds[1])
    if bounds := found(rf"{_ABOVE} ?{_NUMBER}\s*{_JOINT}\s*(?:{_UPTO} ?)?{_NUMBER}"):
        return between(bounds[0], bounds[1], above=True)
    if bounds := found(rf"{_ABOVE} ?{_NUMBER}\s*{_JOINT}\s*{_BELOW} ?{_NUMBER}"):
        return between(bounds[0], bounds[1], above=True, below=True)
    if bounds := found(rf"{_FROM} ?{_NUMBER}\s*{_JOINT}\s*{_BELOW} ?{_NUMBER}"):
        return between(bounds[0], bounds[1], below=True)
    if number := found(rf"{_ABOVE} ?{_NUMBER}"):
        return between(number[0], None, above=True)
    if number := found(rf"{_FROM} ?{_NUMBER}"):
        return between(number[0], None)
    if number := found(rf"{_BELOW} ?{_NUMBER}"):
        return between(None, number[0], below=True)
    if number := found(rf"{_UPTO} ?{_NUMBER}"):
        return between(None, number[0])
    raise BadShare(f"{text!r} is no share.")


def _number(text: str, whole: str) -> Fraction:
    """Percent out of ``50``, ``50,5`` or, as parts of the whole, ``1/3``."""
    if "/" not in text:
        return Fraction(text.replace(",", "."))
    above, below = (int(part) for part in text.split("/"))
    if not below:
        raise BadShare(f"{whole!r} is no share.")
    return Fraction(above * 100, below)

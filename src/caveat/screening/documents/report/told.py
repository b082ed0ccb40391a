"""Told: days and standings in the words that people read."""

from __future__ import annotations

import re
from collections.abc import Callable

from caveat.screening.documents.reading import Found, Reading
from caveat.screening.documents.standing import standing_on

_MONTHS = ("", *"January February March April May June July August September October November "
           "December".split())  # fmt: skip


def spoken(day: str) -> str:
    """A day, month or year as people write it.

    >>> spoken("2018-02-26"), spoken("2018-02"), spoken("2018")
    ('26 February 2018', 'February 2018', '2018')
    """
    year, month, number = (*day.split("-"), "", "")[:3]
    return " ".join(
        part for part in (number.lstrip("0"), _MONTHS[int(month)] if month else "", year) if part
    )


def on(day: str) -> str:
    """The same, after its preposition: ``in February 2018``, ``on 26 February 2018``."""
    return f"{'on' if len(day) == 10 else 'in'} {spoken(day)}"


def day_then(reading: Reading) -> str:
    """The document's day as it is known: ISO prefix; empty if nothing says it."""
    return reading.dated.day if reading.dated else str(reading.then or "")


def told(reading: Reading, found: Found) -> str:
    """What a party was on the document's day and is on the other, with who says so since when."""
    return _both(reading, found, lambda words: words)


def shortly(reading: Reading, found: Found) -> str:
    """The same, without who says so."""
    return _both(reading, found, lambda words: _ASIDE.sub("", words))


def _both(reading: Reading, found: Found, cut: Callable[[str], str]) -> str:
    after, now = cut(standing_on(found.now).words), on(str(reading.now))
    if found.then is None:
        return f"{now} {after}"
    before, then = cut(standing_on(found.then).words), on(day_then(reading))
    if before == after:
        return f"{then} and {now} {after}"
    return f"{then} {before}; {now} {after}"


_ASIDE = re.compile(r" \([^()]*\)")

"""Told: days and standings in the words that people read."""

from __future__ import annotations

from caveat.screening.answer import Screening
from caveat.screening.documents.reading import Found, Reading, Status

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
    """What a party was on the document's day and is now, in one sentence."""
    now = f"{_standing(found.now, found.status_now)} {on(str(reading.now))}"
    if found.then is None or found.status_then is None:
        return now
    return f"{on(day_then(reading))} {_standing(found.then, found.status_then)}; {now}"


def _standing(side: Screening, status: Status) -> str:
    if status in ("blocked", "possible", "not listed"):
        return {
            "blocked": "blocked by ownership",
            "possible": "perhaps listed or blocked",
            "not listed": "on no list",
        }[status]
    measures = dict.fromkeys(
        measure
        for hit in side.hits[:1]
        for one in hit.designations
        if one.status == "listed"
        for measure in one.measures or (one.programme,)
    )
    return f"listed ({'; '.join(measures)})"

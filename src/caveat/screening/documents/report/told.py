"""Told: days and standings in the words that people read."""

from __future__ import annotations

import re

from caveat.party import Designation
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
    """What a party was on the document's day and is now, in one sentence.

    Of several listed parties that it may be, those that match best are spoken of.
    """
    day, now = on(day_then(reading)), on(str(reading.now))
    after, since = _standing(found.now, found.status_now)
    again = f" since {spoken(since)}" if since else ""
    if found.then is None or found.status_then is None:
        return f"{after}{again}" if again else f"{after} {now}"
    before, first = _standing(found.then, found.status_then)
    if before == after:
        if found.status_now == "not listed":
            return f"{before} {day} and {now}"
        return f"{before}{again}: {day} already, and {now}"
    begun = f" (since {spoken(first)})" if first else ""
    return f"{day} {before}{begun}; {after}{again or f' {now}'}"


def _standing(side: Screening, status: Status) -> tuple[str, str]:
    """What a screening comes to in a few words, and since when: ISO prefix, empty if not told."""
    if status == "blocked":
        return "blocked by ownership", ""
    if status == "possible":
        return "perhaps listed or blocked", ""
    if status == "not listed":
        return "on no list", ""
    kinds: dict[str, list[str]] = {}
    for hit in side.hits:
        if hit.score >= side.hits[0].score - _SAME:
            for one in hit.designations:
                if one.status == "listed":
                    kinds.setdefault(_kind(one), []).append(one.start or one.listed or "")
    for kind in ("blocked", "listed", "under sectoral restrictions only"):
        if kind in kinds:
            days = sorted(kinds[kind])
            return kind, days[0] if all(days) else ""
    return "listed", ""


_SAME = 0.02
"""How much less than the best a hit may score to be spoken of as the same party."""

_BLOCKS = re.compile(r"block|fr(?:eez|ozen)|dealings prohib|SDN", re.I)
_SECTORAL = re.compile(r"directive [1-4]\b|sectoral|SSI\b|13662|new debt", re.I)
_BLOCKING = ("ofac-sdn", "un-sc", "eu-fsf", "uk-sl", "uk-ofsi", "ca-sema")


def _kind(one: Designation) -> str:
    """What a designation does, by the publisher's words, else by what its list is for."""
    said = " ".join((*one.measures, one.programme))
    if _BLOCKS.search(said):
        return "blocked"
    if _SECTORAL.search(said):
        return "under sectoral restrictions only"
    return "blocked" if one.source in _BLOCKING else "listed"

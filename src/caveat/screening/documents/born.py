"""The birth date that a text gives right beside a name."""

from __future__ import annotations

import re

from caveat.time import read

_BEHIND = re.compile(
    r"^\W{0,3}(?:\(|,)?\s*(?:who was\s+)?"
    r"(?:born|b\.|d\.?o\.?b\.?|date of birth|geboren|geb\.|né|née|"
    r"nacid[oa]|nat[oa]|nascid[oa]|ur\.|narozen[áý]?|р\.|род\.|родивш\w+|родился|родилась|рожд\w*|"
    r"нар\.|född|født|syntynyt|született|doğumlu)\W{0,3}(?:on|am|le|el|il|em|:)?\W{0,2}"
    r"(\d{1,2}[. /-]\s?\d{1,2}[. /-]\s?\d{4}|\d{1,2}(?:st|nd|rd|th)? [^\W\d_]+\.? \d{4}"
    r"|[^\W\d_]+ \d{1,2}, \d{4}|\d{4}-\d{2}-\d{2}|(?:in )?\d{4})",
    re.IGNORECASE,
)  # fmt: skip
_YEAR = re.compile(r"^\s?\((?:\*\s?)?(1[89]\d\d|20[01]\d)(?:\s?[–-]\s?\d{0,4})?\)")
_REACH = 70


def born(text: str, end: int) -> str | None:
    """The birth date of whom the text names, as an ISO prefix; None if it gives none.

    >>> name = "Sergei Chemezov"
    >>> born(name + ", born 20 August 1952, runs it.", len(name)), born(name + " (1952)", len(name))
    ('1952-08-20', '1952')

    Args:
        text: the whole.
        end: where the name ends in it.
    """
    behind = text[end : end + _REACH]
    year = _YEAR.match(behind)
    if year:
        return year[1]
    found = _BEHIND.match(behind)
    if found is None:
        return None
    dates = read(re.sub(r"^in |(?<=\d)\s(?=\d)", "", found[1].strip()))
    return dates.prefixes[0] if len(dates.prefixes) == 1 else None

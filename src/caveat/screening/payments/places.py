"""Countries in address lines, as people write them at the end: town and country."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from caveat.names.countries import code

_CODE = re.compile(r"^([A-Z]{2})(?:[-/]|$)")
"""A line that begins with a country code: RU/MOSCOW, DE-10115 Berlin."""


def country_of(lines: Sequence[str]) -> str:
    """The country that address lines end with, as a code in small letters; empty if none shows.

    >>> country_of(["24 USACHEVA ST", "119048 MOSCOW RUSSIA"])
    'ru'
    >>> country_of(["3/DE/BERLIN"]), country_of(["DE-10115 BERLIN"]), country_of(["HIGH STREET 1"])
    ('de', 'de', '')
    """
    for line in reversed([line for line in lines if line.strip()]):
        return _of_line(line.strip(" ,.;").upper())
    return ""


@lru_cache(maxsize=1 << 14)
def _of_line(line: str) -> str:
    line = re.sub(r"^\d/", "", line)
    begins = _CODE.match(line)
    if begins and is_country(begins[1]):
        return begins[1].lower()
    words = [word.strip(",.;()") for word in line.split()]
    for count in (3, 2, 1):
        if len(words) < count:
            continue
        text = " ".join(words[-count:])
        if len(text) > 3 and (found := _named(text)):
            return found
    return ""  # two letters at the end may be a state: Wilmington DE, Denver CO


@lru_cache(maxsize=512)
def is_country(text: str) -> bool:
    """Whether two letters are the code of a country."""
    from rigour.territories import get_territory

    return text.isalpha() and get_territory(text.lower()) is not None


@lru_cache(maxsize=1 << 14)
def _named(text: str) -> str:
    found = code(text)
    region = re.fullmatch(r"([a-z]{2})-[a-z0-9]{1,3}", found)
    return region[1] if region else found if len(found) == 2 else ""

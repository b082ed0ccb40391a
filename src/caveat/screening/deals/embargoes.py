"""Embargoed countries and regions, with their days; and where in the words of a file they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, Literal

from caveat.names.countries import code
from caveat.screening.deals.deal import Jurisdiction
from caveat.screening.deals.laws import Law, data, law

Level = Literal["comprehensive", "broad"]


@dataclass(frozen=True, slots=True)
class Embargo:
    """Restrictions of one jurisdiction on one country or region.

    Attributes:
        place: ISO 3166 code of the country, or of the region (``ua-43``).
        by: whose restrictions they are.
        level: ``comprehensive`` if nearly every dealing is meant, ``broad`` if many kinds are.
        since: the first day.
        until: the first day on which they no longer hold; None while they do.
        says: what is restricted.
        law: the legal source.
    """

    place: str
    by: Jurisdiction
    level: Level
    since: date
    until: date | None
    says: str
    law: Law

    def holds(self, day: date) -> bool:
        """Whether it was in force on a day."""
        return self.since <= day and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True)
class Place:
    """A country or region that some words name.

    Attributes:
        code: ISO 3166 code.
        title: its name.
        words: the words that name it.
        partly: whether the words name an area of which only a part is meant.
    """

    code: str
    title: str
    words: str
    partly: bool = False


def embargoes() -> tuple[Embargo, ...]:
    """Every embargo that is known.

    >>> [one.by for one in embargoes() if one.place == "ua-43" and one.holds(date(2015, 3, 1))]
    ['us', 'eu']
    """
    return _embargoes()


def country(text: str) -> Place | None:
    """The country or region that a text is the name or the code of; None if it is of none.

    >>> country("Russia").code, country("Sevastopol").title, country("Atlantis")
    ('ru', 'Crimea and Sevastopol', None)
    """
    for place in regions(text):
        return place
    found = code(text)
    if len(found) == 2 and found.isalpha() and found in _names():
        return Place(found, _names()[found], text)
    return None


def regions(text: str) -> Iterator[Place]:
    """The regions that an address or another text names, each once.

    >>> [place.code for place in regions("ул. Ленина 1, г. Севастополь")]
    ['ua-43']
    >>> list(regions("Donetsk, Rostov region, Russia"))
    []
    """
    for code_, said, whole, parts, without in _patterns():
        if without is not None and without.search(text):
            continue
        part = parts.search(text) if parts is not None else None
        # A town is more than the area around it: "Donetsk, Donetsk Oblast" is the town.
        rest = parts.sub(" ", text) if parts is not None else text
        town = whole.search(rest) if whole is not None else None
        hit = town or part
        if hit is not None:
            yield Place(code_, said, hit[0], town is None)


def by_phone(number: str) -> Place | None:
    """The region whose telephone prefix a number has.

    >>> by_phone("+7 978 000-00-00").code
    'ua-43'
    """
    plain = "+" + re.sub(r"\D", "", number)
    for code_, said in data_of_places().items():
        if any(plain.startswith(prefix) for prefix in said.get("phones", ())):
            return Place(code_, said["title"], number)
    return None


@cache
def data_of_places() -> dict[str, Any]:
    """The regions of ``places.toml``."""
    return data("places.toml")


@cache
def _embargoes() -> tuple[Embargo, ...]:
    return tuple(
        Embargo(
            one["place"], one["by"], one["level"], one["since"], one.get("until"), one["says"],
            law(one["law"], one.get("article", "")),
        )
        for one in data("embargoes.toml")["embargo"]
    )  # fmt: skip


@cache
def _patterns() -> tuple[
    tuple[str, str, re.Pattern[str] | None, re.Pattern[str] | None, re.Pattern[str] | None], ...
]:
    return tuple(
        (
            place, said["title"], _any(said.get("names", ())), _any(said.get("parts", ())),
            _any(said.get("not_with", ())),
        )
        for place, said in data_of_places().items()
    )  # fmt: skip


def _any(names: list[str]) -> re.Pattern[str] | None:
    """Any of the names as whole words; the longest first."""
    if not names:
        return None
    words = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)


@cache
def _names() -> dict[str, str]:
    from rigour.territories import get_territories

    return {one.code: one.name for one in get_territories() if len(one.code) == 2}

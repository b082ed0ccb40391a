"""Who is who across lists, told without names; and which parties are surely different.

A benchmark of names that used names to find its own truth would measure itself. So two entries
are one party only if they share a number that says so, or a birth date, a country and a place of
birth; and two entries are different parties only if one list has both and something other than
their names sets them apart.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from benchmarks.matching.lists import Listed

HELD_OUT = 0.3
"""The share of parties on which nothing may be tuned."""

COUNTRY_WORDS = frozenset(
    """russia russian federation former ussr union soviet republic ukraine belarus china iran iraq
    syria arab lebanon libya yemen afghanistan pakistan korea north democratic people venezuela
    mexico colombia myanmar turkey turkiye congo sudan somalia egypt saudi arabia tunisia algeria
    indonesia philippines india united states kingdom emirates germany france italy georgia crimea
    near city region province village district state oblast governorate born place unknown possibly
    islamic great southern northern western eastern south west east central county prefecture
    philippine iranian chinese syrian serbia bosnia herzegovina moldova kazakhstan uzbekistan
    tajikistan kyrgyzstan cuba nicaragua guatemala zimbabwe burundi mali haiti rwanda uganda kenya
    bahrain kuwait qatar oman jordan palestine palestinian territories morocco bangladesh""".split()
)
"""Words of places of birth that say no more than the country."""

_ONE_ENTRY_EACH = ("ofac-sdn", "un-sc")
"""Lists that have one entry for a party, by their publishers' rules."""

_APART = (
    "innCode",
    "ogrnCode",
    "taxNumber",
    "registrationNumber",
    "imoNumber",
    "passportNumber",
    "idNumber",
)
_REFERENCE = re.compile(r"\b[A-Z]{2}[ie]\.\d{3}\b")


def held_out(id: str) -> bool:
    """Whether a party is kept for the report: three of ten, by their id alone."""
    return hashlib.blake2b(id.encode(), digest_size=2).digest()[0] < 256 * HELD_OUT


def twins(parties: Mapping[str, Listed]) -> set[tuple[str, str]]:
    """Entries of different lists that are one party."""
    having: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for party in parties.values():
        for key in (*_numbers(party), *_birth(party)):
            having[key].add(party.id)
    found: set[tuple[str, str]] = set()
    for ids in having.values():
        sources = [parties[id].source for id in ids]
        if len(ids) < 2 or len(set(sources)) < len(sources):
            continue  # one list gives the number to two entries: it says nothing of either
        ordered = sorted(ids)
        for place, one in enumerate(ordered):
            for other in ordered[place + 1 :]:
                if _alike(parties[one], parties[other]):
                    found.add((one, other))
    return found


def groups(parties: Mapping[str, Listed], pairs: set[tuple[str, str]]) -> dict[str, frozenset[str]]:
    """For each party all entries that are the same, itself among them."""
    known = {party: {party} for party in parties}
    for one, other in pairs:
        if known[one] is not known[other]:
            known[one] |= known[other]
            for member in known[other]:
                known[member] = known[one]
    return {party: frozenset(group) for party, group in known.items()}


def apart(one: Listed, other: Listed) -> bool:
    """Whether two entries are surely of different parties."""
    if one.source != other.source or one.identifiers & other.identifiers:
        return False
    if {name.name for name in one.names} & {name.name for name in other.names}:
        return False
    years = {birth[:4] for birth in one.births}, {birth[:4] for birth in other.births}
    if all(years):
        return not years[0] & years[1]
    for prop in _APART:
        mine = {value for known, value in one.identifiers if known == prop}
        theirs = {value for known, value in other.identifiers if known == prop}
        if mine and theirs:
            return not mine & theirs
    return one.source in _ONE_ENTRY_EACH


def _numbers(party: Listed) -> Iterator[tuple[str, ...]]:
    for _, value in party.identifiers:
        plain = re.sub(r"\W", "", value).upper().removeprefix("IMO")
        if sum(char.isdigit() for char in plain) >= 6:
            yield ("number", plain)
    for text in (*party.references, *party.notes):
        for reference in _REFERENCE.findall(text):
            yield ("reference", reference)


def _birth(party: Listed) -> Iterator[tuple[str, ...]]:
    if party.type != "person":
        return
    words = {word for place in party.places for word in re.findall(r"[a-z]{4,}", place.lower())}
    for day in party.births:
        if len(day) == 10 and not day.endswith("-01-01"):
            for country in party.countries:
                for word in words - COUNTRY_WORDS:
                    yield ("birth", day, country, word)


def _alike(one: Listed, other: Listed) -> bool:
    """Whether nothing else that is known of two entries speaks against their being one party."""
    types = {one.type, other.type}
    if len(types) > 1 and "any" not in types:
        return False
    genders = one.genders, other.genders
    return not all(genders) or bool(one.genders & other.genders)

"""Names that are nearly alike and mean different parties: what a filter must not raise.

Those of the same surname are real neighbours on a list; swapped patronymics, numbers and places
are made from real names, since lists have few of them and banks have many.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from benchmarks.matching import same
from benchmarks.matching.lists import Name

from caveat.subject import Type
from caveat.validation.changes import surname
from caveat.validation.plain import folded, latin

if TYPE_CHECKING:
    from benchmarks.matching.pairs import Held

Miss = tuple[str, str, str, Type]
"""Kind, the two names, and what their bearers are."""

PATRONYMIC = re.compile(r"[a-z']+(?:[oey]v|l)[iy]ch|[a-z']+(?:[oey]v|inich)na")
PLACES = """
    Moscow Tehran Beijing Shanghai Shenzhen Dubai Istanbul Damascus Beirut Minsk Kiev
    Sevastopol Simferopol Donetsk Luhansk Kazan Samara Tula Omsk Perm Ufa Novosibirsk Crimea
    Siberia Ural Caracas Havana Pyongyang Baghdad Kabul Tripoli Isfahan Shiraz Tabriz
    Mashhad Harbin Guangzhou Wuhan Tianjin Ankara Aleppo Homs Sanaa Yangon Mandalay Russia
    Iran China Syria Belarus Cyprus Panama Malta Singapore Germany France Italy India
    Pakistan Korea Cuba""".split()


def near_misses(
    names: Sequence[Name], held: Held, count: int, chance: random.Random
) -> Iterator[Miss]:
    """So many of each kind, fewer where the lists have fewer."""
    mixed = chance.sample(names, len(names))
    people = [name for name in mixed if name.type == "person"]
    firms = [name for name in mixed if name.type != "person"]
    yield from islice(_same_surname(people, held, chance), count)
    yield from islice(_other_patronymic(people, chance), count)
    yield from islice(_other_number(firms, chance), count)
    yield from islice(_other_place(firms, chance), count)


def _same_surname(people: Sequence[Name], held: Held, chance: random.Random) -> Iterator[Miss]:
    """Different people of one list who share their surname."""
    families: dict[tuple[str, str], list[Name]] = defaultdict(list)
    for name in people:
        words = name.name.split()
        if len(words) > 1:
            families[name.source, latin(words[surname(words)])].append(name)
    for relatives in families.values():
        if len(relatives) < 2:
            continue
        one, other = chance.sample(relatives, 2)
        alike = set(folded(one.name).split()) & set(folded(other.name).split())
        if len(alike) == 1 and same.apart(held.parties[one.party], held.parties[other.party]):
            yield "same surname", one.name, other.name, "person"


def _other_patronymic(people: Sequence[Name], chance: random.Random) -> Iterator[Miss]:
    """A namesake whose father has another name."""
    known = sorted({word for name in people for word in name.name.split() if _is_patronymic(word)})
    for name in people:
        words = name.name.split()
        for place, word in enumerate(words):
            fit = [w for w in known if w[-2:].lower() == word[-2:].lower() and w[0] != word[0]]
            if len(words) > 2 and _is_patronymic(word) and place and fit:
                other = [*words[:place], chance.choice(fit), *words[place + 1 :]]
                yield "other patronymic", name.name, " ".join(other), "person"
                break


def _is_patronymic(word: str) -> bool:
    return word[:1].isupper() and bool(PATRONYMIC.fullmatch(word.lower()))


def _other_number(firms: Sequence[Name], chance: random.Random) -> Iterator[Miss]:
    """A sister of another number (plant no. 9 and plant no. 7)."""
    for name in firms:
        numbers = re.findall(r"(?<!\w)\d{1,5}(?!\w)", name.name)
        if numbers:
            old = chance.choice(numbers)
            new = old
            while new == old:
                new = "".join(chance.choice("123456789") for _ in old)
            other = re.sub(rf"(?<!\w){old}(?!\w)", new, name.name)
            yield "other number", name.name, other, name.type


def _other_place(firms: Sequence[Name], chance: random.Random) -> Iterator[Miss]:
    """A sister in another place."""
    known = {place.lower() for place in PLACES}
    for name in firms:
        words = name.name.split()
        for place, word in enumerate(words):
            if word.lower() in known and len(words) > 2:
                new = chance.choice([p for p in PLACES if p.lower() != word.lower()])
                new = new.upper() if word.isupper() else new
                other = [*words[:place], new, *words[place + 1 :]]
                yield "other place", name.name, " ".join(other), name.type
                break

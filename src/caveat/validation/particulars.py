"""What is known beside a name: birth dates and identifiers, right, wrong, and in other fields."""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from caveat.subject import Subject
from caveat.validation.listed import Listed, Name

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_LEAST = 6
"""Signs of a number that tells one from all others."""


@dataclass(frozen=True, slots=True)
class Particular:
    """A family about more than a name.

    Attributes:
        name: as the report calls it.
        fits: whether it says something about a party.
        subject: the question about a name of this party; None where there is none.
        kind: of the names that it takes.
        numbers: whether it is about identifiers.
    """

    name: str
    fits: Callable[[Listed], bool]
    subject: Callable[[random.Random, Name, Listed], Subject | None]
    kind: str = "name"
    numbers: bool = False


def bare(number: str) -> str:
    """A number without what stands between its signs.

    >>> bare("7702 02-363.089")
    '770202363089'
    """
    return re.sub(r"[\W_]", "", number).upper()


def numbers(parties: Mapping[str, Listed]) -> dict[str, frozenset[str]]:
    """Who has a number, by the bare number."""
    who: dict[str, set[str]] = defaultdict(set)
    for party in parties.values():
        for _, number in party.identifiers:
            who[bare(number)].add(party.id)
    return {number: frozenset(ids) for number, ids in who.items()}


def _dated(party: Listed) -> bool:
    return party.type == "person" and any(map(_DAY.fullmatch, party.births))


def _numbered(party: Listed) -> bool:
    return bool(_numbers(party))


def _numbers(party: Listed) -> list[str]:
    return sorted(
        number
        for _, number in party.identifiers
        if len(bare(number)) >= _LEAST and sum(map(str.isdigit, number)) >= _LEAST - 2
        and re.fullmatch(r"[\w./ -]+", number)
    )  # fmt: skip


def _birth(chance: random.Random, party: Listed) -> str:
    return chance.choice(sorted(day for day in party.births if _DAY.fullmatch(day)))


def as_listed(chance: random.Random, name: Name, party: Listed) -> Subject | None:
    """With the birth date as listed."""
    return Subject(name.name, "person", birth_date=_birth(chance, party))


def swapped(chance: random.Random, name: Name, party: Listed) -> Subject | None:
    """With day and month of birth for one another."""
    year, month, day = _birth(chance, party).split("-")
    if month == day or int(day) > 12:
        return None
    return Subject(name.name, "person", birth_date=f"{year}-{day}-{month}")


def one_digit_off(chance: random.Random, name: Name, party: Listed) -> Subject | None:
    """With one digit of the birth date wrong."""
    year, month, day = map(int, _birth(chance, party).split("-"))
    where = chance.choice("year decade day".split())
    if where == "day":
        day = day + 1 if day % 10 < 8 and day < 28 else day - 1
    else:
        year += chance.choice((-1, 1)) * (1 if where == "year" else 10)
    return Subject(name.name, "person", birth_date=f"{year:04}-{month:02}-{max(day, 1):02}")


def year_only(chance: random.Random, name: Name, party: Listed) -> Subject | None:
    """With the year of birth alone."""
    return Subject(name.name, "person", birth_date=_birth(chance, party)[:4])


def with_weak(chance: random.Random, name: Name, party: Listed) -> Subject | None:
    """A weak alias with the birth date as listed."""
    return Subject(name.name, "person", birth_date=_birth(chance, party))


def second_name(chance: random.Random, name: Name, party: Listed) -> Subject | None:
    """As a second name of a customer whose first name has nothing to do with it."""
    if party.type == "person":
        other = chance.choice(("Aurelia Winterbottom", "Hjalmar Quistgaard", "Tarquin Fotheringay"))
    else:
        other = chance.choice(("Little Meadow Florists", "Quillfeather Stationery"))
    return Subject(other, party.type, aliases=(name.name,))


def number_alone(chance: random.Random, name: Name, party: Listed) -> Subject | None:
    """An identifier as listed, without a name."""
    return Subject(type=party.type, identifiers=(chance.choice(_numbers(party)),))


def number_spaced(chance: random.Random, name: Name, party: Listed) -> Subject | None:
    """An identifier with blanks or dashes elsewhere, without a name."""
    plain = bare(chance.choice(_numbers(party)))
    size, mark = chance.choice((3, 4)), chance.choice((" ", "-", "."))
    groups = [plain[at : at + size] for at in range(0, len(plain), size)]
    written = mark.join(groups)
    return Subject(type=party.type, identifiers=(written,))


def number_wrong(chance: random.Random, name: Name, party: Listed) -> Subject | None:
    """The name as listed, with an identifier in which one digit is wrong."""
    number = chance.choice(_numbers(party))
    places = [place for place, sign in enumerate(number) if sign.isdigit()]
    place = chance.choice(places)
    other = chance.choice([digit for digit in "0123456789" if digit != number[place]])
    wrong = number[:place] + other + number[place + 1 :]
    return Subject(name.name, party.type, identifiers=(wrong,))


FAMILIES = (
    Particular("birth date as listed", _dated, as_listed),
    Particular("birth day and month swapped", _dated, swapped),
    Particular("birth date one digit off", _dated, one_digit_off),
    Particular("birth year only", _dated, year_only),
    Particular("weak alias, birth date", _dated, with_weak, kind="weak alias"),
    Particular("as a second name", lambda party: True, second_name),
    Particular("identifier alone", _numbered, number_alone, numbers=True),
    Particular("identifier, other spacing", _numbered, number_spaced, numbers=True),
    Particular("identifier one digit wrong", _numbered, number_wrong, numbers=True),
)

"""Clean customers for those who give no file of their own: packed, and put together at random.

A filter's false alarms are only worth measuring on one's own customers: these tell how it does on
common names of many countries, a fifth of them firms. They were written without a look at any
list; a customer whom a list has word for word is left out.
"""

from __future__ import annotations

import random
import tomllib
from collections.abc import Collection, Mapping
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from caveat.subject import Subject
from caveat.validation.plain import folded, latin, script

FIRMS = 0.2
DATED = 0.5
"""Share of people whose birth date the bank knows."""

_IDLE = 20_000


class Customer(NamedTuple):
    """A customer who is on no list.

    Attributes:
        subject: as a bank has them.
        where: from where the name is.
    """

    subject: Subject
    where: str


def customers(count: int, listed: Collection[str], seed: int) -> list[Customer]:
    """So many customers, all different; fewer where no more can be made.

    >>> customers(1, (), 7) == customers(1, (), 7)
    True

    Args:
        count: how many.
        listed: the folded names that stand on lists.
        seed: the same seed gives the same customers.
    """
    chance = random.Random(f"{seed} clean")
    packed = _packed()
    kinds = {kind: (rows, [row["weight"] for row in rows]) for kind, rows in packed.items()}
    found: list[Customer] = []
    known: set[str] = set()
    idle = 0
    while len(found) < count and idle < _IDLE:
        firm = chance.random() < FIRMS
        rows, weights = kinds["firms" if firm else "people"]
        row = chance.choices(rows, weights)[0]
        name = (_firm if firm else _person)(chance, row)
        keys = {folded(name), folded(latin(name))}
        if keys & known or any(key in listed for key in keys):
            idle += 1
            continue
        idle = 0
        known |= keys
        born = None
        if not firm and chance.random() < DATED:
            year, month, day = (chance.randint(*span) for span in ((1940, 2005), (1, 12), (1, 28)))
            born = f"{year}-{month:02}-{day:02}"
        subject = Subject(name, "organization" if firm else "person", birth_date=born)
        found.append(Customer(subject, row["where"]))
    return found


@cache
def _packed() -> Mapping[str, list[dict[str, Any]]]:
    whole = (files("caveat.validation") / "clean.toml").read_text("utf-8")
    found: dict[str, list[dict[str, Any]]] = tomllib.loads(whole)
    return found


def _person(chance: random.Random, row: Mapping[str, Any]) -> str:
    given = chance.choice(row["given"].split())
    surnames = row["surnames"].split()
    if row.get("one_script"):
        surnames = [name for name in surnames if script(name) == script(given)]
    surname = chance.choice(surnames).replace("_", " ")
    parts = [given, surname]
    if row.get("second"):
        parts.append(chance.choice(surnames))
    if "patronymics" in row and chance.random() < DATED:
        parts = [given, chance.choice(row["patronymics"].split()), surname]
    if row.get("surname_first"):
        parts = [surname, given]
    elif len(parts) == 2 and given.isascii() and chance.random() < _MIDDLE:
        parts = [given, f"{chance.choice('ABCDEFGHJKLMNPRSTW')}.", surname]
    return ("" if row.get("glued") else " ").join(parts)


_MIDDLE = 0.15


def _firm(chance: random.Random, row: Mapping[str, Any]) -> str:
    head = chance.choice(row["heads"].split())
    thing = chance.choice(row["things"].split("|"))
    form = chance.choice(row["forms"].split("|"))
    parts = [thing, head] if row.get("thing_first") else [head, thing]
    return " ".join((form, *parts) if row.get("form_first") else (*parts, form))

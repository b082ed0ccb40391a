"""What is wrong with stakes, whatever the format: found, said, and gone on without."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from functools import lru_cache
from operator import attrgetter

from caveat.errors import BadDate
from caveat.sources.reading import File
from caveat.stake import WHOLE, Fault, Holder, Stake
from caveat.time import read as read_date
from caveat.time import span

Item = Holder | Stake | Fault
"""What a reader gives, in any order. A holder may be described more than once: what is said
later adds to what was said first. One that stakes only name need not be described."""

_said = attrgetter(*(one.name for one in fields(Stake) if one.name != "origin"))
"""What a stake says, wherever it stands."""


def checked(items: Iterable[Item]) -> Iterator[Item]:
    """Items as they may be weighed: impossible stakes and repetitions become faults.

    Holders that no item described are given at the end, with nothing but their id.
    """
    told: set[int] = set()
    described: set[int] = set()
    named: dict[str, str] = {}
    for item in items:
        if isinstance(item, Stake):
            for id in (item.owner, item.owned):
                if hash(id) not in described:
                    named.setdefault(id, item.origin)
            reason = wrong(item)
            if reason is None:
                mark = hash(_said(item))
                reason = "The same stake was told before. It counts once." if mark in told else None
                told.add(mark)
            yield Fault(item.origin, reason) if reason else item
        elif isinstance(item, Holder):
            described.add(hash(item.id))
            named.pop(item.id, None)
            yield item
        else:
            yield item
    for id, origin in named.items():
        yield Holder(id, origin=origin)


def wrong(stake: Stake) -> str | None:
    """Why a stake cannot be; None if it can."""
    if stake.owner == stake.owned:
        return f"{stake.owner} owns itself. Own shares give nobody anything; they are left out."
    if not 0 <= stake.least <= stake.most <= WHOLE:
        return "The share is not between 0 and 100 percent. The stake is left out."
    if stake.start and stake.end and span(stake.end).last < span(stake.start).first:
        return f"It ended on {stake.end}, before it began on {stake.start}. It is left out."
    return None


def joined(holders: Sequence[Holder]) -> Holder:
    """One holder out of all that is said of it; what was said first goes before.

    >>> joined([Holder("1"), Holder("1", "Rostec", "organization"), Holder("1", "Rostech")])
    Holder(id='1', name='Rostec', type='organization', aliases=('Rostech',), birth_date=None, \
countries=(), identifiers=(), origin='')
    """
    if len(holders) == 1:
        return holders[0]
    names = dict.fromkeys(name for one in holders for name in (one.name, *one.aliases) if name)
    return Holder(
        holders[0].id,
        next(iter(names), ""),
        next((one.type for one in holders if one.type != "any"), "any"),
        tuple(names)[1:],
        next((one.birth_date for one in holders if one.birth_date), None),
        tuple(dict.fromkeys(code for one in holders for code in one.countries)),
        tuple(dict.fromkeys(number for one in holders for number in one.identifiers)),
        next((one.origin for one in holders if one.origin), ""),
    )


def read_day(text: str, what: str, origin: str, faults: list[Fault]) -> str | None:
    """The ISO prefix of a day; one that cannot be read is a fault, and is not known.

    Args:
        text: as the file has it; may be empty.
        what: what it is the day of, for the fault.
        origin: where it stands.
        faults: takes the fault.
    """
    if not text.strip():
        return None
    plain = text.strip()
    if len(plain) > 10 and plain[4:5] == plain[7:8] == "-":
        plain = plain[:10]  # a time of day after it
    try:
        span(plain)
        return plain
    except BadDate:
        found = read_date(plain)
    if len(found.prefixes) == 1 and not found.circa:
        return found.prefixes[0]
    faults.append(
        Fault(origin, f"{text!r} is no day that can be read. {what} is taken as unknown.")
    )
    return None


def place(file: File, *where: object) -> str:
    """A place in a file: ``stakes.csv:12``."""
    return ":".join((file.name, *map(str, where)))


@lru_cache(maxsize=4096)
def country(text: str) -> str:
    """The ISO 3166 code of a country, a region of it or an adjective; else the text itself.

    >>> country("GB-ENG"), country("Russian Federation"), country("Mexico")
    ('gb', 'ru', 'mx')
    """
    from rigour.territories import lookup_territory

    plain = text.strip()
    found = lookup_territory(plain) or lookup_territory(plain.split("-")[0])
    return (found.ftm_country or found.code) if found else plain.lower()

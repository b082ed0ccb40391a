"""What became of a relationship, statement by statement -> stakes with their days."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from caveat.sources.stakes.bods_interest import Interest
from caveat.stake import Stake


class Told(NamedTuple):
    """What one statement says of a relationship.

    Attributes:
        owner: who has the interests.
        owned: what they are in.
        day: the day of the statement, or more exactly; may be empty.
        closed: whether it says that the relationship is over.
        interests: what was held.
        origin: where it stands.
    """

    owner: str
    owned: str
    day: str
    closed: bool
    interests: tuple[Interest, ...]
    origin: str


class _Open(NamedTuple):
    """An interest that is still held after some statement."""

    start: str | None
    end: str | None
    told: Told


def succeed(history: Sequence[Told], name: str) -> Iterator[Stake]:
    """The stakes of a relationship.

    An interest that later statements repeat is one stake. One that a later statement changes
    ended when its successor began, as far as that is told, else on the day of that statement.

    Args:
        history: the statements of the relationship, the oldest first.
        name: of the set of stakes.
    """
    held: dict[tuple[str, str, Interest], _Open] = {}
    for told in history:
        now = {}
        for interest in told.interests:
            key = (told.owner, told.owned, interest._replace(end=None))
            start = held[key].start if key in held else _start(interest, told, held)
            now[key] = _Open(start, interest.end, told)
        for key, one in held.items():
            if key not in now:
                yield _stake(key, one, one.end or _end(key[2], told), name)
        held = now
    for key, one in held.items():
        closed = one.told.day[:10] if one.told.closed else ""
        yield _stake(key, one, one.end or closed or None, name)


def _stake(key: tuple[str, str, Interest], one: _Open, end: str | None, name: str) -> Stake:
    owner, owned, interest = key
    return Stake(
        owner,
        owned,
        interest.kind,
        *interest.share,
        interest.direct,
        one.start,
        end,
        name,
        one.told.origin,
    )


def _start(
    interest: Interest, told: Told, held: Mapping[tuple[str, str, Interest], _Open]
) -> str | None:
    """From when an interest was held: one that only grew or shrank did so when that was stated."""
    changed = any(
        (owner, owned) == (told.owner, told.owned)
        and earlier.kind == interest.kind
        and earlier.start == interest.start
        for owner, owned, earlier in held
    )
    return told.day[:10] or interest.start if changed else interest.start


def _end(interest: Interest, after: Told) -> str | None:
    """When the next statement took over from an interest."""
    for later in after.interests:
        if later.kind == interest.kind and (later.start or "") > (interest.start or ""):
            return later.start
    return after.day[:10] or None

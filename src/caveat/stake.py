"""Stake: an interest that one party holds in another, as a source states it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from caveat.subject import Type

Interest = Literal[
    "shares", "voting rights", "board", "control", "nominee", "trust", "unknown"
]  # fmt: skip
"""What is held. ``board``: the right to appoint or remove most of the board; ``control``: any other
way to have things done as one wishes; ``nominee``: held in one's name for somebody else."""

INTERESTS: tuple[Interest, ...] = get_args(Interest)

WHOLE = 10**9
"""100 percent. Shares are whole numbers of billionths, so that no threshold is ever a matter of
floating point: 49.995 percent is 499,950,000, and not 50."""


@dataclass(frozen=True, slots=True)
class Stake:
    """One interest.

    Attributes:
        owner: id of the holder that has it.
        owned: id of the holder that it is in.
        kind: what is held.
        least: the smallest share that it can be, in billionths of the whole.
        most: the largest; the same where the share is exact, `WHOLE` where nothing is known.
        direct: False where the source says that it is held through others.
        start: ISO prefix of the day from which it is held, where told.
        end: ISO prefix of the day on which it was given up, where told.
        source: name of the set of stakes that states it (``uk-psc``).
        origin: where in that source's file (``stakes.csv:12``).
    """

    owner: str
    owned: str
    kind: Interest = "shares"
    least: int = 0
    most: int = WHOLE
    direct: bool = True
    start: str | None = None
    end: str | None = None
    source: str = ""
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Holder:
    """A party of a set of stakes: somebody who owns, is owned, or both; mostly on no list.

    Attributes:
        id: as the stakes name it; unique within their source.
        name: its first name.
        type: what it is.
        aliases: other names.
        birth_date: ISO prefix.
        countries: ISO 3166 codes.
        identifiers: registration and tax numbers, LEIs; as written.
        origin: where in the source's file.
    """

    id: str
    name: str = ""
    type: Type = "any"
    aliases: tuple[str, ...] = ()
    birth_date: str | None = None
    countries: tuple[str, ...] = ()
    identifiers: tuple[str, ...] = ()
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong with a set of stakes that the computation goes on without.

    Attributes:
        where: place in the source's file.
        reason: one sentence: what is wrong, and what was made of it.
    """

    where: str
    reason: str

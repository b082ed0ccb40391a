"""Timeline: on which day a party became blocked or free, and because of what."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

import numpy as np

from caveat.ownership.above import above
from caveat.ownership.faults import place
from caveat.ownership.listed import Listed
from caveat.ownership.network import ALWAYS, NEVER, Network
from caveat.ownership.reasons import Link
from caveat.ownership.regimes.rule import Regime
from caveat.ownership.verdicts import Verdict
from caveat.stake import Interest
from caveat.time import span

Kind = Literal["designation", "delisting", "transfer", "rule"]


@dataclass(frozen=True, slots=True)
class Listing:
    """A time during which a party of a network was listed.

    Attributes:
        party: its number.
        start: ISO prefix of the first day; None: always.
        end: ISO prefix of the day on which it was taken off; None: it is still listed.
        why: by whom and under what.
    """

    party: int
    start: str | None
    end: str | None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened, or may have, on a day.

    Attributes:
        day: the day; of a date known by its month or year, the first or the last that it may be.
        kind: what sort of thing.
        what: in one sentence.
        origin: where that is told.
    """

    day: date
    kind: Kind
    what: str
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Turn:
    """A day from which a verdict holds.

    Attributes:
        day: the first day; None for what held from the beginning.
        verdict: what it became.
        before: what it was.
        certain_share: what blocked parties held of it for certain, in billionths.
        possible_share: what they may have held.
        because: what happened on that day to those who count.
    """

    day: date | None
    verdict: Verdict
    before: Verdict | None
    certain_share: int
    possible_share: int
    because: tuple[Event, ...]


def listed_on(
    listings: Iterable[Listing], day: date, joint: Sequence[Collection[int]] = ()
) -> Listed:
    """Who was listed on a day, and of whom one cannot tell.

    A party is listed from its first day, and no more on the day on which it was taken off.
    """
    certain: set[int] = set()
    possible: set[int] = set()
    why: dict[int, str] = {}
    on = day.toordinal()
    for one in listings:
        start, end = _days(one.start, ALWAYS), _days(one.end, NEVER)
        if start[0] <= on < end[1]:
            sure = start[1] <= on < end[0]
            (certain if sure else possible).add(one.party)
            if sure or one.party not in why:
                why[one.party] = one.why
    return Listed(frozenset(certain), frozenset(possible - certain), joint, why)


def timeline(
    network: Network,
    party: int,
    regime: Regime,
    listings: Sequence[Listing],
    until: date,
    joint: Sequence[Collection[int]] = (),
    listed: Callable[[date], Listed] | None = None,
) -> tuple[Turn, ...]:
    """The verdicts on a party from the beginning until a day, oldest first.

    Args:
        network: the parties and their stakes.
        party: number of the party.
        regime: the test, which has a history of its own.
        listings: when whom was listed.
        until: the last day to look at.
        joint: sets of parties that act together.
        listed: who was listed on a day, where more is known than ``listings`` say; these then
            tell only on which days to look.

    Returns:
        A turn for each day on which the verdict changed; first, what held from the beginning.
    """
    parties = network.upward(party)
    mine = [one for one in listings if one.party in set(parties.tolist())]
    events = sorted(
        (*_listing_events(network, mine), *_stake_events(network, parties.tolist()),
         *_rule_events(regime)),
        key=lambda found: (found[1].day, found[1].kind, found[1].what),
    )  # fmt: skip
    days = sorted({event.day for _, event in events if event.day <= until})
    turns: list[Turn] = []
    inside: set[int] = set()
    for day in (date.min, *days):
        start = listed(day) if listed else listed_on(mine, day, joint)
        up = above(network, party, regime.rule(day), day, start)
        certain, possible = up.members(certain=True), up.members(certain=False)
        now = set().union(*possible.values())
        verdict = _verdict(party, start, certain.values(), possible.values())
        if not turns or turns[-1].verdict != verdict:
            count = inside | now  # who counted before, or does now
            because = tuple(
                event
                for who, event in events
                if event.day == day and (event.kind == "rule" or who in count)
            )
            shares = [
                max((up.share(party, members, 0, sure) for members in groups.values()), default=0)
                if up.rule.measures
                else 0
                for groups, sure in ((certain, True), (possible, False))
            ]
            first = day if turns else None
            before = turns[-1].verdict if turns else None
            turns.append(Turn(first, verdict, before, shares[0], shares[1], because))
        inside = now
    return tuple(turns)


def _verdict(
    party: int, listed: Listed, certain: Iterable[set[int]], possible: Iterable[set[int]]
) -> Verdict:
    if party in listed.certain:
        return "listed"
    if any(party in inside for inside in certain):
        return "blocked"
    if any(party in inside for inside in possible):
        return "may be blocked"
    return "not blocked on what is known"


Found = tuple[int, Event]
"""The party that an event lets in or out, and the event."""


def _listing_events(network: Network, listings: Iterable[Listing]) -> Iterator[Found]:
    for one in listings:
        name = network.names[one.party]
        why = f" ({one.why})" if one.why else ""
        kinds: tuple[tuple[str | None, tuple[int, int], Kind, str], ...] = (
            (one.start, ALWAYS, "designation", "was listed"),
            (one.end, NEVER, "delisting", "was taken off the list"),
        )
        for said, open_, kind, verb in kinds:
            for day, doubt in _ends(said, open_):
                yield one.party, Event(day, kind, f"{name} {verb}{doubt}{why}.")


def _stake_events(network: Network, parties: Sequence[int]) -> Iterator[Found]:
    for number in network.stakes_in(np.array(parties, np.int64)):
        stake = network.stake(number)
        owner, owned = network.owner[number], network.owned[number]
        link = Link(stake.owner, stake.owned, stake.kind, stake.least, stake.most, True, True)
        what = _WHAT[stake.kind].format(share=link.share)
        for said, open_, verb in (
            (stake.start, ALWAYS, "got"), (stake.end, NEVER, "gave up"),
        ):  # fmt: skip
            for day, doubt in _ends(said, open_):
                sentence = f"{network.names[owner]} {verb} {what} {network.names[owned]}{doubt}."
                yield int(owner), Event(day, "transfer", sentence, place(stake))


_WHAT: dict[Interest, str] = {
    "shares": "{share} of",
    "voting rights": "{share} of the votes in",
    "board": "the right to appoint most of the board of",
    "control": "control of",
    "nominee": "{share}, perhaps for another, of",
    "trust": "in trust {share} of",
    "unknown": "an interest of an unknown kind in",
}


def _rule_events(regime: Regime) -> Iterator[Found]:
    for first, rule in regime.rules:
        if first is not None:
            yield -1, Event(first, "rule", f"The test changed: {rule.source}.", rule.url)


def _ends(said: str | None, open_: tuple[int, int]) -> Iterator[tuple[date, str]]:
    """The days on which a date begins to be possible, and on which it is certain."""
    first, last = _days(said, open_)
    if (first, last) == open_:
        return
    if first == last:
        yield date.fromordinal(first), ""
        return
    yield date.fromordinal(first), f" (at some time in {said}; from this day it is possible)"
    yield date.fromordinal(last), f" (at some time in {said}; by this day it is certain)"


def _days(said: str | None, open_: tuple[int, int]) -> tuple[int, int]:
    if not said:
        return open_
    days = span(said)
    return days.first.toordinal(), days.last.toordinal()

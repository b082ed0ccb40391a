"""Sentences: an exposure in plain words, for people who must decide and answer for it."""

from __future__ import annotations

from caveat.ownership.points import percent, points
from caveat.ownership.reasons import Chain, Exposure, Fact, Link, Remedy, Step
from caveat.stake import Interest

_HAS: dict[Interest, str] = {
    "shares": "owns {share} of",
    "voting rights": "has {share} of the votes in",
    "board": "can appoint or remove most of the board of",
    "control": "controls",
    "nominee": "holds, perhaps for another, {share} of",
    "trust": "holds in trust {share} of",
    "unknown": "has an interest of an unknown kind ({share}) in",
}


def sentences(exposure: Exposure) -> tuple[str, ...]:
    """The verdict and its reasons, one sentence each: verdict, distance, what would settle it."""
    said = [verdict(exposure)]
    distance_ = distance(exposure)
    if distance_:
        said.append(distance_)
    if exposure.missing:
        said.append(
            "To settle it, find out "
            + "; and ".join(question(exposure, fact) for fact in exposure.missing)
            + "."
        )
    said += [remedy(exposure, one) for one in exposure.remedies]
    return tuple(said)


def verdict(exposure: Exposure) -> str:
    """The verdict in one sentence."""
    name, day = exposure.name, exposure.as_of
    what = {
        "listed": f"{name} is itself listed on {day}",
        "blocked": f"{name} is blocked on {day}: blocked parties own or control enough of it",
        "may be blocked": f"{name} may be blocked on {day}: what is known does not settle it",
        "not blocked on what is known": f"{name} is not blocked on {day}, on what is known",
    }[exposure.verdict]
    why = exposure.listed.get(exposure.party, "") if exposure.verdict == "listed" else ""
    return f"{what}{f' ({why})' if why else ''} [{exposure.title}]."


def distance(exposure: Exposure) -> str:
    """How far it is from the threshold; empty where no share is measured, or none is held.

    What is over or short is said in points of a hundred.
    """
    low, high, gap = exposure.certain_share, exposure.possible_share, exposure.short
    if exposure.measure == "control" or (exposure.verdict == "listed" and not high):
        return ""
    held = percent(low) if low == high else f"{percent(low)} for certain, at most {percent(high)}"
    if exposure.verdict == "blocked" and gap > 0:
        return f"Blocked parties control it; their share, {held}, does not matter."
    if gap > 0:
        apart = f"{_points(gap)} short"
    else:
        apart = "exactly enough" if gap == 0 else f"{_points(-gap)} more than needed"
    return f"Blocked parties hold {held}; the test asks for {exposure.measure}: {apart}."


def chain(exposure: Exposure, one: Chain) -> str:
    """One chain as a sentence, from the listed party down."""
    first = one.links[0].owner
    why = exposure.listed.get(first, "")
    start = f"{exposure.names[first]} ({why or 'listed'})"
    parts = [
        f"{start if not place else 'which'} {has(link)} {exposure.names[link.owned]}"
        for place, link in enumerate(one.links)
    ]
    return ", ".join(parts) + ("." if one.certain else " (possible, not certain).")


def has(link: Link) -> str:
    """What an owner has, without the names.

    >>> has(Link("x", "a", "shares", 510_000_000, 510_000_000, True, True, start="2014"))
    'owns 51 % of (since 2014)'
    """
    said = _HAS[link.kind].format(share=link.share)
    notes = [] if link.direct else ["through others"]
    notes += [f"since {link.start}"] if link.start else []
    notes += [f"until {link.end}"] if link.end else []
    return f"{said} ({', '.join(notes)})" if notes else said


def question(exposure: Exposure, fact: Fact) -> str:
    """What to find out."""
    owner = exposure.names[fact.owner]
    if fact.owned is None:
        return f"whether {owner} was listed on {exposure.as_of}"
    link = Link(fact.owner, fact.owned, "shares", fact.least, fact.most, True, True)
    owned = exposure.names.get(fact.owned, fact.owned)
    if fact.kind == "shares":
        return f"how much of {owned} belongs to {owner} (known: {link.share})"
    if fact.kind == "voting rights":
        return f"how many of the votes in {owned} are {owner}'s (known: {link.share})"
    return f"what {owner} has of {owned} (known: an interest, {fact.kind})"


def remedy(exposure: Exposure, one: Remedy) -> str:
    """What would change it, in one sentence."""
    small = "The smallest change" if one.smallest else "A change"
    goal = "frees it" if one.brings == "free" else "blocks it"
    if not one.steps:
        return f"{small} that {goal}: none is needed."
    return f"{small} that {goal}: " + "; and ".join(step(exposure, s) for s in one.steps) + "."


def step(exposure: Exposure, one: Step) -> str:
    """What somebody would have to do."""
    names = exposure.names
    owned = names.get(one.owned, one.owned)
    if one.does == "acquires":
        return f"blocked parties acquire {_points(one.points)} more of the {one.what} of {owned}"
    owners = " or ".join(names.get(owner, owner) for owner in one.owners)
    if not one.points:
        return f"{owners} gives up its interest ({one.what}) in {owned}"
    much = _points(one.points)
    if one.points % 1000 == 1:  # just less than the threshold: as people say it
        much = f"more than {_points(one.points - 1)}"
    return f"{owners} gives up {much} of the {one.what} of {owned}"


def _points(share: int) -> str:
    number = points(share)
    return f"{number} point{'s' * (number != '1')}"

"""Mentions of one party brought together: who is meant, by which name, with which answer."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from caveat.match.index import Match
from caveat.names.script import words as folded
from caveat.screening.documents.mentions import Spotted
from caveat.subject import Type

_SURE = 0.05
"""Two places name the same party if it scores so near the best at both."""


@dataclass(slots=True)
class Group:
    """Places that name one person, company or thing.

    Attributes:
        listed: of those named on lists.
        owned: of those blocked by ownership, as of the document's day and as of the other day.
    """

    listed: list[Spotted] = field(default_factory=list)
    owned: tuple[list[Spotted], list[Spotted]] = field(default_factory=lambda: ([], []))

    @property
    def places(self) -> list[Spotted]:
        """Every place, in the order of the text, each once."""
        every = {(one.first, one.stop): one for one in (*self.owned[1], *self.owned[0])}
        every.update({(one.first, one.stop): one for one in self.listed})
        return sorted(every.values(), key=lambda one: one.first)

    @property
    def fullest(self) -> Spotted:
        """The place with the name that says most."""
        return max(self.places, key=lambda one: (one.weight, len(one.asked)))

    def type(self, type_of: Callable[[int], Type]) -> Type:
        """What is named, as most of the lists say."""
        best = Counter(
            type_of(match.party)
            for one in self.listed
            for match in one.matches
            if type_of(match.party) != "any"
        )
        return best.most_common(1)[0][0] if best else "organization"


def best_matches(spotted: Iterable[Spotted]) -> list[Match]:
    """Each party once, with its best match."""
    best: dict[int, Match] = {}
    for one in spotted:
        for match in one.matches:
            known = best.get(match.party)
            if known is None or match.score > known.score:
                best[match.party] = match
    return list(best.values())


def grouped(
    listed: Sequence[Spotted], then: Sequence[Spotted], now: Sequence[Spotted]
) -> list[Group]:
    """Places that name the same party, together.

    Args:
        listed: places that name parties of lists.
        then: places that name parties blocked by ownership as of the document's day.
        now: the same as of the other day.
    """
    links: dict[object, object] = {}

    def root(key: object) -> object:
        while links.setdefault(key, key) != key:
            key = links[key]
        return key

    def join(left: object, right: object) -> None:
        links[root(left)] = root(right)

    sets = {"listed": listed, "then": then, "now": now}
    for kind, spotted in sets.items():
        for one in spotted:
            place = ("place", one.first, one.stop)
            join(place, ("name", tuple(sorted(folded(one.asked)))))
            top = one.score
            for match in one.matches:
                if match.score >= top - _SURE:
                    join(place, (kind == "listed", match.party))
    groups: defaultdict[object, Group] = defaultdict(Group)
    for kind, spotted in sets.items():
        for one in spotted:
            group = groups[root(("place", one.first, one.stop))]
            where = {"listed": group.listed, "then": group.owned[0], "now": group.owned[1]}[kind]
            where.append(one)
    return sorted(groups.values(), key=lambda group: group.places[0].first)

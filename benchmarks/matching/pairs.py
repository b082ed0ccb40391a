"""Held-out pairs of names: of one party, and of different ones that are hard to tell apart.

Only parties whose every known entry is held out are used, so that whoever tunes on the others
has not seen them under another list's id.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from benchmarks.matching import same
from benchmarks.matching.lists import Listed, Name
from benchmarks.matching.near_misses import near_misses
from benchmarks.matching.nearest import Nearest

from caveat.subject import Type
from caveat.validation.plain import folded, latin, script

TYPES = ("person", "organization", "any")
"""Ships and aircraft are left out: a renamed ship shares no name with itself."""

FEW = 20
"""Scripts with fewer pairs than this are counted together."""


class Pair(NamedTuple):
    """Two names, and whether they are one party's.

    Attributes:
        one: a name.
        other: another.
        type: what their bearer is.
        same: whether it is one.
        kind: how the pair came about; positive and negative pairs of one kind share it.
        parties: ids of the bearers; empty where a name was made up.
    """

    one: str
    other: str
    type: Type
    same: bool
    kind: str
    parties: tuple[str, ...]


class Held:
    """The held-out parties, and what pairs are made from.

    Attributes:
        parties: every listed party.
        ids: the held-out ones, sorted.
        twins: pairs of held-out entries on different lists that are one party.
    """

    def __init__(self, parties: Mapping[str, Listed], held: bool = True) -> None:
        """Take the held-out parties, or with ``held=False`` the others, to tune on.

        Args:
            parties: every listed party.
            held: which side of the split.
        """
        self.parties = parties
        found = same.twins(parties)
        groups = same.groups(parties, found)
        self.ids = sorted(
            id
            for id, party in parties.items()
            if party.type in TYPES and all(same.held_out(other) == held for other in groups[id])
        )
        mine = set(self.ids)
        self.twins = sorted(pair for pair in found if set(pair) <= mine)
        self._groups = groups

    def names(self, id: str) -> list[Name]:
        """A party's names that count: no weak aliases, no heaps of several names."""
        return [
            name
            for name in self.parties[id].names
            if name.kind != "weak alias"
            and script(name.name)
            and 4 <= len(name.name) <= 120
            and not re.search(r"[/;]", name.name)
        ]

    def nearest(self, names: Sequence[Name]) -> Iterator[list[Name]]:
        """For each name those nearest to it on its list, of surely different parties.

        All names are looked up at once, list by list: one by one would take minutes.
        """
        by_source: dict[str, list[int]] = defaultdict(list)
        for place, name in enumerate(names):
            by_source[name.source].append(place)
        found: dict[int, list[Name]] = {}
        for source, places in by_source.items():
            listed = [
                other
                for party in self.parties.values()
                if party.type in TYPES
                for other in party.names
                if other.source == source and other.kind != "weak alias"
            ]
            near = Nearest([other.name for other in listed])
            for place, rows in zip(places, near([names[p].name for p in places], 60), strict=True):
                known = (listed[row] for row in rows)
                found[place] = [other for other in known if self._differ(names[place], other)]
        return (found[place] for place in range(len(names)))

    def _differ(self, name: Name, other: Name) -> bool:
        return (
            other.party not in self._groups[name.party]
            and (name.type == "person") == (other.type == "person")
            and latin(other.name) != latin(name.name)
            and folded(other.name) != folded(name.name)
            and same.apart(self.parties[name.party], self.parties[other.party])
        )


def pairs(held: Held, count: int, seed: int) -> list[Pair]:
    """All kinds of pairs, at most so many of each.

    Args:
        held: the parties.
        count: positive pairs of each kind; cross-script kinds get a third for each script.
        seed: the same seed gives the same pairs.
    """
    chance = random.Random(seed)
    kinds: dict[str, list[tuple[Name, Name]]] = defaultdict(list)
    for one, other in held.twins:
        _across(kinds["names on two lists"], held.names(one), held.names(other), chance)
    for id in held.ids:
        _within(kinds, held.names(id), chance)
    for kind in [kind for kind in kinds if kind.startswith("script") and len(kinds[kind]) < FEW]:
        kinds["script: others"] += kinds.pop(kind)
    chosen: list[tuple[str, Name, Name]] = []
    for kind, known in sorted(kinds.items()):
        most = count if "script" not in kind else count // 3
        once = {frozenset((folded(a.name), folded(b.name))): (a, b) for a, b in known}
        distinct = list(once.values())
        some = chance.sample(distinct, min(most, len(distinct)))
        chosen += [(kind, a, b) for a, b in some]
    # A hard negative a pair: the name nearest to it, in the same script, of somebody else.
    asked = [b if kind.startswith("script") else a for kind, a, b in chosen]
    found: list[Pair] = []
    for (kind, a, b), near in zip(chosen, held.nearest(asked), strict=True):
        found.append(Pair(a.name, b.name, a.type, True, kind, (a.party, b.party)))
        wrong = next((name for name in near if script(name.name) == script(b.name)), None)
        if wrong is not None:
            ids = (a.party, wrong.party)
            found.append(Pair(a.name, wrong.name, a.type, False, kind, ids))
    latins = [name for id in held.ids for name in held.names(id) if script(name.name) == "Latin"]
    for kind, one, other, type in near_misses(latins, held, count // 3, chance):
        found.append(Pair(one, other, type, False, kind, ()))
    return found


def _across(
    found: list[tuple[Name, Name]],
    mine: Sequence[Name],
    theirs: Sequence[Name],
    chance: random.Random,
) -> None:
    """Up to three pairs of a name on one list and a differing one on another."""
    differing = [
        (one, other)
        for one in mine
        for other in theirs
        if script(one.name) == script(other.name) == "Latin"
        and folded(one.name) != folded(other.name)
    ]
    found += chance.sample(differing, min(3, len(differing)))


def _within(
    kinds: dict[str, list[tuple[Name, Name]]], names: Sequence[Name], chance: random.Random
) -> None:
    """A party's first name with one other in the same script, and with one in each other."""
    if not names:
        return
    first = names[0]
    by_script: dict[str, list[Name]] = defaultdict(list)
    for name in names[1:]:
        by_script[script(name.name)].append(name)
    for wanted, known in by_script.items():
        other = chance.choice(known)
        if wanted == script(first.name):
            if latin(other.name) != latin(first.name) and folded(other.name) != folded(first.name):
                what = "people" if first.type == "person" else "organisations"
                kinds[f"aliases of {what}"].append((first, other))
        elif script(first.name) == "Latin":
            kinds[f"script: {wanted}"].append((first, other))

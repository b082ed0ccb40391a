"""The figures at the user's own threshold, each with the cases behind it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from caveat.validation.asked import Answers
from caveat.validation.cases import PARTS, Case
from caveat.validation.compare import Measured
from caveat.validation.rates import Bools, Rate, rate
from caveat.validation.result import Figure, Group, Miss

_MISSES, _A_FAMILY = 40, 2
_GROUPS = ("list", "script", "type", "kind")
"""What `caveat.validation.cases.Case.group` is made of."""


class Told:
    """The figures.

    Args:
        asked: what was asked, and the answers.
        threshold: the user's own.
    """

    def __init__(self, asked: Answers, threshold: float) -> None:
        self.cases: list[Case] = [*asked.cases, *asked.in_texts]
        spoken = asked.spoken[: len(asked.in_texts)]
        self.found: Bools = np.concatenate([asked.scores >= threshold, spoken])
        self.scores = asked.scores
        self.clean_documents = rate(asked.spoken[len(asked.in_texts) :])
        self._clusters = np.array([case.cluster for case in self.cases], np.int64)
        numbers = {one.family: n for n, one in enumerate(asked.drawn)}
        self._families = np.array([numbers[case.family] for case in self.cases], np.int64)
        self._parts = np.array([case.part for case in self.cases])
        self.families = tuple(
            Figure(one.family, one.part, one.what, self._rate(self._families == n), one.collided)
            for n, one in enumerate(asked.drawn)
        )
        self.parts = tuple(
            Figure(part, part, what, self._rate(self._parts == part, even=True))
            for part, what in PARTS.items()
        )
        self.names = np.isin(self._parts, ("exact", "fuzzy"))
        self.overall = self._rate(self.names, even=True)
        groups = [case.group for case in self.cases]
        self._groups_of = [np.array([one[n] for one in groups]) for n in range(len(_GROUPS))]
        self.by = {what: tuple(self._groups(place)) for place, what in enumerate(_GROUPS)}

    def _rate(self, mask: Bools, even: bool = False) -> Rate:
        groups = self._families[mask] if even else None
        return rate(self.found[mask], self._clusters[mask], groups)

    def _groups(self, place: int) -> Iterator[Group]:
        members: dict[str, list[int]] = defaultdict(list)
        for number in np.flatnonzero(self._grouped(place)):
            members[str(self._groups_of[place][number])].append(int(number))
        for name in sorted(members, key=lambda name: (-len(members[name]), name)):
            yield Group(name, *(self._rate(mask) for mask in self._split(place, name)))

    def _grouped(self, place: int) -> Bools:
        """Cases that have a place in the groups: weak aliases only among the kinds of names."""
        parts = ("exact", "fuzzy", "weak") if _GROUPS[place] == "kind" else ("exact", "fuzzy")
        return np.isin(self._parts, parts)

    def _split(self, place: int, name: str) -> tuple[Bools, Bools]:
        """The cases of a group: of exact families, and of fuzzy ones."""
        mask = self._grouped(place)
        mask &= self._groups_of[place] == name
        fuzzy = self._parts == "fuzzy"
        return mask & ~fuzzy, mask & fuzzy

    def misses(self) -> tuple[Miss, ...]:
        """Some that were missed: of the families that are found best, two of each."""
        found: list[Miss] = []
        for number in sorted(range(len(self.families)), key=lambda n: -self.families[n].rate.rate):
            missed = np.flatnonzero((self._families == number) & ~self.found)
            known = [int(place) for place in missed if place < len(self.scores)]
            places = [*known, *(int(place) for place in missed if place >= len(self.scores))]
            for place in places[:_A_FAMILY]:
                case, name = self.cases[place], self.cases[place].listed
                score = float(self.scores[place]) if place < len(self.scores) else 0.0
                words = case.subject.name or ", ".join(case.subject.identifiers)
                if case.subject.aliases:
                    words += f", also {', '.join(case.subject.aliases)}"
                if case.subject.birth_date:
                    words += f", born {case.subject.birth_date}"
                found.append(
                    Miss(case.family, words, name.name, name.party, name.source, round(score, 4))
                )
        return tuple(found[:_MISSES])

    def measured(self, alarms: Rate, customers: npt.NDArray[np.int64]) -> list[Measured]:
        """Every figure, with the cases behind it."""
        every = np.arange(len(self.cases))
        found = [
            Measured("all names", self.overall, every[self.names], headline=True),
            Measured("false alarms", alarms, customers, "raised", headline=True, less=True),
        ]
        for one in self.parts:
            places = every[self._parts == one.name]
            found.append(Measured(f"part: {one.name}", one.rate, places, headline=True))
        for number, family in enumerate(self.families):
            places = every[self._families == number]
            found.append(Measured(f"family: {family.name}", family.rate, places))
        for place, (what, groups) in enumerate(self.by.items()):
            for group in groups:
                parts = zip(("exact", "fuzzy"), (group.exact, group.fuzzy), strict=True)
                for mask, (part, figure) in zip(self._split(place, group.name), parts, strict=True):
                    found.append(Measured(f"{what}: {group.name}, {part}", figure, every[mask]))
        return found

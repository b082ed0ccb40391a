"""What is found, and what is raised for nothing: listed names changed, and clean customers.

Every filter is first given a threshold at which it raises as many clean customers as every other
(0.1 % and 1 % of them); only then is it asked how many changed names it finds. Scores of
different filters mean different things; shares of customers do not.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from benchmarks.matching.asking import Found
from benchmarks.matching.customers import Customer
from benchmarks.matching.lists import Name
from benchmarks.matching.nearest import Nearest
from benchmarks.matching.peers import Scorer

from caveat.validation.families import Changed
from caveat.validation.plain import folded

Doubles = npt.NDArray[np.float64]

SHARES = (0.001, 0.01)
"""False alarms that a filter is allowed, as shares of clean customers."""

TOP = 20
"""Candidates that a peer gets for each name."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a filter made of changed names and of clean customers.

    Attributes:
        title: the filter.
        default: its own threshold; None where it has none.
        right: family -> the best score of a right hit for each name; 0 where there was none.
        candidates: family -> whether the right party was among the candidates.
        clean: the best score of any hit for each customer; 0 where there was none.
    """

    title: str
    default: float | None
    right: Mapping[str, Doubles]
    candidates: Mapping[str, npt.NDArray[np.bool_]]
    clean: Doubles

    def threshold(self, share: float) -> float:
        """The least threshold that raises no more than this share of clean customers."""
        ordered = np.sort(self.clean)[::-1]
        allowed = math.floor(share * len(ordered))
        return float(np.nextafter(ordered[allowed], 2)) if allowed < len(ordered) else 0.0

    def alarms(self, threshold: float) -> float:
        """The share of clean customers that are raised."""
        return float(np.mean(self.clean >= threshold))

    def found(self, family: str, threshold: float) -> float:
        """The share of a family's names for which a right party is raised."""
        return float(np.mean(self.right[family] >= threshold))

    def mean(self, threshold: float) -> float:
        """The mean of the families' shares."""
        return float(np.mean([self.found(family, threshold) for family in self.right]))

    def curve(self) -> list[tuple[float, float]]:
        """Share of false alarms and mean recall, as the threshold falls."""
        scores = np.unique(np.round(self.clean[self.clean > 0], 3))
        steps = np.concatenate([scores, np.linspace(0.5, 1, 26)])
        points = {(self.alarms(step), self.mean(step)) for step in steps}
        return sorted(points)

    def cut(self, names: int, customers: int) -> Outcome:
        """The same, on the first names of each family and the first customers only."""
        return Outcome(
            self.title,
            self.default,
            {family: scores[:names] for family, scores in self.right.items()},
            {family: known[:names] for family, known in self.candidates.items()},
            self.clean[:customers],
        )


def own(
    title: str,
    default: float,
    changed: Mapping[str, Sequence[Changed]],
    hits: Mapping[str, Sequence[Sequence[Found]]],
    clean: Sequence[Sequence[Found]],
    bearers: Mapping[str, frozenset[str]],
) -> Outcome:
    """What came of asking a library, with its own index."""
    right = {}
    for family, asked in changed.items():
        right[family] = np.array(
            [
                max((hit.score for hit in found if hit.party in truth), default=0.0)
                for found, truth in zip(
                    hits[family], (bearers[folded(c.listed.name)] for c in asked), strict=True
                )
            ]
        )
    return Outcome(
        title,
        default,
        right,
        {family: scores > 0 for family, scores in right.items()},
        np.array([max((hit.score for hit in found), default=0.0) for found in clean]),
    )


class Candidates:
    """The listed names nearest to each name asked about; the same for every scorer."""

    def __init__(
        self,
        names: Sequence[Name],
        changed: Mapping[str, Sequence[Changed]],
        customers: Sequence[Customer],
        bearers: Mapping[str, frozenset[str]],
    ) -> None:
        self.names = list({(name.name, name.type): name for name in names}.values())
        self._near = Nearest([name.name for name in self.names])
        self.changed = changed
        self.bearers = bearers
        self.of_changed = {
            family: self._near([one.name for one in asked], TOP)
            for family, asked in changed.items()
        }
        self.take(customers)

    def take(self, customers: Sequence[Customer]) -> None:
        """Look up the candidates of these customers, instead of those before."""
        self.customers = customers
        self.of_customers = self._near([customer.name for customer in customers], TOP)

    def outcome(self, scorer: Scorer) -> Outcome:
        """What a scorer makes of them."""
        right, known = {}, {}
        for family, asked in self.changed.items():
            scores, had = [], []
            for one, rows in zip(asked, self.of_changed[family], strict=True):
                truth = self.bearers[folded(one.listed.name)]
                good = [
                    self.names[row]
                    for row in rows
                    if truth & self.bearers[folded(self.names[row].name)]
                ]
                had.append(bool(good))
                scores.append(
                    max(
                        (scorer.score(one.name, one.type, name.name, name.type) for name in good),
                        default=0.0,
                    )
                )
            right[family], known[family] = np.array(scores), np.array(had)
        clean = [
            max(
                (
                    scorer.score(customer.name, customer.type, name.name, name.type)
                    for name in (self.names[row] for row in rows)
                ),
                default=0.0,
            )
            for customer, rows in zip(self.customers, self.of_customers, strict=True)
        ]
        return Outcome(scorer.title, scorer.default, right, known, np.array(clean))


@dataclass(frozen=True, slots=True)
class Worst:
    """A miss or a false alarm, by name.

    Attributes:
        group: family of a miss; type and locale of a customer.
        asked: the name asked about.
        wanted: the listed name that it was made from; empty for a customer.
        found: the listed name of the best hit; empty where there was none.
        score: of the right hit for a miss; of the best hit for a customer.
    """

    group: str
    asked: str
    wanted: str
    found: str
    score: float


def misses(
    outcome: Outcome,
    changed: Mapping[str, Sequence[Changed]],
    hits: Mapping[str, Sequence[Sequence[Found]]],
    threshold: float,
    count: int = 20,
) -> list[Worst]:
    """The misses that are least excusable: of the families that are found best, two of each."""
    found: list[Worst] = []
    for family in sorted(outcome.right, key=lambda family: -outcome.found(family, threshold)):
        scores = outcome.right[family]
        missed = np.flatnonzero(scores < threshold)
        for place in missed[np.argsort(scores[missed], kind="stable")][:2]:
            one, best = changed[family][place], hits[family][place][:1]
            name = best[0].name if best else ""
            found.append(Worst(family, one.name, one.listed.name, name, float(scores[place])))
    return found[:count]


def alarms(
    outcome: Outcome,
    customers: Sequence[Customer],
    clean: Sequence[Sequence[Found]],
    count: int = 20,
) -> list[Worst]:
    """The customers that are raised most surely."""
    places = np.argsort(-outcome.clean, kind="stable")[:count]
    return [
        Worst(
            f"{customers[place].type}, {customers[place].locale}",
            customers[place].name,
            "",
            clean[place][0].name if clean[place] else "",
            float(outcome.clean[place]),
        )
        for place in places
    ]


def by_group(
    outcome: Outcome, customers: Sequence[Customer], threshold: float
) -> list[tuple[str, int, float]]:
    """The share of clean customers raised, by what they are and by script."""
    groups: dict[str, list[float]] = {}
    for customer, score in zip(customers, outcome.clean, strict=True):
        for group in ("people" if customer.type == "person" else "companies", customer.script):
            groups.setdefault(group or "no letters", []).append(float(score))
    return sorted(
        (
            (group, len(scores), float(np.mean(np.array(scores) >= threshold)))
            for group, scores in groups.items()
        ),
        key=lambda row: -row[1],
    )

"""Everything that a validation asked, and the answers."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from caveat.subject import Subject
from caveat.validation import compare, customers, texts, thresholds
from caveat.validation.asking import Alert, Asked, Askers, Filter, Progress, Score
from caveat.validation.cases import Drawn
from caveat.validation.rates import Bools, Doubles

AGAIN = 300
"""Cases that are asked once more, through the whole filter."""


def _scores(filter: Filter, asked: Sequence[Asked]) -> list[Score]:
    return filter.scores(asked)


def _highest(filter: Filter, subjects: Sequence[Subject]) -> list[float]:
    return filter.highest(subjects)


def _alerts(filter: Filter, subjects: Sequence[Subject]) -> list[Alert | None]:
    return filter.alerts(subjects)


class Answers:
    """Everything that was asked, and the answers.

    Args:
        askers: who ask.
        drawn: cases about names, birth dates and identifiers.
        spoken: cases about documents.
        who: the customers.
        seed: of all chance.
        progress: is told what is being done.
    """

    def __init__(
        self,
        askers: Askers,
        drawn: Sequence[Drawn],
        spoken: Sequence[Drawn],
        who: customers.Customers,
        seed: int,
        progress: Progress,
    ) -> None:
        self.drawn = (*drawn, *spoken)
        self.who = who
        self.cases = [case for one in drawn for case in one.cases]
        pairs = [(case.subject, case.truth) for case in self.cases]
        scores = askers.ask(_scores, pairs, "Asking about listed names", progress)
        both = np.array(scores, np.float64).reshape(-1, 2)
        self.scores: Doubles = both[:, 0]
        self.low: Doubles = both[:, 1]
        self.in_texts = [case for one in spoken for case in one.cases]
        names = [(case.subject.name, case.truth) for case in self.in_texts]
        few = [one for one, same in zip(who.subjects, who.same, strict=True) if not same]
        names += [(one.name, frozenset()) for one in few[: max(1, len(names) // 2)] if one.name]
        papers = texts.written(names, seed)
        read = askers.ask(texts.read, papers, "Reading documents", progress, 2)
        self.spoken: Bools = np.array([one for some in read for one in some], np.bool_)
        self.highest: Doubles = np.array(
            askers.ask(_highest, who.subjects, "Asking about customers", progress), np.float64
        )
        self.alerts = askers.ask(_alerts, who.subjects, "Raising alerts", progress)
        chance = random.Random(f"{seed} again")
        self._again = sorted(chance.sample(range(len(self.cases)), min(AGAIN, len(self.cases))))
        subjects = [self.cases[place].subject for place in self._again]
        self._answers = askers.ask(_alerts, subjects, "Asking a sample again", progress)

    def narrowed(self, threshold: float) -> int:
        """Cases that score enough when searched for from below, and are not found at it."""
        return int(((self.low >= threshold) & (self.scores < threshold)).sum())

    def agreed(self, threshold: float) -> tuple[int, int]:
        """Cases asked again, and those that came out the same."""
        same = 0
        for place, alert in zip(self._again, self._answers, strict=True):
            found = alert is not None and not self.cases[place].truth.isdisjoint(alert.parties)
            same += found == bool(self.scores[place] >= threshold)
        return len(self._again), same

    def scored(self) -> thresholds.Scored:
        """The scores of names, and of customers who bear no listed one."""
        chosen = [n for n, case in enumerate(self.cases) if case.part in ("exact", "fuzzy")]
        some = [self.cases[n] for n in chosen]
        numbers = {name: n for n, name in enumerate(dict.fromkeys(case.family for case in some))}
        return thresholds.Scored(
            self.scores[chosen],
            self.low[chosen],
            np.array([case.part == "exact" for case in some], np.bool_),
            np.array([case.cluster for case in some], np.int64),
            np.array([numbers[case.family] for case in some], np.int64),
            self.highest[~np.array(self.who.same, np.bool_)],
        )

    def witness(
        self, found: Bools
    ) -> tuple[dict[str, str], dict[str, Bools], dict[str, np.ndarray]]:
        """Checksums of what was asked, who was found, and what stands or falls together."""
        every = [*self.cases, *self.in_texts]
        raised = np.array([alert is not None for alert in self.alerts], np.bool_)
        return (
            {
                "found_of": _sum(
                    (one.family, one.part, one.subject, sorted(one.truth)) for one in every
                ),
                "found": compare.bits(found),
                "raised_of": _sum(self.who.subjects),
                "raised": compare.bits(raised),
            },
            {"found": found, "raised": raised},
            {
                "found": np.array([one.cluster for one in every], np.int64),
                "raised": np.arange(len(raised)),
            },
        )


def _sum(what: Iterable[Any]) -> str:
    digest = hashlib.sha256()
    for one in what:
        digest.update(repr(one).encode())
    return digest.hexdigest()

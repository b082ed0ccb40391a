"""Asking the library as the user's own filter does, with two processes where that is worth it.

Listed names are asked about at the user's own threshold, and once more from a floor below it, so
that one run tells what every threshold would do. A sample is asked through the whole filter, to see
that it agrees.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from datetime import date
from multiprocessing import get_context
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from caveat.screening.library import Library
from caveat.screening.question import Terms
from caveat.subject import Subject

FLOOR = 0.7
"""No threshold below this is looked at, unless the user's own is."""

CHUNK = 512
FEW = 12_000
"""Questions for which starting another process costs more than it saves."""

Progress = Callable[[str, int, int], None]
"""What is being done, how much of it is done, and of how much."""

Asked = tuple[Subject, frozenset[str]]
"""A question, and the ids of those of whom one must be found; empty for a clean customer."""

T = TypeVar("T")
R = TypeVar("R")


class Alert(NamedTuple):
    """What the filter, under the user's own terms, says to a customer.

    Attributes:
        party: id of the best hit.
        name: the listed name that matched.
        kind: of that name; ``ownership`` if nobody listed matched.
        score: of the best hit.
        sources: every list that a hit stands on.
        parties: ids of all hits.
    """

    party: str
    name: str
    kind: str
    score: float
    sources: tuple[str, ...]
    parties: tuple[str, ...]


class Score(NamedTuple):
    """The best score of a right hit.

    Attributes:
        own: searched for at the user's own threshold; 0 where there was none.
        low: searched for from the floor up. A search at a higher threshold chooses its candidates
            more narrowly, and may lose one that would have scored enough.
    """

    own: float
    low: float


class Filter:
    """The user's filter, in one process.

    Args:
        root: the library's folder.
        today: the day of the validation.
        terms: the user's own.
    """

    def __init__(self, root: Path, today: date, terms: Terms) -> None:
        self.library = Library.open(root, today=today)
        self.terms = terms
        self.floor = min(FLOOR, terms.threshold)
        self._low = replace(terms, threshold=self.floor, ownership=False)
        self._ids: dict[int, str] = {}

    def afresh(self) -> Filter:
        """This filter, as if nothing had been asked: what was asked before leaves traces.

        An index remembers words, and how it looked them up the first time; in another order, or
        by another number of processes, some scores would differ in their third digit.
        """
        self.library = Library.open(self.library.root, today=self.library.today).ready(
            self.library, alone=True
        )
        return self

    def scores(self, asked: Sequence[Asked]) -> list[Score]:
        """The best score of a right hit for each question; 0 where there was none in sight.

        A right party that stands below as many others as are shown is not in sight.
        """
        low = self._scores(asked, self.floor)
        if self.floor == self.terms.threshold:
            return [Score(score, score) for score in low]
        own = self._scores(asked, self.terms.threshold)
        return [Score(*pair) for pair in zip(own, low, strict=True)]

    def _scores(self, asked: Sequence[Asked], threshold: float) -> list[float]:
        desk = self.library.desk(self._low)
        limit = self.terms.limit
        found = self.library.index.search(
            [subject for subject, _ in asked],
            limit=limit,
            threshold=threshold,
            allowed=desk.question.allowed,
        )
        best = []
        for (subject, truth), matches in zip(asked, found, strict=True):
            score = 0.0
            for match in matches[:limit]:
                if match.score > score and self._id(match.party) in truth:
                    # The party must have been listed on the day, as the filter sees it.
                    score = match.score if desk.settle(subject, [match]).hits else score
            best.append(round(score, 6))
        return best

    def highest(self, subjects: Sequence[Subject]) -> list[float]:
        """The best score of any hit, of each subject; 0 where there was none."""
        desk = self.library.desk(self._low)
        found = self.library.index.search(
            subjects,
            limit=self.terms.limit,
            threshold=self.floor,
            allowed=desk.question.allowed,
        )
        best = []
        for subject, matches in zip(subjects, found, strict=True):
            hits = desk.settle(subject, matches).hits if matches else ()
            best.append(round(max((hit.score for hit in hits), default=0.0), 6))
        return best

    def alerts(self, subjects: Sequence[Subject]) -> list[Alert | None]:
        """What the whole filter says, under the user's own terms, ownership and all."""
        return [_alert(one) for one in self.library.desk(self.terms).answer(subjects)]

    def _id(self, number: int) -> str:
        if number not in self._ids:
            self._ids[number] = self.library.edition.parties["id"][number].as_py()
        return self._ids[number]


def _alert(screening: Any) -> Alert | None:
    if screening.clear:
        return None
    parties = (*(hit.entity.id for hit in screening.hits), *(hit.party for hit in screening.owned))
    if not screening.hits:
        owned = screening.owned[0]
        return Alert(owned.party, owned.name, "ownership", round(owned.score, 6), (), parties)
    best = screening.hits[0]
    sources = sorted({one.source for hit in screening.hits for one in hit.designations
                      if one.status != "not listed"})  # fmt: skip
    kind = best.name_kind.replace("_", " ")
    return Alert(best.entity.id, best.name, kind, round(best.score, 6), tuple(sources), parties)


class Askers:
    """One process or several that ask the same filter; a context, so that none outlives its use.

    Args:
        filter: the filter of this process.
        processes: how many to use at most; as many as there are cores, if not said.
    """

    def __init__(self, filter: Filter, processes: int | None = None) -> None:
        self.filter = filter
        self._count = processes or os.cpu_count() or 1
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Askers:
        return self

    def __exit__(self, *rest: object) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None

    def ask(
        self,
        how: Callable[[Filter, Sequence[T]], list[R]],
        asked: Sequence[T],
        what: str,
        progress: Progress,
        size: int = CHUNK,
    ) -> list[R]:
        """Ask many questions, a chunk at a time; the answers are in their order.

        Args:
            how: a function of a module, that asks a filter some of them.
            asked: the questions.
            what: what is being done, in words.
            progress: is told after each chunk.
            size: questions of a chunk.
        """
        chunks = [asked[start : start + size] for start in range(0, len(asked), size)]
        found: list[R] = []
        for answers in self._answers(how, chunks, len(asked) * CHUNK // size):
            found += answers
            progress(what, len(found), len(asked))
        return found

    def _answers(
        self, how: Callable[[Filter, Sequence[T]], list[R]], chunks: list[Sequence[T]], worth: int
    ) -> Iterator[list[R]]:
        if self._count < 2 or (worth < FEW and self._pool is None):
            for chunk in chunks:
                yield how(self.filter.afresh(), chunk)
            return
        if self._pool is None:
            own = self.filter
            self._pool = ProcessPoolExecutor(
                self._count,
                mp_context=get_context("spawn"),
                initializer=_open,
                initargs=(own.library.root, own.library.today, own.terms),
            )
        yield from self._pool.map(_ask, [how] * len(chunks), chunks)


_FILTER: list[Filter] = []


def _open(root: Path, today: date, terms: Terms) -> None:
    _FILTER[:] = [Filter(root, today, terms)]


def _ask(how: Callable[[Filter, Sequence[Any]], list[Any]], chunk: Sequence[Any]) -> list[Any]:
    return how(_FILTER[0].afresh(), chunk)

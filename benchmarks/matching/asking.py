"""Asking a library about many names: the one place that knows how that is done.

Two processes ask at once, since a whole run has tens of thousands of questions. Speed is never
measured here, but in `speed`.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

from benchmarks.matching.lists import TODAY

from caveat import Library, Subject
from caveat.subject import Type

FLOOR = 0.5
"""Hits below this score are not looked at; what is not found down here is no candidate."""

LIMIT = 10
PROCESSES = 2
_CHUNK = 512

Asked = tuple[str, Type]


class Found(NamedTuple):
    """A hit.

    Attributes:
        party: its id.
        score: in [0, 1].
        name: the listed name that matched.
    """

    party: str
    score: float
    name: str


def ask(root: Path, asked: Sequence[Asked]) -> list[list[Found]]:
    """The hits of each name, the best first.

    Args:
        root: the library.
        asked: names and the types that the question states.
    """
    chunks = [asked[start : start + _CHUNK] for start in range(0, len(asked), _CHUNK)]
    with ProcessPoolExecutor(
        PROCESSES, mp_context=get_context("spawn"), initializer=_open, initargs=(root,)
    ) as pool:
        return [found for chunk in pool.map(_ask, chunks) for found in chunk]


_LIBRARY: list[Library] = []


def _open(root: Path) -> None:
    _LIBRARY[:] = [Library.open(root, today=TODAY)]


def _ask(asked: Sequence[Asked]) -> list[list[Found]]:
    subjects = [Subject(name, type) for name, type in asked]
    screenings = _LIBRARY[0].screen_many(subjects, threshold=FLOOR, limit=LIMIT)
    return [
        [Found(hit.entity.id, hit.score, hit.name) for hit in screening.hits]
        for screening in screenings
    ]

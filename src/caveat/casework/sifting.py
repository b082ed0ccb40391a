"""Whom changed parties may concern: kept names held against them, by several processes."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from caveat.casework import baseline
from caveat.casework.store import Store
from caveat.match.index import Index
from caveat.match.sift import Kept, Sieve

Ints = npt.NDArray[np.int64]

_SMALL = 4_000_000
"""Bytes of names that are looked through before another process would have started."""


@dataclass(frozen=True, slots=True, eq=False)
class Wanted:
    """Some facts of an index.

    Attributes:
        folder: of the index.
        chosen: mask over its facts.
        fresh: mask over its words: those that were not listed before.
    """

    folder: Path
    chosen: npt.NDArray[np.bool_]
    fresh: npt.NDArray[np.bool_]


_sieves: list[Sieve] = []
"""Of this process, which has been started for nothing else."""


def met(store: Store, portfolio: int, wanted: Sequence[Wanted], processes: int) -> Ints:
    """The numbers of the customers whom the facts may concern, ascending.

    Args:
        store: the casework.
        portfolio: number of the portfolio, whose names are kept.
        wanted: the facts that changed.
        processes: how many look.
    """
    some = [one for one in wanted if one.chosen.any() or one.fresh.any()]
    places = baseline.files(store, portfolio)
    if not some or not places:
        return np.zeros(0, np.int64)
    size = sum(place.stat().st_size for place in places)
    if processes < 2 or len(places) < 2 or size < _SMALL:
        sieves = _made(some)
        found = [_through(sieves, baseline.opened(store, place)) for place in places]
    else:
        found = list(_spread(store, places, some, processes))
    return np.unique(np.concatenate(found))


def _spread(
    store: Store, places: Sequence[Path], some: Sequence[Wanted], processes: int
) -> Iterator[Ints]:
    way = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processes, way, _begin, (list(some),)) as pool:
        going: list[Future[Ints]] = []
        for place in places:
            if len(going) > processes:
                yield going.pop(0).result()
            going.append(pool.submit(_look, baseline.opened(store, place)))
        for one in going:
            yield one.result()


def _begin(some: Sequence[Wanted]) -> None:
    _sieves[:] = _made(some)


def _made(some: Sequence[Wanted]) -> list[Sieve]:
    return [Sieve(Index.open(one.folder), one.chosen, one.fresh) for one in some]


def _look(content: bytes) -> Ints:
    return _through(_sieves, content)


def _through(sieves: Sequence[Sieve], content: bytes) -> Ints:
    names = Kept.unpacked(content)
    return np.unique(np.concatenate([sieve.met(names) for sieve in sieves]))

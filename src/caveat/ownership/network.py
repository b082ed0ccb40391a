"""Network: stakes as arrays, which an edition carries and a question maps into memory."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, cast

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from caveat.stake import INTERESTS, Fault, Stake

Numbers = npt.NDArray[np.int64]

ALWAYS = (np.iinfo(np.int32).min, np.iinfo(np.int32).min)
"""Span of a start that nobody tells: held as far back as one can ask."""
NEVER = (np.iinfo(np.int32).max, np.iinfo(np.int32).max)
"""Span of an end that nobody tells: held until today."""

COLUMNS: dict[str, type] = {
    "owner": np.int32,
    "owned": np.int32,
    "kind": np.int8,
    "source": np.int16,
    "direct": np.bool_,
    "least": np.int64,
    "most": np.int64,
    "start_first": np.int32,
    "start_last": np.int32,
    "end_first": np.int32,
    "end_last": np.int32,
}
"""The columns of a network, one value a stake."""
_INDEXES = ("into", "by_owner", "out_of", "types")


@dataclass(frozen=True, slots=True, eq=False)
class Network:
    """Parties and the stakes between them, whatever the day.

    Parties are numbered in the order of their ids; stakes lie in the order of owned, owner, kind,
    direct, source, so that those in one party lie together, and so do those that speak of one
    interest. Days are ordinals of `datetime.date`.

    Attributes:
        ids: of the parties, sorted.
        names: of the parties; the id where there is none.
        types: of the parties, places in `TYPES` (int8).
        owner: party that holds the stake (int32, as are the next and the days).
        owned: party that it is in.
        kind: place in `INTERESTS` (int8).
        source: place in ``sources`` (int16).
        direct: False where it is said to be held through others.
        least: smallest share, in billionths (int64).
        most: largest share, in billionths (int64).
        start_first: first day on which it may have begun; so start_last, end_first, end_last.
        into: where the stakes in a party begin (int64, one more than parties).
        by_owner: numbers of the stakes, sorted by owner (int32).
        out_of: where the stakes of an owner begin in ``by_owner`` (int64).
        sources: names of the sets of stakes.
        origins: where in its source's file each stake stands; empty where nobody told.
        faults: what was wrong with the stakes and what was made of it.
    """

    ids: Sequence[str]
    names: Sequence[str]
    types: npt.NDArray[np.int8]
    owner: npt.NDArray[np.int32]
    owned: npt.NDArray[np.int32]
    kind: npt.NDArray[np.int8]
    source: npt.NDArray[np.int16]
    direct: npt.NDArray[np.bool_]
    least: Numbers
    most: Numbers
    start_first: npt.NDArray[np.int32]
    start_last: npt.NDArray[np.int32]
    end_first: npt.NDArray[np.int32]
    end_last: npt.NDArray[np.int32]
    into: Numbers
    by_owner: npt.NDArray[np.int32]
    out_of: Numbers
    sources: tuple[str, ...]
    origins: Sequence[str]
    faults: tuple[Fault, ...] = ()

    @property
    def stakes(self) -> int:
        """How many stakes there are."""
        return len(self.owner)

    def number(self, id: str) -> int | None:
        """The number of a party, or None if no stake names it."""
        place = bisect_left(self.ids, id)
        return place if place < len(self.ids) and self.ids[place] == id else None

    def numbers(self, ids: Collection[str]) -> list[int]:
        """The numbers of those of many parties that any stake names, ascending."""
        column = self.ids.column if isinstance(self.ids, Words) else pa.array(self.ids)
        wanted = pa.array(ids, column.type)
        found: list[int] = np.flatnonzero(pc.is_in(column, wanted)).tolist()
        return found

    def stakes_in(self, parties: npt.NDArray[Any]) -> Numbers:
        """Numbers of the stakes in any of the parties, whatever the day."""
        return _spread(self.into, parties)

    def stakes_of(self, owners: npt.NDArray[Any]) -> Numbers:
        """Numbers of the stakes that any of the owners has, whatever the day."""
        return self.by_owner[_spread(self.out_of, owners)].astype(np.int64)

    def upward(self, party: int) -> Numbers:
        """The party and everybody above it, on any day; sorted."""
        return self._walk(np.array([party]), self.stakes_in, self.owner)

    def downward(self, parties: npt.NDArray[Any]) -> Numbers:
        """The parties and everybody below them, on any day; sorted."""
        return self._walk(parties, self.stakes_of, self.owned)

    def _walk(self, parties: npt.NDArray[Any], stakes: Any, end: npt.NDArray[Any]) -> Numbers:
        known = frontier = distinct(parties)
        while frontier.size:
            met = distinct(end[stakes(frontier)])
            frontier = met[~within(met, known)]
            known = np.union1d(known, frontier)
        return known

    def stake(self, number: int) -> Stake:
        """One stake as it was given; its dates as ISO prefixes that mean the same days."""
        return Stake(
            self.ids[self.owner[number]],
            self.ids[self.owned[number]],
            INTERESTS[self.kind[number]],
            int(self.least[number]),
            int(self.most[number]),
            bool(self.direct[number]),
            prefix(int(self.start_first[number]), int(self.start_last[number])),
            prefix(int(self.end_first[number]), int(self.end_last[number])),
            self.sources[self.source[number]],
            self.origins[number] if len(self.origins) else "",
        )

    def save(self, folder: Path) -> None:
        """Write it into a folder, which the caller builds aside and puts in place whole."""
        folder.mkdir(parents=True, exist_ok=True)
        for name in (*COLUMNS, *_INDEXES):
            np.save(folder / f"{name}.npy", getattr(self, name))
        _save_words(folder / "parties.arrow", id=self.ids, name=self.names)
        _save_words(folder / "origins.arrow", origin=self.origins)
        _save_words(folder / "sources.arrow", source=self.sources)
        _save_words(
            folder / "faults.arrow",
            where=[fault.where for fault in self.faults],
            reason=[fault.reason for fault in self.faults],
        )

    @classmethod
    def open(cls, folder: Path) -> Network:
        """Map a saved network into memory; nothing is read that a question does not need."""
        arrays = {
            name: np.load(folder / f"{name}.npy", mmap_mode="r") for name in (*COLUMNS, *_INDEXES)
        }
        parties = Words.of(folder / "parties.arrow", "id", "name")
        faults = Words.of(folder / "faults.arrow", "where", "reason")
        return cls(
            ids=parties[0],
            names=parties[1],
            sources=tuple(Words.of(folder / "sources.arrow", "source")[0]),
            origins=Words.of(folder / "origins.arrow", "origin")[0],
            faults=tuple(map(Fault, *faults)),
            **arrays,
        )


def of_arrays(
    ids: Sequence[str],
    names: Sequence[str],
    sources: tuple[str, ...],
    origins: Sequence[str],
    faults: tuple[Fault, ...] = (),
    types: npt.NDArray[np.int8] | None = None,
    **arrays: npt.NDArray[Any],
) -> Network:
    """A network of arrays that are sound already, one value a stake, in any order.

    Args:
        ids: of the parties, sorted.
        names: of the parties.
        sources: names of the sets of stakes.
        origins: of the stakes, or empty.
        faults: what was wrong.
        types: of the parties; ``any``, if not said.
        arrays: the columns of `Network`, from ``owner`` to ``end_last``.
    """
    owner, owned = arrays["owner"].astype(np.int64), arrays["owned"].astype(np.int64)
    minor = arrays["kind"].astype(np.int64) << 17 | arrays["source"].astype(np.int64)
    minor |= arrays["direct"].astype(np.int64) << 16
    order = np.lexsort((minor, owned << 32 | owner))
    columns: dict[str, Any] = {
        name: np.ascontiguousarray(arrays[name][order], type) for name, type in COLUMNS.items()
    }
    by_owner = np.argsort(columns["owner"], kind="stable").astype(np.int32)
    return Network(
        ids=ids,
        names=names,
        types=np.zeros(len(ids), np.int8) if types is None else types,
        into=_starts(columns["owned"], len(ids)),
        by_owner=by_owner,
        out_of=_starts(columns["owner"], len(ids)),
        sources=sources or ("",),
        origins=_taken(origins, order),
        faults=faults,
        **columns,
    )


def _taken(words: Sequence[str], order: Numbers) -> Sequence[str]:
    if isinstance(words, Words):
        return Words(words.column.take(pa.array(order)))
    return [words[place] for place in order] if len(words) else ()


def distinct(values: npt.NDArray[Any]) -> Numbers:
    """Each value once, sorted; for many values faster than `numpy.unique`, which hashes them.

    >>> distinct(np.array([3, 1, 3])).tolist()
    [1, 3]
    """
    ordered = np.sort(np.asarray(values, np.int64))
    first = np.ones(len(ordered), np.bool_)
    first[1:] = ordered[1:] != ordered[:-1]
    return ordered[first]


def within(values: npt.NDArray[Any], known: npt.NDArray[Any]) -> npt.NDArray[np.bool_]:
    """Which values are among the known ones, which are sorted."""
    if not known.size:
        return np.zeros(values.shape, np.bool_)
    place = np.searchsorted(known, values)
    return np.asarray(known[np.minimum(place, known.size - 1)] == values)


def runs(first: Numbers, counts: Numbers) -> Numbers:
    """The places of several runs, one after another.

    >>> runs(np.array([5, 0]), np.array([2, 3])).tolist()
    [5, 6, 0, 1, 2]
    """
    shift = np.repeat(first - (np.cumsum(counts) - counts), counts)
    return np.asarray(shift + np.arange(len(shift)), np.int64)


@lru_cache(maxsize=65536)
def prefix(first: int, last: int) -> str | None:
    """The ISO prefix of a span of days, or None for one that nobody told.

    >>> prefix(date(2018, 2, 1).toordinal(), date(2018, 2, 28).toordinal())
    '2018-02'
    """
    if (first, last) in (ALWAYS, NEVER):
        return None
    start = date.fromordinal(first).isoformat()
    return start if first == last else start[:7] if last - first < 31 else start[:4]


def _starts(column: npt.NDArray[np.int32], parties: int) -> Numbers:
    counts = np.bincount(column, minlength=parties)
    return np.concatenate([np.zeros(1, np.int64), np.cumsum(counts, dtype=np.int64)])


def _spread(starts: Numbers, parties: npt.NDArray[Any]) -> Numbers:
    """Every place from each party's start to its stop, one after another."""
    first = np.asarray(starts[parties], np.int64)
    return runs(first, np.asarray(starts[np.asarray(parties) + 1], np.int64) - first)


def _save_words(place: Path, **columns: Sequence[str]) -> None:
    table = pa.table(
        {
            name: words.column if isinstance(words, Words) else pa.array(words, pa.large_string())
            for name, words in columns.items()
        }
    )
    with pa.ipc.new_file(str(place), table.schema) as writer:
        writer.write_table(table.combine_chunks())


class Words(Sequence[str]):
    """A column of text, read word by word, as from the disk."""

    __slots__ = ("column",)

    def __init__(self, column: Any) -> None:
        self.column = column

    @classmethod
    def of(cls, place: Path, *columns: str) -> list[Words]:
        """The columns of a saved table."""
        table = pa.ipc.open_file(pa.memory_map(str(place))).read_all()
        empty = pa.array([], pa.large_string())
        return [cls(table[c].chunk(0) if table.num_rows else empty) for c in columns]

    def __len__(self) -> int:
        return len(self.column)

    def __getitem__(self, place: Any) -> Any:
        return cast(str, self.column[int(place)].as_py())

"""Network: stakes as arrays, which an edition carries and a question maps into memory."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, cast

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from caveat.errors import BadDate
from caveat.stake import INTERESTS, WHOLE, Fault, Holder, Stake
from caveat.subject import TYPES
from caveat.time import span

Numbers = npt.NDArray[np.int64]

ALWAYS = (np.iinfo(np.int32).min, np.iinfo(np.int32).min)
"""Span of a start that nobody tells: held as far back as one can ask."""
NEVER = (np.iinfo(np.int32).max, np.iinfo(np.int32).max)
"""Span of an end that nobody tells: held until today."""

_COLUMNS: dict[str, type] = {
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
_PERSON = TYPES.index("person")
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
        known = frontier = np.unique(np.asarray(parties, np.int64))
        while frontier.size:
            met = np.unique(end[stakes(frontier)]).astype(np.int64)
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
        for name in (*_COLUMNS, *_INDEXES):
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
            name: np.load(folder / f"{name}.npy", mmap_mode="r") for name in (*_COLUMNS, *_INDEXES)
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


def build(holders: Iterable[Holder], stakes: Iterable[Stake]) -> Network:
    """A network of stakes; what is wrong with a stake becomes a fault, and the rest goes on.

    >>> network = build([], [Stake("x", "a", least=WHOLE // 2, most=WHOLE // 2)])
    >>> network.stakes, network.number("a")
    (1, 0)

    Args:
        holders: the parties, where the source describes them; may be empty.
        stakes: in any order.
    """
    faults: list[Fault] = []
    names: dict[str, str] = {}
    types: dict[str, int] = {}
    for holder in holders:
        names[holder.id] = holder.name or holder.id
        types[holder.id] = TYPES.index(holder.type)
    described = bool(names)
    seen: dict[tuple[object, ...], str] = {}
    rows: list[tuple[Any, ...]] = []
    origins: list[str] = []
    sources: dict[str, int] = {}
    for stake in stakes:
        where = f"{stake.source} {stake.origin}".strip() or f"{stake.owner} in {stake.owned}"
        if types.get(stake.owned) == _PERSON:
            if stake.kind in ("shares", "voting rights", "board"):  # others are ties of persons
                said = f"{stake.owned!r} is a person, of whom nobody owns a share: it is left out."
                faults.append(Fault(where, said))
            continue
        sound = _sound(stake, where, faults)
        if sound is None:
            continue
        same = (stake.owner, stake.owned, stake.kind, *sound, stake.direct, stake.source)
        if same in seen:
            faults.append(Fault(where, f"The same as {seen[same]}: it is counted once."))
            continue
        seen[same] = where
        for id in (stake.owner, stake.owned):
            if id not in names:
                names[id] = id
                if described:
                    faults.append(
                        Fault(where, f"{id!r} is described nowhere: it is known by its id alone.")
                    )
        least, most, (start, start_last), (end, end_last) = sound
        rows.append(
            (
                stake.owner, stake.owned, INTERESTS.index(stake.kind),
                sources.setdefault(stake.source, len(sources)),
                stake.direct, least, most, start, start_last, end, end_last,
            )
        )  # fmt: skip
        origins.append(stake.origin)
    ids = sorted(names)
    number = {id: place for place, id in enumerate(ids)}
    numbered = [(number[row[0]], number[row[1]], *row[2:]) for row in rows]
    columns = list(zip(*numbered, strict=True)) or [()] * len(_COLUMNS)
    arrays: dict[str, npt.NDArray[Any]] = {
        name: np.array(column, type)
        for (name, type), column in zip(_COLUMNS.items(), columns, strict=True)
    }
    return of_arrays(
        ids,
        [names[id] for id in ids],
        tuple(sources),
        origins,
        tuple(faults),
        types=np.array([types.get(id, 0) for id in ids], np.int8),
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
        name: np.ascontiguousarray(arrays[name][order], type) for name, type in _COLUMNS.items()
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


def percent(share: int) -> str:
    """A share as people write it, exactly.

    >>> percent(499_950_000), percent(WHOLE)
    ('49.995 %', '100 %')
    """
    return f"{points(share)} %"


def points(share: int) -> str:
    """A share in points of a hundred, exactly; without a sign of percent.

    >>> points(WHOLE // 2), points(1), points(-32_000_000)
    ('50', '0.0000001', '-3.2')
    """
    whole, rest = divmod(abs(share), WHOLE // 100)
    digits = f"{rest:07d}".rstrip("0")
    return "-" * (share < 0) + str(whole) + ("." + digits if digits else "")


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


def _sound(
    stake: Stake, where: str, faults: list[Fault]
) -> tuple[int, int, tuple[int, int], tuple[int, int]] | None:
    """Shares and days of a stake that can be computed with; None if it is left out."""

    def fault(reason: str) -> None:
        faults.append(Fault(where, reason))

    if not stake.owner or not stake.owned:
        fault("It does not say who owns, or who is owned: it is left out.")
        return None
    if stake.owner == stake.owned:
        fault(f"{stake.owner!r} is said to own a share of itself: it is left out.")
        return None
    least, most = stake.least, stake.most
    if least > most:
        fault(f"It goes from {percent(least)} down to {percent(most)}: the ends are swapped.")
        least, most = most, least
    if least < 0 or most < 0:
        fault("A share is negative: it is taken as nothing.")
        least, most = max(least, 0), max(most, 0)
    if most > WHOLE:
        fault(f"A share of {percent(most)} is more than the whole: it is taken as 100 %.")
        least, most = min(least, WHOLE), WHOLE
    start, end = (_days(text, open, fault) for text, open in
                  ((stake.start, ALWAYS), (stake.end, NEVER)))  # fmt: skip
    if end[1] < start[0]:
        fault(f"It ends on {stake.end}, before it begins on {stake.start}: it is left out.")
        return None
    return least, most, start, end


def _days(text: str | None, open: tuple[int, int], fault: Any) -> tuple[int, int]:
    if not text:
        return open
    try:
        days = span(text)
    except BadDate:
        fault(f"{text!r} is no date: it is taken as not told.")
        return open
    return days.first.toordinal(), days.last.toordinal()


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

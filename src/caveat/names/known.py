"""What is known of words as names: which name a word writes, and how much it tells.

A word that is a name by itself is hardly another one misspelt: Meadows is not Maddox. And a name
that is spelt in many ways, in many countries, is one that many people bear: Smith tells less
than Chemezov. Both come from the data of rigour (Wikidata, CC0), see ``scripts/name-tables``.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.resources import as_file, files
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from caveat.names.marks import half, halves, marks, within_runs

Bools = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float32]

_SHORTEST, _LETTER, _LEAST, _MOST = 0.55, 0.075, 0.7, 1.3
"""How much words tell by their length: a word of two letters 0.7, of six 1, of ten or more 1.3."""


class _Known(NamedTuple):
    """Marks of words in their order; how much each tells; where its names start, and the names."""

    marks: npt.NDArray[np.uint32]
    tells: Floats
    starts: npt.NDArray[np.int32]
    names: npt.NDArray[np.int32]


def tells(words: Sequence[str]) -> Floats:
    """How much folded words tell by themselves, whatever list they stand on: about 0.1 to 1.3.

    >>> smith, chemezov, group = tells(["smith", "chemezov", "group"]).tolist()
    >>> group < smith < chemezov
    True
    """
    known = _table()
    place, there = _places(words)
    lengths = np.fromiter(map(len, words), np.float32, len(words))
    by_length = np.clip(_SHORTEST + _LETTER * lengths, _LEAST, _MOST)
    found: Floats = np.where(there, known.tells[place], 1.0) * by_length
    return found.astype(np.float32)


@lru_cache(maxsize=1 << 17)
def tell(word: str) -> float:
    """`tells` of one word."""
    return float(tells([word])[0])


def known_names(words: Sequence[str]) -> Bools:
    """Which folded words are given or family names of any people.

    One word in ten thousand is taken for a name though it is none.

    >>> known_names(["ling", "chemezov", "chemzov", "invoice"]).tolist()
    [True, True, False, False]
    """
    known = _table()
    place, there = _places(words)
    return there & (known.starts[place + 1] > known.starts[place])


def relations(left: Sequence[str], right: Sequence[str]) -> npt.NDArray[np.int8]:
    """Pair by pair: 1 where both words write one name, -1 where they write different ones, 0 where
    one of them is no name.

    >>> relations(["sergei", "meadows", "chemzov"], ["sergey", "maddox", "chemezov"]).tolist()
    [1, -1, 0]
    """
    known = _table()
    count = len(left)
    found = np.zeros(count, np.int8)
    keys = []
    both = np.ones(count, np.bool_)
    for words in (left, right):
        place, there = _places(words)
        number = np.where(there, known.starts[place + 1] - known.starts[place], 0)
        both &= number > 0
        owner = np.repeat(np.arange(count), number)
        names = known.names[np.repeat(known.starts[place], number) + within_runs(number)]
        keys.append(owner.astype(np.int64) << 32 | names)
    shared = np.intersect1d(keys[0], keys[1])
    found[both] = -1
    found[shared >> 32] = 1
    return found


def relation(left: str, right: str) -> int:
    """`relations` of one pair."""
    mine = _names(left)
    theirs = _names(right) if mine else mine
    if not mine or not theirs:
        return 0
    return -1 if mine.isdisjoint(theirs) else 1


@lru_cache(maxsize=1 << 14)
def _names(word: str) -> frozenset[int]:
    """The names that a word writes. One word needs no arrays of its own: it is asked for often."""
    known = _table()
    asked = np.uint32(half(word))
    place = int(known.marks.searchsorted(asked))
    if place == len(known.marks) or known.marks[place] != asked:
        return _NONE
    found = known.names[known.starts[place] : known.starts[place + 1]].tolist()
    return frozenset(found) if found else _NONE


_NONE: frozenset[int] = frozenset()


def _places(words: Sequence[str]) -> tuple[npt.NDArray[np.int64], Bools]:
    """Where words stand in the table, and whether they do."""
    table = _table().marks
    asked = halves(marks(words)[0])
    place = np.minimum(np.searchsorted(table, asked), len(table) - 1)
    return place, np.asarray(table[place] == asked)


@cache
def _table() -> _Known:
    with as_file(files("caveat.names") / "data" / "known.arrow") as place:
        table = pa.ipc.open_file(str(place)).read_all()
    names = table["groups"].combine_chunks()
    return _Known(
        table["mark"].to_numpy(),
        table["tells"].to_numpy().astype(np.float32) / 100,
        names.offsets.to_numpy(),
        names.values.to_numpy(),
    )

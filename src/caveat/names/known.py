"""Words that are names by themselves, so that one of them is hardly another one misspelt."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.resources import as_file, files

import numpy as np
import numpy.typing as npt

from caveat.names.marks import marks


def known_names(words: Sequence[str]) -> npt.NDArray[np.bool_]:
    """Which folded words are given or family names of any people (rigour, Wikidata).

    One word in a hundred thousand is taken for a name though it is none.

    >>> known_names(["ling", "chemezov", "chemzov"]).tolist()
    [True, True, False]
    """
    table = _table()
    asked = (marks(words)[0] >> np.uint64(32)).astype(np.uint32)
    place = np.minimum(np.searchsorted(table, asked), len(table) - 1)
    return np.asarray(table[place] == asked)


@lru_cache(maxsize=1 << 16)
def known_name(word: str) -> bool:
    """`known_names` of one word."""
    return bool(known_names([word])[0])


@cache
def _table() -> npt.NDArray[np.uint32]:
    with as_file(files("caveat.names") / "data" / "known.npy") as place:
        found: npt.NDArray[np.uint32] = np.load(place)
    return found

"""The distinct names of an edition as arrays: which words each has, and what hangs on them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix

from caveat.match import words
from caveat.match.align import INITIAL, LIGHT
from caveat.match.disk import map_array
from caveat.match.words import Words
from caveat.names.known import tells
from caveat.names.marks import Marks, joined, marks, pairs
from caveat.names.name import Name

Ints = npt.NDArray[np.int64]
Small = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float32]

MOST = 62
"""Words of a name after this one are looked at only word by word, not in bulk."""

_USUAL = 5_000
"""Names of a usual list: on a shorter one, a word that stands twice is not yet common."""

_SHORTEST = 5
"""Words that are shorter when written as one are left apart."""

_ARRAYS = ("ends", "words", "weights", "light", "sums", "solids", "digits", "person", "glued",
           "glued_marks", "glued_numbers", "data", "indices", "indptr")  # fmt: skip


class Rows:
    """The names of an edition; a *row* is one distinct name as it is compared.

    Attributes:
        words: the words that the rows are made of.
        ends: where each row's words end, from 0; of shape (rows + 1,).
        row_words, weights, light: of every word of every row, one row after the other.
        sums, solids: of all words before each, the weight, and how many say more than little; of
            shape (words + 1,).
        digits: of each row the places of its numbers and letters, as bits.
        person: whether a person bears the name; of shape (rows,).
        glued: for each word the number of what it gives with the next one; -1 if nothing.
        columns: what part of a row each word is; of shape (words + glued, rows).
    """

    def __init__(self, folder: Path) -> None:
        self.words = Words(folder)
        arrays = {name: map_array(folder / f"rows_{name}.npy") for name in _ARRAYS}
        self.ends: Ints = arrays["ends"]
        self.row_words: Small = arrays["words"]
        self.weights: Floats = arrays["weights"]
        self.light: npt.NDArray[np.bool_] = arrays["light"]
        self.sums: npt.NDArray[np.float64] = arrays["sums"]
        self.solids: Ints = arrays["solids"]
        self.digits: npt.NDArray[np.uint64] = arrays["digits"]
        self.person: npt.NDArray[np.bool_] = arrays["person"]
        self.glued: Small = arrays["glued"]
        self._glued: tuple[Marks, Small] = arrays["glued_marks"], arrays["glued_numbers"]
        rows = len(self.ends) - 1
        self.columns = csr_matrix(
            (arrays["data"], arrays["indices"], arrays["indptr"]),
            (len(arrays["indptr"]) - 1, rows),
            copy=False,
        )
        if len(self.row_words) != self.ends[-1] or len(self.person) != rows:
            raise ValueError("the names do not belong together")

    def __len__(self) -> int:
        return len(self.person)

    def as_one(self, asked: Marks) -> tuple[Ints, Small]:
        """Which listed words give a mark together: the mark's place, and their number, of each."""
        table, numbers = self._glued
        left, right = pairs(asked, table)
        return left, numbers[right]


def build(
    names: Sequence[Name], folder: Path, counted: npt.NDArray[np.bool_] | None = None
) -> None:
    """Write names, their words, and where each word occurs.

    Args:
        names: the names.
        folder: where to.
        counted: of which names it is counted how common a word is; all, if not said.
    """
    numbers: dict[str, int] = {}
    sounds: list[str] = []
    for name in names:
        for token, sound in zip(name.tokens, name.sounds, strict=True):
            if numbers.setdefault(token, len(numbers)) == len(sounds):
                sounds.append(sound)
    lengths = np.fromiter((len(name.tokens) for name in names), np.int64, len(names))
    ends = np.concatenate([[0], np.cumsum(lengths)])
    row_words = np.array([numbers[t] for name in names for t in name.tokens], np.int32)
    light = np.array([one for name in names for one in name.light], np.bool_)
    person = np.array([name.person for name in names], np.bool_)
    owner = np.repeat(np.arange(len(names)), lengths)
    if counted is None:
        counted = np.ones(len(names), np.bool_)
    told = counted[owner]
    common = _rarities(row_words[told], owner[told], sounds, int(counted.sum()))
    rarities = common * tells(list(numbers))
    short = np.array([len(token) == 1 for token in numbers], np.bool_)
    telling = short | np.array([token.isdigit() for token in numbers], np.bool_)
    weights = weigh(rarities[row_words], light, short[row_words] & person[owner])
    glued, keys, places = _glue(list(numbers), sounds, row_words, owner)
    before = np.zeros(len(numbers), np.bool_)
    before[row_words[told]] = True
    words.build(list(numbers), sounds, common, folder, before)
    columns = _columns(row_words, owner, weights, glued, len(numbers), len(names))
    order = np.argsort(keys, kind="stable")
    arrays = {
        "ends": ends,
        "words": row_words,
        "weights": weights,
        "light": light,
        "sums": running(weights),
        "solids": running(~light),
        "digits": numbers_in(telling[row_words], ends),
        "person": person,
        "glued": glued,
        "glued_marks": keys[order],
        "glued_numbers": places[order].astype(np.int32),
        "data": columns.data.astype(np.float32),
        "indices": columns.indices.astype(np.int32),
        "indptr": columns.indptr.astype(np.int32),
    }
    for file, array in arrays.items():
        np.save(folder / f"rows_{file}.npy", array)


def running(values: npt.NDArray[np.generic]) -> npt.NDArray[Any]:
    """What stands before each place, added up: of shape (values + 1,)."""
    kind = np.int64 if values.dtype == np.bool_ else np.float64
    return np.concatenate([np.zeros(1, kind), np.cumsum(values, dtype=kind)])


def weigh(rarities: Floats, light: npt.NDArray[np.bool_], initial: npt.NDArray[np.bool_]) -> Floats:
    """What hangs on words: `caveat.match.align.weigh`, many at once."""
    weights = np.where(initial, np.minimum(rarities, INITIAL), rarities)
    return np.where(light, LIGHT, weights).astype(np.float32)


def numbers_in(digit: npt.NDArray[np.bool_], ends: Ints) -> npt.NDArray[np.uint64]:
    """For each name the places of those of its words that are numbers or letters, as bits.

    Args:
        digit: whether a word is one; of every word of every name.
        ends: where each name's words end, from 0.
    """
    found = np.zeros(len(ends) - 1, np.uint64)
    at = np.flatnonzero(digit)
    owner = np.searchsorted(ends, at, side="right") - 1
    place = np.minimum(at - ends[owner], MOST).astype(np.uint64)
    np.bitwise_or.at(found, owner, np.uint64(1) << place)
    return found


def _rarities(row_words: Small, owner: Ints, sounds: Sequence[str], rows: int) -> Floats:
    """What each word tells, from how many names have a word that sounds so: from 1 down to 0.2."""
    heard: dict[str, int] = {}
    sound_of = np.array([heard.setdefault(sound, len(heard)) for sound in sounds], np.int64)
    bearers = np.unique(owner * len(heard) + sound_of[row_words])
    have = np.bincount(bearers % max(len(heard), 1), minlength=len(heard))
    most = math.log(max(rows, _USUAL))
    rarity = np.maximum(0.2, 1 - 0.85 * np.log(np.maximum(have, 1)) / most)
    return rarity[sound_of].astype(np.float32)


def _glue(
    texts: Sequence[str], sounds: Sequence[str], row_words: Small, owner: Ints
) -> tuple[Small, Marks, Ints]:
    """Neighbouring words as one: a number for each word that has a next one, -1 for the others;
    and the marks, of letters and of sound, by which the numbers are found."""
    letters, lengths = marks(texts)
    heard, spoken = marks(sounds)
    glued = np.full(len(row_words), -1, np.int32)
    if not len(row_words):
        return glued, np.zeros(0, np.uint64), np.zeros(0, np.int64)
    first = np.flatnonzero(owner[:-1] == owner[1:])
    one, other = row_words[first], row_words[first + 1]
    long = lengths[one] + lengths[other] >= _SHORTEST
    first, one, other = first[long], one[long], other[long]
    whole = joined(letters[one], lengths[one], letters[other])
    distinct, places, numbers = np.unique(whole, return_index=True, return_inverse=True)
    glued[first] = numbers
    sounding = joined(heard[one], spoken[one], heard[other])[places]
    every = np.concatenate([distinct, sounding])
    return glued, every, np.concatenate([np.arange(len(distinct))] * 2)


def _columns(
    row_words: Small, owner: Ints, weights: Floats, glued: Small, words: int, rows: int
) -> csr_matrix:
    """What part each word, and each two as one, is of the rows that have them (L2)."""
    squares = np.bincount(owner, weights.astype(np.float64) ** 2, minlength=rows)
    length = np.sqrt(np.maximum(squares, 1e-9))
    pair = np.flatnonzero(glued >= 0)
    both = np.sqrt(weights[pair] ** 2 + weights[np.minimum(pair + 1, len(weights) - 1)] ** 2)
    line = np.concatenate([row_words, words + glued[pair]])
    column = np.concatenate([owner, owner[pair]])
    data = np.concatenate([weights, both]) / length[column]
    size = words + int(glued.max(initial=-1)) + 1
    # A word that a row has twice counts twice; so it does on the side that asks.
    found = csr_matrix((data.astype(np.float32), (line, column)), (size, rows))
    found.sort_indices()
    return found

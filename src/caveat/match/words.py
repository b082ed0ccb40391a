"""The words of an edition's names, and which of them a word may be.

Fuzzy search is done word by word, not name by name: there are far fewer words than names, most
names of a customer file share theirs, and what was found for a word is remembered.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from copy import copy
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
from scipy.sparse import csr_matrix

from caveat.match import grams
from caveat.match.align import SENSE
from caveat.match.alike import HOWS, alike_many
from caveat.match.disk import map_array, map_table, save_table
from caveat.names.marks import Marks, around, marks, pairs
from caveat.names.script import UNVOWELLED, skeletons
from caveat.names.senses import kind, senses

Ints = npt.NDArray[np.int64]
Small = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float32]
Codes = npt.NDArray[np.int8]

_LEAST = 4
"""Shorter sounds are looked up as they are: with a letter left out they could be anything."""

_LONG, _COSINE = 5, 0.42
"""From so many letters of sound, words are also looked for by their pieces: so near."""

_ARRAYS = ("near_marks", "near_words", "spelt_marks", "spelt_words", "bare_marks", "bare_words",
           "exact_marks", "exact_words", "sense_marks", "sense_words",
           "rarities", "first", "letters", "data", "indices", "indptr", "weights")  # fmt: skip


class Words:
    """The words of an edition, as `build` wrote them.

    Attributes:
        rarities: how much each word tells by how many of the names have one that sounds so.
        first: its first letter.
        letters: the letter, where it is only one; else 0.
    """

    def __init__(self, folder: Path) -> None:
        self._table = map_table(folder / "words.arrow")
        arrays = {name: map_array(folder / f"words_{name}.npy") for name in _ARRAYS}
        self._near: tuple[Marks, Small] = arrays["near_marks"], arrays["near_words"]
        self._heard = self._near
        self._spelt: tuple[Marks, Small] = arrays["spelt_marks"], arrays["spelt_words"]
        self._bare: tuple[Marks, Small] = arrays["bare_marks"], arrays["bare_words"]
        self._exact: tuple[Marks, Small] = arrays["exact_marks"], arrays["exact_words"]
        self._senses: tuple[Marks, Small] = arrays["sense_marks"], arrays["sense_words"]
        self.rarities: Floats = arrays["rarities"]
        self.first: npt.NDArray[np.uint8] = arrays["first"]
        self.letters: npt.NDArray[np.uint8] = arrays["letters"]
        self._weights: Floats = arrays["weights"]
        self._sorted: tuple[list[str], Ints] | None = None
        self._columns = csr_matrix(
            (arrays["data"], arrays["indices"], arrays["indptr"]),
            (grams.PIECES, len(self._table)),
            copy=False,
        )
        if len(self.rarities) != len(self._table):
            raise ValueError("the words do not belong together")

    def __len__(self) -> int:
        return len(self._table)

    def only(self, wanted: npt.NDArray[np.bool_]) -> Words:
        """The same words, of which only some are ever near another one; each tells as before."""
        some = copy(self)

        def kept(table: tuple[Marks, Small]) -> tuple[Marks, Small]:
            keep = wanted[table[1]]
            return table[0][keep], table[1][keep]

        some._near, some._spelt = kept(self._near), kept(self._spelt)
        some._bare, some._senses = kept(self._bare), kept(self._senses)
        some._columns = grams.only(self._columns, wanted)
        return some

    @property
    def piece_weights(self) -> Floats:
        """How much each piece of a word tells."""
        return self._weights

    def texts(self, words: Small) -> list[str]:
        """Words by their numbers."""
        found: list[str] = self._table["text"].take(pa.array(words)).to_pylist()
        return found

    def begun(self, beginning: str) -> Ints:
        """The numbers of the words that begin so."""
        if self._sorted is None:
            texts = self._table["text"].to_pylist()
            places = sorted(range(len(texts)), key=texts.__getitem__)
            self._sorted = [texts[place] for place in places], np.array(places, np.int64)
        texts, order = self._sorted
        last = bisect_left(texts, beginning + "\U0010ffff")
        return order[bisect_left(texts, beginning) : last]

    @property
    def marked(self) -> tuple[Marks, Small]:
        """The marks of the letters of all words, ascending, and the number of each."""
        return self._exact

    def exact(self, asked: Marks) -> Small:
        """The numbers of words by the marks of their letters; -1 for those that are not listed."""
        table, words = self._exact
        place = np.minimum(np.searchsorted(table, asked), max(len(table) - 1, 0))
        if not len(table):
            return np.full(len(asked), -1, np.int32)
        return np.where(table[place] == asked, words[place], -1).astype(np.int32)

    def sounding(self, sounds: Sequence[str]) -> list[int]:
        """For each sound a listed word that has it; -1 if there is none."""
        table, words = self._heard
        found = np.full(len(sounds), -1, np.int64)
        left, right = pairs(marks(sounds)[0], table)
        candidates = words[right].astype(np.int64)
        heard = self._table["sound"].take(pa.array(candidates)).to_pylist()
        for place, word, sound in zip(left.tolist(), candidates.tolist(), heard, strict=True):
            if sound == sounds[place]:
                found[place] = word
        numbers: list[int] = found.tolist()
        return numbers

    def near(
        self, texts: Sequence[str], sounds: Sequence[str]
    ) -> tuple[Ints, Small, Floats, Codes]:
        """What each word may be, itself among them.

        Args:
            texts: folded words.
            sounds: how they sound.

        Returns:
            Where what each word may be ends, from 0; of shape (words + 1,). Then, of all words one
            after the other: numbers of listed words, how alike they are, and in what way.
        """
        left, right = self._candidates(texts, sounds)
        found = self._table.take(pa.array(right))
        theirs, heard = found["text"].to_pylist(), found["sound"].to_pylist()
        here = left.tolist()
        similarity, how = alike_many(
            [texts[i] for i in here], theirs, [sounds[i] for i in here], heard
        )
        known = [senses(text) for text in texts]
        left, right, similarity, how = self._with_senses(known, left, right, similarity, how)
        ends = np.searchsorted(left, np.arange(len(texts) + 1))
        return ends, right.astype(np.int32), similarity, how

    def _candidates(self, texts: Sequence[str], sounds: Sequence[str]) -> tuple[Ints, Ints]:
        """Words that share a sound, but for one letter, or many pieces of it."""
        found: list[Ints] = []
        # A word without vowels may be any word with its consonants, and the other way round.
        vowelled = [place for place, sound in enumerate(sounds) if sound[:1] != UNVOWELLED]
        without = [place for place, sound in enumerate(sounds) if sound[:1] == UNVOWELLED]
        searches = [
            (self._near, around(sounds, _LEAST)),
            (self._spelt, around(texts, _LEAST)),
            (self._near, _bones([sounds[place] for place in vowelled], vowelled)),
        ]
        if without:
            heard = [sounds[place] for place in without]
            searches.append((self._bare, _bones(heard, without, _LEAST + 1)))
        for (table, words), (asked, owner) in searches:
            left, right = pairs(asked, table)
            found.append(owner[left] * len(self) + words[right])
        long = [place for place, sound in enumerate(sounds) if len(sound) >= _LONG]
        if long:
            counts = grams.pieces([(sounds[place],) for place in long])
            near = grams.all_near(grams.vectors(counts, self._weights), self._columns, _COSINE)
            rows = np.repeat(np.array(long), np.diff(near.indptr))
            found.append(rows * len(self) + near.indices)
        keys = np.unique(np.concatenate(found)).astype(np.int64)
        first, second = np.divmod(keys, max(len(self), 1))
        return first, second

    def _with_senses(
        self,
        known: Sequence[frozenset[str]],
        left: Ints,
        right: Ints,
        similarity: Floats,
        how: Codes,
    ) -> tuple[Ints, Ints, Floats, Codes]:
        """With the words that share a sense, and without those that are not alike, in order."""
        near = similarity > 0
        keys = [left[near] * len(self) + right[near]]
        worth, ways = [similarity[near]], [how[near]]
        said = [(place, sense) for place, all in enumerate(known) for sense in all]
        if said:
            asked, found = pairs(marks([sense for _, sense in said])[0], self._senses[0])
            owner = np.array([place for place, _ in said])[asked]
            keys.append(owner * len(self) + self._senses[1][found])
            worth.append(np.full(len(found), SENSE, np.float32))
            kinds = np.array([HOWS.index(kind((sense,))) for _, sense in said], np.int8)
            ways.append(kinds[asked])
        every, value, way = np.concatenate(keys), np.concatenate(worth), np.concatenate(ways)
        order = np.lexsort((way, -value, every))
        every, value, way = every[order], value[order], way[order]
        new = np.ones(len(every), np.bool_)
        new[1:] = every[1:] != every[:-1]
        first, second = np.divmod(every[new], max(len(self), 1))
        return first, second, value[new], way[new]


def _bones(
    sounds: Sequence[str], places: Sequence[int], least: int | None = None
) -> tuple[Marks, Ints]:
    """The marks of the consonants that sounds may have, and the places that were given for them.

    From ``least`` letters on also the marks of the likeliest without any one of them.
    """
    ways = [skeletons(sound) for sound in sounds]
    where = np.array(places, np.int64)
    if least is None:
        every = [UNVOWELLED + one for way in ways for one in way]
        return marks(every)[0], np.repeat(where, [len(way) for way in ways])
    found, place = around([UNVOWELLED + way[0] for way in ways], least)
    more = [UNVOWELLED + one for way in ways for one in way[1:]]
    owner = np.repeat(where, [len(way) - 1 for way in ways])
    return np.concatenate([found, marks(more)[0]]), np.concatenate([where[place], owner])


def build(
    texts: Sequence[str],
    sounds: Sequence[str],
    rarities: Floats,
    folder: Path,
    counted: npt.NDArray[np.bool_] | None = None,
) -> None:
    """Write the words of an edition.

    Args:
        texts: the folded words; a word's place is its number.
        sounds: how they sound.
        rarities: how much each tells, by how common it is among the names.
        folder: where to.
        counted: of which words it is counted how common a piece of them is; all, if not said.
    """
    table = {"text": pa.array(texts, pa.string()), "sound": pa.array(sounds, pa.string())}
    save_table(pa.table(table), folder / "words.arrow")
    counts = grams.pieces([(sound,) for sound in sounds])
    weights = grams.rarities(counts if counted is None else counts[np.flatnonzero(counted)])
    columns = grams.vectors(counts, weights).T.tocsr()
    columns.sort_indices()
    senses_of = [(number, sense) for number, text in enumerate(texts) for sense in senses(text)]
    without = [place for place, sound in enumerate(sounds) if sound[:1] == UNVOWELLED]
    near = around(sounds, _LEAST), _bones([sounds[place] for place in without], without)
    tables = {
        "near": tuple(np.concatenate(both) for both in zip(*near, strict=True)),
        "spelt": around(texts, _LEAST),
        "bare": _bones(sounds, range(len(sounds)), _LEAST + 1),
        "exact": (marks(texts)[0], np.arange(len(texts))),
        "sense": (
            marks([sense for _, sense in senses_of])[0],
            np.array([number for number, _ in senses_of], np.int64),
        ),
    }
    first = np.frombuffer("".join(text[:1] or " " for text in texts).encode(), np.uint8)
    alone = np.array([len(text) == 1 for text in texts], np.bool_)
    arrays = {
        "rarities": rarities,
        "first": first,
        "letters": np.where(alone, first, 0),
        "weights": weights,
        "data": columns.data,
        "indices": columns.indices.astype(np.int32),
        "indptr": columns.indptr.astype(np.int32),
    }
    for name, (keys, words) in tables.items():
        order = np.argsort(keys, kind="stable")
        arrays[f"{name}_marks"] = keys[order]
        arrays[f"{name}_words"] = words[order].astype(np.int32)
    for name, array in arrays.items():
        np.save(folder / f"words_{name}.npy", array)

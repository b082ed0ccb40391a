"""Names that are asked about, many at once, as arrays; and what their words may be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix

from caveat.match.align import GLUED
from caveat.match.memory import Memory
from caveat.match.rows import Ints, Rows, Small, numbers_in, weigh
from caveat.match.words import Codes
from caveat.names.marks import Marks, joined, within_runs
from caveat.names.name import Name

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """Names as arrays: of every word of every name, one name after the other.

    Attributes:
        ends: where each name's words end, from 0.
        words: for each word its place among the distinct ones, the lines of ``near``.
        weights, light: of each word.
        digits: of each name the places of its numbers and letters, as bits.
        letter: the letter, where the word is only one; else 0.
        first: the word's first letter.
        person: whether a person bears it, of each name.
        cut, loose: whether its end may be cut off; whether it may be a text, of each name.
        initials: whether all of it but one word are initials, of each name.
        near: how alike each distinct word is to each listed one.
        how: in what way, for each value of ``near``.
        keys: the place of each value of ``near``, as one number.
        glued: whether any listed words are a word of the name when written as one.
        as_one: words of names that with the next one are a listed word: the word's place, and
            the number of the listed word.
    """

    ends: Ints
    words: Small
    weights: Floats
    light: npt.NDArray[np.bool_]
    digits: npt.NDArray[np.uint64]
    letter: npt.NDArray[np.uint8]
    first: npt.NDArray[np.uint8]
    person: npt.NDArray[np.bool_]
    cut: npt.NDArray[np.bool_]
    loose: npt.NDArray[np.bool_]
    initials: npt.NDArray[np.bool_]
    near: csr_matrix
    how: Codes
    keys: Ints
    glued: npt.NDArray[np.bool_]
    as_one: tuple[Ints, Small]


@dataclass(frozen=True, slots=True, eq=False)
class Read:
    """Names as arrays that rest on no index, so that they can be kept.

    Attributes:
        texts, sounds: the distinct words, and how they sound. One that sounds in two ways, since
            it comes from two scripts, is two words.
        words: the number of each word of every name, one name after the other.
        light: of each word, whether it says little.
        ends: where each name's words end, from 0.
        person, cut, loose: of each name, as in `caveat.names.name.Name`.
    """

    texts: list[str]
    sounds: list[str]
    words: Small
    light: npt.NDArray[np.bool_]
    ends: Ints
    person: npt.NDArray[np.bool_]
    cut: npt.NDArray[np.bool_]
    loose: npt.NDArray[np.bool_]


def read(names: Sequence[Name]) -> Read:
    """Names as arrays that can be kept."""
    tokens = list(chain.from_iterable([name.tokens for name in names]))
    heard = list(zip(tokens, chain.from_iterable([name.sounds for name in names]), strict=True))
    places = {word: place for place, word in enumerate(dict.fromkeys(heard))}
    words = np.fromiter(map(places.__getitem__, heard), np.int32, len(tokens))
    light = np.fromiter(chain.from_iterable([name.light for name in names]), np.bool_, len(tokens))
    lengths = np.array([len(name.tokens) for name in names], np.int64)
    ends = np.concatenate([np.zeros(1, np.int64), np.cumsum(lengths)])
    person, cut, loose = (
        np.array(flags, np.bool_).reshape(-1)
        for flags in (
            [name.person for name in names],
            [name.cut for name in names],
            [name.loose for name in names],
        )
    )
    texts, sounds = [text for text, _ in places], [sound for _, sound in places]
    return Read(texts, sounds, words, light, ends, person, cut, loose)


def asked(names: Sequence[Name], rows: Rows, memory: Memory) -> Asked:
    """Names as arrays, ready to be held against an index."""
    return held(read(names), rows, memory)


def held(names: Read, rows: Rows, memory: Memory) -> Asked:
    """Names that were read before, ready to be held against an index."""
    known = memory.numbers(names.texts, names.sounds)
    words, light, ends = names.words, names.light, names.ends
    person, cut, loose = names.person, names.cut, names.loose
    lengths = np.diff(ends)
    owner = np.repeat(np.arange(len(lengths)), lengths)
    first = memory.first[known]
    letter = np.where(memory.length[known] == 1, first, 0).astype(np.uint8)
    initial = (letter[words] > 0) & person[owner]
    weights = weigh(memory.rarity[known][words].astype(np.float32), light, initial)
    whole = np.bincount(owner, ~initial & ~light, minlength=len(lengths))
    initials = (np.bincount(owner, initial, minlength=len(lengths)) > 0) & (whole < 2)
    weights[(ends[1:] - 1)[cut]] = 0.0  # what was cut off may be any word
    starts = memory.starts[known]
    counts = memory.starts[known + 1] - starts
    line = np.repeat(np.arange(len(known)), counts)
    place = within_runs(counts) + starts[line]
    near = csr_matrix(
        (
            memory.alike[place],
            memory.near[place],
            np.concatenate([np.zeros(1, np.int64), np.cumsum(counts)]).astype(np.int32),
        ),
        (len(known), rows.columns.shape[0]),
    )
    glued = np.zeros(len(lengths), np.bool_)
    glued[owner[memory.joins[known][words]]] = True
    return Asked(
        ends,
        words,
        weights,
        light,
        numbers_in(memory.digit[known][words], ends),
        letter[words],
        first[words],
        person,
        cut,
        loose,
        initials,
        near,
        memory.how[place],
        line * near.shape[1] + near.indices,
        glued,
        _as_one(words, owner, memory.mark[known], memory.length[known], rows),
    )


def _as_one(
    words: Small, owner: Ints, marked: Marks, lengths: Ints, rows: Rows
) -> tuple[Ints, Small]:
    """Where a word and the next one are a listed word when written as one."""
    if len(words) < 2:
        return np.zeros(0, np.int64), np.zeros(0, np.int32)
    here = np.flatnonzero(owner[:-1] == owner[1:])
    one, other = words[here], words[here + 1]
    long = lengths[one] + lengths[other] > 4
    here, one, other = here[long], one[long], other[long]
    listed = rows.words.exact(joined(marked[one], lengths[one], marked[other]))
    return here[listed >= 0], listed[listed >= 0]


def estimates(names: Asked, width: int) -> csr_matrix:
    """What part of each name each listed word may be (L2): of shape (names, width).

    What cannot be found by the index takes no part: initials before a surname, and the words of a
    text that are on no list.
    """
    owner = np.repeat(np.arange(len(names.ends) - 1), np.diff(names.ends))
    alone = names.initials[owner] & (names.letter > 0)
    alone |= names.loose[owner] & (np.diff(names.near.indptr)[names.words] == 0)
    counted = np.where(alone, 0.0, names.weights.astype(np.float64))
    squares = np.bincount(owner, counted**2, len(names.ends) - 1)
    length = np.sqrt(np.maximum(squares, 1e-9)).astype(np.float32)
    here, listed = names.as_one
    both = np.sqrt(names.weights[here] ** 2 + names.weights[here + 1] ** 2) * GLUED
    lines = csr_matrix(
        (names.weights / length[owner], names.words, names.ends.astype(np.int32)),
        (len(length), names.near.shape[0]),
    )
    found = lines @ names.near
    if len(here):
        found = found + csr_matrix(
            (both / length[owner[here]], (owner[here], listed)), (len(length), width)
        )
    return found.astype(np.float32)

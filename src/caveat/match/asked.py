"""Names that are asked about, many at once, as arrays; and what their words may be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix

from caveat.match.align import GLUED
from caveat.match.alike import HOWS
from caveat.match.rows import Ints, Rows, Small, numbers_in, weigh
from caveat.match.words import Codes
from caveat.names.known import tell
from caveat.names.marks import joined, marks
from caveat.names.name import Name

Floats = npt.NDArray[np.float32]

_GLUED = HOWS.index("glued")

_REMEMBERED = 400_000
"""Words whose neighbours are kept; a customer file of millions has hardly more."""


@dataclass(frozen=True, slots=True, eq=False)
class Word:
    """What is known of a word that was asked about.

    Attributes:
        near: listed words that it may be, and listed words that it is when written as one.
        alike: how alike they are.
        how: in what way, as places in `caveat.match.alike.HOWS`.
        glued: how many of ``near`` are of the second kind; they come last.
        rarity: how much it tells.
        mark: of its letters.
        length: how many letters it has.
    """

    near: Small
    alike: Floats
    how: Codes
    glued: int
    rarity: float
    mark: np.uint64
    length: int


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


class Memory:
    """Remembers what words may be, so that each is searched once."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self._known: dict[str, Word] = {}

    def words(self, sounds: dict[str, str]) -> list[Word]:
        """What each word may be.

        Args:
            sounds: folded words, and how they sound.
        """
        known = self._known
        new = [text for text in sounds if text not in known]
        if new:
            if len(known) + len(new) > _REMEMBERED:
                known.clear()
                new = list(sounds)
            known.update(zip(new, self._look(new, [sounds[text] for text in new]), strict=True))
        return [known[text] for text in sounds]

    def rarity(self, text: str, sound: str) -> float:
        """How much a word tells."""
        return self.words({text: sound})[0].rarity

    def _look(self, texts: Sequence[str], sounds: Sequence[str]) -> list[Word]:
        listed = self._rows.words
        letters, lengths = marks(texts)
        parts = np.stack([self._rows.as_one(letters), self._rows.as_one(marks(sounds)[0])])
        heard = listed.sounding(sounds)
        found = []
        for place, near in enumerate(listed.near(texts, sounds)):
            glued = sorted({len(listed) + int(part) for part in parts[:, place] if part >= 0})
            found.append(
                Word(
                    np.concatenate([near.words, np.array(glued, np.int32)]),
                    np.concatenate([near.alike, np.full(len(glued), GLUED, np.float32)]),
                    np.concatenate([near.how, np.full(len(glued), _GLUED, np.int8)]),
                    len(glued),
                    (float(listed.rarities[heard[place]]) if heard[place] >= 0 else 1.0)
                    * tell(texts[place]),
                    letters[place],
                    int(lengths[place]),
                )
            )
        return found


def asked(names: Sequence[Name], rows: Rows, memory: Memory) -> Asked:
    """Names as arrays."""
    places: dict[str, int] = {}
    sounds: dict[str, str] = {}
    for name in names:
        for token, sound in zip(name.tokens, name.sounds, strict=True):
            if token not in places:
                places[token] = len(places)
                sounds[token] = sound
    known = memory.words(sounds)
    lengths = np.fromiter((len(name.tokens) for name in names), np.int64, len(names))
    ends = np.concatenate([np.zeros(1, np.int64), np.cumsum(lengths)])
    words = np.fromiter((places[t] for n in names for t in n.tokens), np.int32, int(ends[-1]))
    light = np.fromiter((one for n in names for one in n.light), np.bool_, int(ends[-1]))
    person = np.fromiter((n.person for n in names), np.bool_, len(names))
    first = np.frombuffer("".join([t[:1] or " " for t in places]).encode(), np.uint8)
    spelled = np.fromiter((word.length for word in known), np.int64, len(known))
    letter = np.where(spelled == 1, first, 0).astype(np.uint8)
    digit = np.fromiter((t.isdigit() or len(t) == 1 for t in places), np.bool_, len(places))
    rarity = np.fromiter((word.rarity for word in known), np.float32, len(known))
    owner = np.repeat(np.arange(len(names)), lengths)
    initial = (letter[words] > 0) & person[owner]
    weights = weigh(rarity[words], light, initial)
    whole = np.bincount(owner, ~initial & ~light, minlength=len(names))
    initials = (np.bincount(owner, initial, minlength=len(names)) > 0) & (whole < 2)
    cut = np.fromiter((n.cut for n in names), np.bool_, len(names))
    loose = np.fromiter((n.loose for n in names), np.bool_, len(names))
    weights[(ends[1:] - 1)[cut]] = 0.0  # what was cut off may be any word
    counts = np.fromiter((len(word.near) for word in known), np.int64, len(known))
    near = csr_matrix(
        (
            np.concatenate([np.zeros(0, np.float32), *(word.alike for word in known)]),
            np.concatenate([np.zeros(0, np.int32), *(word.near for word in known)]),
            np.concatenate([np.zeros(1, np.int64), np.cumsum(counts)]).astype(np.int32),
        ),
        (len(known), rows.columns.shape[0]),
    )
    how = np.concatenate([np.zeros(0, np.int8), *(word.how for word in known)])
    line = np.repeat(np.arange(len(known), dtype=np.int64), counts)
    keys = line * near.shape[1] + near.indices
    glued = np.zeros(len(names), np.bool_)
    has = np.fromiter((word.glued > 0 for word in known), np.bool_, len(known))
    glued[owner[has[words]]] = True
    return Asked(
        ends,
        words,
        weights,
        light,
        numbers_in(digit[words], ends),
        letter[words],
        first[words],
        person,
        cut,
        loose,
        initials,
        near,
        how,
        keys,
        glued,
        _as_one(words, owner, known, rows),
    )


def _as_one(words: Small, owner: Ints, known: Sequence[Word], rows: Rows) -> tuple[Ints, Small]:
    """Where a word and the next one are a listed word when written as one."""
    if len(words) < 2:
        return np.zeros(0, np.int64), np.zeros(0, np.int32)
    marked = np.array([word.mark for word in known], np.uint64)
    lengths = np.fromiter((word.length for word in known), np.int64, len(known))
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

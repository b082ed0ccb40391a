"""Names that are kept, held against some of the parties of an index: whose may be one of them.

The same candidates as a search, found by the same arrays; only that the names are read once and
kept (`Kept`), and that words are looked up among those of the chosen parties only.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from caveat.match.asked import Read, held, read
from caveat.match.index import Index, mark
from caveat.match.memory import Memory
from caveat.match.search import least_of, likely
from caveat.names.identifiers import normal
from caveat.names.marks import within_runs
from caveat.names.name import read_text
from caveat.subject import Subject

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

_NAMES = 50_000
"""So many names are held against the parties at once."""


@dataclass(frozen=True, slots=True, eq=False)
class Kept:
    """The names and identifiers of many subjects, as arrays.

    Attributes:
        names: the names.
        owners: the number of the subject that each name is of; of shape (names,).
        least: the least that each must be worth to be a hit; of shape (names,).
        numbers: marks of the identifiers, ascending.
        bearers: the number of the subject that has each; of shape (identifiers,).
    """

    names: Read
    owners: Ints
    least: npt.NDArray[np.float32]
    numbers: npt.NDArray[np.uint64]
    bearers: Ints

    def packed(self) -> bytes:
        """As it is kept: the arrays of numpy, in one file."""
        out = io.BytesIO()
        arrays: dict[str, Any] = {
            name: getattr(self.names, name)
            for name in ("words", "light", "ends", "person", "cut", "loose")
        }
        arrays |= {name: getattr(self, name) for name in ("owners", "least", "numbers", "bearers")}
        for name in ("texts", "sounds"):
            arrays[name] = np.frombuffer("\n".join(getattr(self.names, name)).encode(), np.uint8)
        np.savez(out, **arrays)
        return out.getvalue()

    @classmethod
    def unpacked(cls, content: bytes) -> Kept:
        """What `packed` packed."""
        with np.load(io.BytesIO(content), allow_pickle=False) as found:
            said = dict(found)
        count = int(said["words"].max(initial=-1)) + 1
        texts, sounds = (
            said.pop(name).tobytes().decode().split("\n")[:count] for name in ("texts", "sounds")
        )
        own = {name: said.pop(name) for name in ("owners", "least", "numbers", "bearers")}
        return cls(Read(texts=texts, sounds=sounds, **said), **own)


def keep(subjects: Iterable[tuple[int, Subject]], threshold: float) -> Kept:
    """Read the names of subjects.

    Args:
        subjects: each with its number.
        threshold: the least score of a hit.
    """
    names, owners, least, numbers = [], [], [], []
    for number, subject in subjects:
        enough = least_of(threshold, subject)
        for written in subject.names:
            for name in read_text(written, subject.type):
                names.append(name)
                owners.append(number)
                least.append(enough)
        for text in subject.identifiers:
            if plain := normal(text):
                numbers.append((mark(plain), number))
    numbers.sort()
    return Kept(
        read(names),
        np.array(owners, np.int64),
        np.array(least, np.float32),
        np.array([one for one, _ in numbers], np.uint64),
        np.array([one for _, one in numbers], np.int64),
    )


class Sieve:
    """Some of the facts of an index, to hold kept names against."""

    def __init__(self, index: Index, chosen: Bools, fresh: Bools) -> None:
        """The sieve.

        Args:
            index: the index.
            chosen: mask over its facts.
            fresh: mask over its words: those that were not listed before.
        """
        usable = chosen[index.row_facts]
        wanted = np.logical_or.reduceat(usable, index.row_starts[:-1]) if len(usable) else usable
        rows = copy(index.rows)
        lengths = np.diff(rows.ends)
        told = np.zeros(len(rows.words), np.bool_)
        told[rows.row_words[np.repeat(wanted, lengths)]] = True
        rows.words = index.rows.words.only(told)
        self._rows, self._columns = rows, index.only(chosen)
        self._memory = Memory(rows)
        with_fresh = copy(index.rows)
        with_fresh.words = index.rows.words.only(fresh)
        self._fresh = Memory(with_fresh) if fresh.any() else None
        self._numbers = np.unique(index.number_marks[chosen[index.number_facts]])

    def met(self, kept: Kept) -> Ints:
        """The numbers of the subjects that may be one of the parties, ascending."""
        found = [kept.bearers[np.isin(kept.numbers, self._numbers)]]
        for start in range(0, len(kept.owners), _NAMES):
            stop = min(start + _NAMES, len(kept.owners))
            batch = held(_part(kept.names, start, stop), self._rows, self._memory)
            who, _ = likely(batch, self._rows, self._columns, kept.least[start:stop])
            found.append(kept.owners[start + who])
        found.append(kept.owners[self._texts(kept.names)])
        return np.unique(np.concatenate(found))

    def _texts(self, names: Read) -> Ints:
        """The names that may be texts and have a word that a word listed since may be.

        What part of a text a listed name is depends on which of its words are listed: so a new
        word may change what is found in it, whoever bears the word.
        """
        loose = np.flatnonzero(names.loose)
        if self._fresh is None or not len(loose):
            return np.zeros(0, np.int64)
        lengths = np.diff(names.ends)[loose]
        words = names.words[np.repeat(names.ends[loose], lengths) + within_runs(lengths)]
        used, place = np.unique(words, return_inverse=True)
        known = self._fresh.numbers(
            [names.texts[word] for word in used], [names.sounds[word] for word in used]
        )
        near = self._fresh.starts[known + 1] > self._fresh.starts[known]
        owner = np.repeat(loose, lengths)
        return np.unique(owner[near[place]])


def _part(names: Read, start: int, stop: int) -> Read:
    """Some of the names, with the words that they have."""
    first, last = names.ends[start], names.ends[stop]
    used, words = np.unique(names.words[first:last], return_inverse=True)
    places = used.tolist()
    return Read(
        [names.texts[place] for place in places],
        [names.sounds[place] for place in places],
        words.astype(np.int32),
        names.light[first:last],
        names.ends[start : stop + 1] - first,
        names.person[start:stop],
        names.cut[start:stop],
        names.loose[start:stop],
    )

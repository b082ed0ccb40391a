"""What words that were asked about may be, remembered so that each is searched once.

Everything is in arrays that grow, none in an object a word: a customer file of a million has some
hundred thousand different words.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from caveat.match.align import GLUED
from caveat.match.alike import HOWS
from caveat.match.rows import Ints, Rows
from caveat.names.known import tells
from caveat.names.marks import marks

_GLUED = HOWS.index("glued")

REMEMBERED = 400_000
"""Words whose neighbours are kept; a customer file of millions has hardly more."""


class _Shelf:
    """An array that grows at its end."""

    def __init__(self, type: npt.DTypeLike) -> None:
        self._room = np.zeros(1 << 10, type)
        self._size = 0

    def add(self, values: npt.NDArray[np.generic]) -> None:
        stop = self._size + len(values)
        if stop > len(self._room):
            room = np.zeros(max(stop, 2 * len(self._room)), self._room.dtype)
            room[: self._size] = self._room[: self._size]
            self._room = room
        self._room[self._size : stop] = values
        self._size = stop

    @property
    def all(self) -> npt.NDArray[np.generic]:
        return self._room[: self._size]


class Memory:
    """Words by their numbers, in the order in which they were first asked about.

    For each word: `rarity`, how much it tells; `mark` and `length` of its letters; `first`, its
    first letter; `digit`, whether it is a number or a letter; `joins`, whether listed words give
    it when written as one. For what it may be: `starts`, where that begins for each word and, one
    place further, ends; and from there to there `near`, numbers of listed words, those written as
    one last; `alike`, how alike; `how`, in what way.
    """

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self._forget()

    def _forget(self) -> None:
        self._places: dict[tuple[str, str], int] = {}
        self._shelves = {
            "rarity": _Shelf(np.float64),
            "mark": _Shelf(np.uint64),
            "length": _Shelf(np.int64),
            "first": _Shelf(np.uint8),
            "digit": _Shelf(np.bool_),
            "joins": _Shelf(np.bool_),
            "starts": _Shelf(np.int64),
            "near": _Shelf(np.int32),
            "alike": _Shelf(np.float32),
            "how": _Shelf(np.int8),
        }
        self._shelves["starts"].add(np.zeros(1, np.int64))

    def __len__(self) -> int:
        return len(self._places)

    def __getattr__(self, name: str) -> Any:  # one array of its own type each
        try:
            return self._shelves[name].all
        except KeyError:
            raise AttributeError(name) from None

    def numbers(self, texts: Sequence[str], sounds: Sequence[str]) -> Ints:
        """The numbers of words; those that are new are looked up first.

        Args:
            texts: folded words.
            sounds: how they sound. The same letters out of another script may sound otherwise, and
                then they are another word: the two together are all different.
        """
        places = self._places
        words = list(zip(texts, sounds, strict=True))
        new = [place for place, word in enumerate(words) if word not in places]
        if new:
            if len(places) + len(new) > REMEMBERED:
                self._forget()
                places, new = self._places, list(range(len(words)))
            self._look([texts[place] for place in new], [sounds[place] for place in new])
            numbers = range(len(places), len(places) + len(new))
            places.update(zip([words[place] for place in new], numbers, strict=True))
        return np.fromiter(map(places.__getitem__, words), np.int64, len(words))

    def telling(self, text: str, sound: str) -> float:
        """How much a word tells; found without looking for what else it may be."""
        place = self._places.get((text, sound))
        if place is not None:
            return float(self.rarity[place])
        return float(self._rarities([text], [sound])[0])

    def _rarities(self, texts: Sequence[str], sounds: Sequence[str]) -> npt.NDArray[np.float64]:
        listed = self._rows.words
        heard = np.array(listed.sounding(sounds), np.int64)
        common = np.where(heard >= 0, listed.rarities[heard].astype(np.float64), 1.0)
        return common * tells(texts)

    def _look(self, texts: Sequence[str], sounds: Sequence[str]) -> None:
        listed = self._rows.words
        letters, lengths = marks(texts)
        sides = [self._rows.as_one(letters), self._rows.as_one(marks(sounds)[0])]
        word = np.concatenate([side[0] for side in sides])
        parts = np.concatenate([side[1] for side in sides]).astype(np.int64)
        joined = np.unique(np.stack([word, len(listed) + parts]), axis=1)
        ends, near, alike, how = listed.near(texts, sounds)
        owner = np.concatenate([np.repeat(np.arange(len(texts)), np.diff(ends)), joined[0]])
        order = np.argsort(owner, kind="stable")
        more = joined.shape[1]
        first = "".join([text[:1] or " " for text in texts]).encode()
        joins = np.zeros(len(texts), np.bool_)
        joins[joined[0]] = True
        shelves = self._shelves
        shelves["rarity"].add(self._rarities(texts, sounds))
        shelves["mark"].add(letters)
        shelves["length"].add(lengths)
        shelves["first"].add(np.frombuffer(first, np.uint8))
        shelves["digit"].add(np.array([t.isdigit() or len(t) == 1 for t in texts], np.bool_))
        shelves["joins"].add(joins)
        counts = np.bincount(owner, minlength=len(texts))
        shelves["starts"].add(shelves["starts"].all[-1] + np.cumsum(counts))
        shelves["near"].add(np.concatenate([near, joined[1].astype(np.int32)])[order])
        shelves["alike"].add(np.concatenate([alike, np.full(more, GLUED, np.float32)])[order])
        shelves["how"].add(np.concatenate([how, np.full(more, _GLUED, np.int8)])[order])

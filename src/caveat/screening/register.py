"""The parties of an edition as columns: what they may be filtered, counted and sorted by.

A party is there if a list that may be used says something of it that holds for the day.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from caveat.match.facts import KINDS, NAME_KINDS, FactKind
from caveat.names.identifiers import normal
from caveat.names.marks import marks
from caveat.names.name import read_name
from caveat.screening.ftm import EXPORT, EXPORT_AUTHORITY, SANCTION, TOLD
from caveat.screening.question import Question
from caveat.sources import registry

if TYPE_CHECKING:
    from caveat.screening.library import Library

Ints = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]
Tags = tuple[Ints, Ints, list[str]]
"""Parties, numbers of words, the words: one of the first two for every tag of every party."""


class Register:
    """The parties that a question may be answered with.

    Attributes:
        question: the lists and the days.
        present: of every party of the edition, whether it is there.
    """

    def __init__(self, library: Library, question: Question) -> None:
        self.question = question
        self._edition = library.edition
        self._index = library.index
        self._times = library.times
        starts = self._index.starts
        self._owner: Ints = np.repeat(np.arange(len(starts) - 1), np.diff(starts))
        self._named = question.allowed & (self._index.kinds < len(NAME_KINDS))
        self.present: Mask = np.zeros(len(starts) - 1, bool)
        self.present[self._owner[self._named]] = True

    def __len__(self) -> int:
        return len(self.present)

    # -- words -------------------------------------------------------------------------------

    def with_words(self, text: str, *, begun: bool = False) -> dict[int, float]:
        """The parties whose names have all words of a text, or that an identifier names.

        Args:
            text: as somebody types it, in any script.
            begun: the last word may be only the beginning of one.

        Returns:
            Party -> how much of a name of it the words are; 2 for an identifier or an id.
        """
        found = self._with_number(text)
        words = read_name(text).tokens
        if not words:
            return found
        rows = self._index.rows
        each = [
            self._rows_of(word, begun and place == len(words) - 1)
            for place, word in enumerate(words)
        ]
        whole = each[0]
        for some in each[1:]:
            whole = np.intersect1d(whole, some, assume_unique=True)
        lengths = np.diff(rows.ends)
        for row in whole.tolist():
            share = min(1.0, len(words) / max(1, int(lengths[row])))
            for party in self._bearers(row):
                found[party] = max(share, found.get(party, 0.0))
        if not len(whole) and len(words) > 1:
            found |= dict.fromkeys(self._apart(each), 0.1)
        return found

    def alike(self, text: str, limit: int) -> dict[int, float]:
        """The parties whose names are like a text, by the score of matching."""
        from caveat.subject import Subject

        if not text.strip():
            return {}
        (matches,) = self._index.search(
            [Subject(text)], limit=limit, threshold=0.6, allowed=self.question.allowed
        )
        return {match.party: match.score for match in matches}

    def _with_number(self, text: str) -> dict[int, float]:
        plain = text.strip()
        facts = self._index.with_number(plain) if normal(plain) else np.zeros(0, np.int64)
        known = facts[self.question.allowed[facts]]
        found = dict.fromkeys(self._owner[known].tolist(), 2.0)
        place = pc.index(self._edition.parties["id"], plain).as_py()
        if place >= 0 and self.present[place]:
            found[place] = 2.0
        return found

    def _rows_of(self, word: str, begun: bool) -> Ints:
        rows = self._index.rows
        numbers = rows.words.begun(word) if begun else rows.words.exact(marks([word])[0])
        numbers = numbers[numbers >= 0].astype(np.int64)
        if not len(numbers):
            return np.zeros(0, np.int64)
        starts = rows.columns.indptr
        return np.unique(
            np.concatenate([rows.columns.indices[starts[n] : starts[n + 1]] for n in numbers])
        ).astype(np.int64)

    def _bearers(self, row: int) -> list[int]:
        index = self._index
        facts = index.row_facts[index.row_starts[row] : index.row_starts[row + 1]]
        bearers: list[int] = self._owner[facts[self.question.allowed[facts]]].tolist()
        return bearers

    def _apart(self, each: Sequence[Ints]) -> list[int]:
        """The parties that have all words, but in different names."""
        sets = [{party for row in rows[:5000].tolist() for party in self._bearers(row)}
                for rows in each]  # fmt: skip
        return sorted(set.intersection(*sets))

    # -- columns -----------------------------------------------------------------------------

    @cached_property
    def schemas(self) -> Tags:
        """The schema of each party."""
        column = self._edition.parties["schema"].combine_chunks().dictionary_encode()
        numbers = column.indices.to_numpy().astype(np.int64)
        return self._there(np.arange(len(self)), numbers, column.dictionary.to_pylist())

    @cached_property
    def datasets(self) -> Tags:
        """The lists that speak of each party."""
        facts = np.flatnonzero(self._named)
        pairs = np.unique(
            np.stack([self._owner[facts], self._times.source[facts].astype(np.int64)]), axis=1
        )
        return self._there(pairs[0], pairs[1], list(self._edition.sources))

    @cached_property
    def countries(self) -> Tags:
        """The countries of each party."""
        return self._of_kind("country")

    @cached_property
    def genders(self) -> Tags:
        """The gender of each person."""
        return self._of_kind("gender")

    @cached_property
    def identifiers(self) -> Tags:
        """The identifiers of each party."""
        return self._of_kind("identifier")

    @cached_property
    def topics(self) -> Tags:
        """The topics of each party; see `caveat.screening.ftm.topics`."""
        parties, lists, names = self.datasets
        official = np.array([name in registry.SOURCES for name in names], bool)
        listed = np.zeros(len(self), bool)
        listed[parties[official[lists]]] = True
        export = self._with_value("authority", EXPORT_AUTHORITY, within=True)
        other = self._with_value("authority", EXPORT_AUTHORITY, within=True, not_so=True)
        told = [*self._told("topics", ""), *self._told("provisions", TOLD)]
        have = [(p, SANCTION) for p in np.flatnonzero(listed & (~export | other)).tolist()]
        have += [(p, EXPORT) for p in np.flatnonzero(listed & export).tolist()]
        words = sorted({word for _, word in (*have, *told)})
        place = {word: number for number, word in enumerate(words)}
        pairs = sorted({(party, place[word]) for party, word in (*have, *told)})
        numbers = np.array(pairs, np.int64).reshape(-1, 2)
        return self._there(numbers[:, 0], numbers[:, 1], words)

    @cached_property
    def times(self) -> tuple[Ints, Ints, Ints]:
        """When each party was first and last seen, and last changed, as ordinals of days."""
        edition, known = self._edition, self.question.moment.known_at
        source, first, last, party = (
            edition.numbers(name) for name in ("source", "first", "last", "party")
        )
        began, ended, turned = (np.zeros(len(source), np.int64) for _ in range(3))
        seen = np.zeros(len(source), bool)
        for number, listing in enumerate(edition.listings):
            newest = listing.ordinal(known)
            days = np.array([one.published.toordinal() for one in listing.versions], np.int64)
            rows = np.flatnonzero((source == number) & (first <= newest))
            until = np.minimum(last[rows], newest)
            seen[rows] = True
            began[rows], ended[rows] = days[first[rows]], days[until]
            gone = last[rows] < newest
            turned[rows] = np.where(gone, days[np.minimum(until + 1, newest)], days[first[rows]])
        far = np.full(len(self), date.max.toordinal(), np.int64)
        np.minimum.at(far, party[seen], began[seen])
        late, changed = np.zeros(len(self), np.int64), np.zeros(len(self), np.int64)
        np.maximum.at(late, party[seen], ended[seen])
        np.maximum.at(changed, party[seen], turned[seen])
        return far, late, changed

    def having(self, tags: Tags, wanted: Collection[str], *, all: bool) -> Mask:
        """The parties that have one of some tags, or all of them."""
        parties, numbers, words = tags
        masks = []
        for word in wanted:
            mask = np.zeros(len(self), bool)
            if word in words:
                mask[parties[numbers == words.index(word)]] = True
            masks.append(mask)
        if not masks:
            return self.present
        joined: Mask = (np.logical_and if all else np.logical_or).reduce(masks)
        return joined

    def with_property(self, prop: str, text: str) -> Mask:
        """The parties that have a property of this value; a date may be only its beginning."""
        return self._with_value(prop, text, begins=prop.endswith("Date"))

    def count(self, tags: Tags, among: Mask) -> list[tuple[str, int]]:
        """How many of some parties have each tag, the most frequent first."""
        parties, numbers, words = tags
        counts = np.bincount(numbers[among[parties]], minlength=len(words))
        order = np.argsort(-counts, kind="stable")
        return [(words[place], int(counts[place])) for place in order.tolist() if counts[place]]

    def _of_kind(self, kind: FactKind) -> Tags:
        facts = np.flatnonzero(
            self.question.allowed & (self._index.kinds == KINDS.index(kind))
        ).astype(np.int64)
        column = pa.array(self._index.values(facts), pa.string()).dictionary_encode()
        numbers = column.indices.to_numpy(zero_copy_only=False).astype(np.int64)
        pairs = np.unique(np.stack([self._owner[facts], numbers]), axis=1)
        return self._there(pairs[0], pairs[1], column.dictionary.to_pylist())

    def _there(self, parties: Ints, numbers: Ints, words: list[str]) -> Tags:
        there = self.present[parties]
        return parties[there], numbers[there], words

    def _rows(self, prop: str) -> Ints:
        """The rows of the edition's table that say a property, in what could be known."""
        edition = self._edition
        rows = np.flatnonzero(edition.numbers("prop") == edition.code("prop", prop))
        newest = {one.source: one.ordinal(self.question.moment.known_at)
                  for one in self.question.listings}  # fmt: skip
        bound = np.array([newest.get(name, -1) for name in edition.sources], np.int64)
        known: Ints = rows[edition.numbers("first")[rows] <= bound[edition.numbers("source")[rows]]]
        return known

    def _with_value(
        self, prop: str, text: str, *, within: bool = False, begins: bool = False,
        not_so: bool = False,
    ) -> Mask:  # fmt: skip
        rows = self._rows(prop)
        column = self._edition.table["value"].take(pa.array(rows))
        if within:
            same = pc.match_substring(column, text)
        elif begins:
            same = pc.starts_with(column, text)
        else:
            same = pc.equal(column, text)
        chosen = same.to_numpy() != not_so
        mask = np.zeros(len(self), bool)
        mask[self._edition.numbers("party")[rows[chosen]]] = True
        return mask & self.present

    def _told(self, prop: str, beginning: str) -> list[tuple[int, str]]:
        rows = self._rows(prop)
        column = self._edition.table["value"].take(pa.array(rows))
        chosen = rows[pc.starts_with(column, beginning).to_numpy()]
        parties = self._edition.numbers("party")[chosen].tolist()
        texts = self._edition.table["value"].take(pa.array(chosen)).to_pylist()
        return [
            (party, text.removeprefix(beginning))
            for party, text in zip(parties, texts, strict=True)
        ]

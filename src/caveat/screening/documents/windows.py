"""Windows of words that may be a listed name, and what to ask the index about each.

A window begins and ends with words of one listed name, or with forms of them; words that no list
has beside these may stand inside it, but few. So the index is asked about what has a chance, once
for each text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

import numpy as np

from caveat.match.index import Index
from caveat.names.forms import is_plain_form
from caveat.names.native import unvowelled
from caveat.names.script import words as folded
from caveat.screening.documents import cues
from caveat.screening.documents.lexis import Form, Lexis, Rows
from caveat.screening.documents.spans import LINKS, LONGEST, Run, may_end
from caveat.screening.documents.tokens import Token, Words, plain

MOST_READINGS = 6
"""Ways to read the words of one window together."""

_STRANGERS = 1
"""Words inside a window that the listed name may lack: a patronymic, a second name."""

_LETTERS_BARE = 5
"""Letters of a word without vowels that may be a name by itself."""

_HEAVIEST = 8
"""Words of a window that say something."""


@dataclass(frozen=True, slots=True)
class Window:
    """Words that may be a listed name.

    Attributes:
        first: number of the first token.
        stop: number after the last one.
        texts: what to ask about: the words, or what they may be forms of; the first is as written
            unless no list has the words so.
        cased: whether capitals tell where names are around it.
    """

    first: int
    stop: int
    texts: tuple[str, ...]
    cased: bool


class Windows:
    """Finds the windows of a text against an index; remembers what its words share."""

    def __init__(self, index: Index, lexis: Lexis, words: Words) -> None:
        self._rows = index.rows
        self._lexis = lexis
        self._words = words
        self._all: dict[str, Rows] = {}
        self._shared: dict[tuple[str, str], Rows] = {}
        solids = self._rows.solids
        self._solid = np.asarray(solids[self._rows.ends[1:]] - solids[self._rows.ends[:-1]])

    def find(self, runs: Sequence[Run]) -> Iterator[Window]:
        """The windows of runs, in the order of the text."""
        for run in runs:
            for first in range(run.first, run.stop):
                yield from self._from(run, first)

    def _from(self, run: Run, first: int) -> Iterator[Window]:
        tokens = self._words.tokens
        opening = tokens[first]
        if initial(opening):
            if dotted(self._words, first):
                yield from self._initials_first(run, first)
            return
        if not may_end(opening, run.cased) or light(opening) or single_sign(opening):
            return
        known = self._rows_of(opening.text)
        if not len(known):
            return
        yield from self._alone(run, first)
        if run.cased and first == run.first and first and says_what(tokens[first - 1]):
            pair = [tokens[first - 1].text, opening.text]
            yield from self._window(run, first - 1, first + 1, pair)
        heavy = [opening.text]
        commas = 0
        for last in range(first + 1, min(run.stop, first + LONGEST)):
            commas += tokens[last - 1].gap == "comma"
            token = tokens[last]
            if light(token):
                continue
            if single_sign(token):
                return
            if commas > (1 if run.cased else 0) or len(heavy) == _HEAVIEST:
                return
            if initial(token):
                yield from self._initials_last(run, first, last)
                continue
            if len(heavy) > 1 and token.text in heavy:
                return  # a row of the same words is no name
            heavy.append(token.text)
            if may_end(token, run.cased):
                yield from self._window(run, first, last + 1, heavy)

    def _window(self, run: Run, first: int, stop: int, heavy: Sequence[str]) -> Iterator[Window]:
        shared = self._share(heavy[0], heavy[-1])
        if not len(shared):
            return
        strangers = 0
        for text in heavy[1:-1]:
            rows = self._rows_of(text)
            if not len(rows) or not len(np.intersect1d(rows, shared, assume_unique=True)):
                strangers += 1
                if strangers > _STRANGERS:
                    return
        options = [self._options(text, shared) for text in heavy]
        texts = self._texts(first, stop, heavy, options)
        if texts:
            yield Window(first, stop, texts, run.cased)

    def _options(self, text: str, shared: Rows) -> list[str]:
        """The ways to read a word that agree with the others."""
        forms = [
            form
            for form in self._lexis.of(text)
            if len(np.intersect1d(form.rows, shared, assume_unique=True))
        ]
        if not forms:
            return [text]
        sure = [form.text for form in forms if form.exact]
        return list(dict.fromkeys([*sure, *(form.text for form in forms)]))[:3]

    def _texts(
        self, first: int, stop: int, heavy: Sequence[str], options: Sequence[Sequence[str]]
    ) -> tuple[str, ...]:
        """The window's text, with each way to read its words."""
        tokens = self._words.tokens
        found: dict[str, None] = {}
        for choice in product(*options):
            chosen = iter(choice)
            parts: list[str] = []
            for place in range(first, stop):
                token = tokens[place]
                little = light(token) or initial(token)
                parts.append(token.text if little else next(chosen))
                if place + 1 < stop:
                    between = self._words.text[token.end : tokens[place + 1].start]
                    parts.append(" " if not between or between.isspace() else between)
            found["".join(parts)] = None
            if len(found) >= MOST_READINGS:
                break
        return tuple(found)

    def _alone(self, run: Run, place: int) -> Iterator[Window]:
        """A word by itself, where a list has a name of one word, or one that it stands out in."""
        token = self._words.tokens[place]
        forms = [form for form in self._lexis.of(token.text) if self._may_stand_alone(form)]
        texts = tuple(dict.fromkeys(form.text for form in forms))[:3]
        if texts:
            yield Window(place, place + 1, texts, run.cased)

    def _may_stand_alone(self, form: Form) -> bool:
        if not form.exact and not (unvowelled(form.text) and len(form.text) >= _LETTERS_BARE):
            return False
        if form.whole > 1:
            return True
        return bool((~self._rows.person[form.rows] | (self._solid[form.rows] == 1)).any())

    def _initials_first(self, run: Run, first: int) -> Iterator[Window]:
        """S. Chemezov, S. V. Chemezov, С.В. Чемезову."""
        tokens = self._words.tokens
        place = first
        while place < run.stop and initial(tokens[place]) and tokens[place].gap == "soft":
            place += 1
        if place >= run.stop or place - first > 2 or initial(tokens[place]):
            return
        yield from self._with_initials(run, first, place + 1, place)

    def _initials_last(self, run: Run, first: int, last: int) -> Iterator[Window]:
        """Chemezov S. V., Чемезову С.В."""
        tokens = self._words.tokens
        if any(not initial(tokens[place]) for place in range(first + 1, last)):
            return
        if last - first > 2 or (last + 1 < run.stop and initial(tokens[last + 1])):
            return
        yield from self._with_initials(run, first, last + 1, first)

    def _with_initials(self, run: Run, first: int, stop: int, name: int) -> Iterator[Window]:
        text = self._words.tokens[name].text
        forms = [f for f in self._lexis.of(text) if f.exact and self._rows.person[f.rows].any()]
        if forms and may_end(self._words.tokens[name], run.cased):
            texts = self._texts(first, stop, [text], [[form.text for form in forms]])
            yield Window(first, stop, texts, run.cased)

    def _rows_of(self, text: str) -> Rows:
        known = self._all.get(text)
        if known is None:
            forms = self._lexis.of(text)
            known = np.unique(np.concatenate([form.rows for form in forms])) if forms else _NONE
            self._all[text] = known
        return known

    def _share(self, one: str, other: str) -> Rows:
        key = (one, other)
        known = self._shared.get(key)
        if known is None:
            known = np.intersect1d(self._rows_of(one), self._rows_of(other), assume_unique=True)
            self._shared[key] = known
        return known


_NONE: Rows = np.zeros(0, np.int32)


@lru_cache(maxsize=1 << 16)
def weightless(text: str) -> bool:
    """Whether a word says little in any name: a particle, or what legal forms are made of."""
    if plain(text) in LINKS:
        return True
    parts = folded(text)
    return bool(parts) and all(len(part) > 1 and is_plain_form(part) for part in parts)


def light(token: Token) -> bool:
    """Whether a word of a text says little in any name; an initial does not."""
    return not initial(token) and weightless(token.text)


def says_what(token: Token) -> bool:
    """Whether a word in small letters says what body the name behind it is: банк «Открытие»."""
    return token.look == "lower" and token.gap == "soft" and cues.says_company(token.text)


def initial(token: Token) -> bool:
    """Whether a word is somebody's initial."""
    return len(token.text) == 1 and token.look == "capital"


def dotted(words: Words, place: int) -> bool:
    """Whether a full stop stands behind a word."""
    return words.text[words.tokens[place].end : words.tokens[place].end + 1] == "."


def single_sign(token: Token) -> bool:
    """Whether a word is one Chinese sign; names of them are read otherwise."""
    return token.look == "signs" and len(token.text) == 1

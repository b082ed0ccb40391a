"""What an index knows of a text's words: which listed names have them, or a form of them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from caveat.match.index import Index
from caveat.names.bare import bare_sound, with_geresh
from caveat.names.common import is_common
from caveat.names.inflection import bases
from caveat.names.known import known_names
from caveat.names.marks import marks
from caveat.names.name import read_names
from caveat.names.native import unvowelled
from caveat.names.respelling import respelt
from caveat.names.script import UNVOWELLED, native_words
from caveat.names.script import words as folded

Rows = npt.NDArray[np.int32]

ALIKE = 0.82
"""A listed word less alike is not the word of the text, or a form of it."""

_ALIKE_FORM = 0.93
"""With an ending taken off: nearly to the letter, since a guess upon a guess is none."""

_ALIKE_BARE = 0.72
"""The same where the script leaves out the vowels."""

_NEAREST = 40
"""Listed words that one word of the text may be."""

MOST_FORMS = 3
"""Words that one word in a sentence may be a form of, and that lists have."""

_ACCENTS = re.compile("[\u0300-\u0303\u0308]")
"""Accents that a name has in its own language and loses on lists: González, Müller."""

_NONE: Rows = np.zeros(0, np.int32)


@dataclass(frozen=True, slots=True, eq=False)
class Form:
    """A way to read a word of the text.

    Attributes:
        text: the word, or what it may be a form of.
        rows: the listed names that have it, in their order.
        exact: whether a list has the word to the letter, or as it sounds.
        whole: how many words a list would write for it (김정은 is three).
        taken: whether an ending or a prefix was taken off.
    """

    text: str
    rows: Rows = field(repr=False)
    exact: bool
    whole: int
    taken: bool


@dataclass(frozen=True, slots=True)
class Lexis:
    """The words of a text as an index knows them; see `lexis`."""

    forms: dict[str, tuple[Form, ...]]

    def of(self, word: str) -> tuple[Form, ...]:
        """The ways to read a word; none if no list has anything like it."""
        return self.forms.get(word, ())


def lexis(index: Index, texts: Iterable[str]) -> Lexis:
    """What an index knows of words, each looked up once.

    Args:
        index: of the listed names.
        texts: words as they stand in the text.
    """
    asked = list(dict.fromkeys(texts))
    guesses = {text: _guesses(text) for text in asked}
    readings = {text: _readings(text) for text in asked}
    listed = _listed(index, {guess for found in guesses.values() for guess in found})
    there = _named(index, asked)
    kept: dict[str, list[str]] = {
        text: [
            guess
            for guess in found
            if guess in listed and (text not in there or guess in bases(text))
        ]
        for text, found in guesses.items()
    }
    for text, found in kept.items():  # to the letter before what only sounds so
        kept[text] = sorted(found, key=lambda guess: not listed[guess])[:MOST_FORMS]
    for some_kept in kept.values():
        for guess in some_kept:
            readings.setdefault(guess, _readings(guess))
    near = _near(index, {part for found in readings.values() for one in found for part in one})
    forms: dict[str, tuple[Form, ...]] = {}
    for text in asked:
        known = [
            _form(index, guess, readings[guess], near, guess != text)
            for guess in (text, *kept[text])
        ]
        if not text.isascii() and _OTHER_SCRIPT.match(text):
            known += _heard(index, text, readings[text], {text, *kept[text]})
        some = tuple(form for form in known if len(form.rows))
        if some:
            forms[text] = some
    return Lexis(forms)


def _named(index: Index, texts: Sequence[str]) -> set[str]:
    """The words in plain letters that are listed names: they are hardly another spelling."""
    bare = {text: unicodedata.normalize("NFC", _ACCENTS.sub("", unicodedata.normalize("NFD", text)))
            for text in texts}  # fmt: skip
    plain = [text for text in texts if bare[text].isascii()]
    if not plain:
        return set()
    named = known_names([bare[text].lower() for text in plain])
    some = {text for text, name in zip(plain, named.tolist(), strict=True) if name}
    return {text for text, exact in _listed(index, some).items() if exact}


def _guesses(text: str) -> tuple[str, ...]:
    """What a word may be a form of, and how lists may spell that."""
    stems = bases(text)
    if is_common(text.lower()):
        return stems
    spelt = [guess for stem in (text, *stems) for guess in respelt(stem)]
    return tuple(dict.fromkeys((*stems, *spelt)))


Part = tuple[str, str]
"""A folded word, and how it sounds."""


def _readings(text: str) -> tuple[tuple[Part, ...], ...]:
    """The folded words, with their sounds, for each way to read one word of the text."""
    found: dict[tuple[Part, ...], None] = {}
    for type in ("person", "any") if not text.isascii() else ("any",):
        for name in read_names(text, type):
            if name.tokens:
                found[tuple(zip(name.tokens, name.sounds, strict=True))] = None
    if unvowelled(text[:1]):  # any word with its consonants
        bare = tuple((token, bare_sound(part)) for part in native_words(with_geresh(text))
                     if (token := "".join(folded(part))))  # fmt: skip
        if bare:
            found[bare] = None
    return tuple(found)


def _listed(index: Index, guesses: set[str]) -> dict[str, bool]:
    """The guesses that sound like a listed word, and whether a list has them to the letter."""
    parts: dict[str, tuple[tuple[Part, ...], ...]] = {guess: _readings(guess) for guess in guesses}
    every = sorted({part for found in parts.values() for one in found for part in one})
    if not every:
        return {}
    exact = index.rows.words.exact(marks([text for text, _ in every])[0]) >= 0
    heard = np.array(index.rows.words.sounding([sound for _, sound in every])) >= 0
    long = np.array([len(text) > 4 for text, _ in every])
    there = dict(zip(every, exact.tolist(), strict=True))
    near = dict(zip(every, (exact | (heard & long)).tolist(), strict=True))
    return {
        guess: any(all(map(there.get, one)) for one in found)
        for guess, found in parts.items()
        if any(all(map(near.get, one)) for one in found)
    }


Near = dict[Part, tuple[Rows, bool]]


def _near(index: Index, parts: set[Part]) -> Near:
    """For each folded word the listed names that have it or one much like it."""
    ordered = sorted(parts)
    heard = dict(ordered)
    if not heard:
        return {}
    memory = index.memory
    numbers = memory.numbers(list(heard), list(heard.values()))
    starts, every, alike = memory.starts, memory.near, memory.alike
    columns = index.rows.columns
    found: dict[str, tuple[Rows, bool]] = {}
    for text, number in zip(heard, numbers.tolist(), strict=True):
        place = slice(int(starts[number]), int(starts[number + 1]))
        words, worth = every[place], alike[place]
        good = worth >= (_ALIKE_BARE if heard[text].startswith(UNVOWELLED) else ALIKE)
        words, worth = words[good], worth[good]
        most = _NEAREST * (4 if heard[text].startswith(UNVOWELLED) else 1)
        if len(words) > most:
            best = np.argsort(-worth, kind="stable")[:most]
            words, worth = words[best], worth[best]
        rows = [columns.indices[columns.indptr[w] : columns.indptr[w + 1]] for w in words.tolist()]
        exact = bool(len(worth)) and float(worth.max()) >= _ALIKE_FORM
        found[text] = (np.unique(np.concatenate(rows)) if rows else _NONE, exact)
    return {part: found[part[0]] for part in ordered}


_OTHER_SCRIPT = re.compile("[\u0370-\u03ff\u0900-\u10ff\u1f00-\u1fff\u30a0-\u30ff]")
"""Scripts that write foreign names by their sound, so that a doubled letter is lost."""

_MOST_HEARD = 2


def _heard(
    index: Index, text: str, readings: Sequence[tuple[Part, ...]], taken: set[str]
) -> list[Form]:
    """The listed words that sound as a word in another script does: Miller for Μίλερ."""
    parts = {one[0] for one in readings if len(one) == 1}
    memory, columns = index.memory, index.rows.columns
    found: dict[str, Form] = {}
    for part, sound in parts:
        if len(part) < _LEAST_HEARD:
            continue
        number = int(memory.numbers([part], [sound])[0])
        place = slice(int(memory.starts[number]), int(memory.starts[number + 1]))
        words = memory.near[place][memory.alike[place] >= _ALIKE_FORM]
        sizes = columns.indptr[words + 1] - columns.indptr[words]
        for word in words[np.argsort(-sizes, kind="stable")][:_MOST_HEARD].tolist():
            (listed,) = index.rows.words.texts(np.array([word], np.int32))
            if listed != part and listed not in taken:
                rows = np.unique(columns.indices[columns.indptr[word] : columns.indptr[word + 1]])
                found[listed] = Form(listed, rows, True, 1, True)
    return list(found.values())


_LEAST_HEARD = 4


def _form(
    index: Index, text: str, readings: Sequence[tuple[Part, ...]], near: Near, taken: bool
) -> Form:
    rows: Rows = _NONE
    exact, whole = False, 1
    for parts in readings:
        shared: Rows | None = None
        sure = True
        for part in parts:
            here, known = near[part]
            sure = sure and known
            shared = here if shared is None else np.intersect1d(shared, here, assume_unique=True)
        if shared is not None and len(shared):
            rows = np.union1d(rows, shared).astype(np.int32)
            exact = exact or sure
            whole = max(whole, len(parts))
    return Form(text, rows, exact, whole, taken)

"""A name as it is compared: its words, how they sound, and which are only legal form."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import lru_cache
from typing import NamedTuple

from rigour.names import remove_person_prefixes

from caveat.names.bare import GERESH, bare_sound, with_geresh
from caveat.names.forms import is_form, is_plain_form, with_plain_forms
from caveat.names.known import known_names
from caveat.names.native import cantonese, foreign, reading, unvowelled
from caveat.names.practical import practical
from caveat.names.script import (
    mended,
    native_words,
    sound,
    undotted,
    visible,
    visible_words,
    words,
)
from caveat.names.spelling import respelt
from caveat.subject import Type

_PARTICLES = frozenset(
    {"al", "el", "bin", "ibn", "ben", "bint", "abd", "abu", "van", "von", "der", "den", "de", "da",
     "di", "del", "la", "le", "and", "of", "the", "for", "und", "i", "y", "et", "e", "ul", "ur"}
)  # fmt: skip
_NAMES_TOO = frozenset({"van", "le", "ben", "den", "da"})
"""Particles that are somebody's name where only one other word stands beside them: Van Mai."""

_TITLES = frozenset(
    {"mr", "mrs", "ms", "messrs", "mme", "miss", "herr", "frau", "dr", "prof", "sir", "sheikh",
     "shaykh", "haji", "hajji", "mullah", "maulavi", "general", "gen", "col", "colonel", "jr", "sr",
     "ii", "iii", "iv", "phd", "esq", "mba", "mv", "mt"}
)  # fmt: skip
_OFFICES = frozenset({"in", "branch", "office", "head", "liquidation", "representative"})
"""Words that are put behind a company's name, and mean the same company."""

_BEFORE = re.compile(
    r"^\s*(?:(?:m/s\.?|h\.\s?e\.|г-н|г-жа|السيدة?|الآنسة|الأستاذة?|المهندسة?|الدكتورة?|سعادة|"
    r"جناب|آقای|خانم|سرکار|مهندس|دکتر|جناب آقای|مר|גב'|ד\"ר|עו\"ד|श्री|श्रीमती|डॉ\.?|นาย|นางสาว|นาง|"
    r"κ\.|ο κ\.|του|της)\s+)+",
    re.IGNORECASE,
)
"""Signs of respect that are no words of a name: Messrs, His Excellency, Engineer, Miss; and the
Greek article."""

_CUT = (34, 35)
"""Characters of a text that a payment message's line may have cut off, with or without a blank."""

_TEXT = 5
"""So many words may be a text with a name in it."""

MOST_WORDS = 60
"""A longer text is no name, and comparing every word of it would take too long."""


class Name(NamedTuple):
    """A name, ready to be compared.

    Attributes:
        tokens: folded words, legal forms brought to one spelling.
        sounds: each word with transliteration habits undone.
        light: for each word, whether it is a legal form, a particle or a title.
        person: whether a person bears it.
        cut: whether its end may be cut off.
        loose: whether it may be a text with a name somewhere in it.
    """

    tokens: tuple[str, ...]
    sounds: tuple[str, ...]
    light: tuple[bool, ...]
    person: bool
    cut: bool = False
    loose: bool = False


@lru_cache(maxsize=1 << 12)
def read_name(text: str, type: Type = "any") -> Name:
    """Read a name.

    >>> read_name("OAO «Концерн Калашников»").tokens
    ('ao', 'kontsern', 'kalashnikov')
    >>> read_name("Joint Stock Company Concern Kalashnikov").light
    (True, False, False)

    Args:
        text: the name in any script.
        type: what bears it; persons have titles and no legal forms.

    Returns:
        The name; of a longer text its first `MOST_WORDS` words.
    """
    forms: frozenset[str] = frozenset()
    plain = _BEFORE.sub("", visible(mended(text)))
    if type == "person":
        plain = _untitled(plain)
    elif type != "vessel":
        formed, forms = with_plain_forms(plain)
        plain = formed if forms or type != "any" else _untitled(undotted(plain, 3))
    initials = type == "person" or (type == "any" and not forms)
    tokens = tuple(visible_words(plain, initials=initials)[:MOST_WORDS])
    light = _light(tokens, type, forms)
    return Name(tokens, tuple(map(sound, tokens)), light, type == "person")


@lru_cache(maxsize=1 << 12)
def read_text(text: str, type: Type = "any") -> tuple[Name, ...]:
    """`read_names` of what somebody asks about, which may be more than a name, or less of one.

    >>> [name.loose for name in read_text("payment to S. Chemezov re invoice 15")]
    [True]
    """
    names = read_names(text, type)
    if type != "organization" and _ABJAD.search(text):
        names = _once(*names, *_foreign(text, type))
    if type == "person" and any(map(is_plain_form, names[0].tokens)):
        names += read_names(text, "any")  # a company in the field of a person
    if len(names[0].tokens) >= _TEXT or len(names[-1].tokens) >= _TEXT:
        names = tuple([name._replace(loose=_loose(name.tokens, name.light)) for name in names])
    if len(text) in _CUT:
        names += tuple([name._replace(cut=True) for name in names if len(name.tokens) > 1])
    return names


def _loose(tokens: Sequence[str], light: Sequence[bool]) -> bool:
    """Whether most of the words that tell anything are no names."""
    if len(tokens) < _TEXT:
        return False
    heavy = [t for t, less in zip(tokens, light, strict=True) if not less and len(t) != 1]
    named = known_names(heavy)
    other = sum(not name or len(token) < 3 for token, name in zip(heavy, named, strict=True))
    return other + any(map(str.isdigit, tokens)) > 2 and not named.all()


def _light(
    tokens: Sequence[str], type: Type, forms: Collection[str] = frozenset()
) -> tuple[bool, ...]:
    """Which words say little: legal forms, particles, titles. If all do, none does."""
    short = len(tokens) < 3
    light = tuple([token in forms or _says_little(token, type, short) for token in tokens])
    return (False,) * len(tokens) if all(light) else light


@lru_cache(maxsize=1 << 16)
def _says_little(word: str, type: Type, short: bool) -> bool:
    if word in _PARTICLES:
        return not (short and word in _NAMES_TOO)
    if type != "organization" and word in _TITLES:
        return True
    return type not in ("person", "vessel") and (word in _OFFICES or is_form(word))


@lru_cache(maxsize=1 << 14)
def has_form(text: str) -> bool:
    """Whether a name says that a company bears it.

    >>> has_form("Meyer AG"), has_form("Meyer")
    (True, False)
    """
    return any(map(is_form, read_name(text).tokens))


@lru_cache(maxsize=1 << 13)
def read_names(text: str, type: Type = "any") -> tuple[Name, ...]:
    """Every way to read a name.

    A name in another script is read as such names are mostly written, as they are heard, and
    letter by letter, as far as each makes sense.

    >>> [name.tokens for name in read_names("谢尔盖·切梅佐夫", "person")]
    [('xie', 'er', 'gai', 'qie', 'mei', 'zuo', 'fu'), ('sergej', 'chemezov')]
    >>> [name.tokens for name in read_names("ラムザン・カディロフ", "person")]
    [('ramzan', 'kadirov')]
    """
    plain = read_name(text, type)
    if not text.isascii():
        text = _BEFORE.sub("", mended(text))
    if not _OTHER_SCRIPT.search(text):
        more = respelt(text)
        return (plain, *(read_name(one, type) for one in more)) if more else (plain,)
    if "ё" in text.lower():
        return (plain, *(read_name(one, type) for one in respelt(text)))
    return _native(text, type, plain)


_OTHER_SCRIPT = re.compile("[\u0370-\u1dff\u2c00-\U0010ffff]")


def _native(text: str, type: Type, plain: Name) -> tuple[Name, ...]:
    """A name in another script: as it is mostly written, as it is heard, and letter by letter."""
    parts = native_words(with_geresh(text))
    heard = [_heard(part) for part in parts]
    told = [bool(one) or part.isascii() for part, one in zip(parts, heard, strict=True)]
    whole = all(told) and any(map(bool, heard))
    if type not in ("person", "any"):
        return _once(plain, *([_named(heard, parts, type)] if any(map(bool, heard)) else []))
    alone = len(parts) == 1
    known = [() if part.isascii() else reading(part.replace(GERESH, "'")) if alone
             else foreign(part.replace(GERESH, "'")) for part in parts]  # fmt: skip
    tables = [tuple((token, sound(token)) for token in one) for one in known]
    mixed = [one or other for one, other in zip(tables, heard, strict=True)]
    names = [_named(mixed, parts, type)]
    if alone and (hong_kong := cantonese(parts[0])):
        names.append(_named([tuple((token, sound(token)) for token in hong_kong)], parts, type))
    korean = any(map(_HANGUL.search, parts))
    spoken = any(map(bool, heard)) and not any(map(unvowelled, parts))
    if spoken and not (alone and korean and tables[0]):
        names.append(_named(heard, parts, type))
    return _once(*([plain] if type == "any" or korean or not whole else []), *names)


_ABJAD = re.compile("[\u0590-\u06ff]")
_HANGUL = re.compile("[\uac00-\ud7a3]")

Words = tuple[tuple[str, str], ...]
"""Folded words and how they sound."""


def _foreign(text: str, type: Type) -> tuple[Name, ...]:
    """A name whose every word is foreign to a script that leaves out the vowels; none if a table
    has them all, and it is a name of that language."""
    parts = native_words(with_geresh(_BEFORE.sub("", mended(text))))
    if all(part.isascii() or foreign(part.replace(GERESH, "'")) for part in parts):
        return ()
    return (_named([_heard(part) for part in parts], parts, type),)


def _heard(part: str) -> Words:
    """A word in a script that is read by its sound; none for other scripts."""
    if part.isascii():
        return ()
    spoken = practical(part)
    if spoken:
        return ((spoken, sound(spoken)),)
    if not unvowelled(part):
        return ()
    token = "".join(words(part))
    return ((token, bare_sound(part) if len(token) > 1 and token.isalpha() else sound(token)),)


def _named(read: Sequence[Words], parts: Sequence[str], type: Type) -> Name:
    """The name of words that were read; letter by letter, where there is no other reading."""
    every = [pair for one, part in zip(read, parts, strict=True)
             for pair in one or ((t, sound(t)) for t in words(part, initials=True))]  # fmt: skip
    tokens = tuple(token for token, _ in every[:MOST_WORDS])
    sounds = tuple(heard for _, heard in every[:MOST_WORDS])
    return Name(tokens, sounds, _light(tokens, type), type == "person")


def _once(*names: Name) -> tuple[Name, ...]:
    """The names that differ; of those that have the same words the first."""
    return tuple({(name.tokens, name.sounds): name for name in reversed(names)}.values())[::-1]


def _untitled(text: str) -> str:
    """A person's name without the titles before it, whatever stands between them."""
    spaced = _APART.sub(" ", text).strip()
    return remove_person_prefixes(spaced) or spaced


_APART = re.compile(r"[\s,;/|–—-]+")

"""A name as it is compared: its words, how they sound, and which are only legal form."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from rapidfuzz import process
from rapidfuzz.distance import OSA
from rigour.names import extract_org_types, remove_person_prefixes, replace_org_types_compare

from caveat.names.native import foreign, reading, unvowelled
from caveat.names.script import consonants, native_words, sound, undotted, visible, words
from caveat.subject import Type

_BETWEEN = str.maketrans(dict.fromkeys('«»“”„"-–—_', " "))
"""What may stand between the words of a legal form, or around the name."""

_PARTICLES = frozenset(
    {"al", "el", "bin", "ibn", "ben", "bint", "abd", "abu", "van", "von", "der", "den", "de", "da",
     "di", "del", "la", "le", "and", "of", "the", "for", "und", "i", "y", "et", "e", "ul", "ur"}
)  # fmt: skip
_TITLES = frozenset(
    {"mr", "mrs", "ms", "messrs", "mme", "miss", "herr", "frau", "dr", "prof", "sir", "sheikh",
     "shaykh", "haji", "hajji", "mullah", "maulavi", "general", "gen", "col", "colonel", "jr", "sr",
     "mv", "mt"}
)  # fmt: skip
MOST_WORDS = 60
"""A longer text is no name, and comparing every word of it would take too long."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name, ready to be compared.

    Attributes:
        tokens: folded words, legal forms brought to one spelling.
        sounds: each word with transliteration habits undone.
        light: for each word, whether it is a legal form, a particle or a title.
        person: whether a person bears it.
    """

    tokens: tuple[str, ...]
    sounds: tuple[str, ...]
    light: tuple[bool, ...]
    person: bool


@lru_cache(maxsize=1 << 15)
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
    forms: set[str] = set()
    plain = visible(text)
    if type == "person":
        plain = _untitled(plain)
    elif type != "vessel":
        spaced = undotted(plain, 3).translate(_BETWEEN)
        found = extract_org_types(spaced)
        if found:
            forms = {word for _, form in found for word in words(form)}
            plain = replace_org_types_compare(spaced)
        elif type == "any":
            plain = _untitled(undotted(plain, 3))
    initials = type == "person" or (type == "any" and not forms)
    tokens = tuple(words(plain, initials=initials)[:MOST_WORDS])
    light = _light(tokens, type, forms)
    return Name(tokens, tuple(map(sound, tokens)), light, type == "person")


def _light(
    tokens: Sequence[str], type: Type, forms: Collection[str] = frozenset()
) -> tuple[bool, ...]:
    """Which words say little: legal forms, particles, titles. If all do, none does."""
    company = type not in ("person", "vessel")
    light = tuple(
        token in forms or token in _PARTICLES or token in _TITLES or (company and is_form(token))
        for token in tokens
    )
    return (False,) * len(tokens) if all(light) else light


@lru_cache(maxsize=1 << 16)
def is_form(word: str) -> bool:
    """Whether a folded word is one that legal forms are made of, or nearly.

    >>> is_form("limited"), is_form("obshchestovo"), is_form("rostec")
    (True, True, False)
    """
    known = _forms()
    if word in known:
        return True
    if len(word) < 6:
        return False
    if any(word[:cut] in known and word[cut:] in known for cut in range(5, len(word) - 4)):
        return True
    slips = 1 if len(word) < 9 else 2
    return process.extractOne(word, known, scorer=OSA.distance, score_cutoff=slips) is not None


@cache
def _forms() -> tuple[str, ...]:
    return tuple(files("caveat.names").joinpath("data/forms.txt").read_text("utf-8").split())


@lru_cache(maxsize=1 << 15)
def read_names(text: str, type: Type = "any") -> tuple[Name, ...]:
    """Every way to read a name.

    A person's name in another script is read as such names are mostly written, and letter by
    letter; so is what may be a person's.

    >>> [name.tokens for name in read_names("谢尔盖·切梅佐夫", "person")]
    [('xie', 'er', 'gai', 'qie', 'mei', 'zuo', 'fu'), ('sergej', 'chemezov')]
    """
    plain = read_name(text, type)
    if text.isascii() or type not in ("person", "any"):
        return (plain,)
    read, sounds, alone = _native(text, initials=True)
    if read == plain.tokens:
        return (plain,)
    light = _light(read, type)
    native = Name(read, sounds, light, type == "person")
    return (native,) if alone and type == "person" else (plain, native)


def _native(text: str, *, initials: bool) -> tuple[tuple[str, ...], tuple[str, ...], bool]:
    """A name's words out of the table, how they sound, and whether no other reading makes sense."""
    parts = native_words(text)
    tokens: list[str] = []
    sounds: list[str] = []
    alone = True
    for part in parts:
        known = () if part.isascii() else foreign(part) if len(parts) > 1 else reading(part)
        if known:
            alone = alone and unvowelled(part)
        for token in known or words(part, initials=initials):
            tokens.append(token)
            bare = not known and unvowelled(part) and len(token) > 1
            sounds.append(consonants(token) if bare else sound(token))
    return tuple(tokens[:MOST_WORDS]), tuple(sounds[:MOST_WORDS]), alone


def _untitled(text: str) -> str:
    """A person's name without the titles before it, whatever stands between them."""
    spaced = _APART.sub(" ", text).strip()
    return remove_person_prefixes(spaced) or spaced


_APART = re.compile(r"[\s,;/|–—-]+")

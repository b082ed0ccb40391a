"""A name as it is compared: its words, how they sound, and which are only legal form."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from rigour.names import extract_org_types, remove_person_prefixes, replace_org_types_compare

from caveat.names.script import sound, undotted, visible, words
from caveat.subject import Type

_BETWEEN = str.maketrans(dict.fromkeys('«»“”„"-–—_', " "))
"""What may stand between the words of a legal form, or around the name."""

_PARTICLES = frozenset(
    {"al", "el", "bin", "ibn", "ben", "bint", "abd", "abu", "van", "von", "der", "den", "de", "da",
     "di", "del", "la", "le", "and", "of", "the", "for", "und", "i", "y", "et", "e", "ul", "ur"}
)  # fmt: skip
_TITLES = frozenset(
    {"mr", "mrs", "ms", "dr", "prof", "sir", "sheikh", "shaykh", "haji", "hajji", "mullah",
     "maulavi", "general", "gen", "col", "colonel", "jr", "sr", "mv", "mt"}
)  # fmt: skip
_FORMS = {
    "joint", "stock", "company", "limited", "liability", "public", "open", "closed", "corporation",
    "incorporated", "private",
}  # fmt: skip


MOST_WORDS = 100
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
    light = tuple(
        token in forms
        or token in _PARTICLES
        or token in _TITLES
        or (type != "person" and token in _FORMS)
        for token in tokens
    )
    if all(light):
        light = (False,) * len(tokens)
    return Name(tokens, tuple(map(sound, tokens)), light, type == "person")


def _untitled(text: str) -> str:
    """A person's name without the titles before it, whatever stands between them."""
    spaced = _APART.sub(" ", text).strip()
    return remove_person_prefixes(spaced) or spaced


_APART = re.compile(r"[\s,;/|–—-]+")

"""Names made plain: the keys by which two names count as one and the same here.

Kept apart from `caveat.names` on purpose: a validation that folds names with the code that it
measures would never see that code go wrong.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import lru_cache

from rigour.text.translit import ascii_text

_WORD = re.compile(r"\w+")


@lru_cache(maxsize=1 << 19)
def folded(name: str) -> str:
    """A name without case, marks between words, and word order.

    >>> folded("CHEMEZOV, Sergei") == folded("sergei chemezov")
    True
    """
    text = unicodedata.normalize("NFKC", name).casefold()
    return " ".join(sorted(_WORD.findall(text)))


@lru_cache(maxsize=1 << 19)
def latin(name: str) -> str:
    """A name in small Latin letters, its words in their order.

    >>> latin("Сергей ЧЕМЕЗОВ")
    'sergei chemezov'
    """
    text = name if name.isascii() else ascii_text(unicodedata.normalize("NFKC", name))
    return " ".join(_WORD.findall(text.casefold()))


@lru_cache(maxsize=1 << 19)
def script(name: str) -> str:
    """The script that most of a name's letters are of (``Latin``, ``Cyrillic``, ``Han``).

    >>> script("Сергей Chemez"), script("毛泽东"), script("123")
    ('Cyrillic', 'Han', '')
    """
    letters = Counter(
        unicodedata.name(char, "? ").split()[0].split("-")[0] for char in name if char.isalpha()
    )
    if not letters:
        return ""
    first = letters.most_common(1)[0][0]
    return _SCRIPTS.get(first, first.title())


_SCRIPTS = {"CJK": "Han", "HIRAGANA": "Kana", "KATAKANA": "Kana"}

"""Words in scripts that leave out the vowels, by the consonants that they may stand for.

ב is b or v, ج is j, zh or g, و is v or a vowel: rather than to guess, a word is heard in all ways
at once. What it may sound like stands in one text, each way after `UNVOWELLED`. The letters follow
the tables of ALA-LC for Arabic, Persian, Urdu and Hebrew, and what the press makes of them in
foreign names (تش and צ' for ch, ف for v, ب for p).
"""

from __future__ import annotations

import re
from functools import lru_cache

from caveat.names.letters import Letters
from caveat.names.script import UNVOWELLED

GERESH = "\u05af"
"""Stands for the sign behind a Hebrew letter that makes it a foreign one."""

_MOST = 12
"""So many ways of hearing one word are kept, the likeliest."""


def _table(text: str) -> Letters:
    """Groups of ``letters=first,second`` in the letters of `caveat.names.script.skeleton`."""
    pairs = (one.split("=") for one in text.split())
    return {key: tuple(v.replace("-", "") for v in values.split(",")) for key, values in pairs}


_ARABIC = _table(
    "تش=C,tS تس=s,ts دج=s,ds كس=ks کس=ks ^و=f,U ^ال=l,- ا=A آ=A أ=A إ=A ٱ=A ی=I ي=I ى=I,A ې=I "
    "ۍ=I ے=I ئ=-,I ئی=I ئي=I ئے=I ^ع=A ب=b پ=b ت=t ة=A,t ث=t,s ج=-,s,k چ=C ح=h خ=h د=d ذ=d,s "
    "ر=r ز=s ژ=s س=s ش=S ص=s ض=d,s ط=t ظ=s,d غ=k,h ف=f ڤ=f ق=k ک=k ك=k گ=k ڭ=k ل=l م=m ن=n "
    "ں=n ه=h ہ=h ھ=-,h ه$=A,h,- ہ$=A,h,- ۀ=A و=U,f ؤ=U,f ٹ=t ڈ=d ڑ=r,d ۋ=f ۆ=U ۇ=U ە=A ڼ=n "
    "ړ=r ډ=d ټ=t څ=s ځ=s ښ=S,h ږ=s,k پھ=f,b تھ=t ٹھ=t کھ=h,k گھ=h,k دھ=d ڈھ=d بھ=b چھ=C جھ=s"
)
_HEBREW = _table(
    "^ב=b,f ב=f,b ג=k ג\u05af=-,s ד=d ה=h,- ה$=A,h,- ^ו=f,U ו=U,f וו=f,U ^א=A א=A ^ע=A י=I "
    "יי=I ^י=I ז=s ז\u05af=s ח=h ט=t ^כ=k,h כ=h,k ך=h,k ל=l מ=m ם=m נ=n ן=n ס=s ^פ=b,f פ=b,f "
    "ף=f,b צ=s ץ=s צ\u05af=C ץ\u05af=C ק=k ר=r ש=S,s ת=t ת\u05af=t ^כ\u05af=h ח\u05af=h "
    "ט\u05af=t קס=ks"
)
_LONGEST = 2
_HEBREW_LETTER = re.compile("[\u0590-\u05ff]")
_GERESH = re.compile("(?<=[גזצץתחכט])['’׳`´]")
_POINTS = re.compile("[\u0591-\u05ae\u05b0-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u0640]")


def with_geresh(text: str) -> str:
    """A text whose Hebrew letters keep their foreign sound where apostrophes are left out.

    >>> with_geresh("צ'מזוב") == "צ" + GERESH + "מזוב"
    True
    """
    return _GERESH.sub(GERESH, text) if _HEBREW_LETTER.search(text) else text


@lru_cache(maxsize=1 << 16)
def bare_sound(word: str) -> str:
    """All that a word in Arabic or Hebrew letters may sound like, without vowels.

    >>> bare_sound("פוטין"), bare_sound("بوتين")
    ('~bUtIn~bftIn~fUtIn~ftIn', '~bUtIn~bftIn')

    Args:
        word: in small letters, normal form NFC of NFKC.
    """
    word = _POINTS.sub("", word)
    table = _HEBREW if _HEBREW_LETTER.search(word) else _ARABIC
    ways: list[tuple[int, str]] = [(0, "")]
    place = 0
    while place < len(word):
        for size in range(min(_LONGEST, len(word) - place), 0, -1):
            group = word[place : place + size]
            keys = (
                *((f"^{group}",) if place == 0 else ()),
                *((f"{group}$",) if place + size == len(word) else ()),
                group,
            )
            options = next((table[key] for key in keys if key in table), None)
            if options is not None:
                break
        else:
            options, size = ("",), 1  # vowels, and signs that are not heard
        longer = [(cost + n, text + one) for cost, text in ways for n, one in enumerate(options)]
        ways = sorted(longer, key=lambda way: way[0])[: 4 * _MOST]
        place += size
    once = dict.fromkeys(_TWICE.sub(r"\1", text) for _, text in ways)
    return "".join(UNVOWELLED + way for way in list(once)[:_MOST]) or UNVOWELLED


_TWICE = re.compile(r"(.)\1+")

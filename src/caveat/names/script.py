"""From any script to plain Latin letters, and from there to how a name sounds.

`fold` gives what a careful clerk would type; `sound` undoes the differences between the ways of
writing a foreign name in Latin letters, so that Chemezov, Tchemezov and Tschemesow agree.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_CYRILLIC = dict(
    zip(
        "абвгдезиклмнопрстуфыэіґў",
        ("a", "b", "v", "g", "d", "e", "z", "i", "k", "l", "m", "n", "o", "p", "r", "s", "t", "u",
         "f", "y", "e", "i", "g", "u"),
        strict=True,
    ),
    ё="yo", ж="zh", й="y", х="kh", ц="ts", ч="ch", ш="sh", щ="shch", ъ="", ь="", ю="yu", я="ya",
    є="ye", ї="yi", ј="j", љ="lj", њ="nj", ћ="c", ђ="dj", џ="dzh", ѓ="g", ќ="k", ѕ="dz",
)  # fmt: skip
"""Cyrillic as English-language lists write it; ICU's scholarly table would turn ч into a bare c."""

_LOOKALIKES = str.maketrans(
    "авекмнорстухіјѕԁһԛԝαβεηικμνορτυχ",
    "abekmhopctyxijsdhqwabenikmvoptux",
)
"""Cyrillic and Greek letters that pass for Latin ones, for words that mix the two."""

_LEET = str.maketrans("01345", "oleas")
_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
_JOINED = re.compile(r"['’‘ʻʼ`´ʹ]")
_DOTTED = re.compile(r"\b((?:\w\.){2,})(?=\W|$)")
_WORD = re.compile(r"[^\W_]+")
_LATIN = re.compile(r"[a-z]")
_OTHER = re.compile(r"[\u0370-\u03ff\u0400-\u04ff]")


def words(text: str) -> list[str]:
    """The words of a name, folded, in their order.

    >>> words("ЧЕМЕЗОВ, Сергей В."), words("O’Brien"), words("O.A.O. Ростех"), words("習近平")
    (['chemezov', 'sergey', 'v'], ['obrien'], ['oao', 'rostekh'], ['xi', 'jin', 'ping'])
    """
    plain = _JOINED.sub("", visible(text))
    plain = _DOTTED.sub(lambda found: found[0].replace(".", ""), plain)
    folded: list[str] = []
    for word in _WORD.findall(plain):
        folded.extend(_fold(word))
    return folded


def visible(text: str) -> str:
    """A text in small letters, each in the script that its word is in, without what is not seen.

    >>> visible("Jоint\u200b Ｓtock")
    'joint stock'
    """
    plain = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text)).casefold()
    if plain.isascii():
        return plain
    return _WORD.sub(lambda found: _one_script(found[0]), plain)


def _one_script(word: str) -> str:
    if not word.isascii() and _LATIN.search(word) and _OTHER.search(word):
        return word.translate(_LOOKALIKES)
    return word


@lru_cache(maxsize=1 << 17)
def _fold(word: str) -> tuple[str, ...]:
    if word.isascii():
        if any(char.isdigit() for char in word) and sum(map(str.isalpha, word)) > 2:
            return (_unleet(word),)
        return (word,)
    latin = "".join(_CYRILLIC.get(char, char) for char in word)
    if not latin.isascii():
        decomposed = unicodedata.normalize("NFKD", latin)
        latin = "".join(char for char in decomposed if not unicodedata.combining(char))
    if not latin.isascii():
        from normality import ascii_text  # ICU; only names that need it pay for it

        latin = ascii_text(latin) or ""
    return tuple(_WORD.findall(_JOINED.sub("", latin.casefold()).replace("-", "")))


def _unleet(word: str) -> str:
    """Digits that stand for letters inside a word; a number at its end is a number."""
    stem = word.rstrip("0123456789")
    if any(char.isdigit() for char in stem) and stem[0].isalpha():
        return stem.translate(_LEET) + word[len(stem) :]
    return word


_SOUNDS: tuple[tuple[str, str], ...] = (
    (r"schtsch|shch", "S"),
    (r"tsch|tch|tsh|cz", "C"),
    (r"sch|sh|sz", "S"),
    (r"ch", "C"),
    (r"zh|dj|dzh|dz", "Z"),
    (r"kh|gh", "h"),
    (r"ph", "f"),
    (r"th", "t"),
    (r"dh", "d"),
    (r"ck|q", "k"),
    (r"c(?=[eiy])", "s"),
    (r"c", "k"),
    (r"x", "ks"),
    (r"ts", "s"),
    (r"z", "s"),
    (r"off$", "ov"),
    (r"eff$", "ev"),
    (r"w", "v"),
    (r"ou|oo", "u"),
    (r"ee|ie(?=.)", "i"),
    (r"(?:iy|ij|yi|yy|ii|ey|ei|ej|ay|ai|aj|i|y|j)$", "i"),
    (r"^(?:ye|je|ie)", "e"),
    (r"[yj](?=[aou])", "i"),
    (r"y|j", "i"),
    (r"o", "u"),
    (r"e", "a"),
    (r"(?<=[auiCSZbdfghklmnprstv])h$", ""),
    (r"(.)\1+", r"\1"),
)
_COMPILED = tuple((re.compile(pattern), into) for pattern, into in _SOUNDS)


@lru_cache(maxsize=1 << 17)
def sound(word: str) -> str:
    """A folded word with the habits of transliteration undone.

    >>> {sound(word) for word in ("chemezov", "tchemezov", "tschemesow", "chemezoff")}
    {'Camasuv'}
    >>> sound("mohammed") == sound("muhammad"), sound("usama") == sound("osama")
    (True, True)
    """
    for pattern, into in _COMPILED:
        word = pattern.sub(into, word)
    return word

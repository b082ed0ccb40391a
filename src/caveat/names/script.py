"""From any script to plain Latin letters, and from there to how a name sounds.

`fold` gives what a careful clerk would type; `sound` undoes the differences between the ways of
writing a foreign name in Latin letters, so that Chemezov, Tchemezov and Tschemesow agree.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from html import unescape

from ftfy import fix_encoding

_CYRILLIC = dict(
    zip(
        "абвгдезиклмнопрстуфыэіґў",
        ("a", "b", "v", "g", "d", "e", "z", "i", "k", "l", "m", "n", "o", "p", "r", "s", "t", "u",
         "f", "y", "e", "i", "g", "u"),
        strict=True,
    ),
    ё="yo", ж="zh", й="y", х="kh", ц="ts", ч="ch", ш="sh", щ="shch", ъ="", ь="", ю="yu", я="ya",
    є="ye", ї="yi", ј="j", љ="lj", њ="nj", ћ="c", ђ="dj", џ="dzh", ѓ="g", ќ="k", ѕ="dz",
    ў="u", ә="a", ғ="g", қ="k", ң="n", ө="o", ү="u", ұ="u", һ="h", ҳ="h", ҷ="j", җ="zh",
    ҡ="k", ҙ="z", ҫ="s", ѣ="e", ѳ="f", ѵ="i",
)  # fmt: skip
"""Cyrillic as English-language lists write it; ICU's scholarly table would turn ч into a bare c."""

_LOOKALIKES = str.maketrans(
    "авекмнорстухіјѕԁһԛԝαβεηικμνορτυχ",
    "abekmhopctyxijsdhqwabenikmvoptux",
)
"""Cyrillic and Greek letters that pass for Latin ones, for words that mix the two."""

_TO_CYRILLIC = str.maketrans("abekmhopctyxijs", "авекмнорстухіјѕ")
"""The other way round, for a Cyrillic word with some Latin letters in it."""

_LEET, _LEET_CYRILLIC = str.maketrans("034578", "oeastb"), str.maketrans("0346", "озчб")
_ONE = re.compile("(?<=[bcfgkp])1(?=[aeiouy])|(?<=[aeiouy])1(?=[aeiouy])|^1(?=[aeiouy])")
"""Where the digit 1 is rather an l than an i: Klara, Ali, Longkui."""
_UNREAD = str.maketrans("0123456789", "bdfgklmnpr")
"""Letters for the number of a sign that ICU cannot read, so that a word still equals itself."""

_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e0fff]"
)
_GARBLED = re.compile(
    "[\u00c2-\u00f4][\u0080-\u00bf\u0152-\u0178\u02c6\u02dc\u2013-\u203a\u20ac\u2122]"
)
"""A byte that starts a letter in UTF-8 and one that ends it, read in another encoding."""

_JOINED = re.compile(r"['’‘ʻʼʾʿ`´ʹ]")
_DOTTED = re.compile(r"\b(?:[^\W\d_]\.){2,}[^\W\d_]?(?=\W|$)")
_MARKS = "".join(
    chr(code) for code in range(0x300, 0x309B) if unicodedata.category(chr(code))[0] == "M"
)
"""Accents, vowel points and vowel signs: no letters, but inside a word they do not end it."""

_WORD = re.compile(rf"[^\W_](?:[^\W_]|[{_MARKS}])*")
_ASCII_WORD = re.compile("[0-9a-z]+")
_LATIN = re.compile(r"[a-z]")
_OTHER = re.compile(r"[\u0370-\u03ff\u0400-\u04ff]")
_LATIN_ONLY = re.compile(r"[dfgijlnqrsuvwz]")
_CYRILLIC_ONLY = re.compile(r"[бгджзийлпфцчшщъыьэюяґєї]")
"""Letters that hardly pass for any of the other script."""


def words(text: str, *, initials: bool = False) -> list[str]:
    """The words of a name, folded, in their order.

    >>> words("ЧЕМЕЗОВ, Сергей В."), words("O’Brien"), words("O.A.O. Ростех"), words("習近平")
    (['chemezov', 'sergey', 'v'], ['obrien'], ['oao', 'rostekh'], ['xi', 'jin', 'ping'])
    >>> words("J.R.R. Tolkien"), words("J.R.R. Tolkien", initials=True)
    (['jrr', 'tolkien'], ['j', 'r', 'r', 'tolkien'])

    Args:
        text: the name in any script.
        initials: whether dotted letters are words of their own, as in a person's name, and no
            abbreviation.
    """
    return visible_words(visible(text), initials=initials)


def visible_words(text: str, *, initials: bool = False) -> list[str]:
    """`words` of a text that `visible` gave."""
    plain = _JOINED.sub("", text)
    if not initials:
        plain = undotted(plain)
    if plain.isascii():
        return [word for found in _ASCII_WORD.findall(plain) for word in _fold(found)]
    return [word for found in _WORD.findall(plain) for word in _fold(found)]


def native_words(text: str) -> list[str]:
    """The words of a name in their own script, in small letters.

    >>> native_words("谢尔盖·切梅佐夫")
    ['谢尔盖', '切梅佐夫']
    """
    return _WORD.findall(_JOINED.sub("", visible(text)))


def undotted(text: str, least: int = 2) -> str:
    """A text with its dotted abbreviations in one piece, from ``least`` letters on.

    >>> undotted("o.a.o. rostec"), undotted("s.v. chemezov", 3)
    ('oao rostec', 's.v. chemezov')
    """

    def shut(found: re.Match[str]) -> str:
        letters = found[0].replace(".", "")
        return letters if len(letters) >= least else found[0]

    return _DOTTED.sub(shut, text) if "." in text else text


def mended(text: str) -> str:
    """A text without what computers did to it: HTML entities, and letters in a wrong encoding.

    >>> mended("MÃ¼ller &amp; S&ouml;hne")
    'Müller & Söhne'
    """
    if "&" in text and ";" in text:
        text = unescape(text)
    if text.isascii():
        return text
    plain = unicodedata.normalize("NFC", text)
    return fix_encoding(plain) if _GARBLED.search(plain) else text


def visible(text: str) -> str:
    """A text in small letters, each in the script that its word is in, without what is not seen.

    >>> visible("Jоint\u200b Ｓtock")
    'joint stock'
    """
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text)).casefold()
    plain = unicodedata.normalize("NFC", plain)
    if plain.isascii():
        return plain
    if not _LATIN.search(plain) or not _OTHER.search(plain):
        return plain
    cyrillic = bool(_CYRILLIC_ONLY.search(plain)) or (
        not _LATIN_ONLY.search(plain) and len(_OTHER.findall(plain)) > len(_LATIN.findall(plain))
    )
    return _WORD.sub(lambda found: _one_script(found[0], cyrillic), plain)


def _one_script(word: str, cyrillic: bool) -> str:
    """A word without look-alikes; one that could be either is of the script of the whole name."""
    if word.isascii() or not _LATIN.search(word) or not _OTHER.search(word):
        return word
    if _CYRILLIC_ONLY.search(word) or (cyrillic and not _LATIN_ONLY.search(word)):
        return word.translate(_TO_CYRILLIC)
    return word.translate(_LOOKALIKES)


@lru_cache(maxsize=1 << 17)
def _fold(word: str) -> tuple[str, ...]:
    if word.isascii() and word.isalpha():
        return (word,)
    if any(char.isdigit() for char in word) and sum(map(str.isalpha, word)) > 2:
        word = _unleet(word)
    if word.isascii():
        return (word,)
    latin = "".join(_CYRILLIC.get(char, char) for char in word)
    if not latin.isascii():
        bare = "".join(char for char in unicodedata.normalize("NFD", latin) if not _accent(char))
        latin = unicodedata.normalize("NFC", bare)
    if not latin.isascii():
        from normality import ascii_text  # ICU; only names that need it pay for it

        latin = ascii_text(latin) or ""
    parts = ("".join(_ASCII_WORD.findall(part)) for part in latin.casefold().split())
    read = tuple(part for part in parts if part)
    return read or ("".join(str(ord(char)).translate(_UNREAD) for char in word),)


def _accent(char: str) -> bool:
    """Whether a sign is an accent or a vowel point that writers leave out; others are letters."""
    place = unicodedata.combining(char)
    return 10 <= place <= 36 or place >= 200


def _unleet(word: str) -> str:
    """Digits that stand for letters inside a word; a number at its end is a number."""
    stem = word.rstrip("0123456789")
    rest = word[len(stem) :]
    inside = any(char.isdigit() for char in stem)
    if len(rest) == 1 and (inside or len(stem) > 3) and rest in "013578":
        stem, rest, inside = word, "", True  # G4sm1, Aurangze8; but Star 1 is written with a space
    if inside and (stem[0].isalpha() or stem[1:2].isalpha()) and stem.isascii():
        return _ONE.sub("l", stem).replace("1", "i").translate(_LEET) + rest
    if inside and stem[0].isalpha():
        return stem.translate(_LEET_CYRILLIC) + rest
    return word


_SOUNDS: tuple[tuple[str, str, str], ...] = (
    (r"tekh|tech|teh(?=$)|te[ck]$", "tek", "te"),
    (r"(?<=g)u(?=[ei])", "", "gu"),
    (r"(?<=[aeiou])[yj](?=e)|(?<=i)j(?=[aou])", "", ""),
    (r"(?<=[^aeiouy]i)ne$", "n", "ine"),
    (r"(?<=[abdefijlmnoruvxy])h$", "", "h"),
    (r"schtsch|shch", "S", "ch"),
    (r"tsch|tch|tsh|cz", "C", ""),
    (r"sch|sh|sz", "S", "s"),
    (r"ch", "C", "ch"),
    (r"zh|dj|dzh|dz", "Z", ""),
    (r"kh|gh", "h", "h"),
    (r"ph", "f", "ph"),
    (r"th", "t", "th"),
    (r"dh", "d", "dh"),
    (r"ck|q", "k", ""),
    (r"c(?=[eiy])", "s", "c"),
    (r"c", "k", "c"),
    (r"x", "ks", "x"),
    (r"ts", "s", "ts"),
    (r"z", "s", "z"),
    (r"off$", "ov", "off"),
    (r"eff$", "ev", "eff"),
    (r"w", "v", "w"),
    (r"ou|oo|eu", "u", ""),
    (r"eo", "o", "eo"),
    (r"ee|ie(?=.)", "i", ""),
    (r"(?:iy|ij|yi|yy|ii|ey|ei|ej|ay|ai|aj|i|y|j)$", "i", ""),
    (r"^(?:ye|je|ie)", "e", "e"),
    (r"[yj](?=[aou])", "i", ""),
    (r"y|j", "i", ""),
    (r"o", "u", "o"),
    (r"e", "a", "e"),
    (r"(.)\1+", r"\1", ""),
)
"""Patterns, what is put in their place, and the letters that a word must have for any of it, which
are quicker to look for."""
_COMPILED = tuple((need, re.compile(pattern).sub, into) for pattern, into, need in _SOUNDS)


@lru_cache(maxsize=1 << 17)
def sound(word: str) -> str:
    """A folded word with the habits of transliteration undone.

    >>> {sound(word) for word in ("chemezov", "tchemezov", "tschemesow", "chemezoff")}
    {'Camasuv'}
    >>> sound("mohammed") == sound("muhammad"), sound("usama") == sound("osama")
    (True, True)
    """
    for need, sub, into in _COMPILED:
        if need in word:
            word = sub(into, word)
    return word


UNVOWELLED = "~"
"""Stands before each sound that a word may have whose script leaves out the vowels."""

_NO_VOWELS = str.maketrans("vpgZ", "fbks", "aiu")


@lru_cache(maxsize=1 << 17)
def skeleton(sounding: str) -> str:
    """The consonants of a sound, as far as scripts without vowels tell them apart.

    >>> skeleton(sound("chemezov")) == skeleton(sound("tshmzf"))
    True
    """
    if sounding.startswith(UNVOWELLED):
        return skeletons(sounding)[0]
    return _TWICE.sub(r"\1", sounding.translate(_NO_VOWELS))


@lru_cache(maxsize=1 << 17)
def skeletons(sounding: str) -> tuple[str, ...]:
    """All consonants that a sound may have: one `skeleton`, but for words without vowels.

    >>> skeletons("putin"), skeletons("~bUtIn~bftIn")
    (('btn',), ('btn', 'bftn'))
    """
    if not sounding.startswith(UNVOWELLED):
        return (skeleton(sounding),)
    ways = sounding[1:].translate(_UNWRITTEN).split(UNVOWELLED)
    return tuple(dict.fromkeys(_TWICE.sub(r"\1", way) for way in ways))


@lru_cache(maxsize=1 << 17)
def between(sounding: str) -> tuple[str, tuple[str, ...]]:
    """The consonants of a sound, and the vowels before, between and behind them.

    >>> between("putin"), between("bUtIn")
    (('btn', ('', 'u', 'i', '')), ('btn', ('', 'U', 'I', '')))
    """
    plain = sounding.translate(_SAME_BARE)
    return "".join(_BONE.findall(plain)), tuple(_BONE.split(plain))


_UNWRITTEN = str.maketrans("", "", "AIU")
_SAME_BARE = str.maketrans("vpgZ", "fbks")
_BONE = re.compile("[^aiuAIU]")
_TWICE = re.compile(r"(.)\1+")

"""Names in their own script, as they are mostly written in Latin letters.

Letter by letter, محمد gives mhmd and 谢尔盖 xie er gai. So a name is looked up first, in a table
out of the data of rigour (Wikidata, CC0; ``scripts/name-tables``). A Chinese sign that writes a
foreign name stands for the letters that it mostly stands for in that table; a word in a script
that leaves out the vowels, and is in no table, is compared by its consonants.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib.resources import as_file, files
from zlib import crc32

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from caveat.names.script import words

_HAN = re.compile("^[\u3400-\u9fff\uf900-\ufaff]+$")
_HANGUL = re.compile("^[\uac00-\ud7a3]+$")
_ABJAD = re.compile("^[\u0590-\u07ff\ufb1d-\ufdff\ufe70-\ufeff]+$")

_KOREAN = dict(
    zip(
        "김이박최정강조윤장임한오서신권황안송전홍유고문양손배백허남심노하곽성차주우구민류나진지엄채"
        "원천방공현함변염여추도소석선설마길연위표명기반왕금옥육인맹제모탁국림리",
        "kim lee park choi jung kang cho yoon jang lim han oh seo shin kwon hwang ahn song jeon "
        "hong yoo ko moon yang son bae baek heo nam shim noh ha kwak sung cha joo woo koo min ryu "
        "na jin ji eom chae won cheon bang kong hyun ham byun yeom yeo choo do so seok sun seol ma "
        "gil yeon wi pyo myung ki ban wang keum ok yuk in maeng je mo tak kook rim ri".split(),
        strict=True,
    )
)
"""Family names as Koreans write them in Latin letters, which no system gives."""

_PRESS = {
    "普京": "putin", "普丁": "putin", "蒲亭": "putin", "普亭": "putin",
    "סרגיי": "sergei", "סרגי": "sergei", "داؤد": "dawood", "بوتين": "putin",
    "أبراموفيتش": "abramovich", "الکساندر": "aleksandr",
}  # fmt: skip
"""Names that the press writes by custom, and that the table reads as rarer ones."""

_FOREIGN = 4
"""A Chinese name of so many signs, with none to part them, is rather a foreign one."""


def reading(word: str) -> tuple[str, ...]:
    """The Latin words for one word of a person's name; none if the table does not have it.

    >>> reading("谢尔盖"), reading("محمد"), reading("김정은"), reading("切梅佐夫")
    (('sergej',), ('mohamed',), ('kim', 'jeong', 'eun'), ('chemezov',))
    >>> reading("путин")
    ()

    Args:
        word: in small letters, normal form NFC of NFKC.
    """
    found = _PRESS.get(word) or _known(word)
    if found:
        return tuple(found.split())
    if _HANGUL.match(word) and 2 <= len(word) <= 4 and word[0] in _KOREAN:
        return (_KOREAN[word[0]], *(part for sign in word[1:] for part in words(sign)))
    if _HAN.match(word):
        return _parted(word, (2, 1, 3)) if len(word) < _FOREIGN else _signs(word)
    return ()


def foreign(word: str) -> tuple[str, ...]:
    """The Latin word that a Chinese one stands for, that is part of a foreign name."""
    return reading(word) or (_signs(word) if _HAN.match(word) else ())


def tabled(word: str) -> bool:
    """Whether the table has a word itself, as one Latin word.

    >>> tabled("谢尔盖"), tabled("谢尔盖飞")
    (True, False)
    """
    found = _PRESS.get(word) or _known(word)
    return len(found) > 2 and " " not in found


def cantonese(word: str) -> tuple[str, ...]:
    """The words of a name as Hong Kong's offices would write it; none if it has a rarer sign.

    >>> cantonese("林鄭月娥"), cantonese("切梅佐夫")
    (('lam', 'cheng', 'yuet', 'ngor'), ())
    """
    if not 3 <= len(word) <= 4 or not _HAN.match(word):
        return ()
    table = _hong_kong()
    if word[0] not in table or not table[word[0]][1]:
        return ()
    read = [table[sign][0] for sign in word if sign in table]
    return tuple(read) if len(read) == len(word) else ()


def unvowelled(word: str) -> bool:
    """Whether a word is in a script that leaves out the vowels.

    >>> unvowelled("بوتين"), unvowelled("путин")
    (True, False)
    """
    return bool(_ABJAD.match(word))


def _parted(word: str, lengths: tuple[int, ...]) -> tuple[str, ...]:
    """Family and given name written as one, where the table has both."""
    for length in lengths:
        family, given = _known(word[:length]), _known(word[length:])
        if family and given and length < len(word):
            return (*family.split(), *given.split())
    return ()


def _signs(word: str) -> tuple[str, ...]:
    read = _han()
    if len(word) < 2 or any(sign not in read for sign in word):
        return ()
    return ("".join(read[sign] for sign in word),)


@lru_cache(maxsize=1 << 16)
def _known(word: str) -> str:
    sums, keys, values = _table()
    asked = crc32(word.encode())
    place = int(np.searchsorted(sums, asked))
    while place < len(sums) and sums[place] == asked:
        if keys[place].as_py() == word:
            latin: str = values[place].as_py()
            return latin
        place += 1
    return ""


@cache
def _table() -> tuple[npt.NDArray[np.uint32], pa.StringArray, pa.StringArray]:
    """Checksums of words in their order, the words, and their Latin spellings."""
    with as_file(files("caveat.names") / "data" / "native.arrow") as place:
        table = pa.ipc.open_file(str(place)).read_all()
    native, latin = table["native"].combine_chunks(), table["latin"].combine_chunks()
    return table["sum"].to_numpy(), native, latin


@cache
def _hong_kong() -> dict[str, tuple[str, bool]]:
    """Signs, how Hong Kong's offices mostly write them (by no system that was ever published), and
    whether they are family names; in traditional and in simplified writing."""
    lines = files("caveat.names").joinpath("data/cantonese.tsv").read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines)
    return {sign: (latin, kind == "family") for sign, latin, kind in rows}


@cache
def _han() -> dict[str, str]:
    lines = files("caveat.names").joinpath("data/han.tsv").read_text("utf-8").splitlines()
    return dict(line.split("\t") for line in lines)

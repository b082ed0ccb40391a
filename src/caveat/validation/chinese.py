"""Names in pinyin as Wade and Giles would have spelled them: what Taiwan and older papers use."""

from __future__ import annotations

import re

_INITIALS = {
    "zh": "ch", "ch": "ch'", "sh": "sh", "b": "p", "p": "p'", "d": "t", "t": "t'", "g": "k",
    "k": "k'", "j": "ch", "q": "ch'", "x": "hs", "z": "ts", "c": "ts'", "r": "j", "m": "m",
    "f": "f", "n": "n", "l": "l", "h": "h", "s": "s", "y": "y", "w": "w", "": "",
}  # fmt: skip
_FINALS = {
    "ong": "ung", "iong": "iung", "ian": "ien", "ie": "ieh", "ue": "üeh", "uo": "o", "er": "erh",
    "yan": "yen", "ye": "yeh", "yue": "yüeh", "yu": "yü", "yuan": "yüan", "yun": "yün",
    "yong": "yung", "yi": "i", "you": "yu",
}  # fmt: skip
_WHOLE = {
    "si": "ssu", "zi": "tzu", "ci": "tz'u", "zhi": "chih", "chi": "ch'ih", "shi": "shih",
    "ri": "jih", "ju": "chü", "qu": "ch'ü", "xu": "hsü", "juan": "chüan", "quan": "ch'üan",
    "xuan": "hsüan", "jun": "chün", "qun": "ch'ün", "xun": "hsün", "ge": "ko", "ke": "k'o",
    "he": "ho", "e": "o", "guo": "kuo", "kuo": "k'uo", "huo": "huo", "shuo": "shuo",
    "gui": "kuei", "kui": "k'uei",
}  # fmt: skip
_SYLLABLE = re.compile(
    r"(zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw]?)"
    r"(iang|iong|uang|iao|ian|ing|ang|eng|ong|uai|uan|ai|ei|ao|ou|an|en|er|ia|ie|iu|in|ua|uo|ui"
    r"|un|ue|a|o|e|i|u)"
)


def wade_giles(word: str) -> str | None:
    """A word of pinyin in Wade-Giles, or None if it is no pinyin.

    >>> wade_giles("Zhang"), wade_giles("Jianping"), wade_giles("Zedong"), wade_giles("Xu")
    ('Chang', 'Chien-p’ing', 'Tse-tung', 'Hsü')
    >>> wade_giles("Ivanov") is None
    True
    """
    small, at, parts = word.lower(), 0, []
    while at < len(small):
        found = _longest(small, at)
        if found is None:
            return None
        parts.append(_spelled(*found))
        at += len("".join(found))
    written = "-".join(parts).replace("'", "’")
    return written[:1].upper() + written[1:] if word[:1].isupper() else written


def _longest(text: str, at: int) -> tuple[str, str] | None:
    """The longest syllable here after which the rest is still made of syllables."""
    for stop in range(min(len(text), at + 6), at, -1):
        found = _SYLLABLE.fullmatch(text, at, stop)
        if found and (stop == len(text) or _longest(text, stop) is not None):
            return found[1], found[2]
    return None


def _spelled(initial: str, final: str) -> str:
    whole = initial + final
    if whole in _WHOLE:
        return _WHOLE[whole]
    if initial == "y":
        return _FINALS.get(whole, whole)
    return _INITIALS[initial] + _FINALS.get(final, final)

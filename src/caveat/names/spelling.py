"""Latin letters as the languages of Eastern Europe use them for foreign names.

A caron, a cedilla and an ending of the nominative are part of how a language writes a name:
Čemezov, Çemezov and Čemezovs are Chemezov. English-language lists write what is heard. (Latvian and
Lithuanian: the State Language Centres' rules for personal names of other languages; Turkish and
Azeri: their alphabets.)
"""

from __future__ import annotations

import re
import unicodedata

_CARONS = {"č": "ch", "š": "sh", "ž": "zh", "ŝ": "shch", "ё": "е", "ë": "e"}
_CARON = re.compile(f"[{''.join(_CARONS)}]", re.IGNORECASE)

_TURKIC = {"ş": "sh", "ç": "ch", "ə": "a", "ğ": "gh", "ı": "i"}
_TURKIC_LETTER = re.compile(r"ş|ə|ğ|\bç|ç(?=[eiəı])", re.IGNORECASE)
_TURKIC_SOUND = re.compile("[şçəğıŞÇƏĞ]")
_AZERI_Q = re.compile(r"q(?!u?[iey])", re.IGNORECASE)

_BALTIC = re.compile(
    r"(?:[oe]va?s|[ie]ju?s|ska?s|čs|čius|šs|žs|(?:ž|č|š|gor|imir)(?:ina?s|a?s)|zana?s)\b",
    re.IGNORECASE,
)
"""Ends that only Latvian and Lithuanian put to a name; others are put to English ones too."""

_ENDING = re.compile(
    r"(?<=[^\W\d_]{3})(?:(?<=[ie]j)u?s|(?<=[čšž])i?u?s|(?<=[^aeiousyx\W])[aiu]?s)(?=\W|$)",
    re.IGNORECASE,
)
_MALE = re.compile(r"s(?=\W|$)", re.IGNORECASE)


def respelt(text: str) -> tuple[str, ...]:
    """How English might write a name in Latin letters; none where it would do so as it stands.

    >>> respelt("Čeburaška"), respelt("Sergejs Čemezovs")
    (('Cheburashka',), ('Sergejs Chemezovs', 'Sergej Chemezov'))
    >>> respelt("Ramzanas Kadyrovas"), respelt("Sergey Çemezov"), respelt("Chris Collins")
    (('Ramzan Kadyrov',), ('Sergey chemezov',), ())
    """
    bare = _nominative(text)
    if text.isascii():
        return (bare,) if bare else ()
    plain = unicodedata.normalize("NFC", text)
    found = []
    if _CARON.search(plain):
        found.append(_CARON.sub(_caron, plain))
    if _TURKIC_LETTER.search(plain):
        found.append(_TURKIC_SOUND.sub(lambda one: _TURKIC[one[0].lower()], plain))
        if "ə" in plain.lower() or "ş" in plain.lower():
            hard = _AZERI_Q.sub("g", found[-1])
            found += [hard] if hard != found[-1] else []
    if bare:
        found.append(_CARON.sub(_caron, bare))
    return tuple(dict.fromkeys(found))


def _caron(found: re.Match[str]) -> str:
    sound = _CARONS[found[0].lower()]
    return sound if found[0].islower() else sound.title()


def _nominative(text: str) -> str:
    """A name without the Baltic endings of its words; nothing if they are hardly such."""
    if not _BALTIC.search(text) or len(_MALE.findall(text)) < len(text.split()) - 1:
        return ""
    bare = _ENDING.sub("", unicodedata.normalize("NFC", text))
    return bare if bare != text else ""

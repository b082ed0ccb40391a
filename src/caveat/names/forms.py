"""Legal forms: which words of a company's name say no more than what kind of company it is."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib.resources import files

from rapidfuzz import process
from rapidfuzz.distance import OSA
from rigour.names import extract_org_types, replace_org_types_compare

from caveat.names.script import undotted, words

_BETWEEN = str.maketrans(dict.fromkeys('«»“”„"-–—_', " "))
"""What may stand between the words of a legal form, or around the name."""

_EASTERN = re.compile(
    r"股份有限公司|有限責任公司|有限责任公司|有限公司|股份公司|無限公司|株式会社|有限会社|合同会社|合名会社|合資会社"
    r"|주식회사|유한회사|유한공사|합작회사|\((?:株|有|주|유)\)|บริษัท|จำกัด|มหาชน|ห้างหุ้นส่วน"
    r"|\b(?:gu ?fen )?you ?xian (?:ze ?ren )?gong ?si\b|\b[jc]husik h(?:oe|we)sa\b"
    r"|\bkabushiki (?:kaisha|gaisha)\b|\byu+gen (?:kaisha|gaisha)\b"
)
"""Legal forms of China, Japan, Korea and Thailand, mostly written without a blank beside them."""

_NO_FORM = re.compile(r"\b(npo|in)\b")
_GUARD = "q\ue000"
"""Stands behind words that rigour would take for a legal form: a Russian research and production
firm (NPO) is no NGO, and *in* is not *Inc*."""


def with_plain_forms(text: str) -> tuple[str, frozenset[str]]:
    """A company's name with its legal forms brought to one spelling each, and their words.

    >>> with_plain_forms("joint stock company concern kalashnikov")
    ('jsc concern kalashnikov', frozenset({'jsc'}))

    Args:
        text: as `caveat.names.script.visible` gives it.
    """
    plain = _EASTERN.sub(" ltd ", text)
    spaced = _NO_FORM.sub(r"\1" + _GUARD, _whole(undotted(plain, 3).translate(_BETWEEN)))
    found = extract_org_types(spaced)
    if found:
        spaced = replace_org_types_compare(spaced)
    forms = frozenset(word for _, form in found for word in words(form))
    return spaced.replace(_GUARD, ""), forms


@lru_cache(maxsize=1 << 16)
def is_form(word: str) -> bool:
    """Whether a folded word is one that legal forms are made of, or nearly.

    >>> is_form("limited"), is_form("obshchestovo"), is_form("rostec")
    (True, True, False)
    """
    if word in _forms():
        return True
    if len(word) < 6:
        return False
    known = _long_forms()
    if any(word[:cut] in known and word[cut:] in known for cut in range(5, len(word) - 4)):
        return True
    slips = 1 if len(word) < 9 else 2
    return process.extractOne(word, known, scorer=OSA.distance, score_cutoff=slips) is not None


def is_plain_form(word: str) -> bool:
    """Whether a folded word is one that legal forms are made of, to the letter."""
    return word in _forms()


def _whole(text: str) -> str:
    """A text in which no word that legal forms are made of is written as two: com pany."""
    parts = text.split()
    known = _forms()
    for place in range(len(parts) - 1, 0, -1):
        both = parts[place - 1] + parts[place]
        if len(both) > 6 and both in known and parts[place - 1] not in known:
            parts[place - 1 : place + 1] = [both]
    return " ".join(parts)


@cache
def _forms() -> frozenset[str]:
    return frozenset(files("caveat.names").joinpath("data/forms.txt").read_text("utf-8").split())


@cache
def _long_forms() -> tuple[str, ...]:
    """Those that are long enough to be told when misspelt."""
    return tuple(sorted(form for form in _forms() if len(form) > 4))

"""A name as it is compared: its words, how they sound, and which are only legal form."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.resources import files

from rapidfuzz import process
from rapidfuzz.distance import OSA
from rigour.names import extract_org_types, remove_person_prefixes, replace_org_types_compare

from caveat.names.known import known_names
from caveat.names.native import foreign, reading, unvowelled
from caveat.names.script import consonants, mended, native_words, sound, undotted, visible, words
from caveat.subject import Type

_BETWEEN = str.maketrans(dict.fromkeys('«»“”„"-–—_', " "))
"""What may stand between the words of a legal form, or around the name."""

_PARTICLES = frozenset(
    {"al", "el", "bin", "ibn", "ben", "bint", "abd", "abu", "van", "von", "der", "den", "de", "da",
     "di", "del", "la", "le", "and", "of", "the", "for", "und", "i", "y", "et", "e", "ul", "ur"}
)  # fmt: skip
_NAMES_TOO = frozenset({"van", "le", "ben", "den", "da"})
"""Particles that are somebody's name where only one other word stands beside them: Van Mai."""

_TITLES = frozenset(
    {"mr", "mrs", "ms", "messrs", "mme", "miss", "herr", "frau", "dr", "prof", "sir", "sheikh",
     "shaykh", "haji", "hajji", "mullah", "maulavi", "general", "gen", "col", "colonel", "jr", "sr",
     "ii", "iii", "iv", "phd", "esq", "mba", "mv", "mt"}
)  # fmt: skip
_OFFICES = frozenset({"in", "branch", "office", "head", "liquidation", "representative"})
"""Words that are put behind a company's name, and mean the same company."""

_EASTERN = re.compile(
    r"股份有限公司|有限責任公司|有限责任公司|有限公司|股份公司|無限公司|株式会社|有限会社|合同会社|合名会社|合資会社"
    r"|주식회사|유한회사|유한공사|합작회사|\((?:株|有|주|유)\)"
    r"|\b(?:gu ?fen )?you ?xian (?:ze ?ren )?gong ?si\b|\b[jc]husik h(?:oe|we)sa\b"
    r"|\bkabushiki (?:kaisha|gaisha)\b|\byu+gen (?:kaisha|gaisha)\b"
)
"""Legal forms of China, Japan and Korea, which are written without a blank before them."""

_NO_FORM = re.compile(r"\b(npo|in)\b")
_GUARD = "q\ue000"
"""Stands behind words that rigour would take for a legal form: a Russian research and production
firm (NPO) is no NGO, and *in* is not *Inc*."""

_BEFORE = re.compile(r"^\s*(?:m/s\.?|h\.\s?e\.|г-н|г-жа)\s+", re.IGNORECASE)
"""Signs of respect that are no words: Messrs, His Excellency."""

_CUT = (34, 35)
"""Characters of a text that a payment message's line may have cut off, with or without a blank."""

_TEXT = 5
"""So many words may be a text with a name in it."""

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
        cut: whether its end may be cut off.
        loose: whether it may be a text with a name somewhere in it.
    """

    tokens: tuple[str, ...]
    sounds: tuple[str, ...]
    light: tuple[bool, ...]
    person: bool
    cut: bool = False
    loose: bool = False


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
    plain = _BEFORE.sub("", visible(mended(text)))
    if type == "person":
        plain = _untitled(plain)
    elif type != "vessel":
        plain = _EASTERN.sub(" ltd ", plain)
        spaced = _NO_FORM.sub(r"\1" + _GUARD, _whole(undotted(plain, 3).translate(_BETWEEN)))
        found = extract_org_types(spaced)
        if found:
            forms = {word for _, form in found for word in words(form)}
            plain = replace_org_types_compare(spaced)
        else:
            plain = spaced if type == "organization" else plain
        plain = plain.replace(_GUARD, "")
        if not found and type == "any":
            plain = _untitled(undotted(plain, 3))
    initials = type == "person" or (type == "any" and not forms)
    tokens = tuple(words(plain, initials=initials)[:MOST_WORDS])
    light = _light(tokens, type, forms)
    return Name(tokens, tuple(map(sound, tokens)), light, type == "person")


@lru_cache(maxsize=1 << 15)
def read_text(text: str, type: Type = "any") -> tuple[Name, ...]:
    """`read_names` of what somebody asks about, which may be more than a name, or less of one.

    >>> [name.loose for name in read_text("payment to S. Chemezov re invoice 15")]
    [True]
    """
    names = read_names(text, type)
    if any(len(name.tokens) >= _TEXT for name in names):
        names = tuple(replace(name, loose=_loose(name.tokens, name.light)) for name in names)
    if len(text) in _CUT:
        names += tuple(replace(name, cut=True) for name in names if len(name.tokens) > 1)
    return names


def _loose(tokens: Sequence[str], light: Sequence[bool]) -> bool:
    """Whether most of the words that tell anything are no names."""
    if len(tokens) < _TEXT:
        return False
    heavy = [t for t, less in zip(tokens, light, strict=True) if not less and len(t) != 1]
    named = known_names(heavy)
    other = sum(not name or len(token) < 3 for token, name in zip(heavy, named, strict=True))
    return other + any(map(str.isdigit, tokens)) > 2 and not named.all()


def _light(
    tokens: Sequence[str], type: Type, forms: Collection[str] = frozenset()
) -> tuple[bool, ...]:
    """Which words say little: legal forms, particles, titles. If all do, none does."""
    company = type not in ("person", "vessel")
    short = len(tokens) < 3
    light = tuple(
        token in forms
        or (token in _PARTICLES and not (short and token in _NAMES_TOO))
        or (type != "organization" and token in _TITLES)
        or (company and (is_form(token) or token in _OFFICES))
        for token in tokens
    )
    return (False,) * len(tokens) if all(light) else light


def _whole(text: str) -> str:
    """A text in which no word that legal forms are made of is written as two: com pany."""
    parts = text.split()
    known = _forms()
    for place in range(len(parts) - 1, 0, -1):
        both = parts[place - 1] + parts[place]
        if len(both) > 6 and both in known and parts[place - 1] not in known:
            parts[place - 1 : place + 1] = [both]
    return " ".join(parts)


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


@lru_cache(maxsize=1 << 14)
def has_form(text: str) -> bool:
    """Whether a name says that a company bears it.

    >>> has_form("Meyer AG"), has_form("Meyer")
    (True, False)
    """
    return any(map(is_form, read_name(text).tokens))


@cache
def _forms() -> frozenset[str]:
    return frozenset(files("caveat.names").joinpath("data/forms.txt").read_text("utf-8").split())


@cache
def _long_forms() -> tuple[str, ...]:
    """Those that are long enough to be told when misspelt."""
    return tuple(sorted(form for form in _forms() if len(form) > 4))


@lru_cache(maxsize=1 << 15)
def read_names(text: str, type: Type = "any") -> tuple[Name, ...]:
    """Every way to read a name.

    A person's name in another script is read as such names are mostly written, and letter by
    letter; so is what may be a person's.

    >>> [name.tokens for name in read_names("谢尔盖·切梅佐夫", "person")]
    [('xie', 'er', 'gai', 'qie', 'mei', 'zuo', 'fu'), ('sergej', 'chemezov')]
    """
    plain = read_name(text, type)
    text = _BEFORE.sub("", mended(text))
    if text.isascii():
        return (plain,)
    if _CARON.search(text):
        return (plain, read_name(_digraphs(text), type))
    if type not in ("person", "any"):
        return (plain,)
    read, sounds, alone = _native(text, initials=True)
    if read == plain.tokens:
        return (plain,)
    light = _light(read, type)
    native = Name(read, sounds, light, type == "person")
    return (native,) if alone and type == "person" else (plain, native)


_CARONS = {"č": "ch", "š": "sh", "ž": "zh", "ŝ": "shch", "ё": "е", "ë": "e"}
_CARON = re.compile(f"[{''.join(_CARONS)}]", re.IGNORECASE)


def _digraphs(text: str) -> str:
    """A text with its carons as English writes them: Čeburaška may be Cheburashka or Ceburaska."""
    plain = unicodedata.normalize("NFC", text)
    return _CARON.sub(lambda found: _CARONS[found[0].lower()], plain)


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

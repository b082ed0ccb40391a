"""Names in scripts that put no blanks between words, and Korean ones: found by how they are read.

Chinese names are read sign by sign (陈全国: chen quan guo), Korean ones in the ways in which lists
spell them; either is a window if a list has exactly that. A foreign name in Chinese or Japanese is
told by the dot in it (谢尔盖·切梅佐夫).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from weakref import WeakKeyDictionary

from caveat.match.index import Index
from caveat.names.inflection import bases
from caveat.names.native import cantonese, foreign, reading, tabled
from caveat.names.respelling import korean
from caveat.names.script import words as folded
from caveat.screening.documents.tokens import Token, Words
from caveat.screening.documents.windows import Window

_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff]")
_HANGUL = re.compile("^[\uac00-\ud7a3]+$")
_DOTS = frozenset("·・•‧･")
_PERSON = (2, 3, 4)
"""Signs of a Chinese person's name."""

_BODY = 12
"""Signs of the longest company's name that is read sign by sign."""

_FOREIGN = 7
"""Signs of the longest part of a foreign name."""

_MOST_SYLLABLES = 12


@dataclass(frozen=True, slots=True)
class Read:
    """Listed names as they are read aloud, without blanks.

    Attributes:
        persons: family and given name -> the name's words.
        whole: every word as one -> the name's words.
    """

    persons: dict[tuple[str, str], str]
    whole: dict[str, str]


_KEPT: WeakKeyDictionary[Index, Read] = WeakKeyDictionary()


def read_names_of(index: Index) -> Read:
    """How an index's names are read; made once for each index."""
    known = _KEPT.get(index)
    if known is None:
        rows = index.rows
        texts = rows.words.texts(rows.row_words)
        ends = rows.ends.tolist()
        persons: dict[tuple[str, str], str] = {}
        whole: dict[str, str] = {}
        for start, stop in pairwise(ends):
            if not 1 < stop - start <= _MOST_SYLLABLES:
                continue
            name = texts[start:stop]
            text = " ".join(name)
            whole.setdefault("".join(name), text)
            if stop - start <= 4:
                persons.setdefault((name[0], "".join(name[1:])), text)
                persons.setdefault((name[-1], "".join(name[:-1])), text)
            if stop - start == 4:  # a married woman may have two family names
                persons.setdefault(("".join(name[2:]), "".join(name[:2])), text)
                persons.setdefault(("".join(name[:2]), "".join(name[2:])), text)
        _KEPT[index] = known = Read(persons, whole)
    return known


def signs(index: Index, words: Words) -> Iterator[Window]:
    """The windows of a text that are read sign by sign."""
    tokens = words.tokens
    read: Read | None = None
    for place, token in enumerate(tokens):
        if token.look not in ("signs", "caseless"):
            continue
        if _HANGUL.match(token.text):
            read = read or read_names_of(index)
            yield from _korean(token, place, read)
        elif token.look == "signs" and _HAN.match(token.text):
            read = read or read_names_of(index)
            yield from _chinese(tokens, place, read)
            yield from _with_dot(words, place)


def _korean(token: Token, place: int, read: Read) -> Iterator[Window]:
    for text in (token.text, *bases(token.text)):
        for spelling in korean(text):
            if spelling in read.persons:
                yield Window(place, place + 1, (f"{spelling[0]} {spelling[1]}",), False)
                return


@lru_cache(maxsize=1 << 14)
def _aloud(sign: str) -> str:
    return "".join(folded(sign))


def _chinese(tokens: Sequence[Token], first: int, read: Read) -> Iterator[Window]:
    text = ""
    parts: list[str] = []
    for place in range(first, min(len(tokens), first + _BODY)):
        token = tokens[place]
        if token.look != "signs" or not _HAN.match(token.text):
            return
        text += token.text
        parts.append(_aloud(token.text))
        count = place + 1 - first
        if count in _PERSON:
            found = read.persons.get((parts[0], "".join(parts[1:])))
            if found is None and count == 4:
                found = read.persons.get(("".join(parts[:2]), "".join(parts[2:])))
            if found is None:
                found = _as_written(text, read)
            if found:
                yield Window(first, place + 1, (found,), False)
        if count >= 4 and (found := read.whole.get("".join(parts))):
            yield Window(first, place + 1, (found,), False)
        if token.gap != "soft" or _apart(tokens, place):
            return


def _as_written(text: str, read: Read) -> str | None:
    """A listed name that a table writes so, or Hong Kong's offices: 李家超 is Lee Ka-chiu."""
    for known in (reading(text), cantonese(text)):
        for size in range(1, min(3, len(known))):
            found = read.persons.get(("".join(known[:size]), "".join(known[size:])))
            if found:
                return found
    return None


def _apart(tokens: Sequence[Token], place: int) -> bool:
    """Whether anything stands between a sign and the next one."""
    return place + 1 >= len(tokens) or tokens[place].end != tokens[place + 1].start


def _with_dot(words: Words, place: int) -> Iterator[Window]:
    """A foreign name around a dot behind the sign at this place."""
    tokens = words.tokens
    if place + 1 >= len(tokens):
        return
    between = words.text[tokens[place].end : tokens[place + 1].start]
    if between not in _DOTS:
        return
    left = _part(tokens, place, -1)
    right = _part(tokens, place + 1, 1)
    for first in left:
        for last in right:
            head = "".join(one.text for one in tokens[first : place + 1])
            tail = "".join(one.text for one in tokens[place + 1 : last + 1])
            said = (*_spoken(head), *_spoken(tail))
            yield Window(first, last + 1, (" ".join(said),), False)


def _part(tokens: Sequence[Token], place: int, step: int) -> list[int]:
    """Where a part of a foreign name may end: where a table has it as a name, else anywhere."""
    known: list[int] = []
    other: list[int] = []
    text = ""
    at = place
    for _ in range(_FOREIGN):
        if not 0 <= at < len(tokens) or not _HAN.match(tokens[at].text):
            break
        text = tokens[at].text + text if step < 0 else text + tokens[at].text
        if len(text) > 1:
            (known if tabled(text) else other).append(at)
        edge = at if step > 0 else at - 1
        if edge < 0 or _apart(tokens, edge):
            break
        at += step
    return known[-1:] or other


def _spoken(text: str) -> tuple[str, ...]:
    return reading(text) or foreign(text) or tuple(folded(text))

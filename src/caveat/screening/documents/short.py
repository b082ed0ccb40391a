"""Short mentions: a surname, an acronym, "the company", brought back to the name they stand for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from caveat.names.inflection import bases
from caveat.names.script import words as folded
from caveat.screening.documents.document import Document
from caveat.screening.documents.reading import Found
from caveat.screening.documents.setting import Setting, Text
from caveat.screening.documents.tokens import plain


@dataclass(frozen=True, slots=True)
class Short:
    """A place that speaks of somebody by less than the name."""

    start: int
    end: int
    how: Literal["short", "description"]


def shorts(document: Document, text: Text, found: Sequence[Found]) -> list[list[Short]]:
    """For each of those found, the places that point back to them."""
    out: list[list[Short]] = [[] for _ in found]
    keys: dict[str, set[int]] = {}
    for number, one in enumerate(found):
        for word in _surnames(one):
            keys.setdefault(word, set()).add(number)
    taken = {c for one in found for m in one.mentions for c in range(m.start, m.end)}
    tokens = text.words.tokens
    for place, token in enumerate(tokens):
        if token.start in taken or token.look == "lower":
            continue
        who: set[int] = set()
        for form in (token.text, *bases(token.text)):
            for word in folded(form):
                who |= keys.get(word, set())
        if len(who) != 1:
            continue
        setting = Setting(text, place, place + 1, True)
        if setting.elsewhere or setting.product or plain(token.text) in ():
            continue
        out[who.pop()].append(Short(token.start, token.end, "short"))
    return out


def _surnames(one: Found) -> set[str]:
    if one.type != "person":
        return set()
    found: set[str] = set()
    for hit in (*one.now.hits, *(one.then.hits if one.then else ())):
        for value in hit.entity.values("lastName"):
            found.update(folded(value))
    names = folded(one.name)
    return {word for word in found & set(names) if len(word) > 2} or {names[-1]}

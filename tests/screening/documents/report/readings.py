"""Documents out of plain text, and readings of them, without any file."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Literal

from caveat.screening.documents.document import Dated, Document, Turn, laid_out
from caveat.screening.documents.reading import Found, Mention, Reading
from caveat.screening.documents.relations import propose, sentences
from caveat.subject import Subject, Type

if TYPE_CHECKING:
    from caveat.screening.library import Library

Named = tuple[str, Type, Sequence[str]]
"""The fullest name, what it is, and the shorter ones that point back to it."""


def document(
    *texts: str,
    day: str = "",
    title: str = "",
    turns: Sequence[Turn] = (),
    pages: Sequence[int | None] = (),
) -> Document:
    """A document of paragraphs."""
    sides = list(pages) or [None] * len(texts)
    text, blocks = laid_out(
        [(one, "paragraph", page, f"page {page}" if page else f"paragraph {number}")
         for number, (one, page) in enumerate(zip(texts, sides, strict=True), start=1)]
    )  # fmt: skip
    dated = (Dated(day, "given", ""),) if day else ()
    mark = hashlib.sha256(text.encode()).hexdigest()
    return Document("paper.txt", "text", mark, title, text, blocks, tuple(turns), dated)


def reading(library: Library, paper: Document, *named: Named, then: str = "") -> Reading:
    """A reading in which the parties are those that are named; what they are, the library says."""
    found = tuple(_found(library, paper, one, then) for one in named)
    some = library.screen(Subject(name="Sergey Chemezov"))
    made = Reading(
        paper,
        paper.dated[0] if paper.dated else None,
        date.fromisoformat(then) if then else None,
        some.as_of,
        found,
        (),
        some.edition,
        some.lists,
        some.cautions,
    )
    return replace(made, proposed=propose(paper, found))


def _found(library: Library, paper: Document, named: Named, then: str) -> Found:
    name, type, shorter = named
    subject = Subject(name=name, type=type)
    places: dict[int, Mention] = {}
    ways: list[tuple[str, Literal["name", "short"]]] = [(name, "name")]
    ways += [(short, "short") for short in shorter]
    for words, how in ways:
        for match in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", paper.text):
            if not any(one.start <= match.start() < one.end for one in places.values()):
                places[match.start()] = _mention(paper, match.start(), match.end(), how)
    return Found(
        name,
        type,
        tuple(places[start] for start in sorted(places)),
        library.screen(subject, as_of=then) if then else None,
        library.screen(subject),
    )


def _mention(paper: Document, start: int, end: int, how: Literal["name", "short"]) -> Mention:
    block = paper.block_at(start)
    turn = paper.turn_of(block)
    first, last = next(
        (block.start + one, block.start + other)
        for one, other in sentences(block.text)
        if block.start + one <= start < block.start + other
    )
    return Mention(
        start, end, paper.text[start:end], (first, last), block.number, block.page, block.place,
        how, turn.speaker if turn else None,
    )  # fmt: skip

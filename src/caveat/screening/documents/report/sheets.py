"""Sheets: the text of a document for the page, its mentions marked, in parts that are laid out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from caveat.screening.documents.document import Block, Document, Turn
from caveat.screening.documents.reading import Mention, Status

_ON_SHEET = 40
"""Blocks on a sheet of the page, where the file has no pages of its own."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of the text; with a mark, if they speak of a party.

    Attributes:
        text: the words.
        mark: number of the mention in the whole document, from 1; 0 for plain words.
        party: number of the party, from 1.
        status: the party's gravest status on either day.
        how: how the mention names it.
        title: what a pointer over it is told.
    """

    text: str
    mark: int = 0
    party: int = 0
    status: Status = "not listed"
    how: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A block of the text as the page shows it.

    Attributes:
        kind: of the block.
        place: where it stands in the file.
        pieces: its words.
        role: ``question``, ``answer`` or ``statement`` in an interview, else empty.
        speaker: who begins to speak here; empty where they go on.
        labelled: whether the document itself says who speaks.
    """

    kind: str
    place: str
    pieces: tuple[Piece, ...]
    role: str
    speaker: str
    labelled: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """Lines that a browser lays out together.

    Attributes:
        page: number of the page in the file; None where it has none.
        lines: in their order.
        left_out: how many blocks before these are not shown.
    """

    page: int | None
    lines: tuple[Line, ...]
    left_out: int = 0


def sheets(
    document: Document,
    parties: Sequence[tuple[Status, str]],
    marked: Sequence[tuple[Mention, int, int]],
    whole: bool,
) -> Iterator[Sheet]:
    """The text of a document, its mentions marked, in sheets.

    Args:
        document: the document.
        parties: of each, its gravest status, and what a pointer over a mention is told.
        marked: each mention with the numbers, from 1, of its party and of itself; in the order of
            the text, a longer one first.
        whole: whether blocks without a mention are shown too.
    """
    lines: list[Line] = []
    turns = iter(document.turns)
    turn = next(turns, None)
    page: int | None = None
    place = left = left_before = 0
    for block in document.blocks:
        while turn and turn.last < block.number:
            turn = next(turns, None)
        stop = place
        while stop < len(marked) and marked[stop][0].start < block.end:
            stop += 1
        here, place = marked[place:stop], stop
        if not whole and not here:
            left += 1
            continue
        full = len(lines) >= _ON_SHEET and block.page is None
        if lines and (block.page != page or full or left):
            yield Sheet(page, tuple(lines), left_before)
            lines = []
        if not lines:
            left_before, left = left, 0
        page = block.page
        lines.append(_line(block, tuple(_pieces(block, here, parties)), turn))
    if lines:
        yield Sheet(page, tuple(lines), left_before)


def _line(block: Block, pieces: tuple[Piece, ...], turn: Turn | None) -> Line:
    inside = turn if turn and turn.first <= block.number else None
    if inside is None:
        return Line(block.kind, block.place, pieces, "", "", True)
    speaker = inside.speaker if block.number == inside.first else ""
    return Line(block.kind, block.place, pieces, inside.role, speaker, inside.labelled)


def _pieces(
    block: Block, here: Sequence[tuple[Mention, int, int]], parties: Sequence[tuple[Status, str]]
) -> Iterator[Piece]:
    reached = block.start
    for mention, number, mark in here:
        if mention.start < reached or mention.end > block.end:
            continue  # inside another one: a link cannot hold a link
        if mention.start > reached:
            yield Piece(block.text[reached - block.start : mention.start - block.start])
        status, title = parties[number - 1]
        yield Piece(
            block.text[mention.start - block.start : mention.end - block.start],
            mark,
            number,
            status,
            mention.how,
            title,
        )
        reached = mention.end
    if reached < block.end:
        yield Piece(block.text[reached - block.start :])

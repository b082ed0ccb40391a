"""A document as it is read: one text, its blocks, its turns, its day, whatever its file."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

FileKind = Literal["text", "markdown", "html", "pdf", "docx", "xlsx", "eml"]
BlockKind = Literal["heading", "paragraph", "row", "header", "caption"]

APART = "\n\n"
"""What stands between two blocks in a document's text."""

CELLS_APART = "\t"
"""What stands between two cells of a row, inside its block: no name goes across it."""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a heading, a row of a table, or a line of an e-mail's head.

    Attributes:
        number: from 1, in the order of reading.
        text: its words, without line breaks that are only layout.
        start: where it begins in the document's text, in characters.
        kind: what it is.
        page: the page, from 1, where the file has pages; else None.
        place: where a reader finds it: ``page 3, paragraph 2``, ``sheet Owners, row 5``.
    """

    number: int
    text: str
    start: int
    kind: BlockKind
    page: int | None
    place: str

    @property
    def end(self) -> int:
        """Where it ends in the document's text."""
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker said before another one spoke.

    Attributes:
        first: number of its first block.
        last: number of its last block.
        speaker: as the document names them; ``interviewer`` or ``interviewee`` where it does not.
        role: what the turn is.
        labelled: whether the document says who speaks; else it is told by how the text runs.
    """

    first: int
    last: int
    speaker: str
    role: Literal["question", "answer", "statement"]
    labelled: bool


@dataclass(frozen=True, slots=True)
class Dated:
    """A day on which the document may have been written.

    Attributes:
        day: ISO prefix (``2018-02``, ``2018-02-26``).
        how: who says so: the user, the file's own data, its name, or its text.
        words: what it was read from.
    """

    day: str
    how: Literal["given", "metadata", "name", "text"]
    words: str


@dataclass(frozen=True, slots=True)
class Document:
    """A file, read.

    Attributes:
        name: the file's name, or ``-``.
        kind: what it is, by its content.
        checksum: SHA-256 of the file, in hexadecimal.
        title: the document's own title; empty if it has none.
        text: all blocks, with `APART` between them.
        blocks: in the order of reading.
        turns: of an interview; none in any other text.
        dated: the days on which it may have been written, the most trustworthy first.
        cautions: what could not be read, and what else a reader must know.
    """

    name: str
    kind: FileKind
    checksum: str
    title: str
    text: str
    blocks: tuple[Block, ...]
    turns: tuple[Turn, ...] = ()
    dated: tuple[Dated, ...] = ()
    cautions: tuple[str, ...] = ()

    def block_at(self, offset: int) -> Block:
        """The block in which a character of the text stands."""
        return self.blocks[bisect_right(self.blocks, offset, key=lambda one: one.start) - 1]

    def turn_of(self, block: Block) -> Turn | None:
        """The turn that a block belongs to, in an interview."""
        return next((t for t in self.turns if t.first <= block.number <= t.last), None)


def laid_out(
    parts: Sequence[tuple[str, BlockKind, int | None, str]],
) -> tuple[str, tuple[Block, ...]]:
    """Blocks in a row, each with its place in the whole text; empty ones are left out.

    >>> parts = [("Rostec", "heading", 1, "page 1"), ("It sells.", "paragraph", 1, "page 1")]
    >>> text, blocks = laid_out(parts)
    >>> [text[block.start : block.end] for block in blocks]
    ['Rostec', 'It sells.']

    Args:
        parts: text, kind, page and place of each.
    """
    blocks: list[Block] = []
    start = 0
    for text, kind, page, place in parts:
        if not text.strip():
            continue
        blocks.append(Block(len(blocks) + 1, text, start, kind, page, place))
        start += len(text) + len(APART)
    return APART.join(block.text for block in blocks), tuple(blocks)

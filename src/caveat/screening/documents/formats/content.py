"""What a file holds, whatever its format: parts in the order of reading, title, days."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from caveat.screening.documents import bounds
from caveat.screening.documents.document import CELLS_APART, BlockKind

Part = tuple[str, BlockKind, int | None, str]
"""Text, kind, page and place of a block: what `document.laid_out` takes."""

# Control characters, soft hyphens, zero-width spaces, marks of direction. Joiners (U+200C, U+200D)
# are letters' business in Persian and Hindi and stay.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe]"
)
# Thai, Tibetan, Burmese, Khmer, Chinese, Japanese and Korean may do without blanks.
_ENDLESS = re.compile(
    r"(?:[!-~]|[^\W\u0e00-\u109f\u1780-\u17ff\u2e80-\u9fff\uac00-\ud7af\U00020000-\U0003ffff])"
    rf"{{{bounds.WORD},}}"
)


class Unreadable(Exception):
    """A file cannot be read: what is wrong, and what to do next."""

    def __init__(self, reason: str, remedy: str) -> None:
        super().__init__(reason, remedy)
        self.reason = reason
        self.remedy = remedy


@dataclass(slots=True)
class Content:
    """What is read out of a file, as it grows.

    Attributes:
        parts: in the order of reading.
        title: the file's own; empty if it has none.
        days: ISO prefix of each day that the file's own data state, and where they do; the most
            trustworthy first.
        cautions: what could not be read.
        characters: of all parts.
    """

    parts: list[Part] = field(default_factory=list)
    title: str = ""
    days: list[tuple[str, str]] = field(default_factory=list)
    cautions: list[str] = field(default_factory=list)
    characters: int = 0

    def add(self, text: str, kind: BlockKind, place: str, page: int | None = None) -> bool:
        """Put a block at the end; one without words is left out.

        Returns:
            Whether the block has words.

        Raises:
            Unreadable: the file has more text than is read.
        """
        text = clean(text)
        if len(text) >= bounds.WORD and _ENDLESS.search(text):
            text = _ENDLESS.sub(lambda found: found[0][: bounds.WORD] + "…", text)
            self.warn(
                f"Words of more than {bounds.WORD} letters or digits are data rather than "
                "language: only their beginnings were read."
            )
        if not text:
            return False
        self.characters += len(text)
        if self.characters > bounds.CHARACTERS:
            raise too_long()
        self.parts.append((text, kind, page, place))
        return True

    def row(self, cells: Iterable[str], place: str, page: int | None = None) -> bool:
        """Put a row of a table at the end; its empty cells are left out."""
        words = [words for cell in cells if (words := clean(cell))]
        return self.add(CELLS_APART.join(words), "row", place, page)

    def warn(self, caution: str) -> None:
        """Add a caution, once."""
        if caution not in self.cautions:
            self.cautions.append(caution)


def too_long() -> Unreadable:
    """What is wrong with a file of too much text."""
    return Unreadable(
        f"it has more than {bounds.CHARACTERS:,} characters of text",
        "Split it, and read the parts.",
    )


def clean(text: str) -> str:
    r"""Words apart by one blank (cells by a tab), without characters that nobody sees.

    >>> clean("Ros\u00adtec \n owns\x00\u00a0it")
    'Rostec owns it'
    """
    text = _INVISIBLE.sub("", text)
    return CELLS_APART.join(
        " ".join(cell.split()) for cell in text.split(CELLS_APART) if cell.strip()
    )

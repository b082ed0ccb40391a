"""Documents of a few lines, as tests write them."""

from __future__ import annotations

from caveat.screening.documents.document import Dated, Document, laid_out


def written(text: str, day: str = "") -> Document:
    """A document whose paragraphs are parted by empty lines; a line with tabs is a row."""
    parts = text.strip("\n").split("\n\n")
    whole, blocks = laid_out(
        [
            (part, "row" if "\t" in part else "paragraph", None, f"paragraph {number}")
            for number, part in enumerate(parts, 1)
        ]
    )
    dated = (Dated(day, "given", day),) if day else ()
    return Document("-", "text", "", "", whole, blocks, (), dated)

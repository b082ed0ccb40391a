"""The right reader for a file's bytes."""

from __future__ import annotations

from pathlib import PurePath

from caveat.screening.documents import bounds
from caveat.screening.documents.document import FileKind
from caveat.screening.documents.formats import kinds
from caveat.screening.documents.formats.content import Content, Unreadable


def content(data: bytes, name: str, depth: int = 0) -> tuple[FileKind, Content]:
    """The kind of a file and what it holds.

    Args:
        data: the file.
        name: its name.
        depth: how many files it is inside of.

    Raises:
        Unreadable: it cannot be read within the bounds.
        MissingExtra: its format needs an optional part that is not installed.
    """
    if len(data) > bounds.FILE_BYTES:
        raise Unreadable(too_large(len(data)), "Split it, and read the parts.")
    if not data.strip(b"\x00 \t\r\n"):
        raise Unreadable("it is empty", "Check that this is the file you mean.")
    kind = kinds.binary(data)
    if kind is None:
        kind, found = _textual(data, name, depth)
    elif kind == "pdf":
        from caveat.screening.documents.formats import pdf

        found = pdf.read(data)
    elif kind == "docx":
        from caveat.screening.documents.formats import docx

        found = docx.read(data)
    else:
        from caveat.screening.documents.formats import xlsx

        found = xlsx.read(data)
    hint = kinds.hinted(name)
    if hint is not None and hint != kind and {hint, kind} != {"text", "markdown"}:
        found.warn(
            f"Its name says that it is {kinds.NAMES[hint]}; it is {kinds.NAMES[kind]}, and was "
            "read as that."
        )
    return kind, found


def _textual(data: bytes, name: str, depth: int) -> tuple[FileKind, Content]:
    from caveat.screening.documents.formats import text

    if len(data) > bounds.TEXT_BYTES and not kinds.textual("", data, name) == "eml":
        raise Unreadable(
            f"it is {len(data) >> 20} MB of text, more than the {bounds.TEXT_BYTES >> 20} MB that "
            "are read",
            "Split it, and read the parts.",
        )
    head, _ = text.decoded(data[: 1 << 16], whole=len(data) <= 1 << 16)
    kind = kinds.textual(head, data, name)
    if kind == "eml":
        from caveat.screening.documents.formats import eml

        return kind, eml.read(data, depth)
    if kind == "html":
        from caveat.screening.documents.formats import html

        return kind, html.read(data)
    if kind == "markdown":
        return kind, text.read_markdown(data)
    if PurePath(name).suffix.lower() in (".csv", ".tsv"):
        return kind, text.read_table(data)
    return kind, text.read(data)


def too_large(size: int) -> str:
    """What is wrong with a file of so many bytes."""
    return f"it is {size >> 20:,} MB, more than the {bounds.FILE_BYTES >> 20} MB that are read"

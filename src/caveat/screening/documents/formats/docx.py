"""Word files: what a reader of the last version sees, and what stands beside it.

python-docx shows neither tracked changes nor footnotes, so the XML itself is read. Text that was
put in with tracked changes is in; text that was taken out is out, and a caution says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from caveat.screening.documents.document import BlockKind
from caveat.screening.documents.formats import office
from caveat.screening.documents.formats.content import Content, Unreadable, clean

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_LOOSE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_HEADING = re.compile(
    r"heading|title|überschrift|titel|titre|título|titolo|заголовок|标题|見出し|nagłówek|başlık",
    re.I,
)
_BESIDE = (
    (re.compile(r"word/header\d*\.xml"), "header", "header"),
    (re.compile(r"word/footer\d*\.xml"), "header", "footer"),
    (re.compile(r"word/footnotes\.xml"), "paragraph", "footnote"),
    (re.compile(r"word/endnotes\.xml"), "paragraph", "endnote"),
    (re.compile(r"word/comments\.xml"), "paragraph", "comment"),
)


def read(data: bytes) -> Content:
    """A Word file: body, then heads and feet of its pages, notes and comments.

    Raises:
        Unreadable: it is encrypted, damaged, made to do harm, or has no words.
    """
    found = Content()
    with office.opened(data) as archive:
        office.properties(archive, found)
        body = office.tree(archive, "word/document.xml")
        if body is None:
            raise Unreadable(
                "it has no text part (word/document.xml)",
                "Save it anew from Word, as DOCX.",
            )
        _loosened(body)
        styles = _headings(office.tree(archive, "word/styles.xml"))
        _Walk(found, styles).walk(body)
        _say_changes(body, found)
        seen: set[str] = set()
        for pattern, kind, what in _BESIDE:
            names = sorted(name for name in archive.namelist() if pattern.fullmatch(name))
            for name in names:
                _beside(office.tree(archive, name), kind, what, found, seen)
    if not found.parts:
        raise Unreadable(
            "it has no words",
            "If it holds pictures of pages, run it through a program for text recognition (OCR).",
        )
    return found


def _loosened(tree: Any) -> None:
    """Elements of Strict Office XML under the names of the usual one."""
    if _STRICT in tree.nsmap.values():
        for one in tree.iter():
            if isinstance(one.tag, str) and one.tag.startswith(f"{{{_STRICT}}}"):
                one.tag = f"{{{_LOOSE}}}" + one.tag.rpartition("}")[2]


def _headings(styles: Any) -> frozenset[str]:
    """Ids of the styles that are headings, by outline level or name."""
    if styles is None:
        return frozenset()
    _loosened(styles)
    found = set()
    for style in styles.iter(f"{_W}style"):
        name = style.find(f"{_W}name")
        if style.find(f"{_W}pPr/{_W}outlineLvl") is not None or (
            name is not None and _HEADING.match(name.get(f"{_W}val", ""))
        ):
            found.add(style.get(f"{_W}styleId", ""))
    return frozenset(found)


class _Walk:
    """Blocks of a body, counted as a reader would count them."""

    def __init__(self, found: Content, headings: frozenset[str]) -> None:
        self.found = found
        self.headings = headings
        self.paragraphs = 0
        self.tables = 0

    def walk(self, tree: Any) -> None:
        """Paragraphs and tables in order; what is around them (controls, sections) is entered."""
        waiting = [iter(tree)]
        while waiting:
            one = next(waiting[-1], None)
            if one is None:
                waiting.pop()
            elif one.tag == f"{_W}p":
                self.paragraph(one)
            elif one.tag == f"{_W}tbl":
                self.table(one)
            elif isinstance(one.tag, str) and one.tag not in (f"{_W}del", f"{_W}moveFrom"):
                waiting.append(iter(one))

    def paragraph(self, one: Any) -> None:
        """A paragraph, and the boxes of text that hang on it, after it."""
        text = _words(one)
        if clean(text):
            self.paragraphs += 1
            self.found.add(text.replace("\t", " "), self.kind(one), f"paragraph {self.paragraphs}")
        for box in _boxes(one):
            self.walk(box)

    def kind(self, one: Any) -> BlockKind:
        """Whether a paragraph is a heading, by its style."""
        style = one.find(f"{_W}pPr/{_W}pStyle")
        named = style is not None and (
            style.get(f"{_W}val") in self.headings or _HEADING.match(style.get(f"{_W}val", ""))
        )
        outlined = one.find(f"{_W}pPr/{_W}outlineLvl") is not None
        return "heading" if named or outlined else "paragraph"

    def table(self, table: Any) -> None:
        """A table row by row; tables in its cells belong to the cell."""
        self.tables += 1
        number = 0
        for row in table.iter(f"{_W}tr"):
            if (
                row.find(f"{_W}trPr/{_W}del") is not None
                or next(row.iterancestors(f"{_W}tbl")) is not table
            ):
                continue
            number += 1
            cells = [
                " ".join(_words(one) for one in cell.iter(f"{_W}p")).replace("\t", " ")
                for cell in row.iter(f"{_W}tc")
                if next(cell.iterancestors(f"{_W}tr")) is row
            ]
            self.found.row(cells, f"table {self.tables}, row {number}")


_SKIP = frozenset(
    (f"{_W}del", f"{_W}moveFrom", f"{_W}txbxContent", f"{_W}delText", f"{_W}instrText", _FALLBACK)
)
_BLANK = frozenset((f"{_W}tab", f"{_W}br", f"{_W}cr", f"{_W}ptab"))


def _words(paragraph: Any) -> str:
    """A paragraph's words: what tracked changes put in is in, what they took out is not."""
    return "".join(_runs(paragraph))


def _runs(paragraph: Any) -> Iterator[str]:
    waiting = [iter(paragraph)]
    while waiting:
        one = next(waiting[-1], None)
        if one is None:
            waiting.pop()
        elif one.tag == f"{_W}t":
            yield one.text or ""
        elif one.tag in _BLANK:
            yield " "
        elif one.tag == f"{_W}noBreakHyphen":
            yield "-"
        elif one.tag not in _SKIP and isinstance(one.tag, str) and one.tag != f"{_W}p":
            waiting.append(iter(one))


def _boxes(paragraph: Any) -> list[Any]:
    """Boxes of text in a paragraph; the copies of them for old programs are left out."""
    return [
        box
        for box in paragraph.iter(f"{_W}txbxContent")
        if not any(above.tag == _FALLBACK for above in box.iterancestors())
        and next((above for above in box.iterancestors(f"{_W}p")), None) is paragraph
    ]


def _say_changes(body: Any, found: Content) -> None:
    taken = sum(1 for _ in body.iter(f"{_W}del", f"{_W}moveFrom"))
    put = sum(1 for _ in body.iter(f"{_W}ins", f"{_W}moveTo"))
    if taken or put:
        found.warn(
            f"It has tracked changes: text put in ({put:,} places) was read, text taken out "
            f"({taken:,} places) was not."
        )


def _beside(tree: Any, kind: Any, what: str, found: Content, seen: set[str]) -> None:
    """Heads, feet, notes or comments; a head that several sections share is said once."""
    if tree is None:
        return
    _loosened(tree)
    if what in ("header", "footer"):
        for one in tree.iter(f"{_W}p"):
            text = clean(_words(one))
            if text and text not in seen and not re.fullmatch(r"\D{0,10}\d+\D{0,10}\d*", text):
                seen.add(text)
                found.add(text.replace("\t", " "), kind, what)
        return
    number = 0
    for note in tree:
        if note.get(f"{_W}type") in ("separator", "continuationSeparator", "continuationNotice"):
            continue
        number += 1
        author = note.get(f"{_W}author")
        place = f"{what} {number}" + (f" by {author}" if author else "")
        for one in note.iter(f"{_W}p"):
            found.add(_words(one).replace("\t", " "), kind, place)

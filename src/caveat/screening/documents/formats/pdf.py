"""PDF: pages to paragraphs, by where the lines stand."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Any

from caveat.errors import MissingExtra
from caveat.screening.documents import bounds
from caveat.screening.documents.document import BlockKind
from caveat.screening.documents.formats.content import Content, Unreadable, clean, too_long
from caveat.screening.documents.formats.lines import joined, words_of

_EDGE = 2
"""Lines at the top and at the foot of a page among which running ones are looked for."""

_RUNNING = 2
"""Pages on which a line must stand at the edge, to be a running one; and a third of all pages."""

_GAP = 1.35
"""Distance of two lines, in distances of that page, from which a new paragraph begins."""

_COLUMN = 1.8
"""Gap in a line, in sizes of its letters, that is one between two cells rather than two words."""

_BLANKS = frozenset((9, 32, 160))
_HYPHENS = frozenset((0x02, 0xFFFE))
"""What PDFium has for a hyphen at a line's end; it does not break the line there."""

_BREAKS = frozenset((10, 13)) | _HYPHENS

_ENDS = re.compile(r"[.!?:;…。！？»”\")\]]$")
_ITEM = re.compile(r"(?:[-*•–—·▪]|\(?(?:\d{1,3}(?:\.\d{1,3})*|[a-z]|[ivx]{1,5})[.)])\s|\d+\.\d+\s")
_DAY = re.compile(r"D?:?\s*(\d{4})(\d\d)?(\d\d)?")


@dataclass(slots=True)
class _Line:
    """A line of a page: its words, and where it stands, in points from the lower left corner."""

    text: str
    left: float
    right: float
    base: float
    size: float


def read(data: bytes) -> Content:
    """A PDF, page by page.

    Raises:
        Unreadable: it is encrypted, damaged, or has more pages than are read.
        MissingExtra: pypdfium2 is not installed.
    """
    try:
        import pypdfium2
    except ImportError:
        raise MissingExtra(
            "Reading a PDF needs an optional part. Install it with "
            "`pip install 'caveat[documents]'`."
        ) from None
    found = Content()
    try:
        file = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise Unreadable(
                "it is encrypted with a password",
                "Open it with the password, save it without one, and read that.",
            ) from None
        raise Unreadable(
            f"it is cut off or damaged ({error})", "Get it anew, or save it anew from its program."
        ) from None
    try:
        if len(file) > bounds.PAGES:
            raise Unreadable(
                f"it has {len(file):,} pages, more than the {bounds.PAGES:,} that are read",
                "Split it, and read the parts.",
            )
        _properties(file, found)
        pages, broken = _pages(file)
        _say(pages, broken, file, found)
    finally:
        file.close()
    running = _running_out(pages)
    known = words_of(line.text for page in pages for line in page)
    for number, page in enumerate(pages, start=1):
        for words in running.get(number, ()):
            found.add(words, "header", f"page {number}, head or foot", number)
        for count, (words, kind) in enumerate(_paragraphs(page, known), start=1):
            found.add(words, kind, f"page {number}, paragraph {count}", number)
    return found


def _properties(file: Any, found: Content) -> None:
    data = file.get_metadata_dict()
    found.title = clean(data.get("Title", ""))
    for name, what in (("CreationDate", "created"), ("ModDate", "modified")):
        day = _DAY.match(data.get(name, ""))
        if day:
            prefix = "-".join(part for part in day.groups() if part)
            found.days.append((prefix, f"{what}, by the file's properties"))


def _pages(file: Any) -> tuple[list[list[_Line]], list[int]]:
    """The lines of each page, and the numbers of pages that cannot be opened."""
    import pypdfium2

    pages: list[list[_Line]] = []
    broken: list[int] = []
    left = bounds.CHARACTERS * 2
    for number in range(len(file)):
        lines: list[_Line] = []
        try:
            page = file[number]
            text = page.get_textpage()
            left -= text.count_chars()
            if left < 0:
                raise too_long()
            lines = _lines(text)
            text.close()
            page.close()
        except pypdfium2.PdfiumError:
            broken.append(number + 1)
        pages.append(lines)
    return pages, broken


def _lines(page: Any) -> list[_Line]:
    """Lines as PDFium sees them: it puts a line break where the text jumps."""
    from ctypes import byref, c_double

    from pypdfium2 import raw

    count = page.count_chars()
    codes = [raw.FPDFText_GetUnicode(page.raw, index) for index in range(count)]
    left, right, bottom, top = c_double(), c_double(), c_double(), c_double()
    x, y = c_double(), c_double()

    def box(index: int) -> tuple[float, float]:
        """Left and right edge of a letter."""
        raw.FPDFText_GetCharBox(
            page.raw, index, byref(left), byref(right), byref(bottom), byref(top)
        )
        return left.value, right.value

    lines: list[_Line] = []
    begin = 0
    for index in range(count + 1):
        code = codes[index] if index < count else 10
        if code not in _BREAKS:
            continue
        first, last = begin, index - 1
        begin = index + 1
        while first <= last and codes[first] in _BLANKS:
            first += 1
        while first <= last and codes[last] in _BLANKS:
            last -= 1
        if first > last:
            continue
        size = raw.FPDFText_GetFontSize(page.raw, first)
        for blank in range(first + 1, last):
            if codes[blank] == 32 and raw.FPDFText_IsGenerated(page.raw, blank) == 1:
                gap = box(blank + 1)[0] - box(blank - 1)[1]
                if gap > _COLUMN * max(size, 1):
                    codes[blank] = 9
        text = _letters(codes[first : last + 1]) + ("-" if code in _HYPHENS else "")
        raw.FPDFText_GetCharOrigin(page.raw, first, byref(x), byref(y))
        if text.strip():
            lines.append(_Line(text, x.value, box(last)[1], y.value, size))
    return lines


def _letters(codes: list[int]) -> str:
    """Letters out of UTF-16 units."""
    text = "".join(chr(code) for code in codes if code)
    if any(0xD800 <= code < 0xE000 for code in codes):
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text.strip()


def _say(pages: list[list[_Line]], broken: list[int], file: Any, found: Content) -> None:
    """Cautions about pages without text, and about what hangs on the file."""
    empty = [
        number for number, page in enumerate(pages, start=1) if not page and number not in broken
    ]
    if broken:
        found.warn(f"What stands on {_listed(broken)} was not read: it cannot be opened.")
    if empty and len(empty) == len(pages):
        found.warn(
            "It has no text, only pictures of pages (a scan): nothing in it was read. Run it "
            "through a program for text recognition (OCR), and read what comes out."
        )
    elif empty:
        found.warn(
            f"No text is on {_listed(empty)} (a picture, or blank): what stands there was not read."
        )
    attached = file.count_attachments()
    if attached:
        found.warn(f"{attached} file(s) are attached inside the PDF; they were not read.")


def _listed(numbers: list[int]) -> str:
    some = ", ".join(str(number) for number in numbers[:20])
    return f"page{'s' * (len(numbers) > 1)} {some}{' and more' if len(numbers) > 20 else ''}"


def _running_out(pages: list[list[_Line]]) -> dict[int, list[str]]:
    """Take out heads and feet that run through the pages, at one height; each is kept once.

    Returns:
        Number of a page, and the running lines that are met there first.
    """
    seen: Counter[tuple[str, int]] = Counter()
    edges: list[list[tuple[_Line, tuple[str, int]]]] = []
    for page in pages:
        by_height = sorted(page, key=lambda line: line.base)
        width = _EDGE if len(page) > 3 * _EDGE else 1
        edge = by_height[:width] + by_height[width:][-width:]
        marked = [(line, (_unnumbered(line.text), round(line.base / 4))) for line in edge]
        seen.update({mark for _, mark in marked})
        edges.append(marked)
    least = max(_RUNNING, len(pages) / 3)
    said: set[str] = set()
    kept: dict[int, list[str]] = {}
    for number, (page, marked) in enumerate(zip(pages, edges, strict=True), start=1):
        gone: set[int] = set()
        for line, mark in marked:
            if seen[mark] < least and not _is_number(line.text, mark[0]):
                continue
            gone.add(id(line))
            if mark[0] not in said and re.search(r"[^\W\d_]{3}", mark[0].replace("page", "")):
                said.add(mark[0])
                kept.setdefault(number, []).append(line.text)
        page[:] = [line for line in page if id(line) not in gone]
    return kept


def _unnumbered(text: str) -> str:
    """A line with its numbers alike: *Page 3 of 12* runs through the pages as *Page 4 of 12*."""
    return re.sub(r"\d+|\b[ivxl]+\b", "#", text.casefold())


def _is_number(text: str, mark: str) -> bool:
    """Whether a line is nothing but the number of a page."""
    return mark.strip("-–— []") == "#" and len(text) <= 8


def _paragraphs(page: list[_Line], known: frozenset[str]) -> list[tuple[str, BlockKind]]:
    """Lines of a page put together to paragraphs."""
    page = _side_by_side(page)
    if not page:
        return []
    steps = [one.base - two.base for one, two in pairwise(page)]
    usual = median([step for step in steps if step > 1] or [1.0])
    body = median(line.size for line in page)
    indented = _indented(page)
    groups: list[list[_Line]] = []
    for line in page:
        if groups and not _begins(groups[-1], line, usual, indented):
            groups[-1].append(line)
        else:
            groups.append([line])
    found: list[tuple[str, BlockKind]] = []
    for group in groups:
        words = joined((line.text for line in group), known)
        large = group[0].size > 1.15 * body and len(words) <= 200 and not words.endswith(".")
        found.append((words, "row" if "\t" in words else "heading" if large else "paragraph"))
    return found


def _indented(page: list[_Line]) -> frozenset[int]:
    """Lines that begin further right than others above and below them, by their `id`."""
    found = set()
    for line in page:
        near = [one.left for one in page if abs(one.left - line.left) < 4 * max(line.size, 1)]
        if line.left - min(near) > 0.6 * line.size:
            found.add(id(line))
    return frozenset(found) if len(found) < 0.6 * len(page) else frozenset()


def _begins(group: list[_Line], line: _Line, usual: float, indented: frozenset[int]) -> bool:
    """Whether a paragraph begins with this line."""
    last = group[-1]
    step = last.base - line.base
    if "\t" in line.text or "\t" in last.text:
        return True
    if abs(line.size - last.size) > 0.12 * max(last.size, 1):
        return True
    if step < -1:  # further up: a new column, into which a sentence may go on
        return bool(_ENDS.search(last.text)) or not line.text[:1].islower()
    if step > _GAP * usual and step > 1.1 * last.size:
        return True
    if _ITEM.match(line.text):
        return True
    margin = min(one.left for one in group)
    widest = max(one.right for one in group)
    ended = bool(_ENDS.search(last.text))
    if id(line) in indented and (ended or id(last) not in indented):
        return True
    word = line.text.split(maxsplit=1)[0]
    room = max(widest, line.right) - last.right
    needed = (len(word) + 1) * 0.5 * last.size
    return room > 1.6 * needed and (ended or (len(group) == 1 and room > 0.4 * (widest - margin)))


def _side_by_side(page: list[_Line]) -> list[_Line]:
    """Pieces of one line (PDFium cuts at wide gaps, as between cells) put together."""
    found: list[_Line] = []
    for line in page:
        last = found[-1] if found else None
        if (
            last is not None
            and abs(last.base - line.base) < 0.3 * max(line.size, 1)
            and line.left >= last.right - 1
        ):
            gap = line.left - last.right
            between = "\t" if gap > _COLUMN * max(line.size, 1) else " "
            last.text = f"{last.text}{between}{line.text}"
            last.right = line.right
        else:
            found.append(line)
    return found

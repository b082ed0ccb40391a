"""Excerpts: the row or the element of a raw file that a statement was read from, letter by letter.

A statement's origin (``sdn.csv:2133``, ``sdn.xml:sdnEntry[16685]/akaList``) names the place. What
is given out are the publisher's own characters, not what a parser made of them.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from lxml import etree

from caveat.library import archive
from caveat.library.archive import Raw
from caveat.sources.xml_stream import local

LARGEST = 64_000
"""Characters of one excerpt; a longer one is cut, and says so."""

_PLACE = re.compile(r"(?P<tag>[A-Za-z_][\w.-]*)\[(?P<key>[^\]]*)\]")
_BY_NUMBER = ("record", "FinancialSanctionsTarget")
"""Elements without a number of their own: the one in brackets is their place in the file."""


def place_of(origin: str) -> str:
    """The row or the entry of an origin, without the part of it that a value stands in.

    >>> place_of("sdn.xml:sdnEntry[16685]/akaList/aka[9]"), place_of("sdn.csv:2133")
    ('sdn.xml:sdnEntry[16685]', 'sdn.csv:2133')
    """
    return origin.partition("/")[0]


def excerpts(root: Path, raw: Raw, places: Collection[str]) -> dict[str, str]:
    """The rows and elements at some places of a raw file.

    Args:
        root: the library's folder.
        raw: the file, as a version names it.
        places: as `place_of` gives them, without the name of the file: ``2133``,
            ``sdnEntry[16685]``.

    Returns:
        Place -> characters; a place that is not found, as in a workbook, is left out.

    Raises:
        LibraryDamaged: the file is missing from the archive, or was changed.
    """
    with archive.fetch(root, raw).open() as stream:
        whole = stream.read()
    if b"\0" in whole[:4096]:  # a workbook: its cells are packed
        return {}
    rows = {int(one): one for one in places if one.isdecimal()}
    found = _rows(whole, rows) if rows else {}
    for place in places:
        if said := _PLACE.fullmatch(place):
            tag, key = said["tag"], said["key"]
            parts = list(_elements(whole, tag, key)) or list(_tables(whole, tag, key))
            if parts:
                found[place] = "\n".join(parts)
    return {
        place: text
        if len(text) <= LARGEST
        else f"{text[:LARGEST]}\n[cut: {len(text):,} characters]"
        for place, text in found.items()
    }


def _rows(whole: bytes, wanted: Mapping[int, str]) -> dict[str, str]:
    """The records of a table that end on some lines, or go over them."""
    lines = _text(whole).splitlines(keepends=True)
    found: dict[str, str] = {}
    reader = csv.reader(lines, delimiter=_delimiter(lines))
    begun, left = 0, set(wanted)
    try:
        for _ in reader:
            for number in range(begun + 1, reader.line_num + 1):
                if number in left:
                    found[wanted[number]] = "".join(lines[begun : reader.line_num]).rstrip("\r\n")
                    left.discard(number)
            begun = reader.line_num
            if not left:
                break
    except csv.Error:  # a table that only its own parser understands: the bare line
        pass
    for number in left:
        if number <= len(lines):
            found[wanted[number]] = lines[number - 1].rstrip("\r\n")
    return found


def _delimiter(lines: list[str]) -> str:
    first = lines[0] if lines else ""
    return max((",", ";", "\t", "|"), key=first.count)


def _elements(whole: bytes, tag: str, key: str) -> Iterator[str]:
    """The elements of this name and number, as they stand there."""
    name = re.escape(tag.encode())
    pattern = re.compile(rb"<((?:[\w.-]+:)?" + name + rb")(?:\s[^>]*)?>.*?</\1\s*>", re.DOTALL)
    for number, match in enumerate(pattern.finditer(whole), start=1):
        if tag in _BY_NUMBER:
            if str(number) == key:
                yield _text(match[0])
                return
        elif key.encode() in match[0] and _is(match[0], key):
            yield _text(match[0])


def _tables(whole: bytes, tag: str, key: str) -> Iterator[str]:
    """The tables of TOML of this name and ``id``, as they stand there."""
    head = re.escape(tag)
    text = _text(whole)
    for match in re.finditer(rf"^\[\[{head}\]\][^\n]*\n(?:(?!\[).*\n?)*", text, re.MULTILINE):
        if re.search(rf"""^id\s*=\s*["']{re.escape(key)}["']""", match[0], re.MULTILINE):
            yield match[0].strip()


def _is(part: bytes, key: str) -> bool:
    """Whether an element has a number: in an attribute, or in a child of its own."""
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, huge_tree=True)
    element = etree.fromstring(part, parser)
    if element is None:
        return False
    if key in element.attrib.values():
        return True
    return any(local(one) and not len(one) and (one.text or "").strip() == key for one in element)


def _text(part: bytes) -> str:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return part.decode(encoding)
        except UnicodeDecodeError:
            continue
    return part.decode("latin-1")

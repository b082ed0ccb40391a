"""What DOCX and XLSX share: a ZIP file of XML parts, checked before anything is made of it."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from typing import Any

from lxml import etree

from caveat.screening.documents import bounds
from caveat.screening.documents.formats.content import Content, Unreadable

_XML = (".xml", ".rels", ".vml")
_HARMFUL = (
    "It may be made to do harm; save it anew from its program, if you trust where it is from."
)
_ENCODING = re.compile(rb"^\s*<\?xml[^>]{0,200}encoding\s*=\s*[\"']([\w.:-]+)", re.I)
_CORE = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_TERMS = "{http://purl.org/dc/terms/}"
_TEMPLATE = "2013-12-23T23:15:00Z"
"""What python-docx puts into every file that it makes: the moment of its template."""


def opened(data: bytes) -> zipfile.ZipFile:
    """An Office file, after every part of it was looked at.

    Its directory may lie about sizes, so the parts are unpacked once, piece by piece, and counted.
    A part of XML with a document type is refused: Office writes none, and entities need one.

    Raises:
        Unreadable: it is damaged, encrypted, unpacks without end, or declares entities.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise _damaged(error) from None
    entries = archive.infolist()
    if len(entries) > bounds.ARCHIVE_ENTRIES:
        raise Unreadable(
            f"it has {len(entries):,} parts, more than the {bounds.ARCHIVE_ENTRIES:,} that are "
            "read",
            _HARMFUL,
        )
    if len({entry.filename for entry in entries}) < len(entries):
        raise Unreadable("two of its parts have one name", _HARMFUL)
    total = 0
    for entry in entries:
        if entry.flag_bits & 1:
            raise Unreadable(
                "it is encrypted with a password",
                "Open it with the password, save it without one, and read that.",
            )
        total += _looked_at(archive, entry, bounds.ARCHIVE_BYTES - total)
    return archive


def _looked_at(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, left: int) -> int:
    """The unpacked size of a part, after a look at all of it."""
    xml = entry.filename.lower().endswith(_XML)
    size, tail = 0, b""
    try:
        with archive.open(entry) as stream:
            while piece := stream.read(1 << 18):
                if not size and xml:
                    _check_encoding(entry.filename, piece)
                size += len(piece)
                if size > left or (xml and size > bounds.PART_BYTES):
                    raise Unreadable(
                        f"it unpacks to more than {min(left, bounds.PART_BYTES) >> 20:,} MB "
                        f"({entry.filename})",
                        _HARMFUL,
                    )
                if size > bounds.RATIO_FROM and size > bounds.RATIO * max(entry.compress_size, 1):
                    raise Unreadable(
                        f"its part {entry.filename} unpacks to more than {bounds.RATIO} times its "
                        "size, as a zip bomb does",
                        _HARMFUL,
                    )
                seen = (tail + piece).replace(b"\x00", b"")
                if xml and (b"<!DOCTYPE" in seen or b"<!ENTITY" in seen):
                    raise Unreadable(
                        f"its part {entry.filename} declares a document type, by which entities "
                        "can be made to expand or to fetch files",
                        _HARMFUL,
                    )
                tail = piece[-32:]
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as error:
        raise _damaged(error) from None
    except RuntimeError as error:  # what zipfile raises where it wants a password
        raise Unreadable(
            f"it cannot be unpacked ({error})", "Save it without a password."
        ) from None
    return size


def _check_encoding(name: str, head: bytes) -> None:
    """Refuse what is neither UTF-8 nor UTF-16: Office writes no other; others can hide things."""
    said = _ENCODING.match(head.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe"))
    begins = head.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")[:1]
    known = (b"utf-8", b"utf-16", b"utf-16le", b"utf-16be", b"us-ascii", b"ascii", b"iso-8859-1")
    if begins not in (b"<", b"") or (said and said[1].lower() not in known):
        raise Unreadable(f"its part {name} is no XML that Office writes", _HARMFUL)


def _damaged(error: Exception) -> Unreadable:
    return Unreadable(
        f"it is cut off or damaged ({str(error)[:200]})",
        "Get it anew, or save it anew from its program.",
    )


def tree(archive: zipfile.ZipFile, name: str) -> Any:
    """A part as a tree; None if the file has none of this name."""
    try:
        data = archive.read(name)
    except KeyError:
        return None
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_pis=True
    )
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise Unreadable(
            f"its part {name} is damaged ({str(error)[:200]})",
            "Save it anew from its program, and try again.",
        ) from None


def properties(archive: zipfile.ZipFile, found: Content) -> None:
    """Title and days out of the file's own properties.

    The day of the last change comes first: the words are as they were left on it, while the day of
    creation may be that of a template, or of an older contract that was written over.
    """
    core = tree(archive, "docProps/core.xml")
    if core is None:
        return
    found.title = (core.findtext(f"{_DC}title") or "").strip()
    for name in ("modified", "created"):
        said = (core.findtext(f"{_TERMS}{name}") or "").strip()
        day = re.match(r"\d{4}-\d\d-\d\d", said)
        if day and said != _TEMPLATE:
            found.days.append((day[0], f"{name}, by the file's properties"))

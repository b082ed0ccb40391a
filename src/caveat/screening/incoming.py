"""Incoming: what a file is that somebody hands over, told by its content and never by its name."""

from __future__ import annotations

import json
import re
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from caveat.errors import BadMapping, BadTable
from caveat.screening import rows, table

Kind = Literal["customers", "payment", "document"]

_LOOK = 8192
_MT = re.compile(rb"[\x01\x00$\s]*(?:\{[1-4]:|:20:)")
_ISO_20022 = re.compile(
    rb"urn:iso:std:iso:20022|<(?:\w+:)?(?:AppHdr|FIToFICstmrCdtTrf|CstmrCdtTrfI)"
)


@dataclass(frozen=True, slots=True)
class Incoming:
    """What a file is.

    Attributes:
        kind: a customer file, payment messages, or a document.
        suffix: under which it is read: ``.csv``; empty where its reader looks for itself.
    """

    kind: Kind
    suffix: str


def told_apart(path: Path) -> Incoming:
    """What a file is.

    A table is a customer file if one of its headings is that of a name or of an identifier; any
    other table, text or sheet is a document.

    Args:
        path: the file, whatever it is called.

    Raises:
        BadTable: it is empty.
    """
    with path.open("rb") as stream:
        head = stream.read(_LOOK)
    plain = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not plain:
        raise BadTable("The file is empty. Choose another one.")
    if _MT.match(plain) or (plain[:1] == b"<" and _ISO_20022.search(plain)):
        return Incoming("payment", "")
    if head.startswith(b"PAR1"):
        return Incoming("customers", ".parquet")
    if head.startswith(b"PK\x03\x04"):
        return _customers(path, ".xlsx") if _is_sheet(path) else Incoming("document", "")
    if b"\x00" in head and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return Incoming("document", "")
    if plain[:1] in (b"<", b"%") or plain.startswith(b"{\\rtf"):
        return Incoming("document", "")
    if plain[:1] == b"{" and _is_object(plain):
        return _customers(path, ".jsonl")
    return _customers(path, ".csv")


def _customers(path: Path, suffix: str) -> Incoming:
    """A customer file, if its headings say so."""
    named = path.with_name(f"{path.stem}.look{suffix}")
    named.hardlink_to(path)
    try:
        opened = rows.open_input(named)
        table.mapping(opened.headings, {})
    except (BadTable, BadMapping):
        return Incoming("document", "")
    finally:
        named.unlink()
    return Incoming("customers", suffix)


def _is_sheet(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as archive:
            return "xl/workbook.xml" in archive.namelist()
    except (zipfile.BadZipFile, OSError):
        return False


def _is_object(plain: bytes) -> bool:
    try:
        return isinstance(json.loads(plain.split(b"\n", 1)[0]), dict)
    except ValueError:
        return False


def list_of_names(text: str) -> tuple[str, str]:
    """A pasted list as a file: its content, and the suffix under which it is read.

    Rows out of a spreadsheet come with tabs: if their headings say what the columns are, they are
    a table; else the first cell of each is the name. Any other line is one name.

    >>> list_of_names("Acme, Inc\\nRostec")
    ('name\\r\\n"Acme, Inc"\\r\\nRostec\\r\\n', '.csv')
    """
    import csv
    import io

    lines = [line for line in text.splitlines() if line.strip()]
    if lines and "\t" in lines[0]:
        headings = lines[0].split("\t")
        try:
            table.mapping(headings, {})
        except BadMapping:
            lines = [line.split("\t")[0] for line in lines]
        else:
            return "\n".join(lines) + "\n", ".csv"
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(["name"])
    writer.writerows([line.strip()] for line in lines)
    return written.getvalue(), ".csv"

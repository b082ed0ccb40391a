"""Incoming: what a file is that somebody hands over, told by its content and never by its name."""

from __future__ import annotations

import json
import re
import tomllib
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from caveat.errors import BadMapping, BadTable
from caveat.screening import rows, table

Kind = Literal["customers", "payment", "document", "deal"]

_LOOK = 8192
_MT = re.compile(rb"[\x01\x00$\s]*(?:\{[1-4]:|:20:)")
_ISO_20022 = re.compile(
    rb"urn:iso:std:iso:20022|<(?:\w+:)?(?:AppHdr|FIToFICstmrCdtTrf|CstmrCdtTrfI)"
)
_TOML_PARTY = re.compile(rb"^[ \t]*\[\[[ \t]*party[ \t]*\]\]", re.MULTILINE)
_JSON_PARTY = re.compile(rb'"party"\s*:\s*\[\s*\{')
_TOML_BEGINS = re.compile(rb"(?:[ \t]*(?:#[^\n]*)?\r?\n)*[ \t]*(?:\w+[ \t]*=|\[\[)")


@dataclass(frozen=True, slots=True)
class Incoming:
    """What a file is.

    Attributes:
        kind: a customer file, payment messages, a deal, or a document.
        suffix: under which it is read: ``.csv``, ``.toml``; empty where its reader looks by itself.
    """

    kind: Kind
    suffix: str


def told_apart(path: Path) -> Incoming:
    """What a file is.

    A table is a customer file if one of its headings is that of a name or of an identifier; a deal
    is TOML or JSON with a table ``party``, well-formed or not; any other table, text or sheet is a
    document.

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
    deal = _deal(path, plain)
    if deal:
        return Incoming("deal", deal)
    if plain[:1] in (b"<", b"%") or plain.startswith(b"{\\rtf"):
        return Incoming("document", "")
    if plain[:1] == b"{" and _is_object(plain):
        return _customers(path, ".jsonl")
    return _customers(path, ".csv")


def _deal(path: Path, plain: bytes) -> str:
    """Under which suffix a deal file is read; empty if it is none.

    What is badly written is a deal nevertheless, if it begins like one: its reader says where.
    """
    from caveat.screening.deals.reading import LARGEST

    if path.stat().st_size > LARGEST:
        return ""
    if plain[:1] == b"{":
        try:
            said = json.loads(path.read_bytes().decode("utf-8-sig"))
        except ValueError:
            lines = _is_object(plain)  # one object a line: a customer file
            return ".json" if not lines and _JSON_PARTY.search(path.read_bytes()) else ""
        parties = said.get("party")
        return ".json" if isinstance(parties, list) and "date" in said else ""
    if not _TOML_BEGINS.match(plain):
        return ""
    whole = path.read_bytes()
    if not _TOML_PARTY.search(whole):
        return ""
    try:
        said = tomllib.loads(whole.decode("utf-8-sig"))
        return ".toml" if isinstance(said.get("party"), list) else ""
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        return ".toml"


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

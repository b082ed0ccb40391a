"""Customer files in, row by row: CSV, XLSX, Parquet, JSON lines; and what a cell is as text."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, TextIO

from caveat.errors import BadTable, CaveatError

SUFFIXES = (".csv", ".xlsx", ".parquet", ".jsonl")
_BATCH = 10_000


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a customer file.

    Attributes:
        line: where it stands: line of the file, row of the sheet, or number of the record.
        cells: heading -> cell.
        wrong: why it cannot be read, else empty.
    """

    line: int
    cells: Mapping[str, Any]
    wrong: str = ""


@dataclass(frozen=True, slots=True)
class Input:
    """A customer file, opened as far as its headings.

    Attributes:
        headings: of the columns.
        total: number of rows, where it is cheap to know; else an estimate from above.
        cautions: what was assumed in reading it.
    """

    path: Path
    headings: tuple[str, ...]
    total: int
    cautions: tuple[str, ...]
    encoding: str = ""
    delimiter: str = ","

    def rows(self) -> Iterator[Row]:
        """Every row, in order, in bounded memory.

        Raises:
            BadTable: the file breaks off.
        """
        read = {
            ".csv": _csv_rows,
            ".xlsx": _xlsx_rows,
            ".parquet": _parquet_rows,
            ".jsonl": _jsonl_rows,
        }[self.path.suffix.lower()]
        line = 1
        try:
            for row in read(self):
                line = row.line
                yield row
        except CaveatError:
            raise
        except Exception as error:  # whatever the readers of three formats raise
            raise BadTable(
                f"{self.path} cannot be read after line {line}: {error}. Save it anew."
            ) from error


def open_input(path: Path) -> Input:
    """Look at a customer file.

    Raises:
        BadTable: it is not there, is empty, or is no file that can be read.
    """
    if not path.is_file():
        raise BadTable(f"There is no file {path}. Check the name.")
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise BadTable(f"{path} is none of {', '.join(SUFFIXES)}. Save it as one of them.")
    try:
        opened = {
            ".csv": _open_csv,
            ".xlsx": _open_xlsx,
            ".parquet": _open_parquet,
            ".jsonl": _open_jsonl,
        }[suffix](path)
    except BadTable:
        raise
    except Exception as error:  # whatever the readers of three formats raise
        raise BadTable(f"{path} cannot be read as {suffix}: {error}. Save it anew.") from error
    if not opened.headings:
        raise BadTable(f"{path} has no headings. Its first row must name the columns.")
    twice = {heading for heading in opened.headings if opened.headings.count(heading) > 1}
    if twice:
        raise BadTable(f"{path} has the heading {min(twice)!r} twice. Rename one of them.")
    return opened


def _open_csv(path: Path) -> Input:
    cautions: list[str] = []
    with path.open("rb") as stream:
        head = stream.read(1 << 16)
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16"
    else:
        encoding = "utf-8-sig"
        try:
            with path.open(encoding=encoding) as text:
                while text.read(1 << 20):
                    pass
        except UnicodeDecodeError:
            encoding = "cp1252"
            cautions.append(
                f"{path.name} is not UTF-8; it was read as Windows-1252 (Western Europe). "
                "If names look wrong, save it as UTF-8."
            )
    sample = head.decode(encoding, errors="ignore").splitlines()[:1]
    delimiter = max(",;\t|", key=lambda one: len(next(csv.reader(sample, delimiter=one), [])))
    with path.open(encoding=encoding, errors="replace", newline="") as text:
        headings = next(csv.reader(text, delimiter=delimiter, strict=True), [])
    with path.open("rb") as stream:
        total = sum(block.count(b"\n") for block in iter(lambda: stream.read(1 << 20), b""))
    return Input(path, _headings(headings), total, tuple(cautions), encoding, delimiter)


def _headings(cells: Sequence[Any]) -> tuple[str, ...]:
    """The first row as headings; a column without one is called by its number."""
    texts = [text_of(cell).strip() for cell in cells]
    while texts and not texts[-1]:
        texts.pop()
    return tuple(text or f"column {place}" for place, text in enumerate(texts, start=1))


class _Lines:
    """The lines of a file, of which those of a broken record can be put back."""

    def __init__(self, text: TextIO) -> None:
        self._text = text
        self._waiting: list[str] = []
        self._taken: list[str] = []
        self.number = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._waiting.pop() if self._waiting else next(self._text)
        self._taken.append(line)
        self.number += 1
        return line

    def begin(self) -> int:
        """Begin a record; the number of its first line."""
        self._taken.clear()
        return self.number + 1

    def back(self) -> str:
        """Put back all but the first line of the record, which is returned."""
        first, *others = self._taken
        self._waiting += reversed(others)
        self.number -= len(others)
        return first


def _csv_rows(source: Input) -> Iterator[Row]:
    with source.path.open(encoding=source.encoding, errors="replace", newline="") as text:
        lines = _Lines(text)
        reader = csv.reader(lines, delimiter=source.delimiter, strict=True)
        next(reader)
        while True:
            start = lines.begin()
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:  # a quote too many must not swallow the rows after it
                yield Row(start, {source.headings[0]: lines.back().strip()}, f"is no CSV: {error}")
                continue
            if cells:
                yield _row(start, source, cells)


def _row(line: int, source: Input, cells: Sequence[Any]) -> Row:
    named = dict(zip(source.headings, cells, strict=False))
    width = len(source.headings)
    if not any(text_of(cell) for cell in cells[width:]):
        return Row(line, named)
    named[source.headings[-1]] = source.delimiter.join(map(text_of, cells[width - 1 :]))
    return Row(line, named, f"has {len(cells)} cells for {width} headings")


def _open_xlsx(path: Path) -> Input:
    from openpyxl import load_workbook

    book = load_workbook(path, read_only=True, data_only=True)
    sheet = book.worksheets[0]
    total = max((sheet.max_row or 1) - 1, 0)
    sheet.reset_dimensions()  # some programs state them too small, and rows would be lost
    headings = _headings(next(sheet.iter_rows(values_only=True), ()))
    more = len(book.worksheets) - 1
    book.close()
    said = (f"{path.name} has {more} more sheets; only the first was read.",) if more else ()
    return Input(path, headings, total, said)


def _xlsx_rows(source: Input) -> Iterator[Row]:
    from openpyxl import load_workbook

    book = load_workbook(source.path, read_only=True, data_only=True)
    try:
        sheet = book.worksheets[0]
        sheet.reset_dimensions()
        for line, cells in enumerate(sheet.iter_rows(values_only=True, min_row=2), start=2):
            if any(cell is not None for cell in cells):
                yield _row(line, source, cells)
    finally:
        book.close()


def _open_parquet(path: Path) -> Input:
    import pyarrow.parquet as pq

    with pq.ParquetFile(path) as file:
        return Input(path, tuple(file.schema_arrow.names), file.metadata.num_rows, ())


def _parquet_rows(source: Input) -> Iterator[Row]:
    import pyarrow.parquet as pq

    line = 0
    with pq.ParquetFile(source.path) as file:
        for batch in file.iter_batches(_BATCH):
            for cells in batch.to_pylist():
                line += 1
                yield Row(line, cells)


def _open_jsonl(path: Path) -> Input:
    headings: dict[str, None] = {}
    total = 0
    with path.open("rb") as stream:
        for line in stream:
            total += 1
            cells, _ = _object(line)
            headings.update(dict.fromkeys(cells))
    return Input(path, tuple(headings), total, ())


def _jsonl_rows(source: Input) -> Iterator[Row]:
    with source.path.open("rb") as stream:
        for number, line in enumerate(stream, start=1):
            if not line.strip():
                continue
            cells, wrong = _object(line)
            if wrong:
                cells = {source.headings[0]: line.decode(errors="replace").strip()}
            yield Row(number, cells, wrong)


def _object(line: bytes) -> tuple[dict[str, Any], str]:
    """A line as a JSON object, or why it is none."""
    try:
        found = json.loads(line)
        if b"\\u" in line:
            json.dumps(found, ensure_ascii=False).encode()  # half a character fails here
    except (ValueError, RecursionError) as error:
        return {}, f"is no JSON: {error}"
    return (found, "") if isinstance(found, dict) else ({}, "is no JSON object")


def harmless(text: str) -> str:
    """A text as a cell of a CSV file, where a spreadsheet would take it for a formula if it could.

    Numbers are left alone, with their signs; so are telephone numbers.

    >>> harmless("=HYPERLINK(0)"), harmless("-12.5"), harmless("+44 20 7946 0000"), harmless("@x")
    ("'=HYPERLINK(0)", '-12.5', '+44 20 7946 0000', "'@x")
    """
    if _FORMULA.match(text) and not _NUMBER.fullmatch(text):
        return f"'{text}"
    return text


_FORMULA = re.compile(r"[\t\r\n]|\s*[=+@＝＋－＠-]")
_NUMBER = re.compile(r"[+-]?[\d .,]+|\+[\d ()./-]+|-+")


def text_of(value: Any) -> str:
    """A cell as text; a blank one and one that is not a number are nothing."""
    if value is None or value != value:
        return ""
    if isinstance(value, datetime) and value.time() == datetime.min.time():
        value = value.date()
    return value if isinstance(value, str) else str(value)

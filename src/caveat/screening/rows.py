"""Customer files in and results out, row by row: CSV, XLSX, Parquet, JSON lines."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from caveat.errors import BadTable
from caveat.library.disk import file_aside

SUFFIXES = (".csv", ".xlsx", ".parquet", ".jsonl")
_SHEET_ROWS = 1_048_576
_ARROW_ROWS = 10_000


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
        """Every row, in order, in bounded memory."""
        return {
            ".csv": _csv_rows,
            ".xlsx": _xlsx_rows,
            ".parquet": _parquet_rows,
            ".jsonl": _jsonl_rows,
        }[self.path.suffix.lower()](self)


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
            cautions.append(f"{path.name} is not UTF-8; it was read as Windows-1252.")
    sample = head.decode(encoding, errors="ignore")
    first = sample.splitlines()[0] if sample.strip() else ""
    delimiter = max(",;\t|", key=first.count)
    with path.open(encoding=encoding, errors="replace", newline="") as text:
        headings = next(csv.reader(text, delimiter=delimiter), [])
    with path.open("rb") as stream:
        total = sum(block.count(b"\n") for block in iter(lambda: stream.read(1 << 20), b""))
    names = tuple(heading.strip() for heading in headings)
    return Input(path, names, total, tuple(cautions), encoding, delimiter)


def _csv_rows(source: Input) -> Iterator[Row]:
    with source.path.open(encoding=source.encoding, errors="replace", newline="") as text:
        reader = csv.reader(text, delimiter=source.delimiter)
        next(reader)
        line = reader.line_num
        while True:
            start = line + 1
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                line = reader.line_num
                yield Row(start, {}, f"is no CSV: {error}")
                continue
            line = reader.line_num
            if not cells:
                continue
            named = dict(zip(source.headings, cells, strict=False))
            wrong = ""
            if len(cells) > len(source.headings):
                wrong = f"has {len(cells)} cells for {len(source.headings)} headings"
                named[source.headings[-1]] = source.delimiter.join(
                    cells[len(source.headings) - 1 :]
                )
            yield Row(start, named, wrong)


def _open_xlsx(path: Path) -> Input:
    from openpyxl import load_workbook

    book = load_workbook(path, read_only=True, data_only=True)
    sheet = book.worksheets[0]
    first = next(sheet.iter_rows(values_only=True), ())
    headings = tuple(str(cell).strip() for cell in first if cell is not None)
    total = max((sheet.max_row or 1) - 1, 0)
    more = len(book.worksheets) - 1
    book.close()
    said = (f"{path.name} has {more} more sheets; only the first was read.",) if more else ()
    return Input(path, headings, total, said)


def _xlsx_rows(source: Input) -> Iterator[Row]:
    from openpyxl import load_workbook

    book = load_workbook(source.path, read_only=True, data_only=True)
    try:
        rows = book.worksheets[0].iter_rows(values_only=True, min_row=2)
        for line, cells in enumerate(rows, start=2):
            if any(cell is not None for cell in cells):
                yield Row(line, dict(zip(source.headings, cells, strict=False)))
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
        for batch in file.iter_batches(_ARROW_ROWS):
            for cells in batch.to_pylist():
                line += 1
                yield Row(line, cells)


def _open_jsonl(path: Path) -> Input:
    headings: dict[str, None] = {}
    total = 0
    with path.open("rb") as stream:
        for line in stream:
            total += 1
            if total <= 1000:
                try:
                    headings.update(dict.fromkeys(json.loads(line)))
                except (ValueError, TypeError):
                    continue
    return Input(path, tuple(headings), total, ())


def _jsonl_rows(source: Input) -> Iterator[Row]:
    with source.path.open("rb") as stream:
        for number, line in enumerate(stream, start=1):
            if not line.strip():
                continue
            try:
                cells = json.loads(line)
            except ValueError as error:
                text = line.decode(errors="replace").strip()
                yield Row(number, {source.headings[0]: text}, f"is no JSON: {error}")
                continue
            if isinstance(cells, dict):
                yield Row(number, cells)
            else:
                yield Row(number, {source.headings[0]: str(cells)}, "is no JSON object")


def write(place: Path, headings: Sequence[str], records: Iterable[Mapping[str, Any]]) -> None:
    """Write results in the format of the file's suffix, in one step and in bounded memory.

    No text can start a formula in a spreadsheet, see `harmless`.

    Raises:
        BadTable: the suffix is none that can be written, or a sheet cannot hold the rows.
    """
    suffix = place.suffix.lower()
    if suffix not in SUFFIXES:
        raise BadTable(f"{place} is none of {', '.join(SUFFIXES)}. Name the results so.")
    {".csv": _write_csv, ".xlsx": _write_xlsx, ".parquet": _write_parquet, ".jsonl": _write_jsonl}[
        suffix
    ](place, headings, records)


def _write_csv(place: Path, headings: Sequence[str], records: Iterable[Mapping[str, Any]]) -> None:
    import io

    with file_aside(place) as raw:
        text = io.TextIOWrapper(raw, encoding="utf-8-sig", newline="")
        writer = csv.DictWriter(text, headings, restval="", extrasaction="ignore")
        writer.writeheader()
        for record in records:
            writer.writerow({name: harmless(_plain(value)) for name, value in record.items()})
        text.flush()
        text.detach()


def _write_jsonl(
    place: Path, headings: Sequence[str], records: Iterable[Mapping[str, Any]]
) -> None:
    with file_aside(place) as raw:
        for record in records:
            raw.write(json.dumps(record, ensure_ascii=False, default=str).encode() + b"\n")


def _write_parquet(
    place: Path, headings: Sequence[str], records: Iterable[Mapping[str, Any]]
) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    kinds = {"caveat_line": pa.int64(), "caveat_hit": pa.int32(), "caveat_hits": pa.int32(),
             "caveat_score": pa.float64()}  # fmt: skip
    schema = pa.schema([(name, kinds.get(name, pa.string())) for name in headings])

    def batch(rows: list[Mapping[str, Any]]) -> pa.RecordBatch:
        return pa.record_batch(
            [
                pa.array(
                    [
                        row.get(name) if name in kinds else _plain(row.get(name)) or None
                        for row in rows
                    ],
                    schema.field(name).type,
                )
                for name in headings
            ],
            schema=schema,
        )

    with file_aside(place) as raw, pq.ParquetWriter(raw, schema, compression="zstd") as writer:
        waiting: list[Mapping[str, Any]] = []
        for record in records:
            waiting.append(record)
            if len(waiting) == _ARROW_ROWS:
                writer.write_batch(batch(waiting))
                waiting = []
        writer.write_batch(batch(waiting))


def _write_xlsx(place: Path, headings: Sequence[str], records: Iterable[Mapping[str, Any]]) -> None:
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell

    book = Workbook(write_only=True)
    sheet = book.create_sheet("Screening")
    sheet.append(list(headings))
    for count, record in enumerate(records, start=2):
        if count > _SHEET_ROWS:
            raise BadTable(f"{place}: a sheet holds {_SHEET_ROWS} rows. Write .csv or .parquet.")
        cells = []
        for name in headings:
            value = record.get(name)
            cell = WriteOnlyCell(sheet, value if isinstance(value, int | float) else _plain(value))
            if isinstance(cell.value, str):
                cell.data_type = "s"
            cells.append(cell)
        sheet.append(cells)
    with file_aside(place) as raw:
        book.save(raw)


def harmless(text: str) -> str:
    """A text as a cell of a CSV file, where a spreadsheet would take it for a formula if it could.

    Numbers are left alone, with their signs; so are telephone numbers.

    >>> harmless("=HYPERLINK(0)"), harmless("-12.5"), harmless("+44 20 7946 0000"), harmless("@x")
    ("'=HYPERLINK(0)", '-12.5', '+44 20 7946 0000', "'@x")
    """
    if text[:1] in _FORMULA and not _NUMBER.fullmatch(text):
        return f"'{text}"
    return text


_FORMULA = tuple("=+-@\t\r")
_NUMBER = re.compile(r"[+-]?[\d\s().,/-]+")


def _plain(value: Any) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else str(value)

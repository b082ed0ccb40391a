"""Results out, row by row: CSV, XLSX, Parquet, JSON lines."""

from __future__ import annotations

import csv
import io
import json
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from caveat.errors import BadTable
from caveat.library.disk import file_aside
from caveat.screening.rows import SUFFIXES, harmless, text_of

_SHEET_ROWS = 1_048_576
_BATCH = 10_000
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""What a sheet cannot hold."""


def check(place: Path) -> None:
    """Whether results can be written so, before anybody waits for them.

    Raises:
        BadTable: the suffix is none that can be written.
    """
    if place.suffix.lower() not in SUFFIXES:
        raise BadTable(f"{place} is none of {', '.join(SUFFIXES)}. Name the results so.")


def write(place: Path, headings: Sequence[str], records: Iterable[Mapping[str, Any]]) -> None:
    """Write results in the format of the file's suffix, in one step and in bounded memory.

    No text can start a formula in a spreadsheet, see `caveat.screening.rows.harmless`.

    Raises:
        BadTable: the suffix is none that can be written, or a sheet cannot hold the rows.
    """
    check(place)
    {".csv": _write_csv, ".xlsx": _write_xlsx, ".parquet": _write_parquet, ".jsonl": _write_jsonl}[
        place.suffix.lower()
    ](place, headings, records)


def _write_csv(place: Path, headings: Sequence[str], records: Iterable[Mapping[str, Any]]) -> None:
    with file_aside(place) as raw:
        text = io.TextIOWrapper(raw, encoding="utf-8-sig", newline="")
        writer = csv.writer(text)
        writer.writerow([harmless(heading) for heading in headings])
        for record in records:
            writer.writerow([harmless(text_of(record.get(heading))) for heading in headings])
        text.flush()
        text.detach()


def _write_jsonl(
    place: Path, headings: Sequence[str], records: Iterable[Mapping[str, Any]]
) -> None:
    with file_aside(place) as raw:
        for record in records:
            raw.write(json.dumps(record, ensure_ascii=False, default=text_of).encode() + b"\n")


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
                        row.get(name) if name in kinds else text_of(row.get(name)) or None
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
            if len(waiting) == _BATCH:
                writer.write_batch(batch(waiting))
                waiting = []
        writer.write_batch(batch(waiting))


def _write_xlsx(place: Path, headings: Sequence[str], records: Iterable[Mapping[str, Any]]) -> None:
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell

    book = Workbook(write_only=True)
    sheet = book.create_sheet("Screening")

    def cell_of(value: Any) -> Any:
        number = isinstance(value, int | float) and math.isfinite(value)
        cell = WriteOnlyCell(sheet, value if number else _CONTROL.sub("\ufffd", text_of(value)))
        if not number:
            cell.data_type = "s"  # a text that begins with = is a text
        return cell

    sheet.append([cell_of(heading) for heading in headings])
    for count, record in enumerate(records, start=2):
        if count > _SHEET_ROWS:
            raise BadTable(f"{place}: a sheet holds {_SHEET_ROWS} rows. Write .csv or .parquet.")
        sheet.append([cell_of(record.get(name)) for name in headings])
    with file_aside(place) as raw:
        book.save(raw)

"""A whole customer file: every row comes out, and a run that broke off goes on."""

from __future__ import annotations

import csv
import json
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow.parquet as pq
import pytest
from openpyxl import load_workbook

from caveat.errors import BadInput, BadMapping, BadTable
from caveat.screening.batch import run

if TYPE_CHECKING:
    from caveat.screening.library import Library

HEADINGS = ("customer_id", "full name", "date of birth", "country")
ROWS = [
    ("1", "Sergey Chemezov", "1952-08-20", "Russia"),
    ("2", "Maria Kestrelova", "", ""),
    ("3", "Ismail Demir", "31/02/1980", "Turkey"),
    ("4", "", "", "Estonia"),
    ("5", "Концерн «Калашников»", "", "RU"),
    ("6", "=HYPERLINK(0)", "", ""),
]


def put(place: Path, rows: Sequence[tuple[str, ...]] = ROWS) -> Path:
    with place.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([HEADINGS, *rows])
    return place


def read(place: Path) -> list[dict[str, Any]]:
    with place.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def test_every_row_comes_out_in_order_and_bad_ones_go_to_the_rejects(
    library: Library, tmp_path: Path
) -> None:
    summary = run(library, put(tmp_path / "in.csv"), tmp_path / "out.csv")
    assert (summary.rows, summary.clear, summary.hits, summary.rejected) == (6, 2, 2, 2)
    rows = read(tmp_path / "out.csv")
    assert list(dict.fromkeys(row["customer_id"] for row in rows)) == list("123456")
    found = {row["customer_id"]: row for row in rows}
    assert found["1"]["caveat_party"] == "starter-sergei-chemezov"
    assert found["5"]["caveat_party"] == "starter-kalashnikov"
    assert found["2"]["caveat_status"] == "clear"
    assert summary.rejects is not None
    rejects = {row["customer_id"]: row for row in read(summary.rejects)}
    assert "31/02/1980" in rejects["3"]["reason"]
    assert rejects["3"]["line"] == "4"
    assert "needs a name" in rejects["4"]["reason"]


def test_results_name_the_edition_the_lists_and_the_caution(
    library: Library, tmp_path: Path
) -> None:
    run(library, put(tmp_path / "in.csv"), tmp_path / "out.csv")
    for row in read(tmp_path / "out.csv"):
        if row["caveat_status"] != "rejected":
            assert row["caveat_edition"] == library.edition.id
            assert "starter 2026-11-01" in row["caveat_list_versions"]
            assert "not fit for compliance" in row["caveat_notice"]
    about = json.loads((tmp_path / "out.csv.about.json").read_text())
    assert about["edition"] == library.edition.id


def test_no_cell_of_a_csv_can_start_a_formula(library: Library, tmp_path: Path) -> None:
    run(library, put(tmp_path / "in.csv"), tmp_path / "out.csv")
    assert read(tmp_path / "out.csv")[-1]["full name"] == "'=HYPERLINK(0)"


def test_all_formats_say_the_same(library: Library, tmp_path: Path) -> None:
    source = put(tmp_path / "in.csv")
    for suffix in ("csv", "xlsx", "parquet", "jsonl"):
        run(library, source, tmp_path / f"out.{suffix}")
    wanted = [
        (row["customer_id"], row["caveat_status"], row["caveat_party"])
        for row in read(tmp_path / "out.csv")
    ]
    table = pq.read_table(tmp_path / "out.parquet").to_pylist()
    assert [
        (row["customer_id"], row["caveat_status"], row["caveat_party"] or "") for row in table
    ] == wanted
    sheet = load_workbook(tmp_path / "out.xlsx", read_only=True).worksheets[0]
    first, *rest = ([cell.value for cell in row] for row in sheet.iter_rows())
    cells = [dict(zip(first, row, strict=False)) for row in rest]
    assert [
        (row["customer_id"], row["caveat_status"], row["caveat_party"] or "") for row in cells
    ] == wanted
    lines = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text().splitlines()]
    assert [row["customer_id"] for row in lines] == list("123456")
    parties = [hit["party"] for row in lines if "screening" in row
               for hit in row["screening"]["hits"]]  # fmt: skip
    assert parties == [party for _, _, party in wanted if party]


def test_customers_may_come_in_any_format(library: Library, tmp_path: Path) -> None:
    import polars

    table = polars.read_csv(put(tmp_path / "in.csv"), infer_schema=False)
    table.write_parquet(tmp_path / "in.parquet")
    table.write_ndjson(tmp_path / "in.jsonl")
    from openpyxl import Workbook

    book = Workbook()
    assert book.active is not None
    for row in (HEADINGS, *ROWS):
        book.active.append(["'" + cell if cell[:1] == "=" else cell or None for cell in row])
    book.save(tmp_path / "in.xlsx")
    for suffix in ("parquet", "jsonl", "xlsx"):
        summary = run(library, tmp_path / f"in.{suffix}", tmp_path / "out.csv")
        assert (summary.rows, summary.hits, summary.rejected) == (6, 2, 2), suffix


def test_headings_that_say_too_little_can_be_mapped(library: Library, tmp_path: Path) -> None:
    source = tmp_path / "in.csv"
    source.write_text("Bezeichnung;Sitz\nRostec;Russland\n")
    with pytest.raises(BadMapping, match="No column looks like a name"):
        run(library, source, tmp_path / "out.csv")
    summary = run(library, source, tmp_path / "out.csv", said={"Bezeichnung": "name"})
    assert summary.hits == 1


@pytest.mark.parametrize(
    ("content", "why"), [("", "empty|headings"), ("name,name\na,b\n", "twice")]
)
def test_a_file_that_is_no_table_is_refused(
    library: Library, tmp_path: Path, content: str, why: str
) -> None:
    (tmp_path / "in.csv").write_text(content)
    with pytest.raises(BadTable, match=why):
        run(library, tmp_path / "in.csv", tmp_path / "out.csv")


def test_the_customer_file_is_never_overwritten(library: Library, tmp_path: Path) -> None:
    source = put(tmp_path / "in.csv")
    with pytest.raises(BadInput, match="overwrite"):
        run(library, source, source)


BREAK = """
import sys
from caveat import Library
from caveat.screening.batch import run
from pathlib import Path
root, source, output, resume = sys.argv[1:]
run(Library.open(root, today="2026-11-24"), Path(source), Path(output), resume=resume == "1")
"""


def test_a_run_that_was_killed_goes_on_and_ends_as_if_it_had_not_been(
    library: Library, tmp_path: Path
) -> None:
    rows = [(str(n), f"{ROWS[n % 3][1]} {n}", "", "") for n in range(6_000)]
    source = put(tmp_path / "in.csv", rows)
    whole, broken = tmp_path / "whole.csv", tmp_path / "broken.csv"

    def start(output: Path, resume: bool) -> subprocess.Popen[bytes]:
        words = (str(library.root), str(source), str(output), "1" if resume else "0")
        return subprocess.Popen([sys.executable, "-c", BREAK, *words])

    with start(whole, False) as first:
        assert first.wait() == 0
    with start(broken, False) as second:
        partial = broken.with_name("broken.csv.partial")
        while len(list(partial.glob("*.count.json"))) < 3:
            time.sleep(0.01)
            assert second.poll() is None
        second.send_signal(signal.SIGKILL)
    assert not broken.exists()
    done = len(list(partial.glob("*.count.json")))
    assert done >= 3
    kept = {place: place.stat().st_mtime_ns for place in partial.glob("*.jsonl")}
    with start(broken, True) as third:
        while third.poll() is None:
            for place, when in kept.items():  # what was done is not done again
                if place.exists():
                    assert place.stat().st_mtime_ns == when
            time.sleep(0.05)
        assert third.returncode == 0
    assert broken.read_bytes() == whole.read_bytes()
    assert not partial.exists()


def test_a_run_about_another_file_does_not_go_on(library: Library, tmp_path: Path) -> None:
    source, output = put(tmp_path / "in.csv"), tmp_path / "out.csv"
    folder = tmp_path / "out.csv.partial"
    folder.mkdir()
    (folder / "manifest.json").write_text(json.dumps({"input": "another"}))
    with pytest.raises(BadInput, match="Start anew without --resume"):
        run(library, source, output, resume=True)
    assert run(library, source, output).rows == len(ROWS)

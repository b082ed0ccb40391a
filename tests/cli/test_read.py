"""``caveat read``: documents and folders through the command line."""

from __future__ import annotations

import csv
import json
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.cli.test_main import valid
from tests.conftest import CAVEAT, at

if TYPE_CHECKING:
    from tests.conftest import Command

TEXT = "26 February 2018\n\nSergey Chemezov runs Rostec. Vladimir Putin is his friend.\n"
CLEAR = "Maria Kestrelova likes the sea. It is warm in the summer, and she swims in it.\n"


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    place = tmp_path / "paper.txt"
    place.write_text(TEXT)
    return place


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "papers"
    (place / "inner").mkdir(parents=True)
    (place / "a.txt").write_text(TEXT)
    (place / "inner/b.md").write_text(CLEAR)
    (place / "c.pdf").write_bytes(b"%PDF-1.4\nbroken")
    return place


def test_a_hit_on_either_day_is_3_and_nobody_is_0(
    starter: Command, paper: Path, tmp_path: Path
) -> None:
    answer = starter("read", paper)
    assert answer.code == 3, answer.err
    assert "in February 2018" not in answer.out
    assert "on 26 February 2018" in answer.out
    assert "on 24 November 2026" in answer.out
    clear = tmp_path / "clear.txt"
    clear.write_text(CLEAR)
    assert starter("read", clear).code == 0


def test_the_day_can_be_said(starter: Command, paper: Path) -> None:
    said = starter("read", paper, "--date", "2013", "--as-of", "2016-01-01", "--json").json
    assert valid(said)
    assert (said["then"], said["now"]) == ("2013-12-31", "2016-01-01")
    found = {one["name"]: (one["status_then"], one["status_now"]) for one in said["found"]}
    assert found["Sergey Chemezov"] == ("not listed", "listed")


def test_standard_input_is_read(starter: Command, tmp_path: Path) -> None:
    library = tmp_path / "library"
    assert at(library)("update", "starter").code == 0
    done = subprocess.run(
        [CAVEAT, "--library", library, "--today", "2026-11-24", "read", "-", "--json"],
        input=TEXT.encode(),
        capture_output=True,
    )
    assert done.returncode == 3, done.stderr
    assert json.loads(done.stdout)["document"]["name"] == "-"


def test_the_report_is_written(starter: Command, paper: Path, tmp_path: Path) -> None:
    for name in ("report.html", "report.json", "report.csv"):
        answer = starter("read", paper, "-o", tmp_path / name)
        assert answer.code == 3, answer.err
        assert (tmp_path / name).stat().st_size > 500
    assert valid(json.loads((tmp_path / "report.json").read_text()))


def test_what_cannot_be_written_is_said_first(starter: Command, paper: Path, folder: Path) -> None:
    answer = starter("read", paper, "-o", "report.doc")
    assert answer.code == 2
    assert ".html" in answer.err
    answer = starter("read", folder, "-o", "report.pdf")
    assert answer.code == 2
    assert "one document" in answer.err
    assert starter("read", "absent.txt").code == 2


def test_proposed_stakes_come_into_the_library(paper: Path, tmp_path: Path) -> None:
    caveat = at(tmp_path / "library")
    assert caveat("update", "starter").code == 0
    answer = caveat("read", paper, "--propose", tmp_path / "stakes.csv")
    assert "caveat stakes import" in answer.out
    done = caveat("stakes", "import", tmp_path / "stakes.csv", "--published", "2018-02-26")
    assert done.code == 0, done.err
    assert "1 stakes" in " ".join(done.out.split())


def test_one_bad_file_stops_nothing(starter: Command, folder: Path, tmp_path: Path) -> None:
    answer = starter("read", folder, "-o", tmp_path / "report.csv")
    assert answer.code == 3, answer.err
    assert "3 documents" in answer.out
    assert "1 not read" in answer.out
    with (tmp_path / "report.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert {row["file"] for row in rows} == {"a.txt", "c.pdf", "inner/b.md"}
    (bad,) = [row for row in rows if row["error"]]
    assert bad["file"] == "c.pdf"
    assert bad["party"] == ""


def test_nobody_found_but_a_file_not_read_is_1(starter: Command, folder: Path) -> None:
    (folder / "a.txt").unlink()
    assert starter("read", folder).code == 1
    (folder / "c.pdf").unlink()
    assert starter("read", folder).code == 0
    (folder / "inner/b.md").unlink()
    answer = starter("read", folder)
    assert answer.code == 2
    assert "No document" in answer.err


def test_a_folder_has_an_index_and_a_page_each(
    starter: Command, folder: Path, tmp_path: Path
) -> None:
    place = tmp_path / "out/report.html"
    assert starter("read", folder, "-o", place).code == 3
    index = place.read_text()
    pages = sorted(page.name for page in (tmp_path / "out/report-documents").iterdir())
    assert pages == ["0001-a.txt.html", "0003-b.md.html"]
    for page in pages:
        assert f'href="report-documents/{page}"' in index
    assert "not read" in index
    again = starter("read", folder, "-o", place)  # its own pages may be replaced
    assert again.code == 3, again.err
    (tmp_path / "out/report-documents/mine.txt").write_text("my own")
    refused = starter("read", folder, "-o", place)
    assert refused.code == 2
    assert "mine.txt" in refused.err


def test_a_report_in_the_folder_is_no_document(starter: Command, folder: Path) -> None:
    for _ in range(2):
        answer = starter("read", folder, "-o", folder / "report.html")
        assert "3 documents" in answer.out


def test_a_folder_as_json(starter: Command, folder: Path, tmp_path: Path) -> None:
    answer = starter("read", folder, "--json", "-o", tmp_path / "report.json")
    lines = [json.loads(line) for line in answer.out.splitlines()]
    assert [line["file"] for line in lines] == ["a.txt", "c.pdf", "inner/b.md"]
    whole = json.loads((tmp_path / "report.json").read_text())
    assert valid(whole)
    assert whole["documents"] == lines


def test_no_list_is_4(paper: Path, tmp_path: Path) -> None:
    assert at(tmp_path / "empty")("read", paper).code == 4

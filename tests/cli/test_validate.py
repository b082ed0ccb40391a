"""``caveat validate`` through the command line: what it prints, writes, and returns."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import jsonschema
import pytest
from tests.conftest import ROOT, at

if TYPE_CHECKING:
    from tests.conftest import Command

SCHEMA = json.loads((ROOT / "docs/reference/caveat.schema.json").read_text())
QUICK = ("--cases", "20", "--clean", "50")


def test_a_report_is_written_and_compared_with_the_next(starter: Command, tmp_path: Path) -> None:
    place = tmp_path / "report.json"
    first = starter("validate", *QUICK, "-o", place, "-o", tmp_path / "report.html")
    assert first.code == 3, first.err  # the starter list is not fit for compliance
    assert "not fit for compliance" in first.out and "generated customers" in first.out
    document = json.loads(place.read_text())
    jsonschema.validate(document, SCHEMA)
    assert document["run"]["made"] and document["settings"]["seed"] == 11
    assert "Validation of sanctions screening" in (tmp_path / "report.html").read_text()
    next_ = starter(
        "validate", *QUICK, "--threshold", "0.97", "--since", place, "--recall", "90%",
        "--alarms", "0.5%", "--lists", "starter", "--json",
    )  # fmt: skip
    jsonschema.validate(next_.json, SCHEMA)
    assert next_.json["since"]["made"] == document["run"]["made"]
    assert next_.json["appetite"]["recall"] == 0.9 and not next_.json["appetite"]["met"]
    assert next_.json["appetite"]["alarms"] == 0.005


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("-o", "report.docx"), "none of .html"),
        (("--since", "absent.json"), "no file absent.json"),
        (("--recall", "most"), "is no share"),
        (("--recall", "120%"), "is no share"),
        (("--customers", "absent.csv"), "absent.csv"),
        (("--cases", "0"), "--cases"),
    ],
)
def test_wrong_usage_is_2_and_says_why(starter: Command, words: tuple[str, ...], why: str) -> None:
    answer = starter("validate", *QUICK, *words)
    assert answer.code == 2, answer.err
    assert why in " ".join(answer.err.split())


def test_without_a_list_there_is_nothing_to_validate(starter: Command, tmp_path: Path) -> None:
    assert at(tmp_path)("validate").code == 4
    assert starter("validate", "--lists", "un-sc").code == 4

"""Casework through the command line, from a customer file to an examiner's folder."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import jsonschema
import pytest
from tests.conftest import ROOT, at

if TYPE_CHECKING:
    from tests.conftest import Command

SCHEMA = json.loads((ROOT / "docs/reference/caveat.schema.json").read_text())
CUSTOMERS = ROOT / "src/caveat/sources/sample_customers.csv"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The library's folder."""
    return tmp_path_factory.mktemp("casework") / "library"


@pytest.fixture(scope="module")
def caveat(root: Path) -> Command:
    """A library with the starter list, a portfolio of the sample customers, and three users."""
    run = at(root)
    assert run("update", "starter").code == 0
    done = run("portfolio", "add", "sample", CUSTOMERS, "--key", "customer_id")
    assert done.code == 0 and "39 added" in done.out and "line 40" in done.out, done.err
    assert run("portfolio", "screen", "sample").code == 3
    for name, role in (("ann", "analyst"), ("bob", "approver"), ("otto", "auditor")):
        assert run("users", "add", name, "--role", role).code == 0
    return run


def _valid(document: object) -> None:
    jsonschema.validate(document, SCHEMA)


def test_what_is_printed_as_json_is_what_the_schema_says(caveat: Command, tmp_path: Path) -> None:
    for words in (
        ("portfolio", "list"), ("portfolio", "show", "sample"),
        ("portfolio", "sync", "sample", CUSTOMERS), ("alerts", "list"), ("alerts", "show", "2"),
        ("alerts", "note", "2", "-t", "Asked for a passport"),
        ("alerts", "bulk", "false match", "--reason", "other", "-t", "x", "--max-score", "0.85"),
        ("users", "list"), ("audit", "verify"), ("audit", "list", "--limit", "3"), ("retain",),
        ("alerts", "figures"),
        ("portfolio", "screen", "sample"),
    ):  # fmt: skip
        done = caveat(*words, "--json")
        assert done.code in (0, 3), done.err
        _valid(done.json)
    receipt = tmp_path / "receipt.json"
    assert caveat("alerts", "receipt", "2", "-o", receipt).code == 0
    _valid(json.loads(receipt.read_text()))
    _valid(caveat("replay", receipt, "--json").json)
    head = tmp_path / "head.json"
    assert caveat("audit", "head", "-o", head).code == 0
    _valid(json.loads(head.read_text()))


def test_a_match_is_decided_by_two_and_proved(caveat: Command, tmp_path: Path) -> None:
    decide = ("alerts", "decide", "1", "true match", "--reason", "same person")
    assert "a second person must agree" in caveat("--user", "ann", *decide).out.replace("\n", " ")
    refused = caveat("--user", "ann", *decide)
    assert refused.code == 1 and "cannot be the second person" in refused.err
    assert caveat("--user", "otto", *decide).code == 1
    assert "true match" in caveat("--user", "bob", *decide).out
    assert caveat("alerts", "show", "1").out.count("same person") == 3
    place = tmp_path / "case"
    assert caveat("--user", "otto", "export", "case", "1", "-o", place).code == 0
    assert caveat("replay", place / "receipt.json").code == 0
    assert caveat("audit", "verify", "--head", place / "journal-head.json").code == 0
    assert caveat("audit", "export", "-o", tmp_path / "journal.jsonl").code == 0
    key = json.loads((place / "journal-head.json").read_text())["key"]
    for journal in (place / "journal.jsonl", tmp_path / "journal.jsonl"):
        alone = at(tmp_path / "nothing")("audit", "verify", journal, "--key", key, "--json")
        assert alone.code == 0, alone.err
        _valid(alone.json)
    assert not (tmp_path / "nothing").exists()
    assert caveat("export", "case", "1", "-o", tmp_path / "case.pdf").code == 0
    assert (tmp_path / "case.pdf").read_bytes().startswith(b"%PDF-")
    case = json.loads((place / "case.json").read_text())
    _valid(case)
    assert [one["actor"] for one in case["decisions"]] == ["ann", "bob"]


def test_a_file_comes_back_as_it_went_in(caveat: Command, tmp_path: Path) -> None:
    file, back = tmp_path / "passport.txt", tmp_path / "back.txt"
    file.write_bytes(b"AB 123")
    assert caveat("--user", "ann", "alerts", "attach", "2", file).code == 0
    assert "attached 1: passport.txt" in caveat("alerts", "show", "2").out
    assert caveat("alerts", "file", "1", "-o", back).code == 0
    assert back.read_bytes() == b"AB 123"
    assert "Nothing is due" in caveat("alerts", "done", "2", "-t", "Filed").err


def test_a_stale_view_is_refused_and_told(caveat: Command) -> None:
    assert caveat("--user", "ann", "alerts", "assign", "3", "ann", "--version", "1").code == 0
    late = caveat("--user", "bob", "alerts", "escalate", "3", "-t", "Help", "--version", "1")
    assert late.code == 1 and "was changed by ann" in late.err


def test_a_bulk_decision_does_what_its_preview_says(caveat: Command) -> None:
    bulk = ("--user", "ann", "alerts", "bulk", "false match", "--reason", "other person",
            "-t", "Weak names", "--max-score", "0.82")  # fmt: skip
    shown = caveat(*bulk, "--json").json
    assert shown["done"] is None and len(shown["alerts"]) == 1
    assert caveat(*bulk, "--apply", "0" * 16).code == 1
    done = caveat(*bulk, "--apply", shown["token"], "--json").json
    assert done["done"] == {"decided": 1, "proposed": 0}
    again = caveat("portfolio", "screen", "sample", "--json").json
    assert again["suppressed"] and not again["new"]


def test_a_journal_that_was_changed_is_found(caveat: Command, root: Path, tmp_path: Path) -> None:
    copy = tmp_path / "library"
    shutil.copytree(root, copy)
    with sqlite3.connect(copy / "casework.db") as connection:
        connection.execute("DROP TRIGGER journal_kept_update")
        connection.execute("UPDATE journal SET actor = 'eve' WHERE seq = 5")
    connection.close()
    found = at(copy)("audit", "verify")
    assert found.code == 1 and "entry 5 was changed" in found.out


def test_a_screening_is_answered_again_from_its_receipt(caveat: Command, tmp_path: Path) -> None:
    place = tmp_path / "receipt.json"
    assert caveat("screen", "Sergey Chemezov", "--receipt", place).code == 3
    done = caveat("replay", place)
    assert done.code == 0 and "the same, to the letter" in done.out
    place.write_text(place.read_text().replace("Chemezov", "Chemesov"))
    assert caveat("replay", place).code == 2


def test_files_of_customers_and_deals_are_answered_again(caveat: Command, tmp_path: Path) -> None:
    place = tmp_path / "receipt.json"
    results = tmp_path / "results.csv"
    assert caveat("batch", CUSTOMERS, "-o", results, "--receipt", place).code == 3
    receipt = json.loads(place.read_text())
    _valid(receipt)
    assert receipt["kind"] == "batch" and receipt["verdict"]["hits"]
    assert caveat("replay", place, "--file", CUSTOMERS).code == 0
    assert "Name the file with --file" in caveat("replay", place).err
    deal = ROOT / "docs/how-to/deals/s400.toml"
    assert caveat("deal", deal, "--receipt", place).code in (3, 4)
    _valid(json.loads(place.read_text()))
    assert caveat("replay", place).code == 0


def test_a_document_is_answered_again_from_its_receipt(caveat: Command, tmp_path: Path) -> None:
    letter, place = tmp_path / "letter.txt", tmp_path / "receipt.json"
    letter.write_text("Yesterday Sergey Chemezov met the board of Rostec in Moscow.")
    assert caveat("read", letter, "--receipt", place).code == 3
    assert caveat("replay", place, "--file", letter).code == 0


def test_without_its_extra_it_says_what_to_install(tmp_path: Path) -> None:
    words = ["caveat", "--library", str(tmp_path), "alerts", "list"]
    code = (
        "import sys; sys.modules['sqlalchemy'] = None; "
        f"sys.argv = {words!r}; from caveat.cli.main import main; main()"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 1
    assert "Casework needs sqlalchemy" in done.stderr
    assert 'pip install "caveat[casework]"' in done.stderr

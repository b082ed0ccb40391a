"""Receipts, and answering them again."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from tests.casework.conftest import ADA, IVAN, OTTO, Office
from tests.screening.conftest import Shelf, Shelves

from caveat.casework import exporting, receipts, replaying, verdicts
from caveat.errors import BadInput, BadReceipt, CannotReplay
from caveat.library import disk
from caveat.screening import batch
from caveat.screening.deals.judge import judge
from caveat.screening.deals.reading import of_text
from caveat.screening.documents import files, folder
from caveat.screening.payments import reading, screen
from caveat.subject import Subject

NEW = {"n": {"name": "Ivan Ivanov", "since": "2026-11-21"}}


def _receipt(shelf: Shelf, name: str = "Ivan Ivanov") -> dict[str, Any]:
    library, terms = shelf.library, shelf.library.terms()
    return receipts.of_screening(library, terms, library.screen(Subject(name=name)))


def _shelf(new_shelf: Shelves) -> Shelf:
    shelf = new_shelf()
    shelf.take("2026-11-20", IVAN)
    shelf.build()
    return shelf


def test_an_answer_comes_out_the_same(new_shelf: Shelves) -> None:
    shelf = _shelf(new_shelf)
    for name in ("Ivan Ivanov", "Ann Nobody"):
        found = replaying.replay(shelf.library, _receipt(shelf, name))
        assert found.same and "still there" in found.how


def test_new_versions_of_lists_do_not_change_it(new_shelf: Shelves) -> None:
    shelf = _shelf(new_shelf)
    receipt = _receipt(shelf)
    shelf.take("2026-11-21", {**IVAN, **NEW})
    shelf.build()
    assert len(shelf.library.screen(Subject(name="Ivan Ivanov")).hits) == 2
    assert replaying.replay(shelf.library, receipt).same


def test_an_edition_that_was_pruned_is_built_again_from_the_archive(new_shelf: Shelves) -> None:
    shelf = _shelf(new_shelf)
    receipt = _receipt(shelf)
    before = shelf.library.edition.folder
    for day in range(21, 25):
        shelf.take(f"2026-11-{day}", {**IVAN, f"n{day}": NEW["n"]})
        shelf.build()
    assert not before.exists()
    found = replaying.replay(shelf.library, receipt)
    assert (
        found.same
        and found.how == f"built again from the archive, as {receipt['basis']['edition']}"
    )


def test_what_was_confirmed_later_does_not_change_it(new_shelf: Shelves) -> None:
    """How old a list was on that day is part of the answer."""
    from datetime import date

    from caveat.library import versions

    shelf = _shelf(new_shelf)
    receipt = _receipt(shelf)
    name = versions.of_source(shelf.library.root, "un-sc")[-1].name
    check = versions.Check(date(2026, 11, 24), name, {})
    versions.write_check(shelf.library.root, "un-sc", check)
    assert replaying.replay(shelf.library, receipt).same


def test_another_outcome_is_told_with_what_differs(new_shelf: Shelves) -> None:
    shelf = _shelf(new_shelf)
    receipt = _receipt(shelf)
    receipt["verdict"] = {"clear": True, "hits": [], "sha256": "0"}
    found = replaying.replay(shelf.library, receipt)
    assert not found.same and not found.same_hits
    assert found.now["hits"][0]["party"] and found.told == "It comes out otherwise."
    receipt["verdict"], receipt["basis"]["program"] = found.now, "0.0.1"
    told = replaying.replay(shelf.library, receipt).told
    assert told.startswith("It comes out the same, to the letter. The receipt is of Caveat 0.0.1")
    receipt["verdict"] = {**found.now, "sha256": "0"}
    receipt["basis"]["program"] = "0.0.1"
    told = replaying.replay(shelf.library, receipt).told
    assert "hits are the same" in told and "of Caveat 0.0.1" in told


def test_a_version_that_is_gone_or_changed_is_no_answer(new_shelf: Shelves) -> None:
    shelf = _shelf(new_shelf)
    receipt = _receipt(shelf)
    (raw,) = (shelf.library.root / "archive").rglob("*.gz")
    whole = raw.read_bytes()
    raw.write_bytes(whole[:-20])
    with pytest.raises(CannotReplay, match="archive"):
        replaying.replay(shelf.library, receipt)
    raw.write_bytes(whole)
    shutil.rmtree(shelf.library.root / "versions/un-sc")
    with pytest.raises(CannotReplay, match="not in the library any more"):
        replaying.replay(shelf.library, receipt)


def test_a_replay_writes_nothing_into_the_library(new_shelf: Shelves) -> None:
    shelf = _shelf(new_shelf)
    receipt = _receipt(shelf)
    shutil.rmtree(shelf.library.edition.folder)
    before = sorted(shelf.library.root.rglob("*"))
    with disk.writing(shelf.library.root):  # somebody else is at it
        assert replaying.replay(shelf.library, receipt).same
    assert sorted(shelf.library.root.rglob("*")) == before


def test_a_receipt_that_was_changed_is_refused(new_shelf: Shelves, tmp_path: Path) -> None:
    receipt = _receipt(_shelf(new_shelf))
    place = tmp_path / "receipt.json"
    receipts.write(receipt, place)
    assert receipts.read(place) == receipt
    place.write_text(place.read_text().replace("Ivan Ivanov", "Ivan Ivanow"))
    with pytest.raises(BadReceipt, match="changed after it was written"):
        receipts.read(place)
    for text in ("{}", "[]", "no JSON"):
        place.write_text(text)
        with pytest.raises(BadReceipt):
            receipts.read(place)


def test_a_document_is_read_again(new_shelf: Shelves, tmp_path: Path) -> None:
    shelf = _shelf(new_shelf)
    file = tmp_path / "letter.txt"
    file.write_text("On Monday, Ivan Ivanov met the board in Moscow.")
    document = files.read(file, day="2026-11-22", today=shelf.library.today)
    reading = folder.one(shelf.library, document)
    receipt = receipts.of_document(shelf.library, shelf.library.terms(), reading)
    assert receipt["verdict"]["hits"][0]["now"] == "listed"
    assert replaying.replay(shelf.library, receipt, file).same
    with pytest.raises(BadInput, match="Name the file with --file"):
        replaying.replay(shelf.library, receipt)
    file.write_text("On Monday, Ivan Ivanow met the board in Moscow.")
    with pytest.raises(BadInput, match="is not the document of the receipt"):
        replaying.replay(shelf.library, receipt, file)


def test_a_customer_file_is_screened_again(new_shelf: Shelves, tmp_path: Path) -> None:
    shelf, file = _shelf(new_shelf), tmp_path / "customers.csv"
    file.write_text("name,born\nIvan Ivanov,1960\nAnn Nobody,\n,\n")
    for output in ("rows.csv", "whole.jsonl"):
        library, rows = shelf.library, verdicts.Rows()
        done = batch.run(library, file, tmp_path / output, each=rows.add)
        receipt = receipts.of_batch(library, file, {}, done, rows)
        assert {hit["line"] for hit in receipt["verdict"]["hits"]} == {2}
        if output == "rows.csv":
            shelf.take("2026-11-21", {**IVAN, **NEW})
            shelf.build()
        assert replaying.replay(shelf.library, receipt, file).same
    other = tmp_path / "others.csv"
    other.write_text("name\nIvan Ivanow\n")
    with pytest.raises(BadInput, match="is not the customer file of the receipt"):
        replaying.replay(shelf.library, receipt, other)


MT103 = """{1:F01AAAABEBBAXXX0000000000}{2:I103BBBBDEFFXXXXN}{4:
:20:REF1
:23B:CRED
:32A:261120EUR1000,00
:50K:/123
IVAN IVANOV
MOSCOW
:59:/456
JOHN SMITH
:71A:SHA
-}
"""


@pytest.mark.parametrize("by_message", [False, True])
def test_payments_are_screened_again(new_shelf: Shelves, tmp_path: Path, by_message: bool) -> None:
    shelf, file = _shelf(new_shelf), tmp_path / "one.fin"
    file.write_text(MT103)
    library, tally, seen = shelf.library, screen.Tally(), verdicts.Payments()
    terms = library.terms()
    answers = screen.screen(library, reading.read(file), terms, tally, by_message=by_message)
    assert len(list(seen.watch(answers, tally))) == 1
    named = file.name, disk.checksum(file)
    receipt = receipts.of_payments(library, terms, named, seen.verdict, by_message=by_message)
    assert receipt["verdict"]["hits"][0]["transaction"] == 1
    moved = file.rename(tmp_path / "elsewhere.fin")
    assert replaying.replay(shelf.library, receipt, moved).same


DEAL = 'date = 2026-11-22\n[[party]]\nname = "Ivan Ivanov"\nrole = "buyer"\n'


def test_a_deal_is_judged_again_from_its_receipt_alone(new_shelf: Shelves) -> None:
    shelf = _shelf(new_shelf)
    found = judge(shelf.library, of_text(DEAL, "deal.toml"), threshold=0.85)
    receipt = receipts.of_deal(shelf.library, {"threshold": 0.85}, ("deal.toml", DEAL), found)
    assert not receipt["verdict"]["clear"]
    shelf.take("2026-11-23", NEW)
    shelf.build()
    assert replaying.replay(shelf.library, receipt).same


def test_a_receipt_of_a_newer_kind_is_no_answer(new_shelf: Shelves) -> None:
    shelf = _shelf(new_shelf)
    with pytest.raises(CannotReplay, match="does not know receipts of a dream"):
        replaying.replay(shelf.library, {**_receipt(shelf), "kind": "dream"})


def test_an_alert_is_answered_again(office: Office) -> None:
    office.begin()
    receipt = exporting.receipt(office.store, OTTO, office.only().id)
    office.publish("2026-11-21", {"n": {"name": "Somebody Else", "since": "2020-01-01"}})
    office.screen()
    assert office.only().state == "lapsed"
    assert replaying.replay(office.library, receipt).same


def test_a_case_is_one_folder_that_checks_itself(office: Office, tmp_path: Path) -> None:
    import hashlib

    from caveat.casework import attachments, deciding

    office.begin()
    id = office.only().id
    attachments.attach(office.store, ADA, id, "scan <1>.txt", b"AB 123")
    deciding.note(office.store, ADA, id, "<script>alert(1)</script>")
    place = tmp_path / "case"
    names = exporting.export(office.store, OTTO, office.library, id, place)
    assert {"case.html", "case.json", "journal.jsonl", "list-rows.csv", "receipt.json"} < {*names}
    for line in (place / "SHA256SUMS").read_text().splitlines():
        hashed, _, name = line.partition("  ")
        assert hashlib.sha256((place / name).read_bytes()).hexdigest() == hashed
    page = (place / "case.html").read_text()
    assert "<script>alert" not in page and "&lt;script&gt;" in page
    assert "Caveat decides nothing" in page and "Ivan Ivanov" in page
    rows = (place / "list-rows.csv").read_text().splitlines()
    assert any("Ivan Ivanov" in row and "un-sc,2026-11-20" in row for row in rows)
    assert replaying.replay(office.library, receipts.read(place / "receipt.json")).same
    assert json.loads((place / "case.json").read_text())["case"]["id"] == id
    with pytest.raises(BadInput, match="already"):
        exporting.export(office.store, OTTO, office.library, id, place)

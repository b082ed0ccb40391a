"""A case as an examiner gets it: complete, in the publishers' words, and checkable on its own."""

from __future__ import annotations

import csv
import hashlib
import json
from pathlib import Path

import pytest
from tests.casework.conftest import ADA, ANN, OTTO, PAT, Office

from caveat.casework import attachments, deciding, exporting, receipts, taken_out
from caveat.errors import BadInput, UnknownCase


def _decided(office: Office) -> int:
    office.begin()
    id = office.only().id
    attachments.attach(office.store, ANN, id, "passport <1>.txt", b"AB 123")
    deciding.decide(office.store, ANN, id, "true match", "same person", "By his <b>passport</b>")
    deciding.decide(office.store, PAT, id, "true match", "same person")
    return id


def test_the_folder_has_everything_and_its_checksums(office: Office, tmp_path: Path) -> None:
    id, place = _decided(office), tmp_path / "case"
    files = exporting.export(office.store, OTTO, office.library, id, place)
    assert {"case.html", "case.json", "receipt.json", "journal.jsonl", "journal-head.json",
            "list-rows.csv", "as-published.txt", "SHA256SUMS",
            "attachments/1-passport <1>.txt"} == set(files)  # fmt: skip
    for line in (place / "SHA256SUMS").read_text().splitlines():
        sum, name = line.split("  ", 1)
        assert hashlib.sha256((place / name).read_bytes()).hexdigest() == sum
    page = (place / "case.html").read_text()
    assert "Ivan Ivanov" in page and "By his &lt;b&gt;passport" in page
    assert receipts.read(place / "receipt.json")["kind"] == "alert"
    with pytest.raises(BadInput, match="already"):
        exporting.export(office.store, OTTO, office.library, id, place)
    with pytest.raises(UnknownCase):
        exporting.export(office.store, OTTO, office.library, 99, tmp_path / "other")
    assert not (tmp_path / "other").exists()


def test_the_list_says_what_it_says_letter_by_letter(office: Office, tmp_path: Path) -> None:
    id, place = _decided(office), tmp_path / "case"
    exporting.export(office.store, OTTO, office.library, id, place)
    (raw,) = office.library.edition.listings[0].versions[0].files
    told = (place / "as-published.txt").read_text()
    assert told.startswith("== un-sc, version of 2026-11-20: ") and raw.sha256 in told
    element = told.split("\n", 2)[2].strip()
    assert element.startswith("[[party]]") and 'name = "Ivan Ivanov"' in element
    rows = list(csv.DictReader((place / "list-rows.csv").read_text("utf-8").splitlines()))
    assert {row["as published"] for row in rows} >= {"Ivan Ivanov"}


def test_its_journal_is_checked_years_later_without_the_casework(
    office: Office, tmp_path: Path
) -> None:
    id, place = _decided(office), tmp_path / "case"
    exporting.export(office.store, OTTO, office.library, id, place)
    deciding.rule(office.store, ADA, "inconclusive", 2)
    found = taken_out.verify(place / "journal.jsonl", key=office.store.signer.public)
    assert not found.faults and found.entries == 4
    lines = (place / "journal.jsonl").read_text().splitlines(keepends=True)
    decided = json.loads(lines[-2])
    lines[-2] = json.dumps({**decided, "actor": "eve"}) + "\n"
    (place / "journal.jsonl").write_text("".join(lines))
    assert taken_out.verify(place / "journal.jsonl").faults[0].seq == decided["seq"]


def test_as_a_pdf_it_stands_alone(office: Office) -> None:
    pytest.importorskip("weasyprint")
    id = _decided(office)
    whole = exporting.pdf(office.store, OTTO, office.library, id)
    assert whole.startswith(b"%PDF-")
    pdfium = pytest.importorskip("pypdfium2")
    with pdfium.PdfDocument(whole) as document:
        lines = "\n".join(page.get_textpage().get_text_range() for page in document)
    told = " ".join(lines.split())
    for part in ("Ivan Ivanov", "By his", "[[party]]", "passport <1>.txt", "Ed25519"):
        assert part in told

"""What a file is that somebody hands over."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook

from caveat.errors import BadTable
from caveat.screening.incoming import Incoming, list_of_names, told_apart


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ("name,dob\nAnn Bee,1970\n", Incoming("customers", ".csv")),
        ("Kunde;Land\nAnn Bee;DE\n", Incoming("customers", ".csv")),
        ('{"name": "Ann Bee"}\n', Incoming("customers", ".jsonl")),
        ("Sales rose, and so did costs.\nAnn Bee signed.\n", Incoming("document", "")),
        ("# Report\n\nAnn Bee, head of sales\n", Incoming("document", "")),
        ("<!doctype html><p>Ann Bee", Incoming("document", "")),
        ("%PDF-1.7\n", Incoming("document", "")),
        ("From: ann@example.org\nSubject: Rostec\n\nHello\n", Incoming("document", "")),
        ("{1:F01BANKDEFFAXXX0000000000}{2:I103}{4:\n:20:X\n-}", Incoming("payment", "")),
        ('date = 2018-03-01\n[[party]]\nname = "A"\nrole = "buyer"\n', Incoming("deal", ".toml")),
        ('\ufeff# A deal\n\ntitle = "unclosed\n[[party]]\n', Incoming("deal", ".toml")),
        ('{\n  "date": "2018-03-01",\n  "party": [{"name": "A"}]\n}\n', Incoming("deal", ".json")),
        ('{\n  "date": 2018-03-01,\n  "party": [{"name": "A"}]\n', Incoming("deal", ".json")),
        (
            '{"name": "Ann Bee", "party": "Greens"}\n{"name": "B"}\n',
            Incoming("customers", ".jsonl"),
        ),
        ("# How to write a deal\n\nBegin so:\n\n[[party]]\nname = 1\n", Incoming("document", "")),
        ("[[note]] of a meeting\n\nAnn Bee signed.\n", Incoming("document", "")),
        (":20:X\n:32A:261120EUR1,\n", Incoming("payment", "")),
        (
            '<?xml version="1.0"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:pacs.008">',
            Incoming("payment", ""),
        ),
    ],
)
def test_it_is_told_by_its_content(tmp_path: Path, content: str, kind: Incoming) -> None:
    place = tmp_path / "whatever.pdf"
    place.write_text(content, encoding="utf-8")
    assert told_apart(place) == kind
    assert [one.name for one in tmp_path.iterdir()] == ["whatever.pdf"]


@pytest.mark.parametrize(("heading", "kind"), [("Full name", "customers"), ("Quarter", "document")])
def test_a_sheet_is_a_customer_file_if_its_headings_say_so(
    tmp_path: Path, heading: str, kind: str
) -> None:
    book = Workbook()
    assert book.active is not None
    book.active.append([heading, "Amount"])
    book.active.append(["Ann Bee", 3])
    book.save(tmp_path / "input")
    assert told_apart(tmp_path / "input").kind == kind


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "input").write_bytes(b"\xef\xbb\xbf \n")
    with pytest.raises(BadTable, match="empty"):
        told_apart(tmp_path / "input")


def test_rows_of_a_spreadsheet_without_headings_are_names() -> None:
    assert list_of_names("Ann Bee\t1970\nRostec\t")[0] == "name\r\nAnn Bee\r\nRostec\r\n"

"""Files become documents: their kind by their content, their words with where they stand."""

from __future__ import annotations

import base64
import hashlib
import io
import os
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from email.message import EmailMessage
from pathlib import Path

import pytest

from caveat.errors import BadDate, BadDocument
from caveat.screening.documents import files
from caveat.screening.documents.document import Document

Made = Callable[..., bytes]
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def said(document: Document) -> list[tuple[str, str]]:
    """Kind and words of each block."""
    return [(block.kind, block.text) for block in document.blocks]


def words(*lines: str) -> list[str]:
    """The paragraphs of a plain text of these lines."""
    return [b.text for b in files.read_bytes("\n".join(lines).encode(), "-").blocks]


# Kind


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("a.txt", b"Rostec sells arms.", "text"),
        ("a", b"Rostec sells arms.", "text"),
        ("a.md", b"Rostec sells arms.", "markdown"),
        ("-", b"# Rostec\n\nSee [its page](https://rostec.ru).", "markdown"),
        ("a.html", b"<p>Rostec sells arms.</p>", "html"),
        ("-", b"<!-- saved --><!DOCTYPE html><html><body>Rostec</body></html>", "html"),
        (
            "-",
            b"From: a@b.c\nTo: d@e.f\nSubject: x\nDate: Mon, 26 Feb 2018 10:00:00\n\nRostec",
            "eml",
        ),
    ],
)
def test_what_a_text_is(name: str, data: bytes, kind: str) -> None:
    assert files.read_bytes(data, name).kind == kind


def test_a_wrong_name_is_told_and_the_content_believed(pdf: Made, docx: Made) -> None:
    found = files.read_bytes(pdf([[(72, 700, "Rostec sells arms")]]), "rostec.txt")
    assert found.kind == "pdf"
    assert found.text == "Rostec sells arms"
    assert found.cautions == ("Its name says that it is text; it is PDF, and was read as that.",)
    found = files.read_bytes(docx("<w:p><w:r><w:t>Rostec</w:t></w:r></w:p>"), "rostec.pdf")
    assert found.kind == "docx"
    assert found.cautions == (
        "Its name says that it is PDF; it is Word (DOCX), and was read as that.",
    )


def test_a_document_knows_its_name_and_checksum(tmp_path: Path) -> None:
    place = tmp_path / "note.txt"
    place.write_text("Rostec sells arms.")
    found = files.read(place, day="2018-02")
    assert found.name == "note.txt"
    assert found.checksum == hashlib.sha256(b"Rostec sells arms.").hexdigest()
    assert found.dated[0].day == "2018-02"
    with pytest.raises(BadDate):
        files.read(place, day="last week")


# Text


@pytest.mark.parametrize(
    "charset", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
def test_every_unicode_is_read(charset: str) -> None:
    found = files.read_bytes("Сергей Чемезов runs Rostec".encode(charset), "a.txt")
    assert found.text == "Сергей Чемезов runs Rostec"
    assert found.cautions == ()


@pytest.mark.parametrize(
    ("charset", "text"),
    [
        ("cp1251", "Сергей Чемезов руководит государственной корпорацией Ростех с 2007 года."),
        ("koi8-r", "Сергей Чемезов руководит государственной корпорацией Ростех с 2007 года."),
        ("cp1252", "Der Konzern gehört zu 25 Prozent der russischen Holding für Rüstungsgüter."),
        (
            "shift_jis",
            "セルゲイ・チェメゾフはロステックの最高経営責任者である。彼はドレスデンで働いた。",
        ),
        ("gb18030", "谢尔盖·切梅佐夫是俄罗斯国家技术集团的首席执行官，他曾在德累斯顿工作。"),
    ],
)
def test_older_character_sets_are_told_by_their_letters(charset: str, text: str) -> None:
    found = files.read_bytes(text.encode(charset), "a.txt")
    assert found.text == text
    assert any("does not say its character set" in caution for caution in found.cautions)


def test_garbled_letters_are_mended() -> None:
    garbled = "Société Générale et la société Crédit Agricole à Genève".encode().decode("cp1252")
    found = files.read_bytes(garbled.encode(), "a.txt")
    assert found.text.startswith("Société Générale")
    assert any("garbled" in caution for caution in found.cautions)


def test_a_blank_line_ends_a_paragraph_and_a_broken_line_does_not() -> None:
    assert words(
        "Sergey Chemezov is one of the most influential people at the intersection of",
        "Russian business and politics.",
        "",
        "Putin said nothing.",
    ) == [
        "Sergey Chemezov is one of the most influential people at the intersection of Russian "
        "business and politics.",
        "Putin said nothing.",
    ]
    assert words(
        "Sergey Chemezov is one of the most influential people at the intersection of",
        "Russian business and politics. He runs Rostec, a state conglomerate of many",
        "manufacturers of arms.",
    ) == [
        "Sergey Chemezov is one of the most influential people at the intersection of Russian "
        "business and politics. He runs Rostec, a state conglomerate of many manufacturers of arms."
    ]


def test_lines_that_are_names_are_not_glued() -> None:
    assert words("Sergey Chemezov", "Igor Sechin", "Rosneft Oil Company") == [
        "Sergey Chemezov",
        "Igor Sechin",
        "Rosneft Oil Company",
    ]


def test_lines_that_are_whole_paragraphs_are_not_glued() -> None:
    caption = "Rostec chief executive Sergey Chemezov attends a conference on Syria. " * 3
    assert words(caption.strip(), "Placeholder while article actions load") == [
        caption.strip(),
        "Placeholder while article actions load",
    ]


def test_a_word_divided_at_a_lines_end_is_whole() -> None:
    assert words(
        "He runs Rostec, the conglomerate whose chief executive is Sergey Viktorovich Chem-",
        "ezov of Moscow, who offered to sell to the United States the system called the S-",
        "400, and who comes from near Saint-",
    )[0] == (
        "He runs Rostec, the conglomerate whose chief executive is Sergey Viktorovich Chemezov of "
        "Moscow, who offered to sell to the United States the system called the S-400, and who "
        "comes from near Saint-"
    )


def test_a_table_in_text_is_read_row_by_row() -> None:
    found = files.read_bytes(b'Owner;Share\n"Rostec; Moscow";25\nIgor Sechin;\n', "owners.csv")
    assert said(found) == [
        ("row", "Owner\tShare"),
        ("row", "Rostec; Moscow\t25"),
        ("row", "Igor Sechin"),
    ]


def test_markdown_is_read_as_its_words() -> None:
    text = """---
title: Rostec and its owners
date: 2018-02-26
---
Who owns it?
============

He runs [Rostec](https://rostec.ru "site"), *says* **Sergey
Chemezov** and `nobody` else.

- Igor Sechin
- Rosneft

| Owner | Share |
|-------|------:|
| Rostec | 25 |

> Quoted by TASS.
"""
    found = files.read_bytes(text.encode(), "a.md")
    assert found.title == "Rostec and its owners"
    assert said(found) == [
        ("heading", "Rostec and its owners"),
        ("heading", "Who owns it?"),
        ("paragraph", "He runs Rostec, says Sergey Chemezov and nobody else."),
        ("paragraph", "Igor Sechin"),
        ("paragraph", "Rosneft"),
        ("row", "Owner\tShare"),
        ("row", "Rostec\t25"),
        ("paragraph", "Quoted by TASS."),
    ]
    assert found.dated[0].day == "2018-02-26"


# HTML

PAGE = """<!DOCTYPE html><html><head><title>Rostec | The Paper</title>
<meta property="article:published_time" content="2018-02-26T21:12:00Z">
<style>p {color: red}</style><script>var evil = "Igor Sechin";</script></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li></ul></nav>
<article><h1>Rostec chief speaks of sanctions</h1>
<p>Sergey <b>Chemezov</b> runs Rostec, a state conglomerate of arms manufacturers and other
industrial companies that is looking for foreign and private investors.</p>
<p>He also is a close associate of Russian President Vladimir Putin, having worked with him in
Dresden in the 1980s, as he told the paper in a long conversation.</p>
<h2>Owners</h2>
<table><tr><th>Owner</th><th>Share</th></tr><tr><td>Rostec</td><td>25%</td></tr></table>
<p>The U.S. Treasury Department targeted him for sanctions after the annexation of Crimea.</p>
</article><footer><p>Subscribe to our newsletter</p></footer></body></html>"""


def test_a_pages_main_text_is_read() -> None:
    found = files.read_bytes(PAGE.encode(), "a.html")
    kinds = said(found)
    assert ("heading", "Rostec chief speaks of sanctions") in kinds
    assert ("row", "Rostec\t25%") in kinds
    assert kinds[1][1].startswith("Sergey Chemezov runs Rostec, a state conglomerate")
    for noise in ("Sechin", "color", "Sport", "newsletter"):
        assert noise not in found.text
    assert found.title == "Rostec chief speaks of sanctions"
    assert (found.dated[0].day, found.dated[0].how) == ("2018-02-26", "metadata")


def test_a_page_without_a_main_text_is_read_whole() -> None:
    found = files.read_bytes(b"<html><body><div>Igor<br>Sechin</div><td>Rostec</body>", "a.html")
    assert [text for _, text in said(found)] == ["Igor", "Sechin", "Rostec"]


def test_a_page_says_its_character_set() -> None:
    page = '<html><head><meta charset="windows-1251"></head><body><p>Чемезов</p></body></html>'
    assert files.read_bytes(page.encode("cp1251"), "a.html").text == "Чемезов"


# PDF


def test_a_pdfs_lines_become_paragraphs_with_their_page(pdf: Made) -> None:
    first = [
        (72, 700, "Sergey Chemezov is one of the most influential people at the crossing of Chem-"),
        (72, 688, "ezov and of Russian politics. He runs Rostec, which is a state conglomerate of"),
        (72, 676, "manufacturers of arms."),
        (72, 650, "Igor Sechin runs Rosneft."),
    ]
    found = files.read_bytes(pdf([first, [(72, 700, "On the second page: Gazprom.")]]), "a.pdf")
    assert [(block.page, block.place, block.text) for block in found.blocks] == [
        (
            1,
            "page 1, paragraph 1",
            "Sergey Chemezov is one of the most influential people at the crossing of Chemezov and "
            "of Russian politics. He runs Rostec, which is a state conglomerate of manufacturers "
            "of arms.",
        ),
        (1, "page 1, paragraph 2", "Igor Sechin runs Rosneft."),
        (2, "page 2, paragraph 1", "On the second page: Gazprom."),
    ]


def test_running_heads_and_page_numbers_are_not_among_the_sentences(pdf: Made) -> None:
    pages = [
        [
            (72, 800, f"Rostec: annual report, page {number} of 5"),
            (72, 700, f"The sentence of page {number} goes on and on and on over the page and"),
            (72, 688, f"ends here with number {number}."),
            (300, 30, str(number)),
        ]
        for number in range(1, 6)
    ]
    found = files.read_bytes(pdf(pages), "a.pdf")
    heads = [block.text for block in found.blocks if block.kind == "header"]
    assert heads == ["Rostec: annual report, page 1 of 5"]
    assert len(found.blocks) == 6
    assert found.blocks[2].text == (
        "The sentence of page 2 goes on and on and on over the page and ends here with number 2."
    )


def test_two_columns_are_read_one_after_the_other(pdf: Made) -> None:
    left = [(72, 700 - 12 * n, f"left line {n} goes on and on and") for n in range(6)]
    right = [(320, 700 - 12 * n, f"right line {n} goes on and on and") for n in range(6)]
    text = files.read_bytes(pdf([left + right]), "a.pdf").text
    assert text.index("left line 5") < text.index("right line 0")
    assert "left line 0 goes on and on and left line 1" in text


def test_cells_of_a_row_in_a_pdf_are_kept_apart(pdf: Made) -> None:
    rows = [[(72, 700, "Rostec"), (300, 700, "Igor Sechin"), (72, 660, "Rosneft"), (300, 660, "X")]]
    assert files.read_bytes(pdf(rows), "a.pdf").blocks[0].text == "Rostec\tIgor Sechin"


def test_a_scan_says_that_nothing_was_read(pdf: Made) -> None:
    found = files.read_bytes(pdf([[], []]), "scan.pdf")
    assert found.text == ""
    assert "only pictures of pages (a scan): nothing in it was read" in found.cautions[0]
    found = files.read_bytes(pdf([[(72, 700, "Rostec")], []]), "scan.pdf")
    assert "No text is on page 2" in found.cautions[0]


def test_a_pdfs_properties(pdf: Made) -> None:
    data = pdf(
        [[(72, 700, "Rostec")]], info="/Title (Annual report) /CreationDate (D:20180226101500Z)"
    )
    found = files.read_bytes(data, "a.pdf")
    assert found.title == "Annual report"
    assert found.dated[0].day == "2018-02-26"


def test_three_hundred_pages_are_read_in_seconds(pdf: Made) -> None:
    line = "The companies of Rostec need additional products which they will be able to sell to us"
    pages = [[(72, 780 - 13 * n, line) for n in range(55)] for _ in range(300)]
    data = pdf(pages)
    begun = time.monotonic()
    found = files.read_bytes(data, "a.pdf")
    assert time.monotonic() - begun < 20  # two on an idle machine
    assert found.blocks[-1].page == 300


# DOCX


def test_a_word_file_with_all_that_stands_beside_its_text(docx: Made) -> None:
    body = (
        '<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>Share purchase</w:t></w:r></w:p>'
        "<w:p><w:r><w:t>The seller is </w:t></w:r><w:ins><w:r><w:t>Rostec</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>Rosneft</w:delText></w:r></w:del><w:r><w:t>.</w:t></w:r></w:p>"
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Buyer</w:t></w:r></w:p></w:tc>"
        "<w:tc><w:p><w:r><w:t>Igor</w:t><w:br/><w:t>Sechin</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    )
    found = files.read_bytes(
        docx(
            body,
            header1=f"<w:hdr {W}><w:p><w:r><w:t>Draft of Gazprom</w:t></w:r></w:p></w:hdr>",
            footnotes=f'<w:footnotes {W}><w:footnote w:type="separator"><w:p/></w:footnote>'
            "<w:footnote><w:p><w:r><w:t>See VTB.</w:t></w:r></w:p></w:footnote></w:footnotes>",
            comments=f'<w:comments {W}><w:comment w:author="Ann"><w:p><w:r><w:t>Check Sberbank.'
            "</w:t></w:r></w:p></w:comment></w:comments>",
        ),
        "spa.docx",
    )
    assert [(block.kind, block.place, block.text) for block in found.blocks] == [
        ("heading", "paragraph 1", "Share purchase"),
        ("paragraph", "paragraph 2", "The seller is Rostec."),
        ("row", "table 1, row 1", "Buyer\tIgor Sechin"),
        ("header", "header", "Draft of Gazprom"),
        ("paragraph", "footnote 1", "See VTB."),
        ("paragraph", "comment 1 by Ann", "Check Sberbank."),
    ]
    assert found.cautions == (
        "It has tracked changes: text put in (1 places) was read, text taken out (1 places) was "
        "not.",
    )


def test_a_word_file_by_another_program() -> None:
    docx = pytest.importorskip("docx")
    made = docx.Document()
    made.core_properties.title = "Agreement"
    made.add_heading("Share Purchase Agreement", 1)
    made.add_paragraph("This agreement is dated as of March 3, 2015.")
    table = made.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Seller", "Rostec"
    whole = io.BytesIO()
    made.save(whole)
    found = files.read_bytes(whole.getvalue(), "spa.docx")
    assert found.title == "Agreement"
    assert said(found)[0] == ("heading", "Share Purchase Agreement")
    assert said(found)[2] == ("row", "Seller\tRostec")
    assert [one.day for one in found.dated] == ["2015-03-03"]  # not the template's


# XLSX


def test_a_workbook_row_by_row_hidden_sheets_too() -> None:
    import openpyxl

    book = openpyxl.Workbook()
    owners = book.worksheets[0]
    owners.title = "Owners"
    owners.append(["Owner", "Share", None, "Since"])
    owners.append(["Sergey Chemezov", 25.0, None, date(2018, 2, 26)])
    hidden = book.create_sheet("Nominees")
    hidden.sheet_state = "hidden"
    hidden["B3"] = "Igor Sechin"
    whole = io.BytesIO()
    book.save(whole)
    found = files.read_bytes(whole.getvalue(), "owners.xlsx")
    assert [(block.place, block.text) for block in found.blocks] == [
        ("sheet Owners, row 1", "Owner\tShare\tSince"),
        ("sheet Owners, row 2", "Sergey Chemezov\t25\t2018-02-26"),
        ("sheet Nominees, row 3", "Igor Sechin"),
    ]
    assert found.cautions == ("Sheet Nominees is hidden in the file; it was read.",)


# EML


def test_a_message_with_what_is_attached(pdf: Made) -> None:
    mail = EmailMessage()
    mail["From"] = "Иван Петров <ivan@example.com>"
    mail["To"] = "sales@example.com"
    mail["Subject"] = "Offer of Rostec"
    mail["Date"] = "Mon, 26 Feb 2018 10:00:00 +0300"
    mail.set_content("Dear all,\n\nplease find the offer.\n\n> Igor Sechin wrote before.\n")
    mail.add_alternative("<p>Dear all, in HTML</p>", subtype="html")
    offer = pdf([[], [(72, 700, "Gazprom offers gas.")]])
    mail.add_attachment(offer, maintype="application", subtype="pdf", filename="offer.pdf")
    mail.add_attachment(b"\x89PNG..", maintype="image", subtype="png", filename="logo.png")
    found = files.read_bytes(mail.as_bytes(), "offer.eml")
    assert found.title == "Offer of Rostec"
    assert [(block.kind, block.place, block.text) for block in found.blocks] == [
        ("header", "From", "From: Иван Петров <ivan@example.com>"),
        ("header", "To", "To: sales@example.com"),
        ("header", "Subject", "Subject: Offer of Rostec"),
        ("header", "Date", "Date: Mon, 26 Feb 2018 10:00:00 +0300"),
        ("paragraph", "text, paragraph 1", "Dear all,"),
        ("paragraph", "text, paragraph 2", "please find the offer."),
        ("paragraph", "text, paragraph 3", "Igor Sechin wrote before."),
        ("paragraph", "attachment offer.pdf, page 2, paragraph 1", "Gazprom offers gas."),
    ]
    assert (found.dated[0].day, found.dated[0].how) == ("2018-02-26", "metadata")
    assert "Attachment offer.pdf: No text is on page 1" in found.cautions[0]
    assert "Attachment logo.png was not read: it is a picture" in found.cautions[1]


def test_a_message_in_html_alone_and_one_inside_another() -> None:
    inner = EmailMessage()
    inner["From"], inner["To"], inner["Subject"] = "a@b.c", "d@e.f", "Forwarded"
    inner.set_content("Speaks of Rosneft.")
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "a@b.c", "d@e.f", "Fwd"
    mail.set_content("<p>Dear all</p><p>Rostec offers.</p>", subtype="html")
    mail.add_attachment(inner)
    texts = [block.text for block in files.read_bytes(mail.as_bytes(), "-").blocks]
    assert texts[3:5] == ["Dear all", "Rostec offers."]
    assert "Speaks of Rosneft." in texts


def test_a_message_in_an_older_character_set() -> None:
    body = base64.b64encode("Ростех предлагает".encode("koi8-r")).decode()
    mail = (
        "From: a@b.c\nTo: d@e.f\nSubject: =?koi8-r?B?8s/T1MXI?=\nMIME-Version: 1.0\n"
        "Content-Type: text/plain; charset=koi8-r\nContent-Transfer-Encoding: base64\n\n" + body
    )
    found = files.read_bytes(mail.encode(), "a.eml")
    assert found.title == "Ростех"
    assert found.blocks[-1].text == "Ростех предлагает"


# Folders


def test_a_folder_in_a_stable_order_without_what_is_no_document(tmp_path: Path) -> None:
    outside = tmp_path / "outside.txt"
    outside.write_text("Rosneft")
    folder = tmp_path / "case"
    for name in ("b.txt", "a.pdf", "sub/c.eml", ".hidden", ".git/config", "logo.png", "~$a.docx"):
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text("Rostec")
    (folder / "empty.txt").touch()
    (folder / "link.txt").symlink_to(outside)
    (folder / "inner.txt").symlink_to(folder / "b.txt")
    (folder / "circle").symlink_to(folder)
    names = [str(place.relative_to(folder)) for place in files.inside(folder)]
    assert names == ["a.pdf", "b.txt", "inner.txt", "sub/c.eml"]
    left_out = {place.name: why for place, why in files.sorted_out(folder).left_out}
    assert left_out == {
        ".git": "it is hidden",
        ".hidden": "it is hidden",
        "circle": "it is a link to a folder",
        "empty.txt": "it is empty",
        "link.txt": "it is a link that leads outside the folder",
        "logo.png": ".png is no document",
        "~$a.docx": "it is a lock of an open Office file",
    }
    with pytest.raises(BadDocument, match="it is no folder"):
        files.inside(outside)


# Parts that may be missing


def test_without_the_extra_a_pdf_says_what_to_install(pdf: Made, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(pdf([[(72, 700, "Rostec")]]))
    (tmp_path / "a.html").write_text(PAGE)
    (tmp_path / "without" / "pypdfium2").mkdir(parents=True)
    (tmp_path / "without" / "trafilatura").mkdir()
    for name in ("pypdfium2", "trafilatura"):
        (tmp_path / "without" / name / "__init__.py").write_text("raise ImportError(__name__)")
    script = (
        "import sys; from pathlib import Path\n"
        "from caveat.errors import MissingExtra\n"
        "from caveat.screening.documents import files\n"
        "found = files.read(Path(sys.argv[1]) / 'a.html')\n"
        "print('Home' in found.text, found.cautions[-1])\n"
        "try: files.read(Path(sys.argv[1]) / 'a.pdf')\n"
        "except MissingExtra as error: print(error)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path)],
        env={**os.environ, "PYTHONPATH": str(tmp_path / "without")},
        capture_output=True,
        text=True,
    )
    page, missing = done.stdout.strip().split("\n")
    assert page.startswith("True All of the page was read")
    assert missing == (
        "Reading a PDF needs an optional part. Install it with `pip install 'caveat[documents]'`."
    )

"""Files that are broken, or made to do harm, end with an error that says why, soon and cheaply."""

from __future__ import annotations

import http.server
import io
import os
import socketserver
import subprocess
import sys
import threading
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from email.message import EmailMessage
from pathlib import Path

import pytest

from caveat.errors import BadDocument
from caveat.screening.documents import bounds, files

Made = Callable[..., bytes]
Packed = Callable[[Mapping[str, str | bytes]], bytes]

_TYPES = "<Types/>"
_LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol0 "lol">'
    + "".join(f'<!ENTITY lol{n} "{f"&lol{n - 1};" * 10}">' for n in range(1, 10))
    + "]>"
)
_OUTSIDE = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY x SYSTEM "{where}">]>'
_BODY = (
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    "<w:body><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:body></w:document>"
)

_MEASURE = """
import resource, sys, time
from pathlib import Path
from caveat.errors import BadDocument
from caveat.screening.documents import files
from caveat.screening.documents.formats import apart
begun = time.monotonic()
try:
    files.read(Path(sys.argv[1]))
    print("read")
except BadDocument as error:
    print(str(error).replace("\\n", " "))
took = time.monotonic() - begun
apart._end_all()
most = sum(resource.getrusage(who).ru_maxrss
           for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
print(took, most // 1024)
"""


def refused(data: bytes, name: str) -> str:
    """The error that these bytes end with."""
    begun = time.monotonic()
    with pytest.raises(BadDocument) as error:
        files.read_bytes(data, name)
    assert time.monotonic() - begun < 10
    message = str(error.value)
    assert message.startswith(f"{name}: ")
    assert message.endswith((".", ")."))
    return message


def measured(place: Path) -> tuple[str, float, int]:
    """What reading a file ends with, in seconds and in megabytes of both processes."""
    # Through a shell: a process inherits what its parent has held at most, and pytest holds much.
    done = subprocess.run(
        ["sh", "-c", '"$0" -c "$1" "$2"; true', sys.executable, _MEASURE, str(place)],
        capture_output=True,
        text=True,
        timeout=60,
    )
    said, figures = done.stdout.strip().split("\n")
    seconds, most = figures.split()
    return said, float(seconds), int(most)


@pytest.fixture
def listening() -> Iterator[tuple[str, list[str]]]:
    """A server on this machine, and the addresses that it is asked for."""
    asked: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"fetched")

        def log_message(self, *_: object) -> None:
            pass

    with socketserver.TCPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}/evil", asked
        server.shutdown()
        thread.join()


# Encrypted


def test_an_encrypted_pdf(pdf: Made) -> None:
    lock = f"/Encrypt << /Filter /Standard /V 1 /R 2 /O <{'41' * 32}> /U <{'42' * 32}> /P -4 >>"
    data = pdf([[(72, 700, "Rostec")]], trailer=f"{lock} /ID [<{'43' * 16}> <{'43' * 16}>]")
    assert "encrypted with a password. Open it with the password" in refused(data, "spa.pdf")


def test_encrypted_and_old_office_files() -> None:
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)
    assert "encrypted" in refused(head + "EncryptedPackage".encode("utf-16-le"), "spa.docx")
    assert "Save it as DOCX" in refused(head + "WordDocument".encode("utf-16-le"), "spa.doc")
    assert "EML" in refused(head + "__substg1.0_001A".encode("utf-16-le"), "offer.msg")


def test_a_docx_whose_parts_are_encrypted(docx: Made) -> None:
    data = bytearray(docx("<w:p/>"))
    for sign, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.find(sign)
        while place >= 0:
            data[place + at] |= 1
            place = data.find(sign, place + 4)
    assert "encrypted" in refused(bytes(data), "spa.docx")


# Bombs


def test_a_zip_bomb_by_its_ratio(packed: Packed) -> None:
    data = packed({"[Content_Types].xml": _TYPES, "word/document.xml": bytes(40 << 20)})
    assert len(data) < 100_000
    assert "as a zip bomb does" in refused(data, "spa.docx")


def test_a_zip_bomb_by_its_size(tmp_path: Path) -> None:
    place = tmp_path / "spa.docx"
    noise = os.urandom(1 << 16)
    with zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        for number in range(5):
            archive.writestr(f"word/media/{number}.bin", (noise + bytes(8 << 20)) * 7)
    said, seconds, most = measured(place)
    assert "unpacks to more than" in said
    assert seconds < 10
    assert most < 500


def test_a_zip_whose_directory_lies_about_sizes(packed: Packed) -> None:
    data = packed({"[Content_Types].xml": _TYPES, "word/document.xml": bytes(40 << 20)})
    lying = data.replace((40 << 20).to_bytes(4, "little"), (100).to_bytes(4, "little"))
    assert lying != data
    assert "damaged" in refused(lying, "spa.docx")


def test_a_zip_of_very_many_parts(packed: Packed) -> None:
    parts: dict[str, str | bytes] = {f"word/{n}.xml": "" for n in range(bounds.ARCHIVE_ENTRIES)}
    data = packed({"[Content_Types].xml": _TYPES, **parts})
    assert "parts, more than" in refused(data, "spa.docx")


def test_an_archive_in_a_document_is_not_unpacked(docx: Made, packed: Packed) -> None:
    bomb = packed({"a": bytes(40 << 20)})
    with zipfile.ZipFile(io.BytesIO(docx("<w:p><w:r><w:t>Rostec</w:t></w:r></w:p>"))) as archive:
        parts: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    found = files.read_bytes(packed({**parts, "word/embeddings/a.zip": bomb}), "spa.docx")
    assert found.text == "Rostec"


def test_other_archives_are_refused_with_what_to_do(packed: Packed) -> None:
    assert "Unpack it" in refused(packed({"a.txt": "Rostec"}), "folder.zip")
    assert "Unpack it" in refused(b"\x1f\x8b" + bytes(20), "folder.tar.gz")


def test_an_xlsx_that_claims_a_billion_rows(packed: Packed) -> None:
    data = workbook(
        packed,
        '<dimension ref="A1:XFD1073741824"/><sheetData><row r="1"><c r="A1" t="inlineStr"><is>'
        '<t>Rostec</t></is></c></row><row r="1000000000"><c r="A1000000000" t="inlineStr"><is>'
        "<t>Sechin</t></is></c></row></sheetData>",
    )
    begun = time.monotonic()
    found = files.read_bytes(data, "owners.xlsx")
    assert time.monotonic() - begun < 10
    assert found.blocks[0].text == "Rostec"
    assert any("not read to its end" in caution for caution in found.cautions)


def workbook(packed: Packed, sheet: str, texts: str = "") -> bytes:
    """An Excel file by the XML of its only sheet."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    links = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    return packed(
        {
            "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Override PartName='
            f'"/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/><Override PartName='
            f'"/xl/worksheets/sheet1.xml" ContentType="{kind}.worksheet+xml"/></Types>',
            "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
            f'Type="{links}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
            "xl/workbook.xml": f'{texts}<workbook xmlns="{main}" xmlns:r="{links}"><sheets>'
            '<sheet name="Owners" sheetId="1" r:id="r1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships">'
            f'<Relationship Id="r1" Type="{links}/worksheet" Target="worksheets/sheet1.xml"/>'
            "</Relationships>",
            "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}">{sheet}</worksheet>',
        }
    )


def test_a_pdf_whose_page_unpacks_to_a_gigabyte(pdf_objects: Made, tmp_path: Path) -> None:
    blanks, once = b" " * (8 << 20), zlib.compressobj(1)
    inner = b"".join([once.compress(blanks) for _ in range(128)]) + once.flush()
    twice = zlib.compress(inner, 9).decode("latin-1")
    place = tmp_path / "bomb.pdf"
    place.write_bytes(
        pdf_objects(
            [
                "<< /Type /Catalog /Pages 2 0 R >>",
                "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R >>",
                "<< >>",
                f"<< /Length {len(twice)} /Filter [/FlateDecode /FlateDecode] >>\nstream\n{twice}"
                "\nendstream",
            ]
        )
    )
    _, seconds, most = measured(place)
    assert seconds < bounds.SECONDS + 5
    assert most < 500


# Entities


@pytest.mark.parametrize("part", ["word/document.xml", "word/comments.xml", "docProps/core.xml"])
def test_a_docx_that_declares_entities(packed: Packed, part: str) -> None:
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": _TYPES,
        "word/document.xml": _BODY.format(words="Rostec"),
    }
    parts[part] = _LAUGHS + _BODY.format(words="&lol9;")
    assert f"{part} declares a document type" in refused(packed(parts), "spa.docx")


@pytest.mark.parametrize("charset", ["utf-16", "utf-7", "cp037"])
def test_entities_in_another_character_set(packed: Packed, charset: str) -> None:
    xml = (_LAUGHS + _BODY.format(words="&lol9;")).replace(
        "?>", f' encoding="{charset.upper()}"?>', 1
    )
    data = packed({"[Content_Types].xml": _TYPES, "word/document.xml": xml.encode(charset)})
    assert "word/document.xml" in refused(data, "spa.docx")


def test_an_xlsx_that_declares_entities(packed: Packed) -> None:
    data = workbook(packed, "<sheetData/>", texts=_LAUGHS)
    assert "xl/workbook.xml declares a document type" in refused(data, "owners.xlsx")


def test_nothing_outside_is_fetched(
    packed: Packed, tmp_path: Path, listening: tuple[str, list[str]]
) -> None:
    where, asked = listening
    secret = tmp_path / "secret.txt"
    secret.write_text("the secret of this machine")
    for target in (where, secret.as_uri()):
        declared = _OUTSIDE.format(where=target)
        data = packed(
            {
                "[Content_Types].xml": _TYPES,
                "word/document.xml": declared + _BODY.format(words="&x;"),
            }
        )
        refused(data, "spa.docx")
        page = (
            f'<!DOCTYPE html [<!ENTITY x SYSTEM "{target}">]><html><head><link rel=stylesheet '
            f'href="{target}"><base href="{target}"></head><body><p>Rostec sells &x; arms.</p>'
            f'<img src="{target}"><iframe src="{target}"></iframe><script src="{target}"></script>'
            "</body></html>"
        )
        found = files.read_bytes(page.encode(), "page.html")
        assert "Rostec sells" in found.text
        assert "secret" not in found.text
        assert "fetched" not in found.text
    assert asked == []


def test_laughs_in_a_page_and_in_plain_xml() -> None:
    page = _LAUGHS.replace("lolz", "html") + "<html><body><p>Rostec &lol9;</p></body></html>"
    begun = time.monotonic()
    found = files.read_bytes(page.encode(), "page.html")
    assert time.monotonic() - begun < 10
    assert len(found.text) < 1000
    assert "XML of a kind that is no document" in refused(
        (_LAUGHS + "<a>&lol9;</a>").encode(), "payment.xml"
    )


# Size


def test_a_gigabyte_of_one_line(tmp_path: Path) -> None:
    place = tmp_path / "long.txt"
    with place.open("wb") as stream:
        stream.truncate(1 << 30)
        stream.write(b"Rostec")
    said, seconds, most = measured(place)
    assert "it is 1,024 MB, more than the 100 MB that are read. Split it" in said
    assert seconds < 5
    assert most < 200


def test_ninety_megabytes_of_one_line(tmp_path: Path) -> None:
    place = tmp_path / "long.txt"
    with place.open("wb") as stream:
        for _ in range(90):
            stream.write(b"Rostec sells ".ljust(16) * (1 << 16))
    said, seconds, most = measured(place)
    assert "MB of text, more than" in said
    assert seconds < 10
    assert most < 500


def test_thirty_megabytes_of_one_line(tmp_path: Path) -> None:
    place = tmp_path / "long.txt"
    place.write_bytes(b"Rostec sells ".ljust(16) * (30 << 16))
    said, seconds, most = measured(place)
    assert "more than 10,000,000 characters of text" in said
    assert seconds < 15
    assert most < 500


def test_words_without_end_are_cut() -> None:
    found = files.read_bytes(b"Rostec " + b"A" * 1_000_000 + b" Sechin", "long.txt")
    assert len(found.text) < 1000
    assert found.text.endswith("Sechin")
    assert any("data rather than language" in caution for caution in found.cautions)


@pytest.mark.parametrize("word", ["А" * 300_000, "AÀ" * 150_000, "Ab." * 100_000])
def test_words_without_end_in_any_script(word: str) -> None:
    begun = time.monotonic()
    found = files.read_bytes(f"Interview with {word} of Rostec".encode(), "long.txt")
    assert time.monotonic() - begun < 10
    assert len(found.text) < 1000
    assert len(files.read_bytes(("罗斯泰克" * 500).encode(), "cn.txt").text) == 2000


def test_a_page_that_is_nested_without_end() -> None:
    data = b"<html><body>" + b"<div>" * 200_000 + b"Rostec"
    begun = time.monotonic()
    try:
        found = files.read_bytes(data, "page.html")
        assert len(found.text) < 100
    except BadDocument as error:
        assert "nested" in str(error)
    assert time.monotonic() - begun < 15


# Broken


@pytest.mark.parametrize("name", ["a.txt", "a.pdf", "a.docx", "-"])
def test_an_empty_file(name: str) -> None:
    with pytest.raises(BadDocument, match=r"it is empty\. Check that"):
        files.read_bytes(b"", name)
    with pytest.raises(BadDocument, match="it is empty"):
        files.read_bytes(b" \n\x00\x00", name)


def test_files_that_are_cut_off(pdf: Made, docx: Made) -> None:
    long = docx("".join(f"<w:p><w:r><w:t>Rostec {n}</w:t></w:r></w:p>" for n in range(2000)))
    assert "cut off or damaged" in refused(long[: len(long) // 2], "spa.docx")
    whole = pdf([[(72, 700, "Rostec")]])
    assert "cut off or damaged" in refused(whole[:200], "spa.pdf")


def test_a_docx_with_a_flipped_byte(docx: Made) -> None:
    data = bytearray(docx("<w:p><w:r><w:t>Rostec</w:t></w:r></w:p>" * 100))
    place = data.find(b"word/document.xml") + 40
    data[place : place + 8] = b"\xff" * 8
    assert "damaged" in refused(bytes(data), "spa.docx")


def test_junk_and_programs() -> None:
    assert "neither text nor" in refused(bytes(range(256)) * 100, "junk.txt")
    assert "it is a program" in refused(b"\x7fELF" + bytes(range(256)), "caveat")
    assert "it is a picture" in refused(b"\x89PNG\r\n\x1a\n" + bytes(100), "scan.pdf")


def test_a_text_with_zero_bytes_loses_only_those() -> None:
    assert files.read_bytes(
        b"Rostec\x00 sells arms to many a country, and to others. " * 9, "a.txt"
    ).text.startswith("Rostec sells")


def test_a_pdf_whose_pages_go_in_a_circle(pdf_objects: Made) -> None:
    data = pdf_objects(
        [
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [2 0 R 3 0 R] /Count 2 /Parent 2 0 R >>",
            "<< /Type /Pages /Kids [2 0 R] /Count 1000000 /Parent 2 0 R >>",
            "<< >>",
        ]
    )
    begun = time.monotonic()
    try:
        found = files.read_bytes(data, "circle.pdf")
        assert found.text == ""
        assert found.cautions
    except BadDocument as error:
        assert "circle.pdf: " in str(error)
    assert time.monotonic() - begun < 10


def test_a_pdf_that_claims_a_million_pages(pdf_objects: Made) -> None:
    data = pdf_objects(
        [
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1000000 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
            "<< >>",
        ]
    )
    assert "pages, more than the 5,000 that are read" in refused(data, "pages.pdf")


def test_messages_nested_without_end() -> None:
    head = b"From: a@example.com\nTo: b@example.com\nSubject: x\nMIME-Version: 1.0\n"
    data = head
    for number in range(3000):
        data += b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (number, number)
    assert "nested too deep" in refused(data + b"Content-Type: text/plain\n\nRostec", "deep.eml")


def test_messages_in_messages_are_read_to_a_depth() -> None:
    inner = message("The innermost speaks of Sechin.")
    for number in range(bounds.NESTING + 2):
        outer = message(f"Level {number} speaks of Rostec.")
        outer.add_attachment(inner)
        inner = outer
    found = files.read_bytes(inner.as_bytes(), "deep.eml")
    assert "Sechin" not in found.text
    assert any("files in files are read 5 deep" in caution for caution in found.cautions)


def message(words: str) -> EmailMessage:
    """A message with a text."""
    made = EmailMessage()
    made["From"] = "a@example.com"
    made["To"] = "b@example.com"
    made["Subject"] = "Offer"
    made["Date"] = "Mon, 26 Feb 2018 10:00:00 +0300"
    made.set_content(words)
    return made


# Places


def test_places_that_are_no_files(tmp_path: Path) -> None:
    with pytest.raises(BadDocument, match=r"it is a folder\. Read the files inside"):
        files.read(tmp_path)
    with pytest.raises(BadDocument, match=r"there is no such file\. Check the path"):
        files.read(tmp_path / "nothing.pdf")
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(BadDocument, match="no ordinary file"):
        files.read(pipe)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    place = tmp_path / "secret.txt"
    place.write_text("Rostec")
    place.chmod(0)
    with pytest.raises(BadDocument, match="it may not be read"):
        files.read(place)


def test_after_a_hostile_file_the_next_one_is_read(packed: Packed) -> None:
    refused(packed({"[Content_Types].xml": _TYPES, "word/document.xml": bytes(40 << 20)}), "a.docx")
    assert files.read_bytes(b"Rostec sells arms.", "b.txt").text == "Rostec sells arms."


def test_a_file_that_takes_too_long_or_breaks_the_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "SECONDS", 0.0)
    with pytest.raises(BadDocument, match="took more than 0 seconds"):
        for _ in range(20):
            files.read_bytes(b"<p>Rostec</p>" * 100_000, "a.html")
    monkeypatch.undo()
    assert files.read_bytes(b"Rostec", "b.txt").text == "Rostec"

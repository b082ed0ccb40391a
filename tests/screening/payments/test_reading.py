"""Files, folders and standard input; what is no payment file is told with what to do."""

from __future__ import annotations

import gzip
import io
import zipfile
from pathlib import Path

import pytest
from tests.screening.payments.messages import mt103, pacs008, transfer

from caveat.errors import BadPayment
from caveat.screening.payments import reading
from caveat.screening.payments.payment import Fault, Transaction


def zipped() -> bytes:
    raw = io.BytesIO()
    with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb.xml", b"0" * 50_000_000)
    return raw.getvalue()


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "is empty"),
        (zipped(), "is a ZIP archive. Unpack it"),
        (gzip.compress(b"<Document/>"), "is compressed with gzip"),
        (b"%PDF-1.7 ...", "is a PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an Office file, perhaps an encrypted one"),
        (b"-----BEGIN PGP MESSAGE-----", "Decrypt it first"),
        (b"\x00\x01\x02\x03" * 100, "is no text"),
        (b"name,amount\nRostec,5\n", "is neither XML (ISO 20022) nor SWIFT MT"),
    ],
)
def test_what_is_no_payment_file_is_refused_with_what_to_do(
    tmp_path: Path, content: bytes, why: str
) -> None:
    place = tmp_path / "payments.xml"
    place.write_bytes(content)
    with pytest.raises(BadPayment, match=r"payments\.xml") as error:
        list(reading.read(place))
    assert why in str(error.value)


def test_a_wrong_extension_does_not_matter(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(pacs008(transfer()))
    (tmp_path / "b.xml").write_text(mt103())
    found = [one.message for one in reading.read(tmp_path) if isinstance(one, Transaction)]
    assert found == ["pacs.008.001.08", "MT103"]


def test_utf_16_is_read(tmp_path: Path) -> None:
    place = tmp_path / "a.xml"
    place.write_bytes(pacs008(transfer("Чемезов")).encode("utf-16"))
    (one,) = (one for one in reading.read(place) if isinstance(one, Transaction))
    assert one.fields[0].name == "Чемезов"


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadPayment, match="cannot be opened"):
        list(reading.read(tmp_path / "absent.xml"))
    with pytest.raises(BadPayment, match="has no file in it"):
        list(reading.read(tmp_path))


def test_in_a_folder_a_bad_file_is_a_fault_and_the_others_are_read(tmp_path: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "a.zip").write_bytes(zipped())
    (tmp_path / "deep/b.fin").write_text(mt103())
    fault, _, one = reading.read(tmp_path)
    assert isinstance(fault, Fault) and fault.file == "a.zip" and "ZIP" in fault.reason
    assert isinstance(one, Transaction) and one.file == "deep/b.fin"


def test_standard_input_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    given = io.TextIOWrapper(io.BytesIO(pacs008(transfer()).encode()))
    monkeypatch.setattr("sys.stdin", given)
    _, one = reading.read("-")
    assert isinstance(one, Transaction) and one.file == "standard input"

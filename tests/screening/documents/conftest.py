"""Files as programs write them, made here: PDF line by line, Office files part by part."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable, Mapping, Sequence

import pytest

Lines = Sequence[tuple[float, float, str]]

_TYPES = (
    '<?xml version="1.0" encoding="UTF-8"?><Types xmlns='
    '"http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def pdf_of(pages: Sequence[Lines], *, info: str = "", trailer: str = "") -> bytes:
    """A PDF with lines at given places (points from the left, points from the foot)."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", ""]
    objects.append("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    objects.append(f"<< {info} >>")
    kids = []
    for lines in pages:
        words = []
        for left, base, text in lines:
            safe = text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
            words.append(f"BT /F1 10 Tf 1 0 0 1 {left} {base} Tm ({safe}) Tj ET")
        stream = zlib.compress("\n".join(words).encode("latin-1"))
        objects.append(
            f"<< /Length {len(stream)} /Filter /FlateDecode >>\nstream\n"
            f"{stream.decode('latin-1')}\nendstream"
        )
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] "
            f"/Resources << /Font << /F1 3 0 R >> >> /Contents {len(objects)} 0 R >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    return pdf_from(objects, trailer)


def pdf_from(objects: Sequence[str], trailer: str = "") -> bytes:
    """A PDF out of its objects; the first is the catalogue, the fourth the properties."""
    data, places = b"%PDF-1.7\n", []
    for number, one in enumerate(objects, start=1):
        places.append(len(data))
        data += f"{number} 0 obj\n{one}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    return data + (
        f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
        f"trailer << /Size {len(objects) + 1} /Root 1 0 R /Info 4 0 R {trailer} >>\n"
        f"startxref\n{len(data)}\n%%EOF\n"
    ).encode("latin-1")


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """A ZIP file of these parts."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return whole.getvalue()


def docx_of(body: str, **others: str) -> bytes:
    """A Word file by the XML of its body; other parts by their name (``footnotes``)."""
    parts = {
        "[Content_Types].xml": _TYPES,
        "word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>",
    }
    for name, part in others.items():
        place = "docProps/core.xml" if name == "core" else f"word/{name}.xml"
        parts[place] = part
    return zipped(parts)


@pytest.fixture
def pdf() -> Callable[..., bytes]:
    """See `pdf_of`."""
    return pdf_of


@pytest.fixture
def pdf_objects() -> Callable[..., bytes]:
    """See `pdf_from`."""
    return pdf_from


@pytest.fixture
def docx() -> Callable[..., bytes]:
    """See `docx_of`."""
    return docx_of


@pytest.fixture
def packed() -> Callable[[Mapping[str, str | bytes]], bytes]:
    """See `zipped`."""
    return zipped

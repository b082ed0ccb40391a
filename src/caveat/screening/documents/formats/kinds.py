"""What kind of file it is: told by its bytes; its name only decides what they leave open."""

from __future__ import annotations

import io
import re
import zipfile
from email.parser import BytesHeaderParser
from pathlib import PurePath

from caveat.screening.documents.document import FileKind
from caveat.screening.documents.formats.content import Unreadable

SUFFIXES: dict[str, FileKind] = {
    ".txt": "text", ".text": "text", ".csv": "text", ".tsv": "text", ".log": "text",
    ".md": "markdown", ".markdown": "markdown",
    ".html": "html", ".htm": "html", ".xhtml": "html",
    ".pdf": "pdf",
    ".docx": "docx", ".docm": "docx", ".dotx": "docx",
    ".xlsx": "xlsx", ".xlsm": "xlsx", ".xltx": "xlsx",
    ".eml": "eml",
}  # fmt: skip
"""What the end of a file's name says that it is."""

NAMES: dict[FileKind, str] = {
    "text": "text",
    "markdown": "Markdown",
    "html": "HTML",
    "pdf": "PDF",
    "docx": "Word (DOCX)",
    "xlsx": "Excel (XLSX)",
    "eml": "e-mail (EML)",
}

_CONVERT = "Save it as DOCX, XLSX, PDF or text, and read that."
_UNPACK = "Unpack it, and read the folder."
_PICTURE = (
    "it is a picture; Caveat does not recognise letters in pictures",
    "Run it through a program for text recognition (OCR), and read what comes out.",
)
_PACKED = ("it is a packed archive", _UNPACK)
_SOUND = ("it is sound or film", "Write down what is said, and read that.")

_MAGIC: tuple[tuple[bytes, tuple[str, str]], ...] = (
    (b"\x89PNG", _PICTURE), (b"\xff\xd8\xff", _PICTURE), (b"GIF8", _PICTURE),
    (b"II*\x00", _PICTURE), (b"MM\x00*", _PICTURE),
    (b"\x1f\x8b", _PACKED), (b"BZh", _PACKED), (b"\xfd7zXZ", _PACKED), (b"7z\xbc\xaf", _PACKED),
    (b"Rar!", _PACKED), (b"\x28\xb5\x2f\xfd", _PACKED),
    (b"ID3", _SOUND), (b"OggS", _SOUND), (b"RIFF", _SOUND),
    (b"{\\rtf", ("it is RTF, which is not read", _CONVERT)),
    (b"%!PS", ("it is PostScript, which is not read", "Save it as PDF, and read that.")),
    (b"\x7fELF", ("it is a program", "Give the document itself.")),
    (b"PAR1", ("it is a table in Parquet", "Screen tables with `caveat batch`.")),
)  # fmt: skip

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_MESSAGE = {
    "from", "to", "cc", "date", "subject", "sender", "reply-to", "message-id", "received",
    "mime-version", "content-type", "return-path", "delivered-to", "content-transfer-encoding",
    "dkim-signature", "in-reply-to", "references", "bcc",
}  # fmt: skip
_TECHNICAL = {
    "message-id", "received", "mime-version", "content-type", "return-path", "delivered-to",
    "dkim-signature", "content-transfer-encoding",
}  # fmt: skip

_HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I
)
_TAG = re.compile(
    r"</?(?:p|div|span|a|br|table|tr|td|h[1-6]|ul|ol|li|b|i|strong|em|article|section|title|meta"
    r"|script|style|body)\b[^<>]{0,500}>",
    re.I,
)
_XML = re.compile(r"\s*<\?xml\b|\s*<!DOCTYPE\s+(?!html)\w+", re.I)
_MARKDOWN = (
    re.compile(r"^#{1,6} +\S", re.M),
    re.compile(r"\[[^\]\n]{1,200}\]\([^)\s]{1,500}\)"),
    re.compile(r"\*\*[^*\n]{1,200}\*\*"),
    re.compile(r"^\|[^\n]*\|\s*\n\|[ :|-]+\|", re.M),
    re.compile(r"^```", re.M),
)


def hinted(name: str) -> FileKind | None:
    """What a file's name says that it is."""
    return SUFFIXES.get(PurePath(name).suffix.lower())


def binary(data: bytes) -> FileKind | None:
    """The kind of a file that is no text; None for what may be text.

    Raises:
        Unreadable: a kind that is not read, with what to do instead; or an encrypted file.
    """
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(_OLE):
        _refuse_ole(data)
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _packed(data)
    if data[4:8] == b"ftyp":
        raise Unreadable(*_SOUND)
    for magic, (reason, remedy) in _MAGIC:
        if data.startswith(magic):
            raise Unreadable(reason, remedy)
    return None


def textual(text: str, data: bytes, name: str) -> FileKind:
    """The kind of a file that is text.

    Args:
        text: its beginning, decoded.
        data: its bytes.
        name: its name, which decides between text and Markdown where the text does not.
    """
    hint = hinted(name)
    if _is_message(data, hint):
        return "eml"
    if _HTML.match(text):
        return "html"
    tags = {found[0].lower().strip("</>").split()[0] for found in _TAG.finditer(text)}
    if len(tags) >= (1 if hint == "html" else 4):
        return "html"
    if _XML.match(text):
        raise Unreadable(
            "it is XML of a kind that is no document",
            "If it is a payment message, read it with `caveat payment`; else save it as text.",
        )
    if hint == "markdown" or sum(bool(sign.search(text)) for sign in _MARKDOWN) >= 2:
        return "markdown"
    return "text"


def _is_message(data: bytes, hint: FileKind | None) -> bool:
    head = data[:65536].lstrip()
    if not re.match(rb"(?:From .*\r?\n)?[A-Za-z][\w-]*:", head):
        return False
    try:
        names = {field.lower() for field in BytesHeaderParser().parsebytes(head)}
    except Exception:  # a hostile head is no message
        return False
    known = names & _MESSAGE
    return (
        (hint == "eml" and bool(known))
        or (len(known) >= 3 and bool(known & _TECHNICAL))
        or {"from", "to", "subject", "date"} <= known
    )


def _packed(data: bytes) -> FileKind:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist()[:20_000])
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise Unreadable(
            f"it is a ZIP file (as DOCX and XLSX are) that is cut off or damaged ({error})",
            "Get it anew, or save it anew from its program.",
        ) from None
    if "[Content_Types].xml" in names:
        for folder, kind in (("word/", "docx"), ("xl/", "xlsx")):
            if any(name.startswith(folder) for name in names):
                return kind  # type: ignore[return-value]
        raise Unreadable("it is an Office file that is neither DOCX nor XLSX", _CONVERT)
    if "mimetype" in names and "content.xml" in names:
        raise Unreadable("it is an OpenDocument file, which is not read", _CONVERT)
    raise Unreadable(*_PACKED)


def _refuse_ole(data: bytes) -> None:
    """Old Office files, encrypted new ones and Outlook messages share one container."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise Unreadable(
            "it is an Office file that is encrypted with a password",
            "Open it with the password, save it without one, and read that.",
        )
    if "__substg1.0".encode("utf-16-le") in data:
        raise Unreadable(
            "it is an Outlook message (MSG), which is not read", "Save it as EML, and read that."
        )
    raise Unreadable(
        "it is a binary file of an old Office (DOC, XLS, PPT), which is not read",
        "Save it as DOCX, XLSX or PDF, and read that.",
    )

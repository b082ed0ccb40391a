"""Payment files in: what a file is, by its content; folders; standard input."""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any

from caveat.errors import BadPayment
from caveat.screening.payments import iso20022, swift_mt
from caveat.screening.payments.payment import Fault, Read

STDIN = "-"
_LOOK = 4096

_FOREIGN = (
    (b"PK\x03\x04", "is a ZIP archive. Unpack it, and screen the files in it"),
    (b"PK\x05\x06", "is an empty ZIP archive. Get the messages"),
    (b"\x1f\x8b", "is compressed with gzip. Unpack it first"),
    (b"BZh", "is compressed with bzip2. Unpack it first"),
    (b"\xfd7zXZ", "is compressed with xz. Unpack it first"),
    (b"7z\xbc\xaf", "is a 7z archive. Unpack it first"),
    (b"%PDF", "is a PDF. Use the message itself, or caveat read"),
    (b"\xd0\xcf\x11\xe0", "is an Office file, perhaps an encrypted one. Use the message itself"),
    (b"-----BEGIN ", "is encrypted or signed. Decrypt it first"),
    (b"Salted__", "is encrypted. Decrypt it first"),
    (b"age-encryption.org", "is encrypted. Decrypt it first"),
)
_UTF16 = (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")
_MT = re.compile(rb"[\x01\x00$\s]*(?:\{[1-4]:|:\d\d[A-Z]?:)")
_BINARY = re.compile(rb"[\x00\x02\x04-\x08\x0e-\x1f]")


def read(source: str | Path) -> Iterator[Read]:
    """Every message of a file, a folder with all folders in it, or standard input (``-``).

    Raises:
        BadPayment: there is no such file, it is none of the formats, or a folder has no file. In
            a folder, a file that cannot be read is a fault, and the others are read.
    """
    if str(source) == STDIN:
        stdin: Any = sys.stdin.buffer
        raw = io.BufferedReader(stdin)
        yield from _stream(raw, "standard input")
        return
    path = Path(source)
    if not path.is_dir():
        yield from _file(path, path.name)
        return
    files = sorted(
        place for place in path.rglob("*")
        if place.is_file() and not any(p.startswith(".") for p in place.relative_to(path).parts)
    )  # fmt: skip
    if not files:
        raise BadPayment(f"{path} has no file in it. Name a file with payment messages.")
    for place in files:
        name = place.relative_to(path).as_posix()
        try:
            yield from _file(place, name)
        except BadPayment as error:
            yield Fault(name, "", str(error))


def read_bytes(data: bytes, name: str) -> Iterator[Read]:
    """Every message of a file whose bytes are at hand: one that was uploaded.

    Args:
        data: the file.
        name: what to call it in places.

    Raises:
        BadPayment: it is none of the formats.
    """
    raw: Any = io.BytesIO(data)
    return _stream(io.BufferedReader(raw), name)


def _file(path: Path, name: str) -> Iterator[Read]:
    try:
        stream = path.open("rb")
    except OSError as error:
        raise BadPayment(f"{path} cannot be opened: {error.strerror}. Name another file.") from None
    with stream:
        try:
            yield from _stream(stream, name)
        except OSError as error:
            raise BadPayment(
                f"{path} cannot be read: {error.strerror}. Get the file again."
            ) from None


def _stream(stream: Any, name: str) -> Iterator[Read]:
    return _reader(stream.peek(_LOOK)[:_LOOK], name)(stream, name)


def _reader(head: bytes, name: str) -> Callable[[IO[bytes], str], Iterator[Read]]:
    """What reads a file that begins so."""
    if not head:
        raise BadPayment(f"{name} is empty. Get the file again.")
    for mark, what in _FOREIGN:
        if head.startswith(mark):
            raise BadPayment(f"{name} {what}.")
    plain = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if plain.startswith(b"<") or head.startswith(_UTF16):
        return iso20022.read
    if _MT.match(plain):
        return swift_mt.read
    if _BINARY.search(head):
        raise BadPayment(f"{name} is no text. Name a file of ISO 20022 or SWIFT MT messages.")
    raise BadPayment(
        f"{name} is neither XML (ISO 20022) nor SWIFT MT: it begins with "
        f"{head[:30].decode('utf-8', 'replace')!r}. Name a file with payment messages."
    )

"""Several XML documents in one file, one behind the other: where each begins."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import IO

_BLOCK = 1 << 16
_TAG = 256
"""No tag that is looked for is longer, in bytes."""

_DECLARATION = b"<?xml "
_FIRST_TAG = re.compile(rb"<(?:([\w.-]+):)?([\w.-]+)[\s>/]")


def documents(stream: IO[bytes]) -> Iterator[tuple[bool, bytes]]:
    """Blocks of bytes, and whether a new document begins with them.

    It does so with a declaration; and where a document's root is Document, behind its end.

    >>> from io import BytesIO
    >>> list(documents(BytesIO(b"<Document>1</Document>\\n<Document>2</Document>")))
    [(False, b'<Document>1</Document>\\n'), (True, b'<Document>2</Document>')]
    """
    carry = b""
    ends: re.Pattern[bytes] | None = None
    fresh, new = True, False
    while True:
        block = stream.read(_BLOCK)
        data = carry + block
        start = 0
        while True:
            if fresh and (first := _FIRST_TAG.search(data, start)):
                ends, fresh = _end_of(first), False
            cut = _cut(data, start, ends)
            if cut < 0 or (block and not data[cut:].strip()):
                break  # what comes next is not known yet
            yield new, data[start:cut]
            start, fresh, new, ends = cut, True, bool(data[cut:].strip()), None
        keep = max(start, len(data) - _TAG) if block else len(data)
        if keep > start:
            yield new, data[start:keep]
            new = False
        carry = data[keep:]
        if not block:
            return


def _end_of(first: re.Match[bytes]) -> re.Pattern[bytes] | None:
    """What ends a document that begins so; None if only a declaration shows the next one."""
    if first[2] != b"Document":
        return None
    prefix = first[1] + b":" if first[1] else b""
    return re.compile(re.escape(b"</" + prefix + b"Document>") + rb"\s*")


def _cut(data: bytes, start: int, ends: re.Pattern[bytes] | None) -> int:
    """Where the document ends that begins, or goes on, at a place; -1 if it does not show."""
    cuts = []
    at = data.find(_DECLARATION, start + 1)
    if at > 0 and data[start:at].strip():
        cuts.append(at)
    if ends is not None and (over := ends.search(data, start)):
        cuts.append(over.end())
    return min(cuts, default=-1)

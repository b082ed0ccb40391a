"""JSON that is the same, byte by byte, for the same value: what hashes are made of."""

from __future__ import annotations

import hashlib
import json
from typing import Any


def canonical(value: Any) -> bytes:
    """A JSON value in its one form: keys in order, no blanks, UTF-8.

    >>> canonical({"b": 1, "a": ["ü", None]}).decode()
    '{"a":["ü",null],"b":1}'
    """
    return _ENCODER.encode(value).encode("utf-8", "surrogatepass")


_ENCODER = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
)


def digest(value: Any) -> str:
    """SHA-256 of a JSON value in its one form, in hexadecimal."""
    return hashlib.sha256(canonical(value)).hexdigest()

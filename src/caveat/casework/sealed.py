"""JSON values in the database: in their one form, compressed, sealed."""

from __future__ import annotations

import json
import zlib
from typing import Any

from caveat.casework.canonical import canonical
from caveat.casework.vault import Vault


def pack(vault: Vault, value: Any) -> bytes:
    """An answer as it is kept."""
    return vault.seal(zlib.compress(canonical(value)), "answer")


def unpack(vault: Vault, sealed: bytes) -> Any:
    """What `pack` packed."""
    return json.loads(zlib.decompress(vault.open(sealed, "answer")))

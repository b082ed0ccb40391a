"""The key that signs the head of the journal (Ed25519), made once and kept from others."""

from __future__ import annotations

import base64
import os
import tempfile
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from caveat.errors import WrongKey

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey


class Signer:
    """Signs with the key in a file; the file is made when it is first needed.

    Args:
        place: the key, in PEM, readable by its owner only.
    """

    def __init__(self, place: Path) -> None:
        self.place = place

    @cached_property
    def _key(self) -> Ed25519PrivateKey:
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
        from cryptography.hazmat.primitives.serialization import load_pem_private_key

        if not self.place.exists():
            _make(self.place)
        try:
            key = load_pem_private_key(self.place.read_bytes(), None)
        except (OSError, ValueError, TypeError) as error:
            raise WrongKey(
                f"The key that signs the journal cannot be read from {self.place} "
                f"({type(error).__name__}). Restore it from a backup; a new one cannot "
                "vouch for what the old one signed."
            ) from None
        if not isinstance(key, Ed25519PrivateKey):
            raise WrongKey(f"{self.place} is no Ed25519 key. Name another file.")
        return key

    @cached_property
    def public(self) -> str:
        """The public key, in base64."""
        return base64.b64encode(self._key.public_key().public_bytes_raw()).decode()

    def sign(self, content: bytes) -> str:
        """A signature, in base64."""
        return base64.b64encode(self._key.sign(content)).decode()


def signed(content: bytes, signature: str, public: str) -> bool:
    """Whether a signature is of this content and this key."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        key = Ed25519PublicKey.from_public_bytes(base64.b64decode(public))
        key.verify(base64.b64decode(signature), content)
    except (InvalidSignature, ValueError):
        return False
    return True


def _make(place: Path) -> None:
    """Write a new key; of two processes that do so at once, one wins and both use its key."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import (
        Encoding,
        NoEncryption,
        PrivateFormat,
    )

    pem = Ed25519PrivateKey.generate().private_bytes(
        Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
    )
    place.parent.mkdir(parents=True, exist_ok=True)
    handle, aside = tempfile.mkstemp(prefix=".aside-", dir=place.parent)  # mode 0600
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(pem)
            stream.flush()
            os.fsync(stream.fileno())
        with suppress(FileExistsError):
            os.link(aside, place)
    finally:
        Path(aside).unlink(missing_ok=True)

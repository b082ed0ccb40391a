"""What is about customers, encrypted at rest if there is a key; and hashes that find it again.

A key is 32 random bytes in base64 (``openssl rand -base64 32``), in ``CAVEAT_CASEWORK_KEY`` or in
the file that ``CAVEAT_CASEWORK_KEY_FILE`` names. Two keys are derived from it: one for AES-256-GCM,
one for the hashes (HMAC-SHA-256), which tell nothing to who does not have it.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from caveat.casework.canonical import canonical
from caveat.errors import WrongKey

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_NONCE = 12


class Vault:
    """Seals and opens what is about customers.

    Args:
        key: 32 bytes; None leaves everything as it is.

    >>> Vault(None).open(Vault(None).seal(b"Ann", "subject"), "subject")
    b'Ann'
    """

    def __init__(self, key: bytes | None) -> None:
        self.encrypted = key is not None
        self._cipher: AESGCM | None = None
        self._mark = b""
        if key is not None:
            from cryptography.hazmat.primitives.ciphers.aead import AESGCM

            self._cipher = AESGCM(hmac.digest(key, b"caveat seal", "sha256"))
            self._mark = hmac.digest(key, b"caveat mark", "sha256")

    def seal(self, plain: bytes, what: str) -> bytes:
        """Encrypt; what was sealed as one thing cannot be opened as another.

        Args:
            plain: the bytes.
            what: what they are (``subject``).
        """
        if self._cipher is None:
            return plain
        nonce = os.urandom(_NONCE)
        return nonce + self._cipher.encrypt(nonce, plain, what.encode())

    def open(self, sealed: bytes, what: str) -> bytes:
        """Decrypt.

        Raises:
            WrongKey: it was sealed with another key, as another thing, or was changed.
        """
        if self._cipher is None:
            return sealed
        from cryptography.exceptions import InvalidTag

        try:
            return self._cipher.decrypt(sealed[:_NONCE], sealed[_NONCE:], what.encode())
        except (InvalidTag, ValueError):
            raise WrongKey(
                f"A {what} of the casework cannot be decrypted: it was changed, or the key is "
                "another one. Restore the database, or give the key that it was made with."
            ) from None

    def mark(self, value: Any) -> str:
        """A hash that is the same for the same JSON value: what is sealed can be found by it."""
        return self.mark_of(canonical(value))

    def mark_of(self, whole: bytes) -> str:
        """As `mark`, of a JSON value in its one form."""
        if self._cipher is None:
            return hashlib.sha256(whole).hexdigest()
        return hmac.digest(self._mark, whole, "sha256").hex()


def key_of(environment: Mapping[str, str]) -> bytes | None:
    """The key that the environment names; None if it names none.

    Raises:
        WrongKey: it is no key, or its file cannot be read.
    """
    text, where = environment.get("CAVEAT_CASEWORK_KEY", ""), "CAVEAT_CASEWORK_KEY"
    if file := environment.get("CAVEAT_CASEWORK_KEY_FILE", ""):
        where = file
        try:
            text = Path(file).read_text(encoding="ascii")
        except (OSError, UnicodeDecodeError) as error:
            raise WrongKey(
                f"The key of the casework cannot be read from {file} ({type(error).__name__}). "
                "Correct CAVEAT_CASEWORK_KEY_FILE."
            ) from None
    if not text.strip():
        if file:
            raise WrongKey(f"{file} is empty. Make a key with openssl rand -base64 32.")
        return None
    try:
        key = base64.b64decode(text.strip(), validate=True)
    except binascii.Error:
        key = b""
    if len(key) != 32:
        raise WrongKey(
            f"{where} holds no key: it takes 32 bytes in base64. "
            "Make one with openssl rand -base64 32."
        )
    return key

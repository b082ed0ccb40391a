"""One piece of work: what somebody writes, and what the journal says of it, in one transaction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from caveat.casework.canonical import canonical, digest
from caveat.casework.models import Entry, Head, text_of
from caveat.casework.signing import Signer
from caveat.casework.vault import Vault

START = "0" * 64
"""What stands before the first entry."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who does something.

    Attributes:
        name: of the user.
        via: how he came in (``cli:os-user``); the journal says so, too.
    """

    name: str
    via: str = ""


@dataclass(slots=True)
class Work:
    """A transaction that writes.

    Attributes:
        session: where to read and write.
        actor: who works.
        now: when.
        vault: what seals.
    """

    session: Session
    actor: Actor
    now: datetime
    vault: Vault
    _head: Head
    _entries: list[dict[str, Any]] = field(default_factory=list)

    def note(self, action: str, about: str, content: Mapping[str, Any]) -> None:
        """Add an entry to the journal; it is there when the transaction is, or not at all.

        Args:
            action: what was done (``decided``).
            about: to what (``alert/12``).
            content: JSON values; nothing personal, only ids and hashes.
        """
        last = self._entries[-1] if self._entries else None
        entry = {
            "seq": (last["seq"] if last else self._head.seq) + 1,
            "at": text_of(self.now),
            "actor": self.actor.name,
            "via": self.actor.via,
            "action": action,
            "about": about,
            "content": canonical(content).decode(),
            "before": last["hash"] if last else self._head.hash,
        }
        self._entries.append({**entry, "hash": digest(entry)})

    def settle(self, signer: Signer) -> bool:
        """Write the entries and sign the newest; whether there were any."""
        if not self._entries:
            return False
        self.session.flush()
        self.session.execute(insert(Entry), self._entries)
        last = self._entries[-1]
        head = self._head
        head.seq, head.hash, head.at = last["seq"], last["hash"], last["at"]
        head.key = signer.public
        head.signature = signer.sign(signed_part(head.seq, head.hash, head.at))
        return True


def signed_part(seq: int, hash: str, at: str) -> bytes:
    """What the signature of a head is of."""
    return canonical({"format": "caveat.head/1", "seq": seq, "hash": hash, "at": at})

"""Files that belong to alerts: kept with a checksum, within a bound."""

from __future__ import annotations

import hashlib
import unicodedata
from pathlib import Path

from caveat.casework.alerts import take, touch
from caveat.casework.models import Attachment
from caveat.casework.people import allowed
from caveat.casework.store import Store
from caveat.casework.vouched import of_attachment
from caveat.casework.work import Actor
from caveat.errors import BadInput, UnknownCase

LONGEST = 200
"""Bytes of a name; a number goes before it where a case is exported."""

MOST = 20 << 20
"""The largest attachment, in bytes."""


def attach(store: Store, actor: Actor, id: int, name: str, content: bytes) -> int:
    """Add a file to an alert.

    Args:
        store: the casework.
        actor: who adds it.
        id: number of the alert.
        name: of the file, without folders.
        content: its bytes.

    Returns:
        The number of the attachment.

    Raises:
        NotAllowed: the role does not allow it.
        BadInput: it is empty or too large, or the name is none.
    """
    _check(name)
    if not content:
        raise BadInput(f"{name} is empty. Attach a file that has something in it.")
    if len(content) > MOST:
        raise BadInput(
            f"{name} has more than the {MOST >> 20} MB that are allowed. "
            "Attach a part of it, or say in a note where it lies."
        )
    with store.writing(actor) as work:
        allowed(work.session, actor, "work")
        alert = take(work, id)
        row = Attachment(
            alert_id=id,
            name=work.vault.seal(name.encode(), "file name"),
            size=len(content),
            sha256=hashlib.sha256(content).hexdigest(),
            content=work.vault.seal(content, "attachment"),
            added_by=actor.name,
            added_at=work.now,
        )
        work.session.add(row)
        work.session.flush()
        touch(
            work,
            alert,
            "attached",
            attachment=row.id,
            attachment_digest=of_attachment(row.id, name, content),
        )
        return row.id


def _check(name: str) -> None:
    """See that a name is one of a file, on every machine that a case may be taken to.

    Raises:
        BadInput: it has folders, is too long, or has signs that nobody sees: a line break puts
            another line into SHA256SUMS, a mark of direction makes ``exe.txt`` of ``txt.exe``.
    """
    if not name.strip() or "/" in name or "\\" in name or name.startswith("."):
        raise BadInput(f"{name!r} is no name of a file. Give it without folders.")
    unseen = [one for one in name if unicodedata.category(one) in ("Cc", "Cf", "Zl", "Zp", "Cs")]
    if unseen:
        raise BadInput(
            f"{name!r} has a sign that nobody sees ({ord(unseen[0]):#06x}). Rename the file."
        )
    if len(name.encode()) > LONGEST:
        raise BadInput(f"The name {name[:40]!r}… has more than {LONGEST} bytes. Shorten it.")


def attach_file(store: Store, actor: Actor, id: int, file: Path) -> int:
    """As `attach`, of a file on the disk; one that is too large is not read.

    Raises:
        NotAllowed: the role does not allow it.
        BadInput: it is empty or too large, or cannot be read.
    """
    try:
        with file.open("rb") as stream:
            whole = stream.read(MOST + 1)
    except OSError as error:
        raise BadInput(f"{file} cannot be read ({error.strerror}). Check it.") from None
    return attach(store, actor, id, file.name, whole)


def content(store: Store, actor: Actor, id: int) -> bytes:
    """The bytes of an attachment.

    Raises:
        NotAllowed: the actor is no user.
        UnknownCase: there is none of this number, or its bytes were changed.
    """
    with store.reading() as session:
        allowed(session, actor, "read")
        row = session.get(Attachment, id)
        if row is None:
            raise UnknownCase(f"There is no attachment {id}. See caveat alerts show.")
        whole = store.vault.open(row.content, "attachment")
        if hashlib.sha256(whole).hexdigest() != row.sha256:
            raise UnknownCase(
                f"The attachment {id} is not what its checksum says. Restore it from a backup."
            )
        return whole

"""What the journal vouches for: decisions, snapshots, attachments and states, hashed again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from caveat.casework.canonical import digest
from caveat.casework.models import Alert, Attachment, Decision, Entry, Snapshot, text_of
from caveat.casework.sealed import unpack
from caveat.casework.vault import Vault

_CHUNK = 2000


def of_decision(row: Decision, vault: Vault) -> str:
    """The hash of a decision that the journal has."""
    return digest(
        {
            "alert": row.alert_id,
            "snapshot": row.snapshot_id,
            "kind": row.kind,
            "outcome": row.outcome,
            "reason": row.reason,
            "text": vault.open(row.text, "text").decode(),
            "actor": row.actor,
            "proposed_by": row.proposed_by,
            "at": text_of(row.made_at),
            "salt": row.salt,
        }
    )


def of_snapshot(*, alert: int, run: int, facts: str, customer: str, answer: str, salt: str) -> str:
    """The hash of a snapshot that the journal has.

    Args:
        alert: number of the alert.
        run: number of the screening.
        facts: hash of the party's facts.
        customer: hash of the customer's data.
        answer: hash of what was answered.
        salt: makes it tell nothing, once the snapshot is gone.
    """
    return digest([alert, run, facts, customer, answer, salt])


def unlike(session: Session, vault: Vault) -> Iterator[tuple[int, str]]:
    """What is not as the journal says: number of the entry, and what is wrong.

    What was forgotten (``caveat retain``) has an entry that says so, and is not missed.
    """
    said: dict[tuple[str, int], tuple[int, str]] = {}
    states: dict[int, tuple[int, str]] = {}
    wanted = select(Entry).where(Entry.about.like("alert/%")).order_by(Entry.seq)
    for entry in session.scalars(wanted.execution_options(yield_per=_CHUNK)):
        try:
            number, content = int(entry.about.partition("/")[2]), json.loads(entry.content)
        except ValueError:
            continue  # the entry was changed, which its hash tells
        if entry.action == "forgotten":
            states.pop(number, None)
            for kind in ("decision", "snapshot", "attachment"):
                for gone in content.get(f"{kind}s", ()):
                    said.pop((kind, gone), None)
            continue
        for kind in ("decision", "snapshot", "attachment"):
            if kind in content:
                said[kind, content[kind]] = (entry.seq, content.get(f"{kind}_digest", ""))
        if "state" in content:
            states[number] = (entry.seq, content["state"])
    for kind, number, found in _rows(session, vault):
        seq, hashed = said.pop((kind, number), (0, ""))
        if not seq:
            yield 0, f"The {kind} {number} stands in no entry: somebody put it into the database."
        elif hashed != found:
            yield seq, f"vouches for the {kind} {number}, which was changed since."
    for (kind, number), (seq, _) in said.items():
        yield seq, f"vouches for the {kind} {number}, which was removed."
    rows = select(Alert.id, Alert.state)
    for number, state in session.execute(rows.execution_options(yield_per=_CHUNK)):
        seq, last = states.pop(number, (0, ""))
        if not seq:
            yield 0, f"The alert {number} stands in no entry: somebody put it into the database."
        elif last != state:
            yield seq, f"leaves the alert {number} {last}, but the database has {state}."
    for number, (seq, _) in states.items():
        yield seq, f"is about the alert {number}, which was removed."


def _rows(session: Session, vault: Vault) -> Iterator[tuple[str, int, str]]:
    options: dict[str, Any] = {"yield_per": _CHUNK}
    for decision in session.scalars(select(Decision).execution_options(**options)):
        yield "decision", decision.id, of_decision(decision, vault)
    for row in session.scalars(select(Snapshot).execution_options(**options)):
        answer = digest(unpack(vault, row.answer))
        facts = digest(json.loads(row.facts))
        yield (
            "snapshot",
            row.id,
            of_snapshot(
                alert=row.alert_id,
                run=row.run_id,
                facts=facts,
                customer=row.customer_digest,
                answer=answer,
                salt=row.salt,
            ),
        )
    for attachment in session.scalars(select(Attachment).execution_options(**options)):
        content = vault.open(attachment.content, "attachment")
        yield "attachment", attachment.id, digest([attachment.id, content.hex()])

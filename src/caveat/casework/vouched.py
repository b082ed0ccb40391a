"""What the journal vouches for, hashed again: alerts, decisions, snapshots, attachments, runs,
users and rules. Rows are read as they lie in the database: whoever changed one may have put
anything there.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import String, Table, select, type_coerce
from sqlalchemy.orm import Session

from caveat.casework.canonical import digest
from caveat.casework.models import (
    Alert,
    Attachment,
    Base,
    Decision,
    Entry,
    Instant,
    Rule,
    Run,
    Snapshot,
    User,
    text_of,
)
from caveat.casework.sealed import unpack
from caveat.casework.vault import Vault
from caveat.errors import WrongKey

_CHUNK = 2000

Row = Mapping[str, Any]
"""Column -> value; days and moments as texts."""

RULES = {"true match": 2, "false match": 1, "inconclusive": 1}
"""How many persons each outcome needs, before anybody says otherwise."""


def values(row: Base, **other: Any) -> dict[str, Any]:
    """A row as it is hashed.

    Args:
        row: of any table.
        other: columns that are written otherwise than the object says.
    """
    names = row.__table__.columns.keys()
    return {name: _plain(other.get(name, getattr(row, name))) for name in names}


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return text_of(value)
    return value.isoformat() if isinstance(value, date) else value


_ALERT = (
    "id", "portfolio_id", "customer_id", "party", "kind", "caption", "lists", "score", "status",
    "state", "version", "assignee", "due", "due_for", "why", "opened_at", "changed_at",
    "changed_by", "closed_at", "gone_at", "snapshot_id", "decision_id", "proposal_id", "hold",
)  # fmt: skip
"""What is hashed of an alert: never another set of columns, or old entries would not hold."""


def of_alert(row: Row) -> str:
    """The hash of an alert that each entry about it has."""
    return digest({name: row[name] for name in _ALERT})


def of_decision(row: Row, vault: Vault) -> str:
    """The hash of a decision that the journal has."""
    return digest(
        {
            "alert": row["alert_id"],
            "snapshot": row["snapshot_id"],
            "kind": row["kind"],
            "outcome": row["outcome"],
            "reason": row["reason"],
            "text": vault.open(row["text"], "text").decode(),
            "actor": row["actor"],
            "proposed_by": row["proposed_by"],
            "at": row["made_at"],
            "salt": row["salt"],
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


def of_attachment(id: int, name: str, content: bytes) -> str:
    """The hash of an attachment that the journal has."""
    return digest([id, name, content.hex()])


@dataclass(frozen=True, slots=True)
class _Word:
    """What an entry says of a row."""

    seq: int
    said: Any
    about: str
    actor: str
    at: str


@dataclass(slots=True)
class _Words:
    """What the whole journal says: of each row, the last word."""

    rows: dict[tuple[str, Any], _Word] = field(default_factory=dict)
    alerts: dict[int, _Word] = field(default_factory=dict)

    def take(self, entry: Any) -> None:
        """Take an entry in; one that was changed into nonsense is told by its hash."""
        try:
            content = json.loads(entry.content)
        except ValueError:
            return
        kind, _, number = entry.about.partition("/")
        if not isinstance(content, dict):
            return
        word = _Word(entry.seq, content, entry.about, entry.actor, entry.at)
        if kind in ("user", "rule"):
            self.rows[kind, number] = word
        elif kind == "portfolio" and "basis" in content:
            self.rows["run", content.get("run")] = word
        elif kind == "alert" and number.isdecimal():
            self._alert(int(number), entry.action, content, word)

    def _alert(self, number: int, action: str, content: Row, word: _Word) -> None:
        if action == "forgotten":
            self.alerts.pop(number, None)
            for kind in _KEPT:
                gone = content.get(f"{kind}s", ())
                for one in gone if isinstance(gone, list) else ():
                    self.rows.pop((kind, one), None)
            return
        for kind in _KEPT:
            if isinstance(content.get(kind), int):
                self.rows[kind, content[kind]] = word
        if "state" in content:
            self.alerts[number] = word


_KEPT = ("decision", "snapshot", "attachment")


def unlike(session: Session, vault: Vault) -> Iterator[tuple[int, str]]:
    """What is not as the journal says: number of the entry, and what is wrong.

    What was forgotten (``caveat retain``) has an entry that says so, and is not missed.
    """
    words = _Words()
    for outcome, persons in RULES.items():  # as they were made, before any entry
        words.rows["rule", outcome] = _Word(0, {"persons": persons}, "", "", "")
    columns = (Entry.seq, Entry.at, Entry.actor, Entry.action, Entry.about, Entry.content)
    wanted = select(*columns).order_by(Entry.seq).execution_options(yield_per=_CHUNK)
    for entry in session.execute(wanted):
        words.take(entry)
    for kind, number, whole in _compared(session, vault, words):
        word = words.rows.pop((kind, number), None)
        if word is None:
            if kind != "run":  # one of an older Caveat, whose entry has no hash of its basis
                yield (
                    0,
                    f"The {kind} {number} stands in no entry: somebody put it into the database.",
                )
        elif not whole:
            yield word.seq, f"vouches for the {kind} {number}, which was changed since."
    for (kind, number), word in words.rows.items():
        yield word.seq, f"vouches for the {kind} {number}, which was removed."
    yield from _alerts(session, words)


def _alerts(session: Session, words: _Words) -> Iterator[tuple[int, str]]:
    for row in _read(session, Alert):
        number = row["id"]
        word = words.alerts.pop(number, None)
        if word is None:
            yield 0, f"The alert {number} stands in no entry: somebody put it into the database."
        elif word.said["state"] != row["state"]:
            yield (
                word.seq,
                f"leaves the alert {number} {word.said['state']}, but the database has "
                f"{row['state']}.",
            )
        elif word.said.get("alert_digest", of_alert(row)) != of_alert(row):
            yield word.seq, f"vouches for the alert {number}, which was changed since."
    for number, word in words.alerts.items():
        yield word.seq, f"is about the alert {number}, which was removed."


def _compared(session: Session, vault: Vault, words: _Words) -> Iterator[tuple[str, Any, bool]]:
    """Each row, and whether it is what the journal says of it."""
    for kind, table, same in (
        ("decision", Decision, _decision),
        ("snapshot", Snapshot, _snapshot),
        ("attachment", Attachment, _attachment),
        ("run", Run, _run),
        ("user", User, _user),
        ("rule", Rule, _rule),
    ):
        for row in _read(session, table):
            number = next(iter(row.values()))
            word = words.rows.get((kind, number))
            try:
                whole = word is not None and same(row, word, vault)
            except (WrongKey, ValueError, KeyError, TypeError, zlib.error):
                whole = False  # it cannot even be read
            yield kind, number, whole


def _read(session: Session, table: type[Base]) -> Iterator[Row]:
    """The rows of a table as they lie there, moments as texts; its key comes first."""
    whole = table.__table__
    assert isinstance(whole, Table)
    columns = [
        type_coerce(one, String).label(one.name) if _dated(one.type) else one
        for one in whole.columns
    ]
    found = session.execute(
        select(*columns).order_by(*whole.primary_key).execution_options(yield_per=_CHUNK)
    )
    for row in found.mappings():
        yield {name: _plain(value) for name, value in row.items()}


def _dated(kind: Any) -> bool:
    return isinstance(kind, Instant) or kind.python_type is date


def _decision(row: Row, word: _Word, vault: Vault) -> bool:
    return bool(word.said["decision_digest"] == row["digest"] == of_decision(row, vault))


def _snapshot(row: Row, word: _Word, vault: Vault) -> bool:
    answer = unpack(vault, row["answer"])
    hit = answer["hit"]
    found = of_snapshot(
        alert=row["alert_id"],
        run=row["run_id"],
        facts=digest(json.loads(row["facts"])),
        customer=row["customer_digest"],
        answer=digest(answer),
        salt=row["salt"],
    )
    told = (row["verdict"], row["status"], round(row["score"], 4), row["made_at"])
    return (
        word.said["snapshot_digest"] == row["digest"] == found
        and told == (digest(hit), hit["status"], hit["score"], word.at)
    )  # fmt: skip


def _attachment(row: Row, word: _Word, vault: Vault) -> bool:
    name = vault.open(row["name"], "file name").decode()
    content = vault.open(row["content"], "attachment")
    told = (row["size"], row["sha256"], f"alert/{row['alert_id']}", row["added_by"],
            row["added_at"])  # fmt: skip
    sha256 = hashlib.sha256(content).hexdigest()
    return (
        word.said["attachment_digest"] == of_attachment(row["id"], name, content)
        and told == (len(content), sha256, word.about, word.actor, word.at)
    )  # fmt: skip


def _run(row: Row, word: _Word, vault: Vault) -> bool:
    told = row["edition"], digest(row["basis"]), f"portfolio/{row['portfolio_id']}"
    begun: bool = row["begun_at"] == word.at
    return begun and told == (word.said["edition"], word.said["basis"], word.about)


def _user(row: Row, word: _Word, vault: Vault) -> bool:
    return bool((row["role"], row["active"]) == (word.said["role"], word.said["active"]))


def _rule(row: Row, word: _Word, vault: Vault) -> bool:
    return bool(row["persons"] == word.said["persons"])

"""The journal: nothing in it, or behind it, changes unseen."""

from __future__ import annotations

import json
import re
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError
from tests.casework.conftest import ADA, ANN, OTTO, PAT, Office

from caveat.casework import attachments, deciding, journal
from caveat.errors import BadInput, WrongKey


@contextmanager
def _unguarded(office: Office) -> Iterator[Connection]:
    """The database, in the hands of somebody who takes its guards away."""
    with office.store.engine.begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SET session_replication_role = replica"))
            yield connection
            connection.execute(text("SET session_replication_role = DEFAULT"))
            return
        rows = connection.execute(
            text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        ).all()
        for name, _ in rows:
            connection.execute(text(f"DROP TRIGGER {name}"))
        connection.execute(text("PRAGMA defer_foreign_keys = ON"))
        yield connection
        for _, sql in rows:
            connection.exec_driver_sql(sql)


def _worked(office: Office) -> int:
    office.begin()
    id = office.only().id
    deciding.decide(office.store, ANN, id, "true match", "same person", "By his passport")
    deciding.decide(office.store, PAT, id, "true match", "same person")
    attachments.attach(office.store, ANN, id, "passport.txt", b"AB 123")
    return id


def test_what_was_done_can_be_read_and_is_whole(office: Office) -> None:
    id = _worked(office)
    told = [one["action"] for one in journal.entries(office.store, OTTO, about=f"alert/{id}")]
    assert told == ["opened", "proposed", "decided", "attached"]
    found = journal.verify(office.store, OTTO)
    assert not found.faults and found.key == office.store.signer.public


def test_nothing_personal_stands_in_it(office: Office) -> None:
    _worked(office)
    whole = json.dumps(list(journal.entries(office.store, OTTO)))
    whole = re.sub(r"[0-9a-f]{64}", "", whole)  # a hash may spell a year
    for personal in ("Ivan", "1960", "C1", "passport"):
        assert personal not in whole


@pytest.mark.parametrize("change", ["UPDATE journal SET actor = 'eve'", "DELETE FROM journal",
                                    "UPDATE decisions SET actor = 'eve'"])  # fmt: skip
def test_the_database_refuses_to_change_it(office: Office, change: str) -> None:
    _worked(office)
    with pytest.raises(DBAPIError), office.store.engine.begin() as connection:
        connection.execute(text(change))


Tamper = Callable[[Connection], Any]

_TAMPERED: dict[str, tuple[str, str]] = {
    "an actor": ("UPDATE journal SET actor = 'eve' WHERE seq = 9", "was changed"),
    "a time": ("UPDATE journal SET at = '2020' WHERE seq = 9", "was changed"),
    "a removal": ("DELETE FROM journal WHERE seq = 9", "entries 9 were removed"),
    "another order": (
        "UPDATE journal SET seq = CASE seq WHEN 8 THEN 1009 ELSE 1008 END WHERE seq IN (8, 9);"
        "UPDATE journal SET seq = seq - 1000 WHERE seq > 1000",
        "does not follow",
    ),
    "the end": ("DELETE FROM journal WHERE seq > 9", "The end was cut off"),
    "a decision": ("UPDATE decisions SET reason = 'other' WHERE id = 1", "decision 1, which was"),
    "a decision's end": ("DELETE FROM decisions WHERE id = 1", "decision 1, which was removed"),
    "a state": ("UPDATE alerts SET state = 'false match'", "but the database has false match"),
    "a file": ("UPDATE attachments SET content = name", "attachment 1, which was changed"),
    "the facts": ("UPDATE snapshots SET facts = '{}'", "snapshot 1, which was changed"),
}


@pytest.mark.parametrize("what", _TAMPERED)
def test_every_change_is_found(office: Office, what: str) -> None:
    _worked(office)
    change, told = _TAMPERED[what]
    with _unguarded(office) as connection:
        for one in change.split(";"):
            connection.execute(text(one))
    found = journal.verify(office.store, OTTO)
    assert any(told in fault.what for fault in found.faults), found.faults


def test_who_cuts_the_end_off_and_puts_the_old_head_back_is_found_by_the_head_kept_apart(
    office: Office,
) -> None:
    office.begin()
    with office.store.reading() as session:
        old = session.execute(text("SELECT * FROM head")).mappings().one()
        was = dict(session.execute(text("SELECT * FROM alerts")).mappings().one())
    deciding.decide(office.store, ANN, office.only().id, "false match", "other person")
    apart = journal.head(office.store, ADA)
    with _unguarded(office) as connection:
        connection.execute(text("DELETE FROM journal WHERE seq > :seq"), {"seq": old["seq"]})
        connection.execute(
            text("UPDATE head SET seq = :seq, hash = :hash, at = :at, signature = :signature"),
            dict(old),
        )
        columns = ", ".join(f"{name} = :{name}" for name in was)
        connection.execute(text(f"UPDATE alerts SET {columns}"), was)
        connection.execute(text("DELETE FROM decisions"))
    found = journal.verify(office.store, OTTO)
    assert any("cut off" in fault.what for fault in found.faults)  # by the file beside it
    office.store.head_apart().unlink()
    assert not journal.verify(office.store, OTTO).faults  # nothing here can tell any more ...
    found = journal.verify(office.store, OTTO, [apart])  # ... but what was kept elsewhere does
    assert any("cut off" in fault.what for fault in found.faults)


def test_a_head_of_another_key_is_found(office: Office) -> None:
    _worked(office)
    found = journal.verify(office.store, OTTO, key="A" * 43 + "=")
    assert any("another key" in fault.what for fault in found.faults)
    with pytest.raises(BadInput, match="changed after it was signed"):
        journal.verify(office.store, OTTO, [{**journal.head(office.store, OTTO), "seq": 3}])


def test_the_key_that_signs_is_its_owners_alone_and_is_not_made_anew(office: Office) -> None:
    place = office.store.signer.place
    assert stat.S_IMODE(place.stat().st_mode) == 0o600
    place.write_text("damaged")
    from caveat.casework.signing import Signer

    with pytest.raises(WrongKey, match="Restore it"):
        _ = Signer(place).public

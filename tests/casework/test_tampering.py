"""Whatever is changed past the program, in any row and column, is found."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from tests.casework.conftest import ADA, ANN, OTTO, PAT, Office

from caveat.casework import attachments, deciding, journal, taken_out
from caveat.casework.models import Base
from caveat.casework.signing import Signer
from caveat.errors import BadInput

VOUCHED = ("journal", "head", "alerts", "decisions", "snapshots", "attachments", "users", "rules",
           "runs")  # fmt: skip

BESIDE = {
    ("users", "made_at"),
    # how far a screening has come, told again when it ends
    ("runs", "ended_at"), ("runs", "reached"), ("runs", "counts"),
}  # fmt: skip
"""What the journal does not vouch for."""

OTHERS = {
    "outcome": ("false match", "true match"), "state": ("open", "lapsed"),
    "role": ("auditor", "admin"), "persons": (1, 2), "kind": ("noted", "refused"),
}  # fmt: skip
"""Columns in which the database takes only some values."""

Run = Callable[[str, dict[str, Any]], list[dict[str, Any]]]


def _worked(office: Office) -> None:
    """A casework in which everything that can be written was."""
    office.begin()
    id = office.only().id
    deciding.assign(office.store, ANN, id, "ann", until=date(2026, 12, 1))
    deciding.decide(office.store, ANN, id, "true match", "same person", "By his passport")
    deciding.decide(office.store, PAT, id, "true match", "same person")
    attachments.attach(office.store, ANN, id, "passport.txt", b"AB 123")
    deciding.hold(office.store, PAT, id, "A court asks for it")
    deciding.rule(office.store, ADA, "inconclusive", 2)


@contextmanager
def _database(office: Office) -> Iterator[Run]:
    """The database, in the hands of somebody who needs no program of ours."""
    if office.store.engine.dialect.name == "sqlite":
        connection = sqlite3.connect(office.store.root / "casework.db", isolation_level=None)
        connection.row_factory = sqlite3.Row
        for (name,) in connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        ).fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        yield lambda sql, said: [dict(row) for row in connection.execute(sql, said).fetchall()]
        connection.close()
        return

    def run(sql: str, said: dict[str, Any]) -> list[dict[str, Any]]:
        with office.store.engine.begin() as one:
            one.execute(text("SET session_replication_role = replica"))
            done = one.execute(text(sql), said)
            found = [dict(row) for row in done.mappings()] if done.returns_rows else []
            one.execute(text("SET session_replication_role = DEFAULT"))
            return found

    yield run


def _other(column: str, value: Any) -> Any:
    """A value that is another one."""
    if column in OTHERS:
        return next(one for one in OTHERS[column] if one != value)
    if value is None:
        return 7 if column.endswith("_id") else "2020-01-01" if column == "due" else "eve"
    if isinstance(value, date):
        return value + timedelta(days=1)
    if isinstance(value, bool):
        return not value
    if column == "active":
        return 1 - value
    if isinstance(value, int):
        return value + 100
    if isinstance(value, float):
        return value / 2
    if isinstance(value, str):
        return ("2" if value[:1] == "1" else "1") + value[1:]
    return bytes([value[0] ^ 1]) + value[1:] if value else b"more"


def test_every_column_of_every_row_is_vouched_for(office: Office) -> None:
    _worked(office)
    assert not journal.verify(office.store, OTTO).faults
    changed = 0
    with _database(office) as run:
        for name in VOUCHED:
            table = Base.metadata.tables[name]
            key = next(iter(table.primary_key)).name
            for row in run(f"SELECT * FROM {name}", {}):
                for column in row:
                    if (name, column) in BESIDE:
                        continue
                    change = f"UPDATE {name} SET {column} = :value WHERE {key} = :key"
                    other = _other(column, row[column])
                    try:
                        run(change, {"value": other, "key": row[key]})
                    except (DBAPIError, sqlite3.IntegrityError):
                        continue  # the database takes no such value from anybody
                    found = journal.verify(office.store, ADA if row[key] == "otto" else OTTO)
                    assert found.faults, f"{name}.{column} of {row[key]}: {row[column]}, {other}"
                    now = other if column == key else row[key]
                    run(change, {"value": row[column], "key": now})
                    changed += 1
        assert not journal.verify(office.store, OTTO).faults
    assert changed > 200


def test_every_row_that_is_removed_or_put_in_is_missed(office: Office) -> None:
    _worked(office)
    with _database(office) as run:
        for name in VOUCHED:
            table = Base.metadata.tables[name]
            key = next(iter(table.primary_key)).name
            columns = ", ".join(table.columns.keys())
            into = ", ".join(f":{one.name}" for one in table.columns)
            for row in run(f"SELECT * FROM {name}", {}):
                run(f"DELETE FROM {name} WHERE {key} = :key", {"key": row[key]})
                looks = ADA if row[key] == "otto" else OTTO
                assert journal.verify(office.store, looks).faults, (name, row[key])
                run(f"INSERT INTO {name} ({columns}) VALUES ({into})", row)
        assert not journal.verify(office.store, OTTO).faults
        for name in ("decisions", "attachments", "snapshots"):
            row = run(f"SELECT * FROM {name}", {})[0]
            columns = ", ".join(row)
            into = ", ".join(f":{column}" for column in row)
            run(f"INSERT INTO {name} ({columns}) VALUES ({into})", {**row, "id": 99})
            found = journal.verify(office.store, OTTO)
            assert any("stands in no entry" in one.what for one in found.faults)
            run(f"DELETE FROM {name} WHERE id = 99", {})


def test_what_cannot_be_decrypted_any_more_is_a_fault_and_no_crash(
    offices: Callable[..., Office],
) -> None:
    office = offices(key=bytes(32))
    _worked(office)
    with _database(office) as run:
        for name, column in (("decisions", "text"), ("attachments", "content"),
                             ("attachments", "name"), ("snapshots", "answer")):  # fmt: skip
            (row, *_) = run(f"SELECT id, {column} AS value FROM {name}", {})
            change = f"UPDATE {name} SET {column} = :value WHERE id = :id"
            run(change, {"value": b"nothing that was ever sealed", "id": row["id"]})
            assert journal.verify(office.store, OTTO).faults
            run(change, row)
    assert not journal.verify(office.store, OTTO).faults


class TestTakenOut:
    """What was taken out is checked with nothing but the file and the public key."""

    @pytest.fixture
    def files(self, office: Office, tmp_path: Path) -> list[Path]:
        """The whole journal, and the part about one alert."""
        _worked(office)
        whole, part = tmp_path / "whole.jsonl", tmp_path / "part.jsonl"
        journal.write(office.store, OTTO, whole)
        journal.write(office.store, OTTO, part, about="alert/1")
        return [whole, part]

    def test_it_is_whole_and_says_who_signed(self, office: Office, files: list[Path]) -> None:
        key, head = office.store.signer.public, journal.head(office.store, OTTO)
        for place in files:
            found = taken_out.verify(place, [head], key)
            assert not found.faults and found.key == key and found.head == head["hash"]
            assert taken_out.verify(place, key="A" * 43 + "=").faults
        assert taken_out.verify(files[1]).entries == 6

    def test_a_head_of_a_longer_journal_shows_that_it_is_cut(
        self, office: Office, files: list[Path]
    ) -> None:
        deciding.rule(office.store, ADA, "inconclusive", 1)
        later = journal.head(office.store, OTTO)
        for place in files:
            (fault,) = taken_out.verify(place, [later]).faults
            assert "before a head kept apart" in fault.what

    def test_one_that_was_written_anew_needs_the_key(
        self, office: Office, files: list[Path], tmp_path: Path
    ) -> None:
        """Who has the file only can forge all of it, but for the signature."""
        forger = Signer(tmp_path / "forged.pem")
        office.store.signer, key = forger, office.store.signer.public
        journal.write(office.store, OTTO, files[1], about="alert/1")
        assert not taken_out.verify(files[1]).faults
        (fault,) = taken_out.verify(files[1], key=key).faults
        assert "another key" in fault.what

    def test_what_is_no_journal_is_refused_with_its_line(
        self, files: list[Path], tmp_path: Path
    ) -> None:
        lines = files[0].read_bytes().splitlines(keepends=True)
        for content, told in (
            (lines[:-1], "does not end with a signed head"),
            ([], "does not end with a signed head"),
            ([*lines, lines[0]], f"line {len(lines) + 1},"),
            ([lines[0], b'{"seq": "1"}\n', *lines[1:]], "line 2,"),
            ([b"no JSON\n"], "line 1,"),
        ):
            place = tmp_path / "other.jsonl"
            place.write_bytes(b"".join(content))
            with pytest.raises(BadInput, match=told):
                taken_out.verify(place)

    @settings(
        max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
    )
    @given(st.data())
    def test_any_change_is_found(self, files: list[Path], data: st.DataObject) -> None:
        place = data.draw(st.sampled_from(files))
        lines = [json.loads(line) for line in place.read_bytes().splitlines()]
        last, which = len(lines) - 1, data.draw(st.integers(0, len(lines) - 2))
        how = data.draw(st.sampled_from(["value", "gone", "twice", "swapped", "last"]))
        if how == "value":
            name = data.draw(st.sampled_from(sorted(lines[which])))
            lines[which][name] = _other("", lines[which][name])
        elif how == "gone":
            del lines[which]
        elif how == "twice":
            lines.insert(which, lines[which])
        elif how == "swapped":
            with_ = data.draw(st.integers(0, last - 1).filter(lambda one: one != which))
            lines[which], lines[with_] = lines[with_], lines[which]
        else:
            names = sorted(set(lines[last]) - {"format", "head"})
            name = data.draw(st.sampled_from(names))
            lines[last][name] = _other("", lines[last][name])
        changed = place.with_name("changed.jsonl")
        changed.write_text("".join(json.dumps(line) + "\n" for line in lines))
        assert taken_out.verify(changed).faults

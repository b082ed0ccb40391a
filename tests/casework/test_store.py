"""The database: made by itself, by one at a time; encrypted, if there is a key."""

from __future__ import annotations

import base64
import os
import threading
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text
from tests.casework.conftest import ADA, ANN, CUSTOMERS, IVAN, Office, Offices
from tests.casework.server import database

from caveat.casework import alerts, attachments, deciding, journal, migrating, portfolios, watched
from caveat.casework.migrating import NEWEST
from caveat.casework.models import Base
from caveat.casework.store import Store
from caveat.casework.vault import Vault, key_of
from caveat.errors import StoreUnavailable, WrongKey


def test_the_migrations_make_the_tables_that_the_program_knows(office: Office) -> None:
    with office.store.engine.connect() as connection:
        found = compare_metadata(MigrationContext.configure(connection), Base.metadata)
    assert found == []


def test_the_newest_migration_is_the_one_that_is_named() -> None:
    folder = Path(migrating.__file__).with_name("migrations")
    assert ScriptDirectory(str(folder)).get_current_head() == NEWEST


def test_a_casework_of_a_newer_program_is_refused(office: Office) -> None:
    with office.store.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreUnavailable, match="made by a newer Caveat"):
        Store.open(office.store.root, url=office.url)


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_many_may_open_a_new_one_at_once(
    kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    url = database(request.getfixturevalue("postgres")) if kind == "postgres" else None
    failed: list[BaseException] = []

    def open_one() -> None:
        try:
            Store.open(tmp_path, url=url).close()
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=open_one) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    store = Store.open(tmp_path, url=url)
    with store.reading() as session:
        assert session.execute(text("SELECT count(*) FROM head")).scalar() == 1
    store.close()


def test_sqlite_is_one_file_that_readers_and_writers_share(tmp_path: Path) -> None:
    store = Store.open(tmp_path)
    with store.engine.connect() as connection:
        said = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "foreign_keys", "synchronous", "secure_delete")
        }
    assert said == {"journal_mode": "wal", "foreign_keys": 1, "synchronous": 2, "secure_delete": 1}
    assert (tmp_path / "casework.db").exists()
    store.close()


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("mysql://a@b/c", "SQLite or PostgreSQL, not in mysql"),
        ("not an address", "is no address of a database"),
        ("postgresql://nobody:secret@127.0.0.1:1/none", "gone|cannot be used"),
    ],
)
def test_a_database_that_cannot_be_used_is_told_without_its_password(
    tmp_path: Path, url: str, told: str
) -> None:
    with pytest.raises(StoreUnavailable, match=told) as error:
        Store.open(tmp_path, url=url)
    assert "secret" not in str(error.value)


def _bytes(office: Office) -> bytes:
    """Everything that the database holds about customers, whatever the table."""
    if office.url is None:
        office.store.close()
        files = office.store.root.glob("casework.db*")
        return b"".join(file.read_bytes() for file in files)
    whole = b""
    with office.store.engine.connect() as connection:
        for table in Base.metadata.sorted_tables:
            for row in connection.execute(table.select()):
                whole += b" ".join(
                    one if isinstance(one, bytes) else str(one).encode() for one in row
                )
    return whole


def test_with_a_key_nothing_about_customers_can_be_read(offices: Offices) -> None:
    office = offices(key=os.urandom(32))
    office.begin(CUSTOMERS.replace("C1,", "Customer-4711,").replace("Ann Nobody", "Nora Quiet"))
    id = office.only().id
    deciding.decide(office.store, ANN, id, "false match", "other person", "Met her at the spa")
    attachments.attach(office.store, ANN, id, "scan-of-id.txt", b"Passport AB1234567")
    whole = alerts.show(office.store, ANN, id)
    assert whole.case.customer == "Customer-4711" and whole.decisions[0].text.startswith("Met")
    assert not journal.verify(office.store, ADA).faults
    held = _bytes(office)
    for personal in (b"4711", b"Nora", b"spa", b"scan-of-id", b"AB1234567"):
        assert personal not in held


def test_with_a_key_no_file_has_a_name_while_all_is_open(offices: Offices) -> None:
    """The names that a watch keeps, the write-ahead log, notices, heads: the bytes of all of it."""
    office = offices(key=os.urandom(32))
    (office.store.root / "watch.toml").write_text("[file]\npath = 'notices.jsonl'\n")
    office.publish("2026-11-20", IVAN)
    rows = CUSTOMERS.replace("C1,", "Customer-4711,").replace("Ann Nobody", "Nora Quietsworth")
    portfolios.add(office.store, ADA, "p", office.file(rows, "../own.csv"), "customer_id")
    for text_ in (rows, rows.replace("1980", "1981")):
        file = office.file(text_, "../own.csv")
        portfolios.sync(office.store, ADA, "p", file)
        watched.once(office.store, ADA, office.library, ["p"], {"limit": 50})
    places = [one for one in office.store.root.rglob("*") if one.is_file()]
    names = {one.name for one in places}
    assert {"baseline.json", "notices.jsonl"} <= names
    assert any(name.startswith("names-") for name in names)
    assert office.url is not None or "casework.db-wal" in names
    for place in places:
        held = place.read_bytes().lower()
        for personal in (b"4711", b"nora", b"quietsworth"):
            assert personal not in held, place


def test_the_same_key_finds_the_same_customers(offices: Offices) -> None:
    office = offices(key=b"k" * 32)
    office.begin()
    done = portfolios.sync(office.store, ADA, "p", office.file(CUSTOMERS))
    assert (done.added, done.changed, done.unchanged) == (0, 0, 2)


def test_another_key_a_missing_one_and_one_too_many_are_refused(offices: Offices) -> None:
    office, plain = offices(key=b"k" * 32), offices()
    for key, told in ((b"x" * 32, "another one"), (None, "missing")):
        with pytest.raises(WrongKey, match=told):
            Store.open(office.store.root, url=office.url, key=key)
    with pytest.raises(WrongKey, match="not encrypted, but a key was given"):
        Store.open(plain.store.root, url=plain.url, key=b"k" * 32)


def test_what_was_sealed_as_one_thing_does_not_open_as_another() -> None:
    vault = Vault(b"k" * 32)
    sealed = vault.seal(b"Ann", "key")
    assert vault.open(sealed, "key") == b"Ann" and vault.seal(b"Ann", "key") != sealed
    for damaged, what in ((sealed, "subject"), (sealed[:-1] + b"\0", "key"), (b"", "key")):
        with pytest.raises(WrongKey):
            vault.open(damaged, what)


def test_a_key_comes_from_the_environment_or_a_file(tmp_path: Path) -> None:
    text_ = base64.b64encode(b"k" * 32).decode()
    place = tmp_path / "key"
    place.write_text(f"{text_}\n")
    assert key_of({"CAVEAT_CASEWORK_KEY": text_}) == b"k" * 32
    assert key_of({"CAVEAT_CASEWORK_KEY_FILE": str(place)}) == b"k" * 32
    assert key_of({}) is None
    for wrong in ({"CAVEAT_CASEWORK_KEY": "short"},
                  {"CAVEAT_CASEWORK_KEY_FILE": str(tmp_path / "none")}):  # fmt: skip
        with pytest.raises(WrongKey):
            key_of(wrong)


def test_a_change_that_fails_leaves_nothing(office: Office) -> None:
    office.publish("2026-11-20", IVAN)
    before = journal.verify(office.store, ADA).entries
    with pytest.raises(ZeroDivisionError), office.store.writing(ADA) as work:
        work.note("noted", "user/ada", {})
        raise ZeroDivisionError
    assert journal.verify(office.store, ADA).entries == before


def test_the_address_of_the_database_may_stand_in_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CAVEAT_DATABASE_URL", raising=False)
    secret = tmp_path / "database_url"
    monkeypatch.setenv("CAVEAT_DATABASE_URL_FILE", str(secret))
    with pytest.raises(StoreUnavailable, match=r"database_url .* cannot be read"):
        Store.open(tmp_path)
    secret.write_text("mysql://caveat:word@host/caveat\n")
    with pytest.raises(StoreUnavailable, match="not in mysql") as raised:
        Store.open(tmp_path)
    assert "word" not in str(raised.value)

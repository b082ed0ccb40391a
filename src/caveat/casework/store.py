"""The database of the casework: SQLite in the library's folder, or a PostgreSQL server.

Every write is one transaction that waits for the head of the journal (`Store.writing`), so that
writes come one after another; reading never waits.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, func, select
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, OperationalError
from sqlalchemy.orm import Session

from caveat.casework.migrating import migrate
from caveat.casework.models import Customer, Head, Setting
from caveat.casework.signing import Signer
from caveat.casework.vault import Vault, key_of
from caveat.casework.work import Actor, Work
from caveat.errors import MissingExtra, StoreUnavailable, WrongKey
from caveat.library.disk import write_json

WAIT = 60
"""Seconds that a writer waits for another one."""

HEAD = "caveat.head/1"

Clock = Callable[[], datetime]


class Store:
    """The casework of a library.

    Attributes:
        root: the library's folder.
        engine: the database.
        vault: what seals the data of customers.
        signer: what signs the head of the journal.
    """

    def __init__(
        self, root: Path, engine: Engine, vault: Vault, signer: Signer, clock: Clock
    ) -> None:
        self.root = root
        self.engine = engine
        self.vault = vault
        self.signer = signer
        self._clock = clock
        self._writer = engine.execution_options(writing=True)
        self._reader = (
            engine.execution_options(isolation_level="REPEATABLE READ")
            if engine.dialect.name == "postgresql"
            else engine  # where a transaction that reads sees one state anyway
        )

    @classmethod
    def open(
        cls,
        root: Path,
        *,
        url: str | None = None,
        key: bytes | None = None,
        clock: Clock | None = None,
    ) -> Store:
        """Open the casework; its tables are made or brought up to date.

        Args:
            root: the library's folder.
            url: the database; ``CAVEAT_DATABASE_URL``, else what stands in the file that
                ``CAVEAT_DATABASE_URL_FILE`` names, else SQLite in ``casework.db``.
            key: that encrypts; else as `caveat.casework.vault.key_of` finds it.
            clock: says what time it is; the machine's, if not said.

        Raises:
            StoreUnavailable: the database cannot be reached, or is of a newer Caveat.
            MissingExtra: the driver of PostgreSQL is not installed.
            WrongKey: it is encrypted with another key, or not encrypted at all.
        """
        said = url or _said()
        engine = _postgres(said) if said else _sqlite(root)
        signing = os.environ.get("CAVEAT_SIGNING_KEY_FILE")
        store = cls(
            root,
            engine,
            Vault(key or key_of(os.environ)),
            Signer(Path(signing) if signing else root / "casework" / "signing.pem"),
            clock or (lambda: datetime.now(UTC)),
        )
        try:
            with store._translated():
                migrate(engine)
                store._settle_key()
        except BaseException:
            store.close()
            raise
        return store

    def close(self) -> None:
        """Let the connections go."""
        self.engine.dispose()

    @property
    def now(self) -> datetime:
        """What time it is."""
        return self._clock()

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A transaction that only reads, and sees one state of everything."""
        with self._translated(), Session(self._reader) as session:
            yield session

    @contextmanager
    def connection(self) -> Iterator[Connection]:
        """A connection for tables of its own; see `writing`."""
        with self._translated(), self.engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self, actor: Actor, on: Connection | None = None) -> Iterator[Work]:
        """A transaction that writes: all of it is there afterwards, with its journal, or nothing.

        Args:
            actor: who writes.
            on: a connection that has tables of its own; it is in no transaction.

        Raises:
            StoreUnavailable: another one has been writing for a minute, or the database is gone.
        """
        bound = self._writer if on is None else on.execution_options(writing=True)
        with self._translated(), Session(bound) as session:
            head = session.get(Head, 1, with_for_update=True)
            if head is None:
                raise StoreUnavailable(
                    "The journal of the casework has no head. Restore the database from a backup."
                )
            work = Work(session, actor, self.now, self.vault, head)
            yield work
            noted = work.settle(self.signer)
            record = record_of(head)
            session.commit()
        if noted:
            self._keep_apart(record)

    def head_apart(self) -> Path:
        """Where the newest signed head is kept, apart from the database."""
        return self.root / "casework" / "head.json"

    def _keep_apart(self, record: dict[str, Any]) -> None:
        """The newest head as a file: who cuts the journal short must change this one, too.

        A crash before it is written leaves an older head there, which the journal still holds.
        """
        write_json(self.head_apart(), record)

    def _settle_key(self) -> None:
        """Compare the key with what the store was made with; note it in a new one."""
        mine = self.vault.mark("caveat casework") if self.vault.encrypted else "none"
        with Session(self.engine) as session:
            known = session.get(Setting, "key")
        if known is None:
            with Session(self._writer) as session:
                session.get(Head, 1, with_for_update=True)  # of two that begin, one goes first
                known = session.get(Setting, "key")
                if known is None:
                    if self.vault.encrypted and session.scalar(select(func.count(Customer.id))):
                        mine = "none"
                    known = Setting(name="key", value=mine)
                    session.add(known)
                    session.commit()
                    return
        if known.value == mine:
            return
        if known.value == "none":
            raise WrongKey(
                "The casework is not encrypted, but a key was given. Take CAVEAT_CASEWORK_KEY "
                "away, or begin a new casework with it."
            )
        raise WrongKey(
            "The casework is encrypted, and the key is "
            + ("another one" if self.vault.encrypted else "missing")
            + ". Give it in CAVEAT_CASEWORK_KEY or CAVEAT_CASEWORK_KEY_FILE."
        )

    @contextmanager
    def _translated(self) -> Iterator[None]:
        """What databases raise, as errors of Caveat; never with values, which may be personal."""
        try:
            yield
        except OperationalError as error:
            busy = "locked" in str(error.orig) or "busy" in str(error.orig)
            raise StoreUnavailable(
                f"Another caveat has been writing to the casework for {WAIT} seconds. Try again."
                if busy
                else "The database of the casework cannot be used "
                f"({type(error.orig).__name__}: {_first_line(error.orig)}). "
                "See that it runs, and is not full."
            ) from None
        except DBAPIError as error:
            if not error.connection_invalidated and not _gone(error):
                raise
            raise StoreUnavailable(
                f"The database of the casework is gone ({type(error.orig).__name__}). "
                "See that it runs, and try again."
            ) from None


def record_of(head: Head) -> dict[str, Any]:
    """The head of the journal, as it is kept apart."""
    return {
        "format": HEAD,
        "seq": head.seq,
        "hash": head.hash,
        "at": head.at,
        "key": head.key,
        "signature": head.signature,
    }


def _gone(error: DBAPIError) -> bool:
    """Whether the server could not be reached."""
    return type(error.orig).__name__ == "InterfaceError"


def _first_line(error: BaseException | None) -> str:
    return (str(error).splitlines() or [""])[0][:200]


def _sqlite(root: Path) -> Engine:
    root.mkdir(parents=True, exist_ok=True)
    engine = create_engine(
        f"sqlite:///{root / 'casework.db'}", connect_args={"timeout": WAIT}, hide_parameters=True
    )

    @event.listens_for(engine, "connect")
    def connected(connection: sqlite3.Connection, _: Any) -> None:
        connection.isolation_level = None  # transactions begin below, and nowhere else
        _write_ahead(connection)
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA cache_size = -65536")  # 64 MB: a million marks come unordered
        connection.execute("PRAGMA secure_delete = ON")  # what is forgotten is overwritten

    @event.listens_for(engine, "begin")
    def begun(connection: Any) -> None:
        writing = connection.get_execution_options().get("writing")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")

    return engine


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Let readers and a writer share the file; SQLite does not wait here by itself, so we do."""
    until = time.monotonic() + WAIT
    while True:
        try:
            if connection.execute("PRAGMA journal_mode").fetchone() != ("wal",):
                connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError:
            if time.monotonic() > until:
                raise
            time.sleep(0.01)


def _said() -> str:
    """The database that the environment names; containers are given their secrets as files."""
    said, place = (os.environ.get(f"CAVEAT_DATABASE_URL{end}") for end in ("", "_FILE"))
    if said or not place:
        return said or ""
    try:
        return Path(place).read_text("utf-8").strip()
    except OSError as error:
        raise StoreUnavailable(
            f"The file {place} that CAVEAT_DATABASE_URL_FILE names cannot be read "
            f"({type(error).__name__}). Check its name and who may read it."
        ) from None


def _postgres(url: str) -> Engine:
    try:
        parsed = make_url(url)
    except ArgumentError:
        raise StoreUnavailable(
            "CAVEAT_DATABASE_URL is no address of a database. "
            "Write postgresql://USER:PASSWORD@HOST/NAME."
        ) from None
    if not parsed.drivername.startswith("postgresql"):
        raise StoreUnavailable(
            f"Caveat keeps its casework in SQLite or PostgreSQL, not in {parsed.drivername}. "
            "Write postgresql://USER:PASSWORD@HOST/NAME, or leave CAVEAT_DATABASE_URL out."
        )
    if parsed.drivername == "postgresql":
        parsed = parsed.set(drivername="postgresql+pg8000")
    try:
        return create_engine(parsed, pool_pre_ping=True, hide_parameters=True)
    except ModuleNotFoundError as error:
        raise MissingExtra(
            f"PostgreSQL needs {error.name}, which is not installed. "
            'Install it: pip install "caveat[postgres]".'
        ) from None

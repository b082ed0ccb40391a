"""The customers of a portfolio: out of a file into the database, and back as subjects."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from itertools import islice
from typing import Any

from sqlalchemy import Connection, select, text

from caveat.casework.canonical import canonical
from caveat.casework.models import Customer
from caveat.casework.people import allowed
from caveat.casework.store import Store
from caveat.casework.subjects import subject_of
from caveat.casework.vault import Vault
from caveat.casework.work import Actor
from caveat.errors import BadSubject
from caveat.screening import table
from caveat.screening.rows import Input, Row, text_of
from caveat.subject import Subject

_CHUNK = 5000

KEPT = 1000
"""How many rejected rows are told one by one; all are counted."""

Staged = tuple[int, str, bytes, bytes | None, str]
"""Line, mark of the key, sealed key, sealed subject (None: cannot be read), digest."""


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row that could not be read.

    Attributes:
        line: where it stands.
        why: in a sentence.
    """

    line: int
    why: str


@dataclass(frozen=True, slots=True)
class Known:
    """A customer, as the screening needs him.

    Attributes:
        id: number of the customer.
        subject: whom to ask about; its ``key`` is the customer's.
        digest: of the subject; another one means that his data changed.
    """

    id: int
    subject: Subject
    digest: str


class Rejects:
    """The rows that were rejected: the first ones whole, all of them counted.

    Attributes:
        count: how many there are.
        first: the first of them.
        keyless: how many of them have no key that can be read.
    """

    def __init__(self) -> None:
        self.count = 0
        self.first: list[Rejected] = []
        self.keyless = 0

    def add(self, line: int, why: str, *, keyless: bool = False) -> None:
        """Note a row."""
        self.count += 1
        self.keyless += keyless
        if len(self.first) < KEPT:
            self.first.append(Rejected(line, why))


def staged(
    opened: Input, columns: Mapping[str, str], heading: str, vault: Vault, rejects: Rejects
) -> Iterator[Staged]:
    """The rows of a customer file, ready for the database.

    Args:
        opened: the file.
        columns: heading -> field.
        heading: of the column that has the key.
        vault: seals them.
        rejects: gets what cannot be read.
    """
    for row in opened.rows():
        key = _key(row, heading)
        if not key:
            rejects.add(row.line, row.wrong or f"{heading} is empty.", keyless=True)
            continue
        subject = None
        if row.wrong:
            rejects.add(row.line, row.wrong)
        else:
            try:
                subject = table.subject(row.cells, columns)
            except BadSubject as error:
                rejects.add(row.line, str(error))
        said = canonical(_said(subject, key)) if subject else None
        yield (
            row.line,
            vault.mark(key),
            vault.seal(key.encode(), "key"),
            vault.seal(said, "subject") if said else None,
            vault.mark_of(said) if said else "",
        )


def _key(row: Row, heading: str) -> str:
    cell = row.cells.get(heading)
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)  # a number in a spreadsheet
    return text_of(cell).strip()


_FIELDS = tuple(one.name for one in fields(Subject) if one.name != "key")


def _said(subject: Subject, key: str) -> dict[str, Any]:
    said = {name: value for name in _FIELDS if (value := getattr(subject, name))}
    return {**said, "key": key}


def stage(connection: Connection, rows: Iterable[Staged]) -> None:
    """Put rows into a table that only this connection sees (``incoming``); nobody waits for it.

    Args:
        connection: in no transaction; afterwards, again in none.
        rows: as `staged` gives them.
    """
    blob = "BYTEA" if connection.dialect.name == "postgresql" else "BLOB"
    connection.execute(text("DROP TABLE IF EXISTS incoming"))
    connection.execute(
        text(
            "CREATE TEMPORARY TABLE incoming (line INTEGER PRIMARY KEY, "
            f"mark VARCHAR(64) NOT NULL, key {blob} NOT NULL, subject {blob}, "
            "digest VARCHAR(64) NOT NULL)"
        )
    )
    going = iter(rows)
    while chunk := list(islice(going, _CHUNK)):
        if connection.dialect.name == "postgresql":
            _copy(connection, chunk)
        else:
            connection.exec_driver_sql("INSERT INTO incoming VALUES (?, ?, ?, ?, ?)", chunk)
    connection.execute(text("CREATE INDEX incoming_mark ON incoming (mark, line)"))
    if connection.dialect.name == "postgresql":
        connection.execute(text("ANALYZE incoming"))
    connection.commit()


def _copy(connection: Connection, chunk: Sequence[Staged]) -> None:
    """PostgreSQL's own way in: one by one, a million rows would take minutes.

    A driver other than pg8000 is given the rows as it likes them.
    """
    if connection.dialect.driver != "pg8000":
        connection.execute(
            text("INSERT INTO incoming VALUES (:line, :mark, :key, :subject, :digest)"),
            [
                dict(zip(("line", "mark", "key", "subject", "digest"), row, strict=True))
                for row in chunk
            ],
        )
        return
    out = io.StringIO()
    writer = csv.writer(out)
    for line, mark, key, subject, digest in chunk:
        sealed = "" if subject is None else f"\\x{subject.hex()}"
        writer.writerow((line, mark, f"\\x{key.hex()}", sealed, digest))
    cursor: Any = connection.connection.cursor()
    cursor.execute(
        "COPY incoming FROM STDIN WITH (FORMAT csv, FORCE_NOT_NULL (digest))",
        stream=io.BytesIO(out.getvalue().encode()),
    )


def twice(connection: Connection, rejects: Rejects) -> None:
    """Reject rows whose key stood in an earlier row."""
    same = "SELECT mark FROM incoming GROUP BY mark HAVING count(*) > 1"
    found = connection.execute(
        text(f"SELECT line, mark FROM incoming WHERE mark IN ({same}) ORDER BY line")
    ).all()
    first: dict[str, int] = {}
    again = [{"line": line} for line, mark in found if first.setdefault(mark, line) != line]
    for line, mark in found:
        if first[mark] != line:
            rejects.add(line, f"Its key stands in line {first[mark]} already.")
    if again:
        connection.execute(text("DELETE FROM incoming WHERE line = :line"), again)
    connection.commit()


def match(connection: Connection, portfolio: int) -> None:
    """Note which customers the rows of ``incoming`` are of (``matched``), in one go over both.

    Args:
        connection: within the transaction that writes.
        portfolio: number of the portfolio.
    """
    connection.execute(text("DROP TABLE IF EXISTS matched"))
    connection.execute(
        text(
            "CREATE TEMPORARY TABLE matched (line INTEGER PRIMARY KEY, id BIGINT NOT NULL, "
            "here BOOLEAN NOT NULL, differs BOOLEAN NOT NULL)"
        )
    )
    connection.execute(
        text(
            "INSERT INTO matched SELECT i.line, c.id, c.removed_at IS NULL, c.digest <> i.digest "
            "FROM incoming AS i CROSS JOIN customers AS c "  # in this order, under SQLite
            "WHERE c.portfolio_id = :portfolio AND c.mark = i.mark ORDER BY i.line"
        ),
        {"portfolio": portfolio},
    )
    connection.execute(text("CREATE INDEX matched_id ON matched (id)"))
    if connection.dialect.name == "postgresql":
        connection.execute(text("ANALYZE matched"))


def subjects(
    store: Store,
    actor: Actor,
    portfolio: int,
    *,
    after: int = 0,
    changed_since: datetime | None = None,
) -> Iterator[Known]:
    """The customers of a portfolio, in the order of their numbers, in bounded memory.

    Args:
        store: the casework.
        actor: who reads.
        portfolio: number of the portfolio.
        after: only those with a higher number.
        changed_since: only those whose data are newer than this.

    Raises:
        NotAllowed: the actor is no user.
    """
    while True:
        with store.reading() as session:
            allowed(session, actor, "read")
            wanted = select(Customer.id, Customer.subject, Customer.digest).where(
                Customer.portfolio_id == portfolio,
                Customer.id > after,
                Customer.removed_at.is_(None),
            )
            if changed_since is not None:
                wanted = wanted.where(Customer.changed_at > changed_since)
            rows = session.execute(wanted.order_by(Customer.id).limit(_CHUNK)).all()
        for id, sealed, digest in rows:
            yield Known(id, subject_of(json.loads(store.vault.open(sealed, "subject"))), digest)
        if len(rows) < _CHUNK:
            return
        after = rows[-1].id

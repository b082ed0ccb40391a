"""The tables of the casework.

What is about a customer is *sealed*: encrypted, if the store has a key (`caveat.casework.vault`).
What is on public lists, and who decided what when, is plain, so that it can be searched. The
journal has ids and hashes only: a customer can be forgotten, and it still verifies.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Date,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

CLOSED = ("true match", "false match", "inconclusive")
"""The outcomes of a decision; an alert that has one is closed."""

STATES = ("open", "in review", "escalated", *CLOSED, "lapsed")
"""``lapsed``: the match is gone before anybody decided (delisted, or the customer changed)."""

ROLES = ("analyst", "approver", "auditor", "admin")

NUMBER = BigInteger().with_variant(Integer, "sqlite")
"""SQLite numbers its rows by itself only under its own name for an integer."""


class Instant(TypeDecorator[datetime]):
    """A moment, as text in UTC: the same in both databases, and in order."""

    impl = String(27)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        """As it is written."""
        return None if value is None else text_of(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """As it is read."""
        return None if value is None else datetime.fromisoformat(value)


def text_of(moment: datetime) -> str:
    """A moment as the tables and the journal write it.

    >>> text_of(datetime(2026, 11, 24, 9, 30, tzinfo=UTC))
    '2026-11-24T09:30:00.000000Z'
    """
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


class Base(DeclarativeBase):
    """All tables."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


def _words(column: str, words: tuple[str, ...]) -> str:
    return f"{column} IN ({', '.join(repr(word) for word in words)})"


class User(Base):
    """Somebody who works here, in one role."""

    __tablename__ = "users"
    name: Mapped[str] = mapped_column(String(100), primary_key=True)
    role: Mapped[str] = mapped_column(String(20))
    active: Mapped[bool] = mapped_column(default=True)
    made_at: Mapped[datetime] = mapped_column(Instant)
    __table_args__ = (CheckConstraint(_words("role", ROLES), name="role"),)


class Rule(Base):
    """How many persons an outcome needs."""

    __tablename__ = "rules"
    outcome: Mapped[str] = mapped_column(String(20), primary_key=True)
    persons: Mapped[int] = mapped_column(Integer)
    __table_args__ = (
        CheckConstraint(_words("outcome", CLOSED), name="outcome"),
        CheckConstraint("persons IN (1, 2)", name="persons"),
    )


class Setting(Base):
    """What the store must know of itself."""

    __tablename__ = "settings"
    name: Mapped[str] = mapped_column(String(50), primary_key=True)
    value: Mapped[str] = mapped_column(Text)


class Portfolio(Base):
    """Customers that are watched together."""

    __tablename__ = "portfolios"
    id: Mapped[int] = mapped_column(NUMBER, primary_key=True)
    name: Mapped[str] = mapped_column(String(100), unique=True)
    key_heading: Mapped[str] = mapped_column(Text)
    headings: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime] = mapped_column(Instant)
    synced_at: Mapped[datetime] = mapped_column(Instant)
    removed_at: Mapped[datetime | None] = mapped_column(Instant)


class Customer(Base):
    """One customer of a portfolio, by its key.

    ``mark`` finds a key (hashed with the store's own key, if it has one); ``digest`` tells whether
    the subject changed.
    """

    __tablename__ = "customers"
    id: Mapped[int] = mapped_column(NUMBER, primary_key=True)
    portfolio_id: Mapped[int] = mapped_column(ForeignKey("portfolios.id"))
    mark: Mapped[str] = mapped_column(String(64))
    key: Mapped[bytes] = mapped_column(LargeBinary)
    subject: Mapped[bytes] = mapped_column(LargeBinary)
    digest: Mapped[str] = mapped_column(String(64))
    changed_at: Mapped[datetime] = mapped_column(Instant)
    removed_at: Mapped[datetime | None] = mapped_column(Instant)
    __table_args__ = (
        UniqueConstraint("portfolio_id", "mark"),
        Index(None, "portfolio_id", "id"),
    )


class Run(Base):
    """One screening of a portfolio: what its answers rest on, once for all of them."""

    __tablename__ = "runs"
    id: Mapped[int] = mapped_column(NUMBER, primary_key=True)
    portfolio_id: Mapped[int] = mapped_column(ForeignKey("portfolios.id"))
    edition: Mapped[str] = mapped_column(String(40))
    basis: Mapped[str] = mapped_column(Text)
    begun_at: Mapped[datetime] = mapped_column(Instant)
    ended_at: Mapped[datetime | None] = mapped_column(Instant)
    reached: Mapped[int] = mapped_column(NUMBER, default=0)
    counts: Mapped[str] = mapped_column(Text, default="{}")
    __table_args__ = (Index(None, "portfolio_id", "id"),)


class Alert(Base):
    """A customer that may be a listed (or blocked) party; one row a pair, for ever.

    ``version`` is raised by every write: who writes says which version he saw.
    """

    __tablename__ = "alerts"
    id: Mapped[int] = mapped_column(NUMBER, primary_key=True)
    portfolio_id: Mapped[int] = mapped_column(ForeignKey("portfolios.id"))
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"))
    party: Mapped[str] = mapped_column(String(300))
    kind: Mapped[str] = mapped_column(String(20))
    caption: Mapped[str] = mapped_column(Text)
    lists: Mapped[str] = mapped_column(Text)
    score: Mapped[float]
    status: Mapped[str] = mapped_column(String(20))
    state: Mapped[str] = mapped_column(String(20))
    version: Mapped[int] = mapped_column(Integer)
    assignee: Mapped[str | None] = mapped_column(ForeignKey("users.name"))
    due: Mapped[date | None] = mapped_column(Date)
    due_for: Mapped[str | None] = mapped_column(Text)
    why: Mapped[str] = mapped_column(Text)
    opened_at: Mapped[datetime] = mapped_column(Instant)
    changed_at: Mapped[datetime] = mapped_column(Instant)
    changed_by: Mapped[str] = mapped_column(String(100))
    closed_at: Mapped[datetime | None] = mapped_column(Instant)
    gone_at: Mapped[datetime | None] = mapped_column(Instant)
    snapshot_id: Mapped[int | None] = mapped_column(NUMBER)
    decision_id: Mapped[int | None] = mapped_column(NUMBER)
    proposal_id: Mapped[int | None] = mapped_column(NUMBER)
    hold: Mapped[str | None] = mapped_column(ForeignKey("users.name"))
    __table_args__ = (
        UniqueConstraint("customer_id", "party"),
        CheckConstraint(_words("state", STATES), name="state"),
        CheckConstraint(
            f"NOT {_words('state', CLOSED)} OR decision_id IS NOT NULL", name="decided"
        ),
        Index(None, "state", "score", "id"),
        Index(None, "portfolio_id", "state", "score", "id"),
        Index(None, "assignee", "state", "score", "id"),
        Index(None, "due"),
        Index(None, "score", "id"),
        Index(None, "party"),
    )


class Snapshot(Base):
    """What an alert rested on at one time: the party's facts, and the hit as it was answered."""

    __tablename__ = "snapshots"
    id: Mapped[int] = mapped_column(NUMBER, primary_key=True)
    alert_id: Mapped[int] = mapped_column(ForeignKey("alerts.id"))
    run_id: Mapped[int] = mapped_column(ForeignKey("runs.id"))
    facts: Mapped[str] = mapped_column(Text)
    digest: Mapped[str] = mapped_column(String(64))
    customer_digest: Mapped[str] = mapped_column(String(64))
    score: Mapped[float]
    status: Mapped[str] = mapped_column(String(20))
    verdict: Mapped[str] = mapped_column(String(64))
    answer: Mapped[bytes] = mapped_column(LargeBinary)
    salt: Mapped[str] = mapped_column(String(32))
    made_at: Mapped[datetime] = mapped_column(Instant)
    __table_args__ = (Index(None, "alert_id", "id"),)


class Decision(Base):
    """What somebody did with an alert, and why; never changed.

    ``proposed_by`` is the first of two persons; ``digest`` (salted) is what the journal has of it.
    """

    __tablename__ = "decisions"
    id: Mapped[int] = mapped_column(NUMBER, primary_key=True)
    alert_id: Mapped[int] = mapped_column(ForeignKey("alerts.id"))
    snapshot_id: Mapped[int] = mapped_column(ForeignKey("snapshots.id"))
    kind: Mapped[str] = mapped_column(String(20))
    outcome: Mapped[str | None] = mapped_column(String(20))
    reason: Mapped[str] = mapped_column(String(50))
    text: Mapped[bytes] = mapped_column(LargeBinary)
    actor: Mapped[str] = mapped_column(ForeignKey("users.name"))
    proposed_by: Mapped[str | None] = mapped_column(ForeignKey("users.name"))
    made_at: Mapped[datetime] = mapped_column(Instant)
    salt: Mapped[str] = mapped_column(String(32))
    digest: Mapped[str] = mapped_column(String(64))
    __table_args__ = (
        Index(None, "alert_id", "id"),
        Index(None, "actor", "made_at"),
        CheckConstraint(
            _words("kind", ("noted", "escalated", "proposed", "refused", "decided")), name="kind"
        ),
        CheckConstraint("proposed_by IS NULL OR proposed_by <> actor", name="two_persons"),
    )


class Attachment(Base):
    """A file that belongs to an alert."""

    __tablename__ = "attachments"
    id: Mapped[int] = mapped_column(NUMBER, primary_key=True)
    alert_id: Mapped[int] = mapped_column(ForeignKey("alerts.id"))
    name: Mapped[bytes] = mapped_column(LargeBinary)
    size: Mapped[int] = mapped_column(Integer)
    sha256: Mapped[str] = mapped_column(String(64))
    content: Mapped[bytes] = mapped_column(LargeBinary)
    added_by: Mapped[str] = mapped_column(ForeignKey("users.name"))
    added_at: Mapped[datetime] = mapped_column(Instant)
    __table_args__ = (Index(None, "alert_id"),)


class Entry(Base):
    """One entry of the journal; the database refuses to change or remove it."""

    __tablename__ = "journal"
    seq: Mapped[int] = mapped_column(NUMBER, primary_key=True, autoincrement=False)
    at: Mapped[str] = mapped_column(String(27))
    actor: Mapped[str] = mapped_column(String(100))
    via: Mapped[str] = mapped_column(String(200))
    action: Mapped[str] = mapped_column(String(50))
    about: Mapped[str] = mapped_column(String(100))
    content: Mapped[str] = mapped_column(Text)
    before: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))
    __table_args__ = (Index(None, "about", "seq"),)


class Head(Base):
    """The newest entry of the journal, signed; its one row is what writers wait for."""

    __tablename__ = "head"
    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    seq: Mapped[int] = mapped_column(NUMBER)
    hash: Mapped[str] = mapped_column(String(64))
    at: Mapped[str] = mapped_column(String(27))
    key: Mapped[str] = mapped_column(Text)
    signature: Mapped[str] = mapped_column(Text)
    __table_args__ = (CheckConstraint("id = 1", name="one"),)

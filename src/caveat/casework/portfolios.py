"""Portfolios: customers by key; a file that is brought again adds, changes and removes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import delete, func, select, text
from sqlalchemy.orm import Session

from caveat.casework import customers
from caveat.casework.alerts import lapse
from caveat.casework.canonical import canonical
from caveat.casework.customers import Rejected, Rejects
from caveat.casework.models import CLOSED, Alert, Customer, Portfolio, text_of
from caveat.casework.people import allowed
from caveat.casework.store import Store
from caveat.casework.work import Actor, Work
from caveat.errors import BadInput, BadMapping, UnknownCase
from caveat.screening import table
from caveat.screening.rows import open_input

SHRUNK = 0.1
"""The part of the customers that a file may remove without being asked."""


@dataclass(frozen=True, slots=True)
class Held:
    """A portfolio, as it stands.

    Attributes:
        id: its number.
        name: its name.
        key: heading of the column that has the key.
        customers: how many it has.
        open: alerts that wait for a decision.
        alerts: alerts in all.
        made_at: when it was made.
        synced_at: when a file was last brought.
    """

    id: int
    name: str
    key: str
    customers: int
    open: int
    alerts: int
    made_at: datetime
    synced_at: datetime


@dataclass(frozen=True, slots=True)
class Synced:
    """What became of a customer file.

    Attributes:
        portfolio: its name.
        added: customers that are new, or came back.
        changed: customers whose data changed.
        removed: customers that are gone.
        unchanged: customers that are as they were.
        rejected: rows that could not be read; a customer who was known stays as he was.
        first_rejected: the first of them.
        lapsed: open alerts of customers that are gone.
        cautions: what a reader must know.
    """

    portfolio: str
    added: int
    changed: int
    removed: int
    unchanged: int
    rejected: int
    first_rejected: tuple[Rejected, ...]
    lapsed: int
    cautions: tuple[str, ...]


def add(
    store: Store,
    actor: Actor,
    name: str,
    file: Path,
    key: str,
    said: Mapping[str, str] | None = None,
) -> Synced:
    """Make a portfolio out of a customer file.

    Args:
        store: the casework.
        actor: who does it.
        name: of the portfolio.
        file: .csv, .xlsx, .parquet or .jsonl.
        key: heading of the column that tells customers apart.
        said: heading -> field, for columns whose headings say too little.

    Raises:
        NotAllowed: the actor may not manage portfolios.
        BadInput: there is one of this name, or the file cannot be used.
    """
    if not name.strip() or name != name.strip() or len(name) > 100 or "/" in name:
        raise BadInput(f"{name!r} is no name of a portfolio. Write 1 to 100 characters, no slash.")
    return _bring(store, actor, name, file, key, dict(said or {}), new=True, accept_shrink=True)


def sync(
    store: Store, actor: Actor, name: str, file: Path, *, accept_shrink: bool = False
) -> Synced:
    """Bring a customer file again: who is new is added, who changed is changed, who is not in it
    is removed.

    Args:
        store: the casework.
        actor: who does it.
        name: of the portfolio; its key and its mapping are used again.
        file: the whole portfolio, as it is now.
        accept_shrink: even if more than a tenth of the customers are not in it.

    Raises:
        NotAllowed: the actor may not manage portfolios.
        UnknownCase: there is no such portfolio.
        BadInput: the file cannot be used, or is too short.
    """
    return _bring(store, actor, name, file, "", {}, new=False, accept_shrink=accept_shrink)


def _bring(
    store: Store,
    actor: Actor,
    name: str,
    file: Path,
    key: str,
    said: dict[str, str],
    *,
    new: bool,
    accept_shrink: bool,
) -> Synced:
    with store.reading() as session:
        allowed(session, actor, "manage")
        known = session.scalar(select(Portfolio).where(Portfolio.name == name))
        if new and known is not None:
            raise BadInput(f"There is a portfolio {name!r}. Use caveat portfolio sync.")
        if not new:
            known = find(session, name)
            key, said = known.key_heading, json.loads(known.headings)
    opened = open_input(file)
    if key not in opened.headings:
        raise BadMapping(
            f"{file} has no column {key!r}; it has {', '.join(opened.headings)}. "
            "Say with --key which one tells customers apart."
        )
    columns = table.mapping(opened.headings, said)
    rejects = Rejects()
    with store.connection() as connection:
        try:
            customers.stage(
                connection, customers.staged(opened, columns, key, store.vault, rejects)
            )
            customers.twice(connection, rejects)
            with store.writing(actor, connection) as work:
                allowed(work.session, actor, "manage")
                portfolio = _row(work, name, key, said, new)
                counts, cautions = _apply(work, portfolio, rejects, accept_shrink)
                work.note(
                    "portfolio", f"portfolio/{portfolio.id}", {**counts, "rejected": rejects.count}
                )
        finally:
            connection.rollback()
            connection.execution_options(writing=False)
            for one in ("incoming", "matched"):
                connection.execute(text(f"DROP TABLE IF EXISTS {one}"))
            connection.commit()
    return Synced(
        portfolio=name,
        **counts,
        rejected=rejects.count,
        first_rejected=tuple(sorted(rejects.first, key=lambda one: one.line)),
        cautions=(*opened.cautions, *cautions),
    )


def _row(work: Work, name: str, key: str, said: Mapping[str, str], new: bool) -> Portfolio:
    if not new:
        portfolio = find(work.session, name)
        portfolio.synced_at = work.now
        return portfolio
    if work.session.scalar(select(Portfolio.id).where(Portfolio.name == name)):
        raise BadInput(f"There is a portfolio {name!r}. Use caveat portfolio sync.")
    portfolio = Portfolio(
        name=name,
        key_heading=key,
        headings=canonical(said).decode(),
        made_at=work.now,
        synced_at=work.now,
    )
    work.session.add(portfolio)
    work.session.flush()
    return portfolio


def _apply(
    work: Work, portfolio: Portfolio, rejects: Rejects, accept_shrink: bool
) -> tuple[dict[str, int], list[str]]:
    """Put what is staged into the portfolio."""
    session = work.session
    session.flush()
    said = {"portfolio": portfolio.id, "now": text_of(work.now)}
    before = session.scalar(_count(portfolio.id)) or 0
    customers.match(session.connection(), portfolio.id)
    cautions = []
    if rejects.keyless:
        cautions.append(
            f"{rejects.keyless} rows have no key that can be read, so nobody was removed: "
            "correct them, and bring the file again."
        )
    met = session.scalar(text("SELECT count(*) FROM matched WHERE here")) or 0
    missing = 0 if rejects.keyless else before - met
    if missing > SHRUNK * before and not accept_shrink:
        raise BadInput(
            f"{missing} of {before} customers are not in the file, so it may have been cut short. "
            "If they are to be removed, say --accept-shrink."
        )
    lapsed = _leave(work, said) if missing else 0
    back = _rows(session, _RETURN, said)
    changed = _rows(session, _CHANGE, said)
    added = _rows(session, _ADD, said)
    after = session.scalar(_count(portfolio.id)) or 0
    return (
        {
            "added": added + back,
            "changed": changed,
            "removed": missing,
            "unchanged": after - added - back - changed,
            "lapsed": lapsed,
        },
        cautions,
    )


def _leave(work: Work, said: Mapping[str, Any]) -> int:
    """Remove the customers that are not in the file; how many alerts that lapses."""
    session, lapsed = work.session, 0
    going = select(Alert).where(
        Alert.state.not_in((*CLOSED, "lapsed")),
        Alert.customer_id.in_(select(text(f"id FROM customers WHERE {_GONE}"))),
    )
    for alert in session.scalars(going, said).all():
        lapse(work, alert, "The customer is in the portfolio no more.")
        lapsed += 1
    session.flush()
    alone = "NOT EXISTS (SELECT 1 FROM alerts WHERE alerts.customer_id = customers.id)"
    session.execute(text(f"DELETE FROM customers WHERE {_GONE} AND {alone}"), said)
    session.execute(text(f"UPDATE customers SET removed_at = :now WHERE {_GONE}"), said)
    return lapsed


_GONE = (
    "portfolio_id = :portfolio AND removed_at IS NULL "
    "AND NOT EXISTS (SELECT 1 FROM matched WHERE matched.id = customers.id)"
)
_CHANGED = (
    "UPDATE customers SET key = i.key, subject = i.subject, digest = i.digest, "
    "changed_at = :now, removed_at = NULL FROM matched AS m, incoming AS i "
    "WHERE customers.id = m.id AND i.line = m.line AND i.subject IS NOT NULL"
)
_CHANGE = f"{_CHANGED} AND m.here AND m.differs"
_RETURN = f"{_CHANGED} AND NOT m.here"
_ADD = (
    "INSERT INTO customers (portfolio_id, mark, key, subject, digest, changed_at) "
    "SELECT CAST(:portfolio AS BIGINT), i.mark, i.key, i.subject, i.digest, :now "
    "FROM incoming AS i "
    "WHERE i.subject IS NOT NULL "
    "AND NOT EXISTS (SELECT 1 FROM matched WHERE matched.line = i.line) ORDER BY i.line"
)


def _rows(session: Session, statement: str, said: Mapping[str, Any]) -> int:
    count: int = session.execute(text(statement), said).rowcount  # type: ignore[attr-defined]
    return count


def _count(portfolio: int) -> Any:
    return select(func.count(Customer.id)).where(
        Customer.portfolio_id == portfolio, Customer.removed_at.is_(None)
    )


def find(session: Session, name: str) -> Portfolio:
    """A portfolio by its name.

    Raises:
        UnknownCase: there is none.
    """
    found = session.scalar(
        select(Portfolio).where(Portfolio.name == name, Portfolio.removed_at.is_(None))
    )
    if found is None:
        raise UnknownCase(f"There is no portfolio {name!r}. See caveat portfolio list.")
    return found


def held(store: Store, actor: Actor, name: str | None = None) -> list[Held]:
    """The portfolios, by name; or the one of a name.

    Raises:
        NotAllowed: the actor is no user.
        UnknownCase: there is none of the name.
    """
    with store.reading() as session:
        allowed(session, actor, "read")
        if name is not None:
            rows = [find(session, name)]
        else:
            wanted = select(Portfolio).where(Portfolio.removed_at.is_(None))
            rows = list(session.scalars(wanted.order_by(Portfolio.name)))
        return [_held(session, row) for row in rows]


def _held(session: Session, row: Portfolio) -> Held:
    alerts = select(func.count(Alert.id)).where(Alert.portfolio_id == row.id)
    waiting = alerts.where(Alert.state.not_in((*CLOSED, "lapsed")))
    return Held(
        row.id,
        row.name,
        row.key_heading,
        session.scalar(_count(row.id)) or 0,
        session.scalar(waiting) or 0,
        session.scalar(alerts) or 0,
        row.made_at,
        row.synced_at,
    )


def remove(store: Store, actor: Actor, name: str) -> Held:
    """Remove a portfolio: its customers go, but for those with an alert, which is kept.

    Raises:
        NotAllowed: the actor may not manage portfolios.
        UnknownCase: there is no such portfolio.
    """
    with store.writing(actor) as work:
        allowed(work.session, actor, "manage")
        row = find(work.session, name)
        was = _held(work.session, row)
        waiting = select(Alert).where(
            Alert.portfolio_id == row.id, Alert.state.not_in((*CLOSED, "lapsed"))
        )
        for alert in work.session.scalars(waiting).all():
            lapse(work, alert, "The portfolio was removed.")
        work.session.flush()
        mine = Customer.portfolio_id == row.id
        having = select(Alert.customer_id).where(Alert.portfolio_id == row.id)
        work.session.execute(delete(Customer).where(mine, Customer.id.not_in(having)))
        work.session.execute(
            text("UPDATE customers SET removed_at = :now WHERE portfolio_id = :id"),
            {"now": text_of(work.now), "id": row.id},
        )
        row.removed_at = work.now
        row.name = f"{name[:60]} (removed {text_of(work.now)})"
        work.note("portfolio removed", f"portfolio/{row.id}", {"customers": was.customers})
        return was

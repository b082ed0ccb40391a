"""Alerts: find them, look at one, and the few lines that every change of one has in common."""

from __future__ import annotations

import json
from datetime import UTC, datetime, time, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from caveat.casework.cases import (
    WAITING,
    Attached,
    Case,
    Filter,
    Made,
    Order,
    Proposed,
    Seen,
    Whole,
)
from caveat.casework.models import (
    CLOSED,
    Alert,
    Attachment,
    Customer,
    Decision,
    Portfolio,
    Snapshot,
    text_of,
)
from caveat.casework.people import allowed
from caveat.casework.sealed import unpack
from caveat.casework.store import Store
from caveat.casework.vault import Vault
from caveat.casework.vouched import of_alert, values
from caveat.casework.work import Actor, Work
from caveat.errors import ChangedMeanwhile, UnknownCase


def listed(
    store: Store,
    actor: Actor,
    which: Filter,
    *,
    order: Order = "score",
    limit: int = 50,
    skip: int = 0,
) -> list[Case]:
    """The alerts of a filter, in order.

    Raises:
        NotAllowed: the actor is no user.
    """
    with store.reading() as session:
        allowed(session, actor, "read")
        first = {
            "score": (Alert.score.desc(), Alert.id),
            "due": (Alert.due.is_(None), Alert.due, Alert.id),
            "newest": (Alert.id.desc(),),
        }[order]
        # what is skipped is not joined to its customer: the hundredth page comes as the first
        ids = chosen(select(Alert.id), which, store.vault).order_by(*first)
        page = ids.limit(limit).offset(skip).subquery()
        found = session.execute(_cases().join(page, page.c.id == Alert.id).order_by(*first))
        return [_case(row, store.vault) for row in found]


def counted(store: Store, actor: Actor, which: Filter) -> dict[str, int]:
    """How many alerts of a filter are in each state.

    Raises:
        NotAllowed: the actor is no user.
    """
    with store.reading() as session:
        allowed(session, actor, "read")
        counts: Any = select(Alert.state, func.count(Alert.id)).group_by(Alert.state)
        found = session.execute(chosen(counts, which, store.vault)).all()
        return {row[0]: row[1] for row in found}


def show(store: Store, actor: Actor, id: int) -> Whole:
    """One alert, with everything about it.

    Raises:
        NotAllowed: the actor is no user.
        UnknownCase: there is none of this number.
    """
    with store.reading() as session:
        allowed(session, actor, "read")
        return whole(session, store.vault, id)


def whole(session: Session, vault: Vault, id: int) -> Whole:
    """As `show`, within a transaction.

    Raises:
        UnknownCase: there is none of this number.
    """
    row = session.execute(_cases().where(Alert.id == id)).first()
    if row is None:
        raise UnknownCase(f"There is no alert {id}. See caveat alerts list.")
    seen = select(Snapshot).where(Snapshot.alert_id == id).order_by(Snapshot.id)
    made = select(Decision).where(Decision.alert_id == id).order_by(Decision.id)
    files = (
        select(
            Attachment.id, Attachment.name, Attachment.size, Attachment.sha256,
            Attachment.added_by, Attachment.added_at,
        ).where(Attachment.alert_id == id).order_by(Attachment.id)
    )  # fmt: skip
    return Whole(
        _case(row, vault),
        tuple(
            Seen(
                one.id,
                one.run_id,
                one.made_at,
                json.loads(one.facts),
                unpack(vault, one.answer),
                one.verdict,
            )
            for one in session.scalars(seen)
        ),
        tuple(
            Made(
                one.id,
                one.kind,
                one.outcome,
                one.reason,
                vault.open(one.text, "text").decode(),
                one.actor,
                one.proposed_by,
                one.made_at,
                one.snapshot_id,
            )
            for one in session.scalars(made)
        ),
        tuple(
            Attached(
                one.id,
                vault.open(one.name, "file name").decode(),
                one.size,
                one.sha256,
                one.added_by,
                one.added_at,
            )
            for one in session.execute(files)
        ),
    )


def _cases() -> Any:
    what: Any = select(
        Alert,
        Portfolio.name,
        Customer.subject,
        Decision.outcome,
        Decision.actor,
        Decision.made_at,
    )
    return (
        what.join(Portfolio, Portfolio.id == Alert.portfolio_id)
        .join(Customer, Customer.id == Alert.customer_id)
        .outerjoin(Decision, Decision.id == Alert.proposal_id)
    )


def chosen(rows: Any, which: Filter, vault: Vault) -> Any:
    """Narrow a ``Select`` of alerts, whatever its columns are, to those of a filter."""
    if which.ids:
        rows = rows.where(Alert.id.in_(which.ids))
    if which.states or not (which.everything or which.ids):
        # what is due may be a report, of an alert that is closed
        usual = WAITING if which.due_by is None else (*WAITING, "true match")
        rows = rows.where(Alert.state.in_(which.states or usual))
    if which.portfolio is not None:
        named = select(Portfolio.id).where(Portfolio.name == which.portfolio)
        rows = rows.where(Alert.portfolio_id == named.scalar_subquery())
    if which.assignee is not None:
        nobody = which.assignee == "-"
        mine = Alert.assignee.is_(None) if nobody else Alert.assignee == which.assignee
        rows = rows.where(mine)
    if which.kind is not None:
        rows = rows.where(Alert.kind == which.kind)
    if which.source is not None:
        rows = rows.where((" " + Alert.lists + " ").like(f"% {which.source} %"))
    if which.party is not None:
        rows = rows.where(Alert.party == which.party)
    if which.customer is not None:
        marked = select(Customer.id).where(Customer.mark == vault.mark(which.customer))
        rows = rows.where(Alert.customer_id.in_(marked))
    if which.least is not None:
        rows = rows.where(Alert.score >= which.least)
    if which.most is not None:
        rows = rows.where(Alert.score <= which.most)
    if which.due_by is not None:
        rows = rows.where(Alert.due <= which.due_by)
    if which.opened_by is not None:
        after = datetime.combine(which.opened_by + timedelta(days=1), time.min, UTC)
        rows = rows.where(Alert.opened_at < after)
    if which.proposed:
        rows = rows.where(Alert.proposal_id.is_not(None))
    return rows


def _case(row: Any, vault: Vault) -> Case:
    alert, portfolio, sealed, outcome, by, at = row
    subject = json.loads(vault.open(sealed, "subject"))
    return Case(
        id=alert.id,
        portfolio=portfolio,
        customer=subject["key"],
        name=subject.get("name", ""),
        lists=tuple(alert.lists.split()) if alert.lists else (),
        proposed=Proposed(outcome, by, at) if outcome else None,
        **{name: getattr(alert, name) for name in _SAME},
    )


_SAME = ("party", "caption", "kind", "score", "status", "state", "version", "assignee", "due",
         "due_for", "why", "opened_at", "changed_at", "changed_by", "closed_at", "gone_at",
         "hold")  # fmt: skip


def take(work: Work, id: int, version: int | None = None) -> Alert:
    """An alert, to be changed.

    Args:
        work: the transaction.
        id: number of the alert.
        version: the one that the person saw; None does not look.

    Raises:
        UnknownCase: there is none of this number.
        ChangedMeanwhile: it was changed since.
    """
    alert = work.session.get(Alert, id, with_for_update=True)
    if alert is None:
        raise UnknownCase(f"There is no alert {id}. See caveat alerts list.")
    if version is not None and alert.version != version:
        raise ChangedMeanwhile(
            f"Alert {id} was changed by {alert.changed_by} at {text_of(alert.changed_at)[:16]}Z, "
            f"after you looked at it; it is {alert.state} now ({alert.why}). "
            f"Look again with caveat alerts show {id}."
        )
    return alert


def touch(work: Work, alert: Alert, action: str, **content: Any) -> None:
    """Note that an alert was changed: its version, when, by whom, and in the journal."""
    alert.version += 1
    alert.changed_at = work.now
    alert.changed_by = work.actor.name
    work.note(action, f"alert/{alert.id}", {**stands(alert), **content})


def stands(alert: Alert, **other: Any) -> dict[str, Any]:
    """How an alert stands, as each entry about it says.

    Args:
        alert: the alert.
        other: columns that are written otherwise than the object says.
    """
    whole = of_alert(values(alert, **other))
    return {"state": alert.state, "version": alert.version, "alert_digest": whole}


def lapse(work: Work, alert: Alert, why: str) -> None:
    """Close an alert whose match is gone before anybody decided."""
    alert.state, alert.why = "lapsed", why
    alert.closed_at = alert.gone_at = work.now
    alert.proposal_id = None
    touch(work, alert, "lapsed")


def is_closed(alert: Alert) -> bool:
    """Whether somebody decided."""
    return alert.state in CLOSED

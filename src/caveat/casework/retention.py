"""What is old enough to be deleted, and its deletion.

A case may go when it was closed, and its match or its customer is gone, so many years ago. A case
that still suppresses a match stays, and so does one that is held. The journal keeps its entries,
which have nothing personal in them, and gets one that says what was deleted.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from caveat.casework.canonical import digest
from caveat.casework.cases import WAITING
from caveat.casework.models import Alert, Attachment, Customer, Decision, Snapshot, text_of
from caveat.casework.people import allowed
from caveat.casework.store import Store
from caveat.casework.work import Actor, Work
from caveat.errors import BadInput

YEARS = 10
"""Years for which 31 CFR 501.601 has records kept."""


@dataclass(frozen=True, slots=True)
class Old:
    """A case that may be deleted, or that is old and must stay.

    Attributes:
        alert: its number.
        party: id of the party.
        state: how it was closed.
        ended: when the last of closing, delisting and the customer's leaving was.
        held: who said that it may not be deleted; None if nobody did.
    """

    alert: int
    party: str
    state: str
    ended: datetime
    held: str | None


@dataclass(frozen=True, slots=True)
class Retained:
    """What retention comes to.

    Attributes:
        before: what ended before this day is old.
        deletable: cases that may be deleted, or were.
        held: cases that are old, but held.
        applied: whether they were deleted.
    """

    before: date
    deletable: tuple[Old, ...]
    held: tuple[Old, ...]
    applied: bool


def retain(store: Store, actor: Actor, years: int = YEARS, *, apply: bool = False) -> Retained:
    """Say what may be deleted; delete it, if that is asked for.

    Args:
        store: the casework.
        actor: who does it.
        years: for which a case is kept after it ended.
        apply: delete.

    Raises:
        NotAllowed: the role does not allow it.
        BadInput: the number of years is none.
    """
    if years < 1:
        raise BadInput(f"Cases cannot be kept for {years} years. Say 1 or more.")
    today = store.now.date()
    day = 28 if (today.month, today.day) == (2, 29) else today.day
    before = date(today.year - years, today.month, day)
    if not apply:
        with store.reading() as session:
            allowed(session, actor, "read")
            old = _old(session, before)
    else:
        with store.writing(actor) as work:
            allowed(work.session, actor, "govern")
            old = _old(work.session, before)
            for one in old:
                if one.held is None:
                    _forget(work, one)
    return Retained(
        before,
        tuple(one for one in old if one.held is None),
        tuple(one for one in old if one.held is not None),
        apply,
    )


def _old(session: Session, before: date) -> list[Old]:
    rows = (
        select(Alert, Customer.removed_at)
        .join(Customer, Customer.id == Alert.customer_id)
        .where(
            Alert.state.not_in(WAITING),
            Alert.closed_at.is_not(None),
            or_(Alert.gone_at.is_not(None), Customer.removed_at.is_not(None)),
        )
        .order_by(Alert.id)
    )
    found = []
    for alert, removed in session.execute(rows):
        ended = max(one for one in (alert.closed_at, alert.gone_at, removed) if one is not None)
        if ended.date() < before:
            found.append(Old(alert.id, alert.party, alert.state, ended, alert.hold))
    return found


def _forget(work: Work, one: Old) -> None:
    session = work.session
    gone: dict[str, list[int]] = {}
    hashes: list[str] = []
    for name, table in (("decisions", Decision), ("snapshots", Snapshot)):
        rows = session.execute(
            select(table.id, table.digest).where(table.alert_id == one.alert).order_by(table.id)
        ).all()
        gone[name] = [row.id for row in rows]
        hashes += [row.digest for row in rows]
    files = select(Attachment.id).where(Attachment.alert_id == one.alert).order_by(Attachment.id)
    gone["attachments"] = list(session.scalars(files))
    customer = session.get_one(Alert, one.alert).customer_id
    session.execute(delete(Attachment).where(Attachment.alert_id == one.alert))
    session.execute(delete(Decision).where(Decision.alert_id == one.alert))
    session.execute(delete(Snapshot).where(Snapshot.alert_id == one.alert))
    session.execute(delete(Alert).where(Alert.id == one.alert))
    others = select(Alert.id).where(Alert.customer_id == customer).limit(1)
    if session.scalar(others) is None:
        session.execute(
            delete(Customer).where(Customer.id == customer, Customer.removed_at.is_not(None))
        )
    work.note(
        "forgotten",
        f"alert/{one.alert}",
        {**gone, "ended": text_of(one.ended), "was": digest(hashes)},
    )

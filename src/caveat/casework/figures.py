"""Figures: how much waits, how old it is, how much was decided, and how far each portfolio is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import String, and_, func, literal_column, or_, select, type_coerce

from caveat.casework.cases import WAITING
from caveat.casework.models import Alert, Decision, Entry, Portfolio
from caveat.casework.people import Person, allowed
from caveat.casework.store import Store
from caveat.casework.work import Actor

AGES: Sequence[tuple[int, int | None]] = ((0, 1), (2, 7), (8, 30), (31, 90), (91, None))
"""First and last day of each group of ages."""

WEEKS = 12
"""How many weeks of decisions are counted."""


@dataclass(frozen=True, slots=True)
class Figures:
    """What a team leader looks at.

    Attributes:
        ages: waiting alerts in each group of `AGES`.
        weeks: Monday of a week -> outcome -> decisions; the last `WEEKS` weeks, oldest first.
        overdue: alerts that wait, or whose report does, and whose day is over.
        reports: true matches whose report is due.
        unassigned: waiting alerts that are nobody's.
        proposed: alerts that wait for a second person.
        waiting: alerts that wait, in all.
    """

    ages: tuple[int, ...]
    weeks: Mapping[date, Mapping[str, int]]
    overdue: int
    reports: int
    unassigned: int
    proposed: int
    waiting: int


def me(store: Store, actor: Actor) -> Person:
    """The user behind an actor.

    Raises:
        NotAllowed: the actor is no user.
    """
    with store.reading() as session:
        user = allowed(session, actor, "read")
        return Person(user.name, user.role, user.active, user.made_at)


def names(store: Store, actor: Actor) -> list[str]:
    """The names of the portfolios, in order.

    Raises:
        NotAllowed: the actor is no user.
    """
    with store.reading() as session:
        allowed(session, actor, "read")
        wanted = select(Portfolio.name).where(Portfolio.removed_at.is_(None))
        return list(session.scalars(wanted.order_by(Portfolio.name)))


def figures(store: Store, actor: Actor) -> Figures:
    """How the work stands.

    Raises:
        NotAllowed: the actor is no user.
    """
    today = store.now.date()
    monday = today - timedelta(days=today.weekday())
    first = monday - timedelta(weeks=WEEKS - 1)
    with store.reading() as session:
        allowed(session, actor, "read")
        waits = Alert.state.in_(WAITING)
        opened = _day(Alert.opened_at)
        rows = session.execute(
            select(opened, func.count(Alert.id)).where(waits).group_by(opened)
        ).all()
        ages = [0] * len(AGES)
        for day, count in rows:
            days = (today - date.fromisoformat(day)).days
            place = next(i for i, (_, last) in enumerate(AGES) if last is None or days <= last)
            ages[place] += count
        made = _day(Decision.made_at)
        weeks: dict[date, Counter[str]] = {
            first + timedelta(weeks=number): Counter() for number in range(WEEKS)
        }
        since = datetime.combine(first, datetime.min.time(), store.now.tzinfo)
        for day, outcome, count in session.execute(
            select(made, Decision.outcome, func.count(Decision.id))
            .where(Decision.kind == "decided", Decision.made_at >= since)
            .group_by(made, Decision.outcome)
        ):
            on = date.fromisoformat(day)
            week = on - timedelta(days=on.weekday())
            if week in weeks:
                weeks[week][outcome] += count

        reports = and_(Alert.state == "true match", Alert.due.is_not(None))

        def number(*where: Any) -> int:
            return session.scalar(select(func.count(Alert.id)).where(*where)) or 0

        return Figures(
            tuple(ages),
            weeks,
            number(or_(waits, reports), Alert.due < today),
            number(reports),
            number(waits, Alert.assignee.is_(None)),
            number(waits, Alert.proposal_id.is_not(None)),
            sum(ages),
        )


def states(store: Store, actor: Actor) -> dict[str, dict[str, int]]:
    """Portfolio -> state -> alerts.

    Raises:
        NotAllowed: the actor is no user.
    """
    with store.reading() as session:
        allowed(session, actor, "read")
        found: dict[str, dict[str, int]] = {}
        for name, state, count in session.execute(
            select(Portfolio.name, Alert.state, func.count(Alert.id))
            .join(Portfolio, Portfolio.id == Alert.portfolio_id)
            .group_by(Portfolio.name, Alert.state)
        ):
            found.setdefault(name, {})[state] = count
        return found


def entries(
    store: Store, actor: Actor, *, about: str | None = None, skip: int = 0, limit: int = 50
) -> tuple[int, list[dict[str, Any]]]:
    """A page of the journal, the newest first, and how many entries there are.

    Raises:
        NotAllowed: the actor is no user.
    """
    from caveat.casework.journal import entry_json

    with store.reading() as session:
        allowed(session, actor, "read")
        count, wanted = select(func.count(Entry.seq)), select(Entry)
        if about is not None:
            count, wanted = count.where(Entry.about == about), wanted.where(Entry.about == about)
        rows = session.scalars(wanted.order_by(Entry.seq.desc()).limit(limit).offset(skip))
        return session.scalar(count) or 0, [entry_json(one) for one in rows]


def _day(column: Any) -> Any:
    """The day of a moment, as text, in both databases.

    The numbers stand in the SQL itself: PostgreSQL takes two parameters for two expressions, and
    would not group by the one what it selects by the other.
    """
    return func.substr(type_coerce(column, String), literal_column("1"), literal_column("10"))

"""A screening of a portfolio: what its answers rest on, kept once for all of them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from caveat.casework.basis import basis_of
from caveat.casework.canonical import canonical, digest
from caveat.casework.models import Portfolio, Run
from caveat.casework.people import allowed
from caveat.casework.store import Store
from caveat.casework.work import Actor
from caveat.errors import UnknownCase
from caveat.screening.library import Library
from caveat.screening.question import Terms


@dataclass(frozen=True, slots=True)
class Begun:
    """A run that is going on, or is over.

    Attributes:
        id: its number.
        portfolio: number of the portfolio.
        reached: the last customer's number that it has screened and recorded.
        begun_at: when it began.
        ended_at: when it ended; None if it has not.
        counts: what it came to so far (`caveat.casework.recording.Recorded`).
        basis: what its answers rest on (`caveat.casework.basis.basis_of`).
    """

    id: int
    portfolio: int
    reached: int
    begun_at: datetime
    ended_at: datetime | None
    counts: Mapping[str, int]
    basis: Mapping[str, Any]


def _begun(run: Run) -> Begun:
    return Begun(
        run.id,
        run.portfolio_id,
        run.reached,
        run.begun_at,
        run.ended_at,
        json.loads(run.counts),
        json.loads(run.basis),
    )


def begin(
    store: Store, actor: Actor, portfolio: int, library: Library, terms: Terms, *, resume: bool
) -> Begun:
    """Begin a run, or go on with the last one, if it was broken off and rests on the same.

    Args:
        store: the casework.
        actor: who runs it.
        portfolio: number of the portfolio.
        library: whose edition answers.
        terms: how.
        resume: go on where the last run was broken off.

    Raises:
        NotAllowed: the actor may not manage portfolios.
        CannotAnswer: the lists needed are missing.
    """
    basis = basis_of(library, terms)
    with store.writing(actor) as work:
        allowed(work.session, actor, "manage")
        if work.session.get(Portfolio, portfolio) is None:
            raise UnknownCase(f"There is no portfolio {portfolio}. See caveat portfolio list.")
        last = work.session.scalar(
            select(Run).where(Run.portfolio_id == portfolio).order_by(Run.id.desc()).limit(1)
        )
        if resume and last and last.ended_at is None and json.loads(last.basis) == basis:
            return _begun(last)
        run = Run(
            portfolio_id=portfolio,
            edition=library.edition.id,
            basis=canonical(basis).decode(),
            begun_at=work.now,
            ended_at=None,
            reached=0,
            counts="{}",
        )
        work.session.add(run)
        work.session.flush()
        work.note(
            "screening",
            f"portfolio/{portfolio}",
            {"run": run.id, "edition": run.edition, "basis": digest(run.basis)},
        )
        return _begun(run)


def finish(store: Store, actor: Actor, run: Begun) -> Begun:
    """Note that a run is over.

    Raises:
        NotAllowed: the actor may not manage portfolios.
    """
    with store.writing(actor) as work:
        allowed(work.session, actor, "manage")
        row = work.session.get_one(Run, run.id)
        if row.ended_at is None:
            row.ended_at = work.now
            work.note(
                "screened",
                f"portfolio/{run.portfolio}",
                {"run": run.id, **json.loads(row.counts)},
            )
        return _begun(row)


def run(store: Store, actor: Actor, id: int) -> Begun:
    """A run by its number.

    Raises:
        NotAllowed: the actor is no user.
        UnknownCase: there is none.
    """
    with store.reading() as session:
        allowed(session, actor, "read")
        found = session.get(Run, id)
        if found is None:
            raise UnknownCase(f"There is no screening {id}. See caveat alerts show.")
        return _begun(found)


def runs(store: Store, actor: Actor, portfolio: int) -> list[Begun]:
    """The runs of a portfolio, the newest first.

    Raises:
        NotAllowed: the actor is no user.
    """
    with store.reading() as session:
        allowed(session, actor, "read")
        found = select(Run).where(Run.portfolio_id == portfolio).order_by(Run.id.desc())
        return [_begun(run) for run in session.scalars(found)]

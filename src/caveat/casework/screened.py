"""A whole portfolio against the lists: in chunks, each recorded at once; a broken run goes on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import islice

from caveat.casework import customers, portfolios, runs
from caveat.casework.recording import Recorded, record
from caveat.casework.runs import Begun
from caveat.casework.store import Store
from caveat.casework.work import Actor
from caveat.screening.library import Library
from caveat.screening.question import Terms, moment_of

CHUNK = 1024
"""Customers whose answers are recorded at once."""

LIMIT = 50
"""The most hits of a customer, if nothing else is said: a portfolio must not miss one."""

Progress = Callable[[int, int], None]
"""Customers done, customers in all."""


def screen(
    store: Store,
    actor: Actor,
    library: Library,
    name: str,
    terms: Terms,
    *,
    resume: bool = True,
    progress: Progress | None = None,
) -> tuple[Begun, Recorded]:
    """Screen every customer of a portfolio against every party, and record what comes out.

    Args:
        store: the casework.
        actor: who does it.
        library: the lists.
        name: of the portfolio.
        terms: as for `Library.screen`.
        resume: go on where the last run was broken off, if it rests on the same.
        progress: is told after each chunk.

    Returns:
        The run, and what became of the answers of this call.

    Raises:
        NotAllowed: the actor may not manage portfolios.
        UnknownCase: there is no such portfolio.
        CannotAnswer: the lists needed are missing or, under strict terms, stale.
    """
    (held,) = portfolios.held(store, actor, name)
    moment = moment_of(terms, library.today)
    terms = replace(terms, as_of=moment.as_of, known_at=moment.known_at)
    desk = library.desk(terms)
    run = runs.begin(store, actor, held.id, library, terms, resume=resume)
    whole = Recorded()
    known = customers.subjects(store, actor, held.id, after=run.reached)
    while chunk := list(islice(known, CHUNK)):
        answers = desk.answer([one.subject for one in chunk])
        done = record(
            store,
            actor,
            run,
            list(zip(chunk, answers, strict=True)),
            limit=terms.limit,
            reached=chunk[-1].id,
        )
        whole.screened += done.screened
        whole.skipped += done.skipped
        for name_ in ("new", "changed", "reopened", "closed", "suppressed"):
            getattr(whole, name_).extend(getattr(done, name_))
        if progress is not None:
            progress(whole.screened + whole.skipped, held.customers)
    return runs.finish(store, actor, run), whole

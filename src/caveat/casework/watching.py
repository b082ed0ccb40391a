"""``caveat watch``: what changed since the last time, against everybody whom it may concern.

A first screening is of everybody against everything (`caveat.casework.screened`). After that,
parties that changed are held against all customers by their kept names (`caveat.match.sift`), only
to learn *whom to ask about again*; these, customers whose data changed, and those with an alert
about a party that changed are then asked about in full. So an answer is never put together from
parts: it is the one that a full screening gives. See ``docs/decisions/watching.md``.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from itertools import islice

import numpy as np
from sqlalchemy import select

from caveat import __version__
from caveat.casework import changed, customers, portfolios, runs, screened
from caveat.casework.baseline import Baseline, digest_of, forget, kept, take, write
from caveat.casework.basis import basis_of
from caveat.casework.customers import Known
from caveat.casework.models import Alert, Customer
from caveat.casework.people import allowed
from caveat.casework.portfolios import Held
from caveat.casework.recording import Recorded, record
from caveat.casework.runs import Begun
from caveat.casework.screened import CHUNK, Progress
from caveat.casework.sifting import Ints, Wanted, met
from caveat.casework.store import Store
from caveat.casework.subjects import subject_of
from caveat.casework.work import Actor
from caveat.screening.library import Library
from caveat.screening.question import Terms, moment_of
from caveat.screening.screen import Desk


@dataclass(frozen=True, slots=True)
class Watched:
    """What a watch of one portfolio came to.

    Attributes:
        portfolio: its name.
        run: the screening that it was.
        done: what became of the answers.
        why: why everybody was asked about; empty if only what changed was.
        parties: listed parties that changed.
        customers: customers whose data changed.
        asked: customers who were asked about again.
    """

    portfolio: str
    run: Begun
    done: Recorded
    why: str
    parties: int
    customers: int
    asked: int


def watch(
    store: Store,
    actor: Actor,
    library: Library,
    name: str,
    terms: Terms,
    *,
    full: bool = False,
    processes: int = 1,
    progress: Progress | None = None,
) -> Watched:
    """Hold what changed against a portfolio, and record what comes out.

    Args:
        store: the casework.
        actor: who does it.
        library: the lists.
        name: of the portfolio.
        terms: as for `Library.screen`.
        full: ask about everybody, even if what changed would do.
        processes: how many look for the customers concerned.
        progress: is told after each chunk.

    Raises:
        NotAllowed: the actor may not manage portfolios.
        UnknownCase: there is no such portfolio.
        CannotAnswer: the lists needed are missing or, under strict terms, stale.
    """
    (held,) = portfolios.held(store, actor, name)
    moment = moment_of(terms, library.today)
    terms = replace(terms, as_of=moment.as_of, known_at=moment.known_at)
    desk = library.desk(terms)
    before = _last(store, actor, held)
    base = kept(store, held.id)
    lost = before is not None and (base is None or base.run != before.id) and not full
    if lost and before is not None and before.basis == basis_of(library, terms):
        # All answers are there, only the names are not: it was killed between the two.
        base = _kept_anew(store, actor, library, held, terms, desk, before)
    why = "It was asked for." if full else ""
    if not why and before is None:
        why = "It was never screened as a whole."
    if not why and (base is None or before is None or base.run != before.id):
        why = "What is kept of the screening before is missing, or of another one."
    if not why and before is not None:
        why = changed.comparable(library, terms, before.basis, __version__)
    if not why and base is not None and changed.retold(library.index, base.telling):
        why = "It was counted anew how common words are, as every quarter."
    if why or base is None or before is None:
        return _whole(store, actor, library, held, terms, desk, why, progress)
    return _part(store, actor, library, held, terms, desk, before, base, processes, progress)


def _last(store: Store, actor: Actor, held: Held) -> Begun | None:
    """The last run that came to its end; None if another one, asked in another way, was begun
    after it: some customers then have that one's answers."""
    begun: list[Begun] = []
    for run in runs.runs(store, actor, held.id):
        if run.ended_at is not None:
            same = all(changed.asked(one.basis) == changed.asked(run.basis) for one in begun)
            return run if same else None
        begun.append(run)
    return None


def _whole(
    store: Store,
    actor: Actor,
    library: Library,
    held: Held,
    terms: Terms,
    desk: Desk,
    why: str,
    progress: Progress | None,
) -> Watched:
    forget(store, held.id)
    run, done = screened.screen(store, actor, library, held.name, terms, progress=progress)
    _kept_anew(store, actor, library, held, terms, desk, run)
    return Watched(held.name, run, done, why, 0, 0, done.screened + done.skipped)


def _kept_anew(
    store: Store,
    actor: Actor,
    library: Library,
    held: Held,
    terms: Terms,
    desk: Desk,
    run: Begun,
) -> Baseline:
    base = Baseline(run.id, digest_of(desk), changed.telling(library.index))
    take(store, held.id, customers.subjects(store, actor, held.id), base, terms.threshold)
    return base


def _part(
    store: Store,
    actor: Actor,
    library: Library,
    held: Held,
    terms: Terms,
    desk: Desk,
    before: Begun,
    base: Baseline,
    processes: int,
    progress: Progress | None,
) -> Watched:
    run = runs.begin(store, actor, held.id, library, terms, resume=True)
    moved = changed.parties(library, desk, before.basis)
    count, index = int(moved.sum()), library.index
    facts = moved[index.party_of(np.arange(len(index.kinds)))]
    facts &= desk.question.allowed | changed.usable(library, desk, before.basis)
    wanted = [Wanted(library.edition.folder / "index", facts, changed.fresh(index, base.telling))]
    owned = digest_of(desk)
    if desk.owned is not None and desk.owned.index is not None and owned != base.owned:
        every = [
            np.ones(count, np.bool_)
            for count in (len(desk.owned.index.kinds), len(desk.owned.index.rows.words))
        ]
        wanted.append(Wanted(desk.owned.folder / "index", *every))
    fresh = list(customers.subjects(store, actor, held.id, changed_since=before.begun_at))
    again = met(store, held.id, wanted, processes)
    ids = library.edition.parties["id"].filter(moved).to_pylist()
    again = np.union1d(again, _alerted(store, actor, held.id, set(ids), terms.limit))
    again = np.setdiff1d(again, np.array([one.id for one in fresh], np.int64))
    whole, asked = Recorded(), len(fresh) + len(again)
    going = _going(store, actor, held.id, fresh, again)
    while chunk := list(islice(going, CHUNK)):
        answers = desk.answer([one.subject for one in chunk])
        pairs = list(zip(chunk, answers, strict=True))
        whole.add(record(store, actor, run, pairs, limit=terms.limit))
        if progress is not None:
            progress(whole.screened + whole.skipped, asked)
    run = runs.finish(store, actor, run)
    write(store, held.id, Baseline(run.id, owned, changed.telling(index)), fresh, terms.threshold)
    return Watched(held.name, run, whole, "", count, len(fresh), asked)


def _alerted(
    store: Store, actor: Actor, portfolio: int, parties: Collection[str], limit: int
) -> Ints:
    """The customers with an alert about one of some parties, or about one blocked by ownership;
    and those with as many as are shown of a customer, whose others come up as one goes."""
    with store.reading() as session:
        allowed(session, actor, "read")
        rows = session.execute(
            select(Alert.customer_id, Alert.party, Alert.kind).where(
                Alert.portfolio_id == portfolio
            )
        )
        found, counts = set(), Counter[int]()
        for id, party, kind in rows:
            counts[id] += 1
            if kind == "owned" or party in parties or (parties and counts[id] >= limit):
                found.add(id)
    return np.array(sorted(found), np.int64)


def _going(
    store: Store, actor: Actor, portfolio: int, fresh: list[Known], again: Ints
) -> Iterator[Known]:
    """Those who changed, then those to be asked about again."""
    yield from fresh
    for start in range(0, len(again), CHUNK):
        ids = again[start : start + CHUNK].tolist()
        with store.reading() as session:
            allowed(session, actor, "read")
            rows = session.execute(
                select(Customer.id, Customer.subject, Customer.digest)
                .where(
                    Customer.id.in_(ids),
                    Customer.portfolio_id == portfolio,
                    Customer.removed_at.is_(None),
                )
                .order_by(Customer.id)
            ).all()
        for id, sealed, digest in rows:
            yield Known(id, subject_of(json.loads(store.vault.open(sealed, "subject"))), digest)

"""Answers in, alerts out: what is new, what changed, what is gone, what a decision suppresses.

The answers of one call are recorded in one transaction, so that a crash loses none and doubles
none: whoever records the same answers again changes nothing.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select, update

from caveat.casework import facts
from caveat.casework.alerts import is_closed, lapse, stands, touch
from caveat.casework.canonical import canonical, digest
from caveat.casework.customers import Known
from caveat.casework.models import Alert, Customer, Run, Snapshot
from caveat.casework.people import allowed
from caveat.casework.runs import Begun
from caveat.casework.sealed import pack
from caveat.casework.store import Store
from caveat.casework.vouched import of_snapshot
from caveat.casework.work import Actor, Work
from caveat.screening.answer import Hit, OwnedHit, Screening
from caveat.screening.report import hit_json, owned_json, screening_json


@dataclass(slots=True)
class Recorded:
    """What became of answers: numbers of alerts.

    Attributes:
        screened: customers whose answers were recorded.
        skipped: customers who were changed or removed since they were asked about.
        new: alerts that were opened.
        changed: alerts whose facts, score or status moved.
        reopened: closed alerts whose decision does not stand any more.
        closed: alerts whose match is gone.
        suppressed: matches that a decision covers.
    """

    screened: int = 0
    skipped: int = 0
    new: list[int] = field(default_factory=list)
    changed: list[int] = field(default_factory=list)
    reopened: list[int] = field(default_factory=list)
    closed: list[int] = field(default_factory=list)
    suppressed: list[int] = field(default_factory=list)

    def add(self, more: Recorded) -> None:
        """Add what became of other answers."""
        self.screened += more.screened
        self.skipped += more.skipped
        for name in _LISTS:
            getattr(self, name).extend(getattr(more, name))

    def counts(self) -> dict[str, int]:
        """The same, counted."""
        return {
            "screened": self.screened,
            "skipped": self.skipped,
            **{name: len(getattr(self, name)) for name in _LISTS},
        }


_LISTS = ("new", "changed", "reopened", "closed", "suppressed")


@dataclass(slots=True)
class _Found:
    """A hit, ready to be compared with what is known."""

    hit: Hit | OwnedHit
    known: Known
    screening: Screening
    facts: dict[str, list[str]]


def record(
    store: Store,
    actor: Actor,
    run: Begun,
    answers: Sequence[tuple[Known, Screening]],
    *,
    limit: int,
    scope: Collection[str] | None = None,
    reached: int | None = None,
) -> Recorded:
    """Record the answers about customers of one portfolio, in one transaction.

    Args:
        store: the casework.
        actor: who runs the screening.
        run: that it belongs to.
        answers: a few thousand at most; each customer once.
        limit: the most hits that an answer could have: where it was met, the answer does not tell
            that a match is gone.
        scope: the parties that were looked at; None for all. A match with another one is left
            alone.
        reached: the run is done with every customer up to this number.

    Raises:
        NotAllowed: the actor may not manage portfolios.
    """
    done = Recorded()
    with store.writing(actor) as work:
        allowed(work.session, actor, "manage")
        ids = [known.id for known, _ in answers]
        rows = select(Customer.id, Customer.digest).where(
            Customer.id.in_(ids), Customer.removed_at.is_(None)
        )
        digests = {row.id: row.digest for row in work.session.execute(rows)}
        before: dict[int, dict[str, Alert]] = {id: {} for id in ids}
        for alert in work.session.scalars(select(Alert).where(Alert.customer_id.in_(ids))):
            before[alert.customer_id][alert.party] = alert
        rested = _rested(work, [alert for row in before.values() for alert in row.values()])
        fresh: list[_Found] = []
        for known, screening in answers:
            if digests.get(known.id) != known.digest:
                done.skipped += 1
                continue
            done.screened += 1
            hits: tuple[Hit | OwnedHit, ...] = (*screening.hits, *screening.owned)
            met = set()
            for hit in hits:
                party = facts.party_of(hit)[0]
                if party in met or (scope is not None and party not in scope):
                    continue
                met.add(party)
                found = _Found(hit, known, screening, facts.of_hit(hit))
                same = before[known.id].get(party)
                if same is None:
                    fresh.append(found)
                else:
                    _again(work, run, same, rested[same.id], found, done)
            full = max(len(screening.hits), len(screening.owned)) >= limit
            for party, alert in before[known.id].items():
                if party not in met and not full and (scope is None or party in scope):
                    _gone(work, alert, known, rested[alert.id], done)
        _open(work, run, fresh, done)
        row = work.session.get_one(Run, run.id)
        counts = json.loads(row.counts)
        row.counts = canonical(
            {name: counts.get(name, 0) + more for name, more in done.counts().items()}
        ).decode()
        if reached is not None:
            row.reached = max(row.reached, reached)
    return done


def _rested(work: Work, alerts: Sequence[Alert]) -> dict[int, Snapshot]:
    """The snapshot that each alert rests on: of the decision, if it is closed."""
    newest = [alert.snapshot_id for alert in alerts]
    found = work.session.scalars(select(Snapshot).where(Snapshot.id.in_(newest)))
    return {one.alert_id: one for one in found}


def _open(work: Work, run: Begun, fresh: Sequence[_Found], done: Recorded) -> None:
    if not fresh:
        return
    alerts = []
    for found in fresh:
        party, caption, kind = facts.party_of(found.hit)
        alerts.append(
            Alert(
                portfolio_id=run.portfolio,
                customer_id=found.known.id,
                party=party,
                caption=caption,
                kind=kind,
                lists=" ".join(facts.lists_of(found.hit)),
                score=found.hit.score,
                status=found.hit.status,
                state="open",
                version=1,
                why="New match.",
                opened_at=work.now,
                changed_at=work.now,
                changed_by=work.actor.name,
            )
        )
    work.session.add_all(alerts)
    work.session.flush()
    snapshots = [
        _snapshot(work, run, alert, found) for alert, found in zip(alerts, fresh, strict=True)
    ]
    work.session.add_all(snapshots)
    work.session.flush()
    work.session.execute(
        update(Alert),
        [
            {"id": alert.id, "snapshot_id": snapshot.id}
            for alert, snapshot in zip(alerts, snapshots, strict=True)
        ],
    )
    for alert, snapshot in zip(alerts, snapshots, strict=True):
        told = {**stands(alert, snapshot_id=snapshot.id), **_noted(snapshot)}
        work.note("opened", f"alert/{alert.id}", told)
        done.new.append(alert.id)


def _again(
    work: Work, run: Begun, alert: Alert, rested: Snapshot, found: _Found, done: Recorded
) -> None:
    """A pair that is known matches again."""
    news = facts.new(json.loads(rested.facts), found.facts)
    if rested.customer_digest != found.known.digest:
        news.insert(0, "the customer's data changed")
    back = alert.gone_at is not None
    if is_closed(alert):
        if not news and not back:
            done.suppressed.append(alert.id)
            return
        if alert.state == "true match" and not back:
            _anew(work, run, alert, found, "changed", _sentence(news))
            done.changed.append(alert.id)
            return
        why = _sentence(news) if news else "The match is back."
        alert.state, alert.closed_at = "open", None
        alert.due = alert.due_for = None
        _anew(work, run, alert, found, "reopened", f"Reopened: {why}")
        done.reopened.append(alert.id)
        return
    if alert.state == "lapsed":
        alert.state, alert.closed_at = "open", None
        why = _sentence(news) if news else "The match is back."
        _anew(work, run, alert, found, "reopened", f"Reopened: {why}")
        done.reopened.append(alert.id)
        return
    moved = abs(found.hit.score - rested.score) >= facts.MOVED
    if moved:
        news.append(f"score {rested.score:.2f}, now {found.hit.score:.2f}")
    if found.hit.status != rested.status:
        news.append(f"{rested.status}, now {found.hit.status}")
    if news:
        _anew(work, run, alert, found, "changed", _sentence(news))
        done.changed.append(alert.id)


def _anew(work: Work, run: Begun, alert: Alert, found: _Found, action: str, why: str) -> None:
    """Let an alert rest on what was found now; what was proposed on other facts falls."""
    snapshot = _snapshot(work, run, alert, found)
    work.session.add(snapshot)
    work.session.flush()
    _, alert.caption, alert.kind = facts.party_of(found.hit)
    alert.lists = " ".join(facts.lists_of(found.hit))
    alert.score, alert.status = found.hit.score, found.hit.status
    alert.snapshot_id, alert.proposal_id, alert.gone_at = snapshot.id, None, None
    alert.why = why
    touch(work, alert, action, **_noted(snapshot))


def _gone(work: Work, alert: Alert, known: Known, rested: Snapshot, done: Recorded) -> None:
    if alert.gone_at is not None:
        return
    same = rested.customer_digest == known.digest
    why = (
        "No longer a match: the party was delisted, or what lists say of it changed."
        if same
        else "No longer a match: the customer's data changed."
    )
    if is_closed(alert):
        alert.gone_at = work.now
        touch(work, alert, "gone")
    else:
        lapse(work, alert, why)
    done.closed.append(alert.id)


def _sentence(news: Sequence[str]) -> str:
    shown = "; ".join(news[:5])
    more = f"; and {len(news) - 5} more" if len(news) > 5 else ""
    return f"{shown[:1].upper()}{shown[1:]}{more}."


def answer_json(hit: Hit | OwnedHit, screening: Screening) -> dict[str, Any]:
    """What is kept of an answer for one alert, as JSON values."""
    whole = screening_json(screening)
    said = {
        name: whole[name]
        for name in ("subject", "as_of", "known_at", "edition", "threshold", "lists", "cautions")
    }
    return {**said, "hit": owned_json(hit) if isinstance(hit, OwnedHit) else hit_json(hit)}


def _snapshot(work: Work, run: Begun, alert: Alert, found: _Found) -> Snapshot:
    answer = answer_json(found.hit, found.screening)
    whole = facts.text(found.facts)
    salt = secrets.token_hex(16)
    return Snapshot(
        alert_id=alert.id,
        run_id=run.id,
        facts=whole,
        digest=of_snapshot(
            alert=alert.id,
            run=run.id,
            facts=digest(found.facts),
            customer=found.known.digest,
            answer=digest(answer),
            salt=salt,
        ),
        customer_digest=found.known.digest,
        score=found.hit.score,
        status=found.hit.status,
        verdict=digest(answer["hit"]),
        answer=pack(work.vault, answer),
        salt=salt,
        made_at=work.now,
    )


def _noted(snapshot: Snapshot) -> dict[str, int | str]:
    return {"snapshot": snapshot.id, "snapshot_digest": snapshot.digest}

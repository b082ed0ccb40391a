"""What people do with alerts. Roles, the second person and versions are checked here, and by the
triggers of the database; a face cannot get round them.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select

from caveat.casework import due, reasons
from caveat.casework.alerts import chosen, is_closed, listed, take, touch
from caveat.casework.canonical import digest
from caveat.casework.cases import WAITING, Case, Filter
from caveat.casework.models import CLOSED, Alert, Decision, Rule, User
from caveat.casework.people import allowed
from caveat.casework.store import Store
from caveat.casework.vouched import of_decision, values
from caveat.casework.work import Actor, Work
from caveat.errors import BadInput, ChangedMeanwhile, SecondPerson, UnknownCase, WrongState

MOST = 5000
"""How many alerts may be decided at once."""


def decide(
    store: Store,
    actor: Actor,
    id: int,
    outcome: str,
    reason: str,
    text: str = "",
    *,
    version: int | None = None,
) -> str:
    """Close an alert, or take the first of two steps to it, or the second.

    Args:
        store: the casework.
        actor: who decides.
        id: number of the alert.
        outcome: ``true match``, ``false match`` or ``inconclusive``.
        reason: one of `caveat.casework.reasons.REASONS`.
        text: in the person's own words.
        version: of the alert that the person saw.

    Returns:
        ``decided``, or ``proposed`` if a second person must agree.

    Raises:
        NotAllowed: the role does not allow it.
        SecondPerson: the actor proposed it himself.
        WrongState: it is closed, or something else was proposed.
        ChangedMeanwhile: the alert was changed since.
        BadInput: there is no such outcome or reason.
    """
    reasons.check(outcome, reason, text)
    with store.writing(actor) as work:
        allowed(work.session, actor, "decide")
        return _decide(work, take(work, id, version), outcome, reason, text)


def _decide(work: Work, alert: Alert, outcome: str, reason: str, text: str) -> str:
    if is_closed(alert) or alert.state == "lapsed":
        raise WrongState(
            f"Alert {alert.id} is closed already: {alert.state}, by {alert.changed_by}. "
            "Reopen it first, with caveat alerts reopen."
        )
    first = work.session.get(Decision, alert.proposal_id) if alert.proposal_id else None
    if first is not None and first.outcome != outcome:
        raise WrongState(
            f"{first.actor} proposed {first.outcome} for alert {alert.id}. "
            "Agree with that, or refuse it first."
        )
    rule = work.session.get_one(Rule, outcome)
    if rule.persons == 2 and first is None:
        made = make(work, alert, "proposed", outcome, reason, text)
        alert.proposal_id, alert.state = made.id, "in review"
        alert.why = f"{work.actor.name} proposes {outcome}; a second person must agree."
        touch(work, alert, "proposed", **noted(work, made))
        return "proposed"
    if first is not None:
        if first.actor == work.actor.name:
            raise SecondPerson(
                f"{work.actor.name} proposed {outcome} for alert {alert.id}, and cannot be "
                "the second person too. Somebody else must agree."
            )
        allowed(work.session, work.actor, "confirm")
    made = make(work, alert, "decided", outcome, reason, text, first.actor if first else None)
    alert.state, alert.decision_id, alert.proposal_id = outcome, made.id, None
    alert.closed_at = work.now
    by = f"{first.actor} and {work.actor.name}" if first else work.actor.name
    alert.why = f"{outcome.capitalize()}, says {by}: {reason}."
    ends = due.of_match(alert.lists.split(), work.now.date()) if outcome == "true match" else None
    alert.due, alert.due_for = ends or (None, None)
    touch(work, alert, "decided", **noted(work, made))
    return "decided"


def refuse(store: Store, actor: Actor, id: int, text: str, *, version: int | None = None) -> None:
    """Do not agree with what was proposed; or take back what one proposed oneself.

    Raises:
        NotAllowed: the role does not allow it.
        WrongState: nothing is proposed.
        ChangedMeanwhile: the alert was changed since.
        BadInput: there is no text.
    """
    say(text)
    with store.writing(actor) as work:
        allowed(work.session, actor, "decide")
        alert = take(work, id, version)
        first = work.session.get(Decision, alert.proposal_id) if alert.proposal_id else None
        if first is None:
            raise WrongState(f"Nothing is proposed for alert {id}. See caveat alerts show {id}.")
        if first.actor != actor.name:
            allowed(work.session, actor, "confirm")
        made = make(work, alert, "refused", first.outcome, "", text)
        alert.proposal_id = None
        alert.why = f"{actor.name} does not agree with {first.outcome}."
        touch(work, alert, "refused", **noted(work, made))


def escalate(store: Store, actor: Actor, id: int, text: str, *, version: int | None = None) -> None:
    """Hand an alert on to somebody who knows more, and say why.

    Raises:
        NotAllowed: the role does not allow it.
        WrongState: it is closed.
        ChangedMeanwhile: the alert was changed since.
        BadInput: there is no text.
    """
    say(text)
    with store.writing(actor) as work:
        allowed(work.session, actor, "work")
        alert = _waiting(take(work, id, version))
        made = make(work, alert, "escalated", None, "", text)
        alert.state, alert.why = "escalated", f"Escalated by {actor.name}."
        touch(work, alert, "escalated", **noted(work, made))


def note(store: Store, actor: Actor, id: int, text: str) -> None:
    """Write something down about an alert.

    Raises:
        NotAllowed: the role does not allow it.
        BadInput: there is no text.
    """
    say(text)
    with store.writing(actor) as work:
        allowed(work.session, actor, "work")
        alert = take(work, id)
        touch(work, alert, "noted", **noted(work, make(work, alert, "noted", None, "", text)))


def reopen(store: Store, actor: Actor, id: int, text: str, *, version: int | None = None) -> None:
    """Open a closed alert again, and say why.

    Raises:
        NotAllowed: the role does not allow it.
        WrongState: it is not closed.
        ChangedMeanwhile: the alert was changed since.
        BadInput: there is no text.
    """
    say(text)
    with store.writing(actor) as work:
        allowed(work.session, actor, "confirm")
        alert = take(work, id, version)
        if not is_closed(alert) and alert.state != "lapsed":
            raise WrongState(f"Alert {id} is {alert.state}: there is nothing to reopen.")
        made = make(work, alert, "noted", None, "reopened", text)
        alert.state, alert.closed_at = "open", None
        alert.due = alert.due_for = None
        alert.why = f"Reopened by {actor.name}."
        touch(work, alert, "reopened", **noted(work, made))


def assign(
    store: Store,
    actor: Actor,
    id: int,
    assignee: str | None,
    *,
    until: date | None = None,
    version: int | None = None,
) -> None:
    """Say who works on an alert, and until when; an open one is in review then.

    Raises:
        NotAllowed: the role does not allow it.
        UnknownCase: there is no such user.
        WrongState: it is closed.
        ChangedMeanwhile: the alert was changed since.
    """
    with store.writing(actor) as work:
        allowed(work.session, actor, "work")
        alert = _waiting(take(work, id, version))
        if assignee is not None:
            user = work.session.get(User, assignee)
            if user is None or not user.active or user.role == "auditor":
                raise UnknownCase(
                    f"There is no user {assignee!r} who works on alerts. See caveat users list."
                )
        alert.assignee = assignee
        if until is not None:
            alert.due, alert.due_for = until, "decision"
        if assignee is not None and alert.state == "open":
            alert.state = "in review"
        touch(work, alert, "assigned", assignee=assignee, due=str(until) if until else None)


def hold(store: Store, actor: Actor, id: int, text: str, *, held: bool = True) -> None:
    """Keep an alert from being deleted, however old it is; or let it go again.

    Raises:
        NotAllowed: the role does not allow it.
        BadInput: there is no text.
    """
    say(text)
    with store.writing(actor) as work:
        allowed(work.session, actor, "confirm")
        alert = take(work, id)
        made = make(work, alert, "noted", None, "held" if held else "released", text)
        alert.hold = actor.name if held else None
        touch(work, alert, "held" if held else "released", **noted(work, made))


@dataclass(frozen=True, slots=True)
class Bulk:
    """What a bulk decision would do, or did.

    Attributes:
        cases: the alerts, as they stood.
        token: stands for these alerts in these versions; it must be given to decide.
        becomes: what each would become: ``decided`` or ``proposed``.
    """

    cases: tuple[Case, ...]
    token: str
    becomes: str


def preview(store: Store, actor: Actor, which: Filter, outcome: str) -> Bulk:
    """Which alerts a bulk decision would close, before it is made.

    Raises:
        NotAllowed: the actor is no user.
        BadInput: they are too many, or none.
    """
    if outcome not in CLOSED:
        raise BadInput(f"{outcome!r} is no outcome. Use one of {', '.join(CLOSED)}.")
    cases = listed(store, actor, _open_ones(which), limit=MOST + 1)
    if not cases:
        raise BadInput("No alert is meant. Say others, with the options of caveat alerts list.")
    if len(cases) > MOST:
        raise BadInput(f"More than {MOST} alerts are meant. Narrow them down.")
    with store.reading() as session:
        persons = session.get_one(Rule, outcome).persons
    becomes = "decided" if persons == 1 else "proposed, or decided by its second person"
    return Bulk(tuple(cases), _token([(one.id, one.version) for one in cases], outcome), becomes)


def bulk(
    store: Store,
    actor: Actor,
    which: Filter,
    outcome: str,
    reason: str,
    text: str,
    *,
    token: str,
) -> Mapping[str, int]:
    """Decide many alerts, all of them or none: exactly those that the preview showed.

    Args:
        store: the casework.
        actor: who decides.
        which: as for the preview.
        outcome: of each.
        reason: its code.
        text: in the person's own words; needed, since nobody looked at each.
        token: of the preview.

    Returns:
        How many were ``decided`` and ``proposed``.

    Raises:
        ChangedMeanwhile: one of them was changed, or others are meant now.
        NotAllowed: the role does not allow it.
        SecondPerson: the actor proposed one of them himself.
    """
    say(text)
    reasons.check(outcome, reason, text)
    counts: dict[str, int] = {"decided": 0, "proposed": 0}
    with store.writing(actor) as work:
        allowed(work.session, actor, "decide")
        rows = chosen(select(Alert), _open_ones(which), store.vault)
        alerts = work.session.scalars(rows.limit(MOST + 1)).all()
        if _token([(one.id, one.version) for one in alerts], outcome) != token:
            raise ChangedMeanwhile(
                "The alerts are not those of the preview any more: one was changed, or others are "
                "meant. Look at the preview again."
            )
        for alert in alerts:
            counts[_decide(work, alert, outcome, reason, text)] += 1
    return counts


def _open_ones(which: Filter) -> Filter:
    """A filter without what is closed and only waits for a report."""
    said = which.states or which.everything or which.ids
    return which if said else replace(which, states=WAITING)


def rules(store: Store, actor: Actor) -> dict[str, int]:
    """How many persons each outcome needs.

    Raises:
        NotAllowed: the actor is no user.
    """
    with store.reading() as session:
        allowed(session, actor, "read")
        return {rule.outcome: rule.persons for rule in session.scalars(select(Rule))}


def rule(store: Store, actor: Actor, outcome: str, persons: int) -> None:
    """Say how many persons an outcome needs: 1 or 2.

    Raises:
        NotAllowed: the role does not allow it.
        BadInput: there is no such outcome, or number.
    """
    if outcome not in CLOSED or persons not in (1, 2):
        raise BadInput(f"{outcome} by {persons} persons is no rule. Say 1 or 2 for an outcome.")
    with store.writing(actor) as work:
        allowed(work.session, actor, "govern")
        work.session.get_one(Rule, outcome).persons = persons
        work.note("rule", f"rule/{outcome}", {"persons": persons})


def make(
    work: Work,
    alert: Alert,
    kind: str,
    outcome: str | None,
    reason: str,
    text: str,
    proposed_by: str | None = None,
) -> Decision:
    """Write down what somebody did with an alert; see `caveat.casework.cases.Made`."""
    made = Decision(
        alert_id=alert.id,
        snapshot_id=alert.snapshot_id,
        kind=kind,
        outcome=outcome,
        reason=reason,
        text=work.vault.seal(text.strip().encode(), "text"),
        actor=work.actor.name,
        proposed_by=proposed_by,
        made_at=work.now,
        salt=secrets.token_hex(16),
    )
    made.digest = of_decision(values(made), work.vault)
    work.session.add(made)
    work.session.flush()
    return made


def noted(work: Work, made: Decision) -> dict[str, int | str]:
    """What the journal has of it."""
    return {"decision": made.id, "decision_digest": made.digest}


def _waiting(alert: Alert) -> Alert:
    if is_closed(alert) or alert.state == "lapsed":
        raise WrongState(
            f"Alert {alert.id} is closed: {alert.state}. "
            "Reopen it first, with caveat alerts reopen."
        )
    return alert


def say(text: str) -> None:
    """See that a text says something.

    Raises:
        BadInput: it does not.
    """
    if not text.strip():
        raise BadInput("Say in a text why: who reads this in ten years will want to know.")


def _token(alerts: Sequence[tuple[int, int]], outcome: str) -> str:
    return digest([outcome, sorted(alerts)])[:16]

"""Alerts as faces see them: values, not rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from caveat.casework.models import STATES
from caveat.errors import BadInput

WAITING = ("open", "in review", "escalated")
"""The states of alerts that wait for somebody."""

Order = Literal["score", "due", "newest"]


def order_of(text: str) -> Order:
    """An order of alerts, as a user says it.

    Raises:
        BadInput: there is no such order.
    """
    orders: dict[str, Order] = {"score": "score", "due": "due", "newest": "newest"}
    if text not in orders:
        raise BadInput(f"{text!r} is no order. Use one of {', '.join(orders)}.")
    return orders[text]


@dataclass(frozen=True, slots=True)
class Filter:
    """Which alerts.

    Attributes:
        portfolio: its name.
        states: any of these; `WAITING` if none is said and ``everything`` is not; with ``due_by``,
            true matches too, whose report is due.
        everything: whatever their state.
        assignee: whose; ``-`` for nobody's.
        kind: ``listed`` or ``owned``.
        source: on this list.
        party: of this party.
        customer: of the customer with this key.
        least: with at least this score.
        most: with at most this score.
        due_by: due on this day or before.
        opened_by: opened on this day or before.
        proposed: that wait for a second person.
        ids: none but these.
    """

    portfolio: str | None = None
    states: tuple[str, ...] = ()
    everything: bool = False
    assignee: str | None = None
    kind: str | None = None
    source: str | None = None
    party: str | None = None
    customer: str | None = None
    least: float | None = None
    most: float | None = None
    due_by: date | None = None
    opened_by: date | None = None
    proposed: bool = False
    ids: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        wrong = [one for one in self.states if one not in STATES]
        if wrong:
            raise BadInput(f"{wrong[0]!r} is no state. Use one of {', '.join(STATES)}.")


@dataclass(frozen=True, slots=True)
class Proposed:
    """What the first of two persons proposed."""

    outcome: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Case:
    """An alert, as a list shows it.

    Attributes:
        id: its number.
        portfolio: name of the portfolio.
        customer: the customer's key.
        name: the customer's name.
        party: id of the party.
        caption: the party's name.
        kind: ``listed``, or ``owned`` if it is only blocked by ownership.
        lists: on which the party is.
        score: of the match.
        status: of the hit (``listed``, ``possible``, ``blocked``).
        state: how far it has come.
        version: raised by every change; say which one you saw when you write.
        assignee: who works on it.
        due: until when something must be done.
        due_for: what.
        why: what changed last, or why it is there.
        opened_at: when it was opened.
        changed_at: when it was last changed.
        changed_by: by whom.
        closed_at: when it was closed.
        gone_at: since when the match is gone.
        proposed: what waits for a second person.
        hold: who said that it may not be deleted.
    """

    id: int
    portfolio: str
    customer: str
    name: str
    party: str
    caption: str
    kind: str
    lists: tuple[str, ...]
    score: float
    status: str
    state: str
    version: int
    assignee: str | None
    due: date | None
    due_for: str | None
    why: str
    opened_at: datetime
    changed_at: datetime
    changed_by: str
    closed_at: datetime | None
    gone_at: datetime | None
    proposed: Proposed | None
    hold: str | None


@dataclass(frozen=True, slots=True)
class Made:
    """A decision, or something else that somebody did with an alert.

    Attributes:
        id: its number.
        kind: ``noted``, ``escalated``, ``proposed``, ``refused``, ``decided``.
        outcome: where there is one.
        reason: its code.
        text: in the person's own words.
        actor: who.
        proposed_by: the first of two persons.
        made_at: when.
        snapshot: number of the snapshot that it rests on.
    """

    id: int
    kind: str
    outcome: str | None
    reason: str
    text: str
    actor: str
    proposed_by: str | None
    made_at: datetime
    snapshot: int


@dataclass(frozen=True, slots=True)
class Attached:
    """A file that belongs to an alert; its bytes are got with `caveat.casework.attachments`."""

    id: int
    name: str
    size: int
    sha256: str
    added_by: str
    added_at: datetime


@dataclass(frozen=True, slots=True)
class Seen:
    """What an alert rested on at one time.

    Attributes:
        id: its number.
        run: number of the screening.
        made_at: when.
        facts: of the party.
        answer: subject, hit, lists and cautions, as they were answered (JSON values).
        verdict: hash of the hit.
    """

    id: int
    run: int
    made_at: datetime
    facts: Mapping[str, Sequence[str]]
    answer: Mapping[str, Any]
    verdict: str


@dataclass(frozen=True, slots=True)
class Whole:
    """An alert with everything about it.

    Attributes:
        case: as a list shows it.
        snapshots: oldest first; the last is what it rests on now.
        decisions: oldest first.
        attachments: oldest first.
    """

    case: Case
    snapshots: tuple[Seen, ...]
    decisions: tuple[Made, ...]
    attachments: tuple[Attached, ...]

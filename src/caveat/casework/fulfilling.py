"""What a decision made due, and that it was done: the report of property that was blocked."""

from __future__ import annotations

from caveat.casework.alerts import is_closed, take, touch
from caveat.casework.deciding import make, noted, say
from caveat.casework.people import allowed
from caveat.casework.store import Store
from caveat.casework.work import Actor
from caveat.errors import WrongState


def fulfil(store: Store, actor: Actor, id: int, text: str, *, version: int | None = None) -> None:
    """Say that what a closed alert made due was done, and how.

    Args:
        store: the casework.
        actor: who says so.
        id: number of the alert.
        text: in the person's own words (when it was filed, under what number).
        version: of the alert that the person saw.

    Raises:
        NotAllowed: the role does not allow it.
        WrongState: nothing is due, or the alert itself still waits.
        ChangedMeanwhile: the alert was changed since.
        BadInput: there is no text.
    """
    say(text)
    with store.writing(actor) as work:
        allowed(work.session, actor, "work")
        alert = take(work, id, version)
        if not is_closed(alert) or alert.due is None:
            raise WrongState(
                f"Nothing is due of alert {id}, which is {alert.state}. "
                "See caveat alerts list --due-by DAY."
            )
        made = make(work, alert, "noted", None, "fulfilled", text)
        was, alert.due, alert.due_for = alert.due, None, None
        touch(work, alert, "fulfilled", due=str(was), **noted(work, made))

"""Several portfolios, one after the other: watched, told to the outside, and again on schedule."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from caveat.casework import journal, notify, notifying, portfolios
from caveat.casework.notice import notice_of, tell_from, told, untold
from caveat.casework.notify import Letter
from caveat.casework.notifying import Settings
from caveat.casework.people import allowed
from caveat.casework.schedule import alone, keep_watching, schedule
from caveat.casework.screened import Progress
from caveat.casework.store import Store
from caveat.casework.watching import Watched, watch
from caveat.casework.work import Actor
from caveat.errors import CaveatError
from caveat.screening.library import Library

Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Told:
    """What a watch of several portfolios came to.

    Attributes:
        watched: one for each portfolio.
        sent: notices that were delivered.
        dead: notices that could not be.
        failed: portfolio -> why it could not be watched (of a daemon, which goes on).
    """

    watched: tuple[Watched, ...]
    sent: int
    dead: int
    failed: Mapping[str, str]

    @property
    def moved(self) -> bool:
        """Whether alerts were opened, changed or reopened."""
        return any(one.done.new or one.done.changed or one.done.reopened for one in self.watched)


def once(
    store: Store,
    actor: Actor,
    library: Library,
    names: Sequence[str],
    said: Mapping[str, Any],
    *,
    full: bool = False,
    processes: int = 1,
    progress: Progress | None = None,
    go_on: bool = False,
) -> Told:
    """Watch portfolios, and send what is to be told.

    Args:
        store: the casework.
        actor: who does it.
        library: the lists.
        names: of the portfolios; all, if empty.
        said: the terms, as for `Library.terms`.
        full: ask about everybody.
        processes: how many look for the customers concerned.
        progress: is told after each chunk.
        go_on: tell what went wrong with a portfolio, and go on with the next.

    Raises:
        LibraryLocked: another one watches.
        NotAllowed: the actor may not manage portfolios.
        UnknownCase: there is no such portfolio.
        BadInput: the settings of notices cannot be read.
        CannotAnswer: the lists needed are missing or, under strict terms, stale.
    """
    settings = notifying.read(store.root)
    found: list[Watched] = []
    failed: dict[str, str] = {}
    with alone(store.root):
        every = {one.name: one.id for one in portfolios.held(store, actor)}
        for name in names or every:
            try:
                if name in every:
                    _begin(store, actor, every[name])
                done = watch(
                    store, actor, library, name, library.terms(**said), full=full,
                    processes=processes, progress=progress,
                )  # fmt: skip
            except CaveatError as error:
                if not go_on:
                    raise
                failed[name] = str(error)
                continue
            found.append(done)
            _post(store, actor, done, settings)
        sent, dead = notify.deliver(
            store.root, settings, clock=lambda: datetime.now(UTC).timestamp()
        )
    return Told(tuple(found), sent, dead, failed)


def _begin(store: Store, actor: Actor, portfolio: int) -> None:
    """From here on is told, if it is not known what was: a new portfolio, a restored database."""
    upto, before = journal.head(store, actor)["seq"], told(store, portfolio)
    if before is None or before > upto:
        tell_from(store, portfolio, upto)


def _post(store: Store, actor: Actor, done: Watched, settings: Settings) -> None:
    """Put what was not told yet into the outbox: of this watch, and of one that was broken off."""
    portfolio = done.run.portfolio
    upto = journal.head(store, actor)["seq"]
    numbers = untold(store, actor, portfolio, told(store, portfolio) or 0)
    notice = notice_of(store, actor, done, numbers, names=settings.names)
    if notice is not None:
        notify.post(store.root, notice, settings)
    tell_from(store, portfolio, upto)


def daemon(
    store: Store,
    actor: Actor,
    root: Path,
    names: Sequence[str],
    said: Mapping[str, Any],
    when: str,
    *,
    today: date | None = None,
    processes: int = 1,
    tell: Callable[[Told], None],
    stop: threading.Event | None = None,
    now: Clock | None = None,
) -> int:
    """Watch again and again, until SIGTERM or SIGINT; the watch at hand is brought to its end.

    Args:
        store: the casework.
        actor: who does it.
        root: the library's folder.
        names: of the portfolios; all, if empty.
        said: the terms.
        when: the schedule (`caveat.casework.schedule.schedule`).
        today: the day to take for today; that of the clock, if not said.
        processes: how many look for the customers concerned.
        tell: is told what each watch came to.
        stop: stops it, too.
        now: the clock, in UTC.

    Returns:
        How often it watched.

    Raises:
        BadInput: the schedule is none.
        LibraryLocked: there is another daemon.
    """
    settled, halt = schedule(when), stop or threading.Event()
    clock: Clock = now or (lambda: datetime.now(UTC))

    def turn() -> None:
        # Opened anew each time: a new edition, and a new day, are seen.
        library = Library.open(root, today=today or clock().date())
        try:
            tell(once(store, actor, library, names, said, processes=processes, go_on=True))
        except CaveatError as error:
            tell(Told((), 0, 0, {"": str(error)}))

    before = {}
    if threading.current_thread() is threading.main_thread():
        for one in (signal.SIGTERM, signal.SIGINT):
            before[one] = signal.signal(one, lambda *_: halt.set())
    try:
        with alone(store.root, "watch --daemon"):
            return keep_watching(settled, turn, halt, clock)
    finally:
        for one, was in before.items():
            signal.signal(one, was)


def deadletters(store: Store, actor: Actor) -> list[Letter]:
    """The notices that could not be delivered.

    Raises:
        NotAllowed: the actor is no user.
    """
    with store.reading() as session:
        allowed(session, actor, "read")
    return notify.deadletters(store.root)


def resend(store: Store, actor: Actor, ids: Sequence[str] = ()) -> tuple[int, int]:
    """Send dead letters again.

    Args:
        store: the casework.
        actor: who does it.
        ids: which; all, if not said.

    Returns:
        How many were delivered, and how many are dead again.

    Raises:
        NotAllowed: the actor may not manage portfolios.
        UnknownCase: there is no such letter.
        LibraryLocked: another one watches.
    """
    with store.reading() as session:
        allowed(session, actor, "manage")
    with alone(store.root):
        notify.resend(store.root, ids)
        return notify.deliver(
            store.root,
            notifying.read(store.root),
            clock=lambda: datetime.now(UTC).timestamp(),
        )

"""Who works here, and what each role may do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from caveat.casework.models import ROLES, User
from caveat.casework.store import Store
from caveat.casework.work import Actor, Work
from caveat.errors import BadInput, NotAllowed, UnknownCase

May = Literal["read", "work", "decide", "confirm", "manage", "govern"]
"""``read`` everything; ``work`` on alerts (notes, assignment, attachments); ``decide`` alone or as
the first of two; ``confirm`` as the second; ``manage`` portfolios; ``govern`` users, rules, holds
and retention."""

_MAY: Mapping[str, Sequence[May]] = {
    "analyst": ("read", "work", "decide", "manage"),
    "approver": ("read", "work", "decide", "confirm", "manage"),
    "auditor": ("read",),
    "admin": ("read", "work", "decide", "confirm", "manage", "govern"),
}


def may(role: str) -> Sequence[May]:
    """What a role may do, for faces that show only what can be done; `allowed` enforces it."""
    return _MAY[role]


@dataclass(frozen=True, slots=True)
class Person:
    """A user.

    Attributes:
        name: as decisions name him.
        role: what he may do.
        active: whether he still works here.
        made_at: since when he is known.
    """

    name: str
    role: str
    active: bool
    made_at: datetime


def allowed(session: Session, actor: Actor, what: May) -> User:
    """The user behind an actor, if his role allows something.

    Raises:
        NotAllowed: it does not, or nobody active has this name.
    """
    user = session.get(User, actor.name)
    if user is None or not user.active:
        raise NotAllowed(
            f"{actor.name!r} is no user of this casework. "
            "Have an admin add him with caveat users add."
        )
    if what not in _MAY[user.role]:
        raise NotAllowed(
            f"{actor.name} is {user.role}, who may not {what}. "
            f"Ask somebody who is {' or '.join(r for r in ROLES if what in _MAY[r])}."
        )
    return user


def users(store: Store, actor: Actor) -> list[Person]:
    """Everybody who works or worked here, by name.

    Raises:
        NotAllowed: the actor is no user.
    """
    with store.reading() as session:
        allowed(session, actor, "read")
        found = session.scalars(select(User).order_by(User.name))
        return [Person(one.name, one.role, one.active, one.made_at) for one in found]


def begin(store: Store, actor: Actor) -> None:
    """Make the actor the admin of a casework that has no user yet; else nothing."""
    with store.reading() as session:
        if session.scalar(select(func.count()).select_from(User)):
            return
    with store.writing(actor) as work:
        if not work.session.scalar(select(func.count()).select_from(User)):
            _put(work, actor.name, "admin", True)


def add(store: Store, actor: Actor, name: str, role: str) -> None:
    """Add a user, or give one another role, or have one back.

    Raises:
        NotAllowed: the actor may not, or nobody would be left to govern.
        BadInput: there is no such role, or the name is none.
    """
    if role not in ROLES:
        raise BadInput(f"{role!r} is no role. Use one of {', '.join(ROLES)}.")
    if not name.strip() or name != name.strip() or len(name) > 100:
        raise BadInput(f"{name!r} is no name of a user. Write 1 to 100 characters.")
    with store.writing(actor) as work:
        allowed(work.session, actor, "govern")
        _put(work, name, role, True)


def remove(store: Store, actor: Actor, name: str) -> None:
    """Let a user do nothing any more; what he decided stays.

    Raises:
        NotAllowed: the actor may not, or nobody would be left to govern.
        UnknownCase: there is no such user.
    """
    with store.writing(actor) as work:
        allowed(work.session, actor, "govern")
        user = work.session.get(User, name)
        if user is None:
            raise UnknownCase(f"There is no user {name!r}. See caveat users list.")
        _put(work, name, user.role, False)


def _put(work: Work, name: str, role: str, active: bool) -> None:
    user = work.session.get(User, name)
    if user is None:
        work.session.add(User(name=name, role=role, active=active, made_at=work.now))
    else:
        user.role, user.active = role, active
    work.session.flush()
    admins = select(func.count()).where(User.role == "admin", User.active)
    if not work.session.scalar(admins):
        raise NotAllowed(
            f"Without {name} as admin nobody could govern. Make somebody else admin first."
        )
    work.note("user", f"user/{name}", {"role": role, "active": active})

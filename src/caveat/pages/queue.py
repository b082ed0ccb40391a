"""Queue: the alerts that wait, narrowed down; decided one by one with keys, or many at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, timedelta
from typing import Any

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from caveat.casework import alerts, deciding, figures, people
from caveat.casework.cases import WAITING, Case, Filter, order_of
from caveat.casework.models import STATES
from caveat.casework.people import Person
from caveat.casework.reasons import REASONS
from caveat.casework.store import Store
from caveat.casework.work import Actor
from caveat.errors import BadInput, CaseworkError, CaveatError
from caveat.library.edition import Edition
from caveat.pages import guard
from caveat.pages.asked import Asked
from caveat.pages.asking import House
from caveat.pages.page import Page, query
from caveat.pages.part import ROWS, Part
from caveat.pages.room import back, room, status_of

AGES = ("1", "7", "30", "90")
"""Days that an alert is older than, as the form offers them."""

DUES = {"overdue": -1, "week": 7, "month": 30}
"""What is due, as the form offers it: until so many days from now."""

REPORTS = "reports"
"""As what is due, whatever the day: the reports of true matches."""

SHOWN = 200
"""Alerts of a bulk decision that its preview lists."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which alerts, as an address says it; every value may be empty.

    Attributes:
        portfolio: its name.
        state: one of them, ``any``, ``proposed``, or all that wait.
        list: on which the party is.
        assignee: whose; ``me``, ``-`` for nobody's.
        age: opened more than so many days ago.
        due: see `DUES`; or `REPORTS`.
        party: of this party.
        order: ``score``, ``due`` or ``newest``.
    """

    portfolio: str = ""
    state: str = ""
    list: str = ""
    assignee: str = ""
    age: str = ""
    due: str = ""
    party: str = ""
    order: str = ""

    @classmethod
    def of(cls, said: Mapping[str, str]) -> Wanted:
        """As an address or a form says it."""
        return cls(**{one.name: str(said.get(one.name, ""))[:300].strip() for one in fields(cls)})

    def filter(self, store: Store, actor: Actor, ids: tuple[int, ...] = ()) -> Filter:
        """The same, as the casework takes it.

        Raises:
            BadInput: there is no such state.
        """
        today = store.now.date()
        old = self.age.isdecimal() and len(self.age) < 5
        states = () if self.state in ("", "any", "proposed") else (self.state,)
        due_by = today + timedelta(days=DUES[self.due]) if self.due in DUES else None
        if self.due == REPORTS:
            states, due_by = ("true match",), date.max
        return Filter(
            portfolio=self.portfolio or None,
            states=states,
            everything=self.state == "any" or bool(ids),
            assignee=actor.name if self.assignee == "me" else self.assignee or None,
            source=self.list or None,
            party=self.party or None,
            due_by=due_by,
            opened_by=today - timedelta(days=int(self.age)) if old else None,
            proposed=self.state == "proposed",
            ids=ids,
        )

    def address(self, **other: Any) -> str:
        """The address of this queue, with some of it otherwise."""
        return "/cases" + query(**{**self.values(), **other})

    def values(self) -> dict[str, str]:
        """What was said, by its names."""
        return {one.name: getattr(self, one.name) for one in fields(self)}

    @property
    def narrowed(self) -> bool:
        """Whether anything was said but the order."""
        return any(value for name, value in self.values().items() if name != "order")


@dataclass(frozen=True, slots=True)
class _Queue:
    """What the page of the queue shows."""

    me: Person
    cases: list[Case]
    counts: Mapping[str, int]
    part: Part
    portfolios: list[str]
    users: list[Person]
    rules: Mapping[str, int]
    done: Case | None


def queue(house: House) -> APIRouter:
    """The rooms ``/cases`` and ``/cases/preview``, and the decision of many."""
    rooms, desk = room(house), house.desk
    assert desk is not None

    @rooms.get("/cases")
    async def waiting(request: Request) -> Response:
        page, said = Page(request, house), request.query_params
        wanted = Wanted.of(said)
        found = await desk.do(
            request,
            lambda store, actor: _found(store, actor, wanted, said.get("page", ""), said),
        )
        lists = await _lists(house)
        return page.show(
            "cases/queue.html", asked=Asked(), wanted=wanted, lists=lists, states=STATES,
            ages=AGES, dues=DUES, reasons=REASONS, may=people.may(found.me.role), queue=found,
            at=_number(said.get("at", "")), many=_number(said.get("many", "")) or 0,
            waiting=WAITING, most=deciding.MOST,
        )  # fmt: skip

    @rooms.post("/cases/preview")
    async def preview(request: Request) -> Response:
        said, ids = await _form(request)
        return await _preview(request, said, ids, "", 200)

    @rooms.post("/cases/bulk")
    async def bulk(request: Request) -> Response:
        said, ids = await _form(request)
        wanted = Wanted.of(said)
        outcome = said.get("outcome", "")

        def work(store: Store, actor: Actor) -> int:
            made = deciding.bulk(
                store, actor, wanted.filter(store, actor, ids), outcome,
                said.get(f"reason {outcome}", ""), said.get("text", ""),
                token=said.get("token", ""),
            )  # fmt: skip
            return sum(made.values())

        try:
            made = await desk.do(request, work)
        except (CaseworkError, BadInput) as error:
            return await _preview(request, said, ids, str(error), status_of(error))
        return back(request, wanted.address(many=made))

    async def _preview(
        request: Request, said: Mapping[str, str], ids: tuple[int, ...], wrong: str, status: int
    ) -> Response:
        page, wanted = Page(request, house), Wanted.of(said)
        outcome = said.get("outcome", "")
        if not ids and said.get("whole") != "yes":
            raise BadInput("No alert is chosen. Mark some, or take all that the filter shows.")
        found = await desk.do(
            request,
            lambda store, actor: deciding.preview(
                store, actor, wanted.filter(store, actor, ids), outcome
            ),
        )
        return page.show(
            "cases/preview.html", status, asked=Asked(), wanted=wanted, ids=ids, bulk=found,
            outcome=outcome, reasons=REASONS, said=said, shown=SHOWN, wrong=wrong,
        )  # fmt: skip

    return rooms


def _found(
    store: Store, actor: Actor, wanted: Wanted, number: str, said: Mapping[str, str]
) -> _Queue:
    which = wanted.filter(store, actor)
    counts = alerts.counted(store, actor, which)
    part = Part.of(sum(counts.values()), number)
    order = order_of(wanted.order or "score")
    cases = alerts.listed(store, actor, which, order=order, limit=ROWS, skip=part.first - 1)
    done = _number(said.get("done", ""))
    found = alerts.listed(store, actor, Filter(ids=(done,)), limit=1) if done else []
    return _Queue(
        figures.me(store, actor),
        cases,
        counts,
        part,
        figures.names(store, actor),
        [one for one in people.users(store, actor) if one.active and one.role != "auditor"],
        deciding.rules(store, actor),
        found[0] if found else None,
    )


async def _lists(house: House) -> list[str]:
    """The lists in the library; none where there is no library yet."""

    def named(edition: Edition) -> list[str]:
        return [listing.source for listing in edition.listings]

    try:
        return await house.asking.quick(lambda library: named(library.edition))
    except CaveatError:
        return []


async def _form(request: Request) -> tuple[dict[str, str], tuple[int, ...]]:
    async with request.form(max_files=0, max_fields=deciding.MOST + 50) as said:
        texts = {key: text for key, text in said.items() if isinstance(text, str)}
        marked = [str(one) for one in said.getlist("id")]
    guard.check(request, texts.get(guard.FIELD, ""))
    ids = tuple(int(one) for one in marked if one.isdecimal() and len(one) < 18)
    return texts, ids


def _number(said: str) -> int | None:
    return int(said) if said.isdecimal() and len(said) < 18 else None

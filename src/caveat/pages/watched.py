"""Watched: the portfolios with how far they are, the dashboard, and the audit of it all."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from caveat.casework import figures, journal, people, portfolios, runs
from caveat.casework.cases import WAITING
from caveat.casework.figures import Figures
from caveat.casework.models import CLOSED, STATES
from caveat.casework.store import Store
from caveat.casework.work import Actor
from caveat.errors import CaveatError
from caveat.pages.asked import Asked
from caveat.pages.asking import House
from caveat.pages.page import Page
from caveat.pages.part import ROWS, Part
from caveat.pages.room import room

RUNS = 20
"""Screenings of a portfolio that its page shows."""

WIDTH, HEIGHT = 520, 150
"""Of a chart, in its own points."""

_FOOT, _HEAD = 34, 18


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar of a chart, or one piece of it.

    Attributes:
        x: its left edge.
        y: its upper edge.
        width: how wide it is.
        height: how high it is.
        label: what stands below it; empty for a piece that stands on another one.
        number: what it counts.
        total: of the whole bar, above its highest piece; None for the others.
        kind: of the piece, for its colour.
    """

    x: float
    y: float
    width: float
    height: float
    label: str
    number: int
    total: int | None
    kind: str


def bars(columns: Sequence[tuple[str, Mapping[str, int]]]) -> list[Bar]:
    """Where the bars of a chart go.

    >>> [one.height for one in bars([("a", {"x": 2}), ("b", {"x": 1, "y": 1})])]
    [98.0, 49.0, 49.0]

    Args:
        columns: label and the pieces of each bar, from below.
    """
    top = max((sum(pieces.values()) for _, pieces in columns), default=0) or 1
    step, room_ = WIDTH / max(len(columns), 1), HEIGHT - _FOOT - _HEAD
    found = []
    for place, (label, pieces) in enumerate(columns):
        y, left = float(HEIGHT - _FOOT), place * step + step * 0.15
        total, parts = sum(pieces.values()), [one for one in pieces.items() if one[1]]
        for number, (kind, count) in enumerate(parts or [("none", 0)]):
            height = room_ * count / top
            y -= height
            last = number == max(len(parts), 1) - 1
            found.append(
                Bar(left, y, step * 0.7, height, "" if number else label, count,
                    total if last else None, kind)
            )  # fmt: skip
    return found


def watched(house: House) -> APIRouter:
    """The rooms ``/portfolios``, ``/dashboard`` and ``/audit``."""
    rooms, desk = room(house), house.desk
    assert desk is not None

    @rooms.get("/portfolios")
    async def every(request: Request) -> Response:
        held, states = await desk.do(
            request,
            lambda store, actor: (portfolios.held(store, actor), figures.states(store, actor)),
        )
        return Page(request, house).show(
            "cases/portfolios.html", asked=Asked(), held=held, progress=_progress(states)
        )

    @rooms.get("/portfolios/{name}")
    async def one(request: Request, name: str) -> Response:
        def work(store: Store, actor: Actor) -> tuple[Any, ...]:
            (held,) = portfolios.held(store, actor, name)
            found = runs.runs(store, actor, held.id)[:RUNS]
            return held, figures.states(store, actor), found

        held, states, found = await desk.do(request, work)
        return Page(request, house).show(
            "cases/portfolio.html", asked=Asked(), held=held, runs=found, states=STATES,
            counts=states.get(name, {}), progress=_progress(states), closed=CLOSED,
        )  # fmt: skip

    @rooms.get("/dashboard")
    async def dashboard(request: Request) -> Response:
        page = Page(request, house)
        found = await desk.do(request, figures.figures)
        try:
            health = await house.asking.quick(lambda library: library.health())
        except CaveatError:  # a library without lists has no figures of them
            health = []
        return page.show(
            "cases/dashboard.html", asked=Asked(), figures=found, health=health,
            ages=bars(_ages(found)), weeks=bars(_weeks(found)), width=WIDTH, height=HEIGHT,
            foot=HEIGHT - _FOOT, groups=figures.AGES, outcomes=CLOSED,
        )  # fmt: skip

    @rooms.get("/audit")
    async def audit(request: Request) -> Response:
        page, said = Page(request, house), request.query_params
        about = said.get("about", "").strip()[:100] or None

        def work(store: Store, actor: Actor) -> tuple[Any, ...]:
            count, _ = figures.entries(store, actor, about=about, limit=1)
            part = Part.of(count, said.get("page", ""))
            rows = figures.entries(store, actor, about=about, skip=part.first - 1, limit=ROWS)[1]
            verified = journal.verify(store, actor) if "verify" in said else None
            return part, rows, verified, journal.head(store, actor), people.users(store, actor)

        part, rows, verified, head, users = await desk.do(request, work)
        return page.show(
            "cases/audit.html", asked=Asked(), part=part, rows=rows, verified=verified,
            head=head, about=about or "", users=users,
        )  # fmt: skip

    @rooms.get("/audit/journal.jsonl")
    async def exported(request: Request) -> Response:
        actor, store = desk.actor(request), await run_in_threadpool(desk.store)
        await run_in_threadpool(lambda: journal.head(store, actor))  # refused here, if at all
        return StreamingResponse(
            journal.lines(store, actor),
            media_type="application/x-ndjson",
            headers={"content-disposition": 'attachment; filename="journal.jsonl"'},
        )

    @rooms.get("/audit/head.json")
    async def signed_head(request: Request) -> Response:
        head = await desk.do(request, journal.head)
        return Response(
            json.dumps(head) + "\n",
            media_type="application/json",
            headers={"content-disposition": 'attachment; filename="head.json"'},
        )

    return rooms


def _progress(states: Mapping[str, Mapping[str, int]]) -> dict[str, tuple[int, int]]:
    """Portfolio -> alerts that somebody closed (or that lapsed), and alerts in all."""
    return {
        name: (
            sum(count for state, count in counts.items() if state not in WAITING),
            sum(counts.values()),
        )
        for name, counts in states.items()
    }


def _ages(found: Figures) -> list[tuple[str, Mapping[str, int]]]:
    words = [f"{first}–{last}" if last else f"{first}+" for first, last in figures.AGES]
    return [(word, {"waiting": count}) for word, count in zip(words, found.ages, strict=True)]


def _weeks(found: Figures) -> list[tuple[str, Mapping[str, int]]]:
    return [
        (_short(monday), {outcome: counts.get(outcome, 0) for outcome in CLOSED})
        for monday, counts in found.weeks.items()
    ]


def _short(monday: date) -> str:
    return monday.strftime("%m-%d")

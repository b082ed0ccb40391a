"""Find: the search box, its suggestions, and what was found."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from caveat.errors import CaveatError
from caveat.pages.asked import MOST_LINES, Asked
from caveat.pages.asking import House, soon
from caveat.pages.page import Page, note
from caveat.pages.room import room
from caveat.screening.answer import Screening
from caveat.screening.library import Library
from caveat.screening.suggest import suggest

LIMIT = 20
"""Hits of one subject that are shown."""

LINES_LIMIT = 5
"""Hits of each subject of a list that are looked at."""


def find(house: House) -> APIRouter:
    """The rooms ``/``, ``/suggest`` and ``/owned``."""
    rooms = room(house)

    @rooms.get("/")
    async def start(request: Request) -> Response:
        page, asked = Page(request, house), Asked.of(request.query_params)
        if asked.empty:
            health = await house.asking.quick(lambda library: library.health())
            return page.show("start.html", asked=asked, health=health)
        try:
            return await (_many if len(asked.lines) > 1 else _one)(page, asked)
        except CaveatError as error:
            from caveat.pages.room import status_of

            return page.show(
                "start.html", status_of(error), asked=asked, health=(), message=str(error)
            )

    @rooms.get("/suggest")
    async def suggestions(request: Request) -> Response:
        page, asked = Page(request, house), Asked.of(request.query_params)
        typed = request.query_params.get("q", "")
        note(request, (typed,))
        found: Sequence[str] = ()
        if typed.strip() and "\n" not in typed and len(typed) < 200:
            try:
                found = await house.asking.quick(
                    lambda library: suggest(library, typed, **asked.terms())
                )
            except CaveatError:  # the form says so when it is sent
                found = ()
        answer = page.show("parts/suggestions.html", found=found)
        answer.headers["cache-control"] = "private, max-age=60"
        return answer

    @rooms.get("/owned")
    async def owned(request: Request) -> Response:
        page, asked = Page(request, house), Asked.of(request.query_params)
        answer = await house.asking.slow(lambda library: _owned(library, house, asked))
        template = "parts/owned_later.html" if page.part else "owned.html"
        return page.show(template, asked=asked, answer=answer)

    async def _one(page: Page, asked: Asked) -> Response:
        subject = asked.subject()
        answer, owned = await asyncio.gather(
            house.asking.quick(
                lambda library: library.screen(
                    subject, ownership=False, limit=LIMIT, strict=house.strict, **asked.terms()
                )
            ),
            soon(house.asking.slow(lambda library: _owned(library, house, asked))),
        )
        note(page.request, subject.names, len(answer.hits))
        return page.show("found.html", asked=asked, answer=answer, owned=owned)

    async def _many(page: Page, asked: Asked) -> Response:
        lines = asked.lines[:MOST_LINES]
        note(page.request, tuple(lines))
        answers = await house.asking.quick(
            lambda library: list(
                library.screen_many(
                    [asked.subject(line) for line in lines],
                    ownership=False,
                    limit=LINES_LIMIT,
                    strict=house.strict,
                    **asked.terms(),
                )
            )
        )
        left = len(asked.lines) - len(lines)
        return page.show("many.html", asked=asked, answers=answers, left=left)

    return rooms


def _owned(library: Library, house: House, asked: Asked) -> Screening:
    """The answer with those that are blocked by ownership."""
    return library.screen(asked.subject(), limit=LIMIT, strict=house.strict, **asked.terms())

"""Room: what all parts of the page share: their errors are pages, too."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import APIRouter
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from caveat import errors
from caveat.pages import guard
from caveat.pages.asked import Asked
from caveat.pages.asking import House
from caveat.pages.page import Page

_STATUS: tuple[tuple[type[errors.CaveatError], int], ...] = (
    (errors.UnknownParty, 404),
    (errors.UnknownHolder, 404),
    (errors.UnknownSource, 404),
    (errors.UnknownEdition, 404),
    (errors.NotYetKnown, 400),
    (errors.CannotAnswer, 503),
    (errors.LibraryDamaged, 503),
    (errors.LibraryLocked, 503),
    (errors.MissingExtra, 501),
    (errors.BadInput, 400),
    (errors.ListRefused, 422),
)


def status_of(error: errors.CaveatError) -> int:
    """The status of an error's page."""
    return next((status for kind, status in _STATUS if isinstance(error, kind)), 503)


def room(house: House) -> APIRouter:
    """A router whose errors are shown as pages, in the reader's language."""

    class Route(APIRoute):
        def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
            answer = super().get_route_handler()

            async def guarded(request: Request) -> Response:
                try:
                    return await answer(request)
                except errors.CaveatError as error:
                    return wrong(request, house, status_of(error), str(error))
                except HTTPException as error:
                    return wrong(request, house, error.status_code, str(error.detail))
                except RequestValidationError:
                    return wrong(request, house, 400, "This address says something unreadable.")

            return guarded

    return APIRouter(include_in_schema=False, route_class=Route)


def wrong(request: Request, house: House, status: int, message: str) -> Response:
    """The page of an error."""
    page = Page(request, house)
    template = "parts/wrong.html" if page.part else "wrong.html"
    answer = page.show(template, status, message=message, asked=Asked())
    if page.part:  # htmx swaps in only what went well
        answer.status_code = 200
    return answer


def back(request: Request, to: str) -> Response:
    """Go back to a page of ours."""
    return RedirectResponse(guard.local(to), 303)

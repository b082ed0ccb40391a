"""The rooms of the page, put together."""

from __future__ import annotations

from mimetypes import guess_type

from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from caveat.pages import guard, page
from caveat.pages.asked import Asked
from caveat.pages.asking import House
from caveat.pages.files import files
from caveat.pages.find import find
from caveat.pages.language import languages
from caveat.pages.lists import lists
from caveat.pages.party import party
from caveat.pages.room import back, room
from caveat.pages.sign_in import sign_in

_FOREVER = "public, max-age=31536000, immutable"


def pages(house: House) -> APIRouter:
    """Everything that a browser shows.

    Args:
        house: the way to the library, and where uploads lie.
    """
    whole = APIRouter(include_in_schema=False)
    whole.include_router(_assets())
    for rooms in (find, party, lists, files, sign_in, _looks):
        whole.include_router(rooms(house))
    return whole


def _assets() -> APIRouter:
    """Our own scripts and styles; what changes has another address."""
    rooms = APIRouter(include_in_schema=False)
    known = {
        str(place.relative_to(page.ASSETS)): place
        for place in page.ASSETS.rglob("*")
        if place.suffix in (".css", ".js", ".svg")
    }

    @rooms.get("/assets/{name:path}")
    async def asset(name: str) -> Response:
        if name not in known:
            raise HTTPException(404, "There is no such file.")
        kind = guess_type(name)[0] or "application/octet-stream"
        kind = "text/javascript" if name.endswith(".js") else kind
        return Response(known[name].read_bytes(), media_type=kind, headers={
            "cache-control": _FOREVER})  # fmt: skip

    return rooms


def _looks(house: House) -> APIRouter:
    """Language and colours, and how to go about without a mouse."""
    rooms = room(house)

    @rooms.post("/look")
    async def look(request: Request) -> Response:
        async with request.form(max_files=0, max_fields=10) as said:
            texts = {key: text for key, text in said.items() if isinstance(text, str)}
        guard.check(request, texts.get(guard.FIELD, ""))
        answer = back(request, texts.get("back", "/"))
        for cookie, field, known in (
            (page.LANGUAGE_COOKIE, "language", tuple(languages())),
            (page.THEME_COOKIE, "theme", (*page.THEMES, "")),
        ):
            if texts.get(field) in known:
                answer.set_cookie(
                    cookie, texts[field], max_age=page.A_YEAR, samesite="strict",
                    secure=house.secure, httponly=True,
                )  # fmt: skip
        return answer

    @rooms.get("/keys")
    async def keys(request: Request) -> Response:
        return page.Page(request, house).show("keyboard.html", asked=Asked())

    return rooms

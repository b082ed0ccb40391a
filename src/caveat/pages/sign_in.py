"""Sign in: by a key that a reader shows once, or at an identity provider.

A key is kept by the browser, in a cookie that is gone when the browser is closed. Whether it is
good, and what it allows, the service looks up for each request, as it does for programs. Of who
signed in at a provider, the browser keeps the token of a session that the service can end.

The cookie of a session is ``SameSite=Lax``: the way back from the provider begins on another site,
and a strict one would not go along. Forms are guarded by a token of their own (`guard`).
"""

from __future__ import annotations

import re
from urllib.parse import quote

from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from caveat.pages import guard
from caveat.pages.asked import Asked
from caveat.pages.asking import Entrance, House
from caveat.pages.page import Page
from caveat.pages.room import back, room

KEY_COOKIE, SESSION_COOKIE = "caveat_key", "caveat_session"
_BEGUN_COOKIE = "caveat_sign_in"
_KEY = re.compile(r"[A-Za-z0-9._~+/=-]{1,4096}")


def address(path: str, query: bytes) -> str:
    """Where a reader signs in who asked for a page without a good key.

    >>> address("/lists", b"page=2")
    '/sign-in?back=/lists%3Fpage%3D2'
    """
    asked = path + (f"?{query.decode('latin-1')}" if query else "")
    return f"/sign-in?back={quote(asked)}"


def sign_in(house: House) -> APIRouter:
    """The room ``/sign-in``, and the way out."""
    rooms = room(house)

    @rooms.get("/sign-in")
    async def form(request: Request) -> Response:
        to = guard.local(request.query_params.get("back", "/"))
        refused = KEY_COOKIE in request.cookies or SESSION_COOKIE in request.cookies
        return Page(request, house).show("sign_in.html", asked=Asked(), back=to, refused=refused,
                                         session=SESSION_COOKIE in request.cookies)  # fmt: skip

    @rooms.post("/sign-in")
    async def enter(request: Request) -> Response:
        async with request.form(max_files=0, max_fields=10) as said:
            texts = {key: text for key, text in said.items() if isinstance(text, str)}
        guard.check(request, texts.get(guard.FIELD, ""))
        key = texts.get("key", "").strip()
        if not _KEY.fullmatch(key):
            raise HTTPException(400, "This is no key. Copy it as it was shown when it was made.")
        answer = back(request, texts.get("back", "/"))
        answer.set_cookie(
            KEY_COOKIE, key, httponly=True, samesite="strict", secure=house.secure
        )  # fmt: skip
        return answer

    @rooms.post("/sign-in/out")
    async def leave(request: Request) -> Response:
        async with request.form(max_files=0, max_fields=10) as said:
            sent = said.get(guard.FIELD)
        guard.check(request, sent if isinstance(sent, str) else "")
        answer = back(request, "/sign-in")
        answer.delete_cookie(KEY_COOKIE, httponly=True, samesite="strict", secure=house.secure)
        if house.entrance is not None:
            house.entrance.leave(request.cookies.get(SESSION_COOKIE, ""))
        answer.delete_cookie(SESSION_COOKIE, httponly=True, samesite="lax", secure=house.secure)
        return answer

    if house.entrance is not None:
        _by_provider(rooms, house, house.entrance)
    return rooms


def _by_provider(rooms: APIRouter, house: House, entrance: Entrance) -> None:
    """The way to the provider, and the way back."""

    @rooms.get("/sign-in/provider")
    async def begin(request: Request) -> Response:
        to = guard.local(request.query_params.get("back", "/"))
        address, kept = entrance.begin(to)
        answer = RedirectResponse(address, 303)
        answer.set_cookie(
            _BEGUN_COOKIE, kept, max_age=600, httponly=True, samesite="lax", secure=house.secure
        )
        return answer

    @rooms.get("/sign-in/done")
    async def finish(request: Request) -> Response:
        kept = request.cookies.get(_BEGUN_COOKIE, "")
        token, to = await entrance.finish(dict(request.query_params), kept)
        answer = back(request, to)
        answer.delete_cookie(_BEGUN_COOKIE, httponly=True, samesite="lax", secure=house.secure)
        answer.delete_cookie(KEY_COOKIE, httponly=True, samesite="strict", secure=house.secure)
        answer.set_cookie(
            SESSION_COOKIE, token, max_age=entrance.seconds, httponly=True, samesite="lax",
            secure=house.secure,
        )  # fmt: skip
        return answer

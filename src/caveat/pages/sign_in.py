"""Sign in: a reader shows a key once; the browser keeps it, out of reach of other sites.

What is kept is the key itself, in a cookie that is gone when the browser is closed. Whether it is
good, and what it allows, the service looks up for each request, as it does for programs.
"""

from __future__ import annotations

import re
from urllib.parse import quote

from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from caveat.pages import guard
from caveat.pages.asked import Asked
from caveat.pages.asking import House
from caveat.pages.page import Page
from caveat.pages.room import back, room

KEY_COOKIE = "caveat_key"
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
        refused = KEY_COOKIE in request.cookies
        return Page(request, house).show("sign_in.html", asked=Asked(), back=to, refused=refused)

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
        return answer

    return rooms

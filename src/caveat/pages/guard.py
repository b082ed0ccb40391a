"""Guard: nobody sends a form in a reader's name. A token in a cookie must come back in the form.

The cookie goes along only with what our own pages send (``SameSite=Strict``), and another site
cannot read it; so only a form that we gave out can hold the same token.
"""

from __future__ import annotations

import hmac
import re
import secrets

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

COOKIE, FIELD, HEADER = "caveat_form", "form_token", "x-form-token"
_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")


def token_of(request: Request) -> str:
    """The reader's token, else a new one."""
    kept = request.cookies.get(COOKIE, "")
    return kept if _TOKEN.fullmatch(kept) else secrets.token_urlsafe(32)


def give(answer: Response, request: Request, token: str, *, secure: bool) -> None:
    """Leave the token with the reader, if it is new."""
    if request.cookies.get(COOKIE) != token:
        answer.set_cookie(COOKIE, token, httponly=True, samesite="strict", secure=secure)


def check(request: Request, sent: str) -> None:
    """Refuse what was not sent by one of our own forms.

    Args:
        request: with the reader's cookie.
        sent: the token in the form, or in the header of a request that a script made.

    Raises:
        HTTPException: 403.
    """
    kept = request.cookies.get(COOKIE, "")
    site = request.headers.get("sec-fetch-site", "same-origin")
    good = _TOKEN.fullmatch(kept) and hmac.compare_digest(kept, sent)
    if not good or site not in ("same-origin", "none"):
        raise HTTPException(
            403, "This form was not given out by this page, or is too old. Open the page again."
        )


def local(address: str) -> str:
    """An address of our own to go back to; the start, if it leads elsewhere.

    >>> local("/lists?x=1"), local("//evil.example"), local("/\\\\evil.example"), local("x")
    ('/lists?x=1', '/', '/', '/')
    """
    good = re.fullmatch(r"/(?![/\\])[^\\\x00-\x20\x7f]*", address)
    return address if good else "/"

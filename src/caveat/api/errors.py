"""What went wrong, as a status and a body that says it in the same words as everywhere else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from caveat import errors
from caveat.api.answers import Json
from caveat.screening.answer import NOT_ADVICE
from caveat.screening.report import REFUSAL

_STATUS: tuple[tuple[type[errors.CaveatError], int], ...] = (
    (errors.UnknownParty, 404),
    (errors.UnknownHolder, 404),
    (errors.UnknownSource, 404),
    (errors.BadInput, 400),
    (errors.NotYetKnown, 400),
    (errors.ListRefused, 422),
    (errors.MissingExtra, 501),
    (errors.CannotAnswer, 503),
    (errors.LibraryDamaged, 503),
    (errors.LibraryLocked, 503),
    (errors.Overloaded, 503),
)
RETRY = 5
"""Seconds after which a client may ask again what could not be answered now."""


def status_of(error: errors.CaveatError) -> int:
    """The status that says what kind of error it is.

    >>> status_of(errors.UnknownParty("no")), status_of(errors.NoList("none"))
    (404, 503)
    """
    return next((status for kind, status in _STATUS if isinstance(error, kind)), 500)


def said(path: str, status: int, message: Any, kind: str = "") -> Mapping[str, Any]:
    """The body of a refusal: ours under ``/v1``; elsewhere the one that yente's clients read."""
    if not path.startswith("/v1"):
        return {"detail": message}
    text = message if isinstance(message, str) else sentence(message)
    told = {"kind": kind or _KINDS.get(status, "Refused"), "message": text}
    return {"format": REFUSAL, "error": told, "notice": NOT_ADVICE}


_KINDS = {
    400: "BadInput",
    401: "KeyNeeded",
    403: "NotAllowed",
    404: "NotFound",
    405: "NotAllowed",
    409: "StillRunning",
    411: "BadInput",
    413: "TooLarge",
    414: "TooLarge",
    415: "BadInput",
    422: "BadInput",
    429: "TooOften",
    500: "Fault",
}


_CLEARER = {
    "There was an error parsing the body": "The body cannot be read: it is no JSON in UTF-8, or "
    "goes too deep. Send JSON.",
}
"""Sentences in the place of the framework's."""

_NOT_HERE = {
    "Not Found": "There is nothing at this address. All there is stands in /docs.",
    "Method Not Allowed": "This address is not asked so. See Allow, and /docs.",
}


def sentence(found: Any) -> str:
    """What a list of faults in a request says, in one line."""
    parts = [
        f"{'.'.join(str(place) for place in one.get('loc', ()))}: {one.get('msg', '')}"
        for one in found
        if isinstance(one, dict)
    ]
    return "; ".join(parts) or str(found)


async def caveat_error(request: Request, error: Exception) -> Json:
    """An error that Caveat raised on purpose."""
    assert isinstance(error, errors.CaveatError)
    status = status_of(error)
    headers = {"retry-after": str(RETRY)} if status == 503 else {}
    body = said(request.url.path, status, str(error), type(error).__name__)
    return Json(body, status, headers)


async def http_error(request: Request, error: Exception) -> Json:
    """An address that is none, a method that is none, or what an endpoint refused."""
    assert isinstance(error, HTTPException)
    detail = _CLEARER.get(error.detail, error.detail)
    if request.url.path.startswith("/v1"):
        detail = _NOT_HERE.get(detail, detail)
    body = said(request.url.path, error.status_code, detail)
    headers = dict(error.headers or {})
    if "GET" in headers.get("Allow", ""):
        headers["Allow"] = f"{headers['Allow']}, HEAD"
    return Json(body, error.status_code, headers)


async def validation_error(request: Request, error: Exception) -> Json:
    """A request whose parts are not what the documentation says."""
    assert isinstance(error, RequestValidationError)
    faults = [{"loc": one["loc"], "msg": one["msg"], "type": one["type"]} for one in error.errors()]
    sent = request.headers.get("content-type", "nothing").partition(";")[0]
    if "json" not in sent and [tuple(one["loc"]) for one in faults] == [("body",)]:
        faults[0]["msg"] = f"The body must be JSON, sent as application/json; it came as {sent}."
    return Json(said(request.url.path, 422, faults), 422)

"""Parameters that nobody knows are refused: a slip in ``as_of`` would be answered as of today."""

from __future__ import annotations

from typing import Any

from fastapi import Request
from starlette.exceptions import HTTPException

_KEY = "api_key"
"""How a key may be shown, whatever is asked."""


async def known_only(request: Request) -> None:
    """Refuse a request with a parameter that the endpoint does not have, or has but once.

    Raises:
        HTTPException: which one it is, and which there are.
    """
    known = _parameters(request.scope["route"])
    for name in request.query_params:
        if name == _KEY:
            continue
        if name not in known:
            there = ", ".join(known) or "none"
            raise HTTPException(
                422, f"query.{name}: there is no such parameter here. There are: {there}."
            )
        if not known[name] and len(request.query_params.getlist(name)) > 1:
            raise HTTPException(422, f"query.{name}: it may be said once only.")


_KNOWN: dict[Any, dict[str, bool]] = {}


def _parameters(route: Any) -> dict[str, bool]:
    """The parameters of an endpoint's address, and whether each may be repeated."""
    if route.endpoint in _KNOWN:
        return _KNOWN[route.endpoint]
    found: dict[str, bool] = {}
    left = [route.dependant]
    while left:
        part = left.pop()
        left += part.dependencies
        for one in part.query_params:
            found[one.alias] = str(one.field_info.annotation).startswith("list[")
    _KNOWN[route.endpoint] = dict(sorted(found.items()))
    return _KNOWN[route.endpoint]

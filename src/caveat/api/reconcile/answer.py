"""What answers to reconciliation have in common."""

from __future__ import annotations

from typing import Annotated, Any
from urllib.parse import quote, urlsplit

from fastapi import Query, Request
from pydantic import BaseModel

from caveat.api.answers import Json
from caveat.api.service import Service
from caveat.api.settings import loopback


class Kind(BaseModel):
    """A type: a FollowTheMoney schema."""

    id: str
    name: str


class Candidate(BaseModel):
    """A party that may be meant."""

    id: str
    name: str
    description: str
    type: list[Kind]
    score: float
    match: bool
    features: list[dict[str, Any]]


class Result(BaseModel):
    """The candidates of one query."""

    result: list[Candidate]


Prefix = Annotated[str, Query(description="What was typed so far.", max_length=500)]
Cursor = Annotated[int, Query(description="Suggestions to leave out.", ge=0, le=1000)]
ApiKey = Annotated[
    str | None,
    Query(description="A key, where the service needs one; kept in the manifest's addresses."),
]


def kind(schema: str) -> dict[str, str]:
    """A schema as a type."""
    from followthemoney import model

    known = model.get(schema)
    return {"id": schema, "name": known.plural if known is not None else schema}


def label(schema: str) -> str:
    """What one entity of a schema is called."""
    from followthemoney import model

    known = model.get(schema)
    return known.label if known is not None else schema


def base(request: Request, service: Service) -> str:
    """The address under which the client knows this service, without a slash at the end."""
    found = request.base_url
    if service.settings.secure:
        found = found.replace(scheme="https")
    return str(found).rstrip("/")


def with_key(path: str, key: str | None) -> str:
    """An address that carries the client's key, so that what it calls next has it too."""
    return f"{path}?api_key={quote(key)}" if key else path


def answer(request: Request, service: Service, values: Any) -> Json:
    """An answer, which a page of OpenRefine on this machine may read."""
    origin = request.headers.get("origin", "")
    host = urlsplit(origin).hostname or ""
    told = {"vary": "origin"}
    if loopback(host) or host in service.settings.hosts:
        told["access-control-allow-origin"] = origin
    return Json(values, headers=told)

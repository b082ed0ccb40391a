"""Properties of parties that were found, as columns for a table."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, Field, ValidationError
from starlette.exceptions import HTTPException

from caveat.api.answers import Json
from caveat.api.edition import Held
from caveat.api.reconcile.answer import answer
from caveat.api.service import Asked, Service
from caveat.api.yente import scope
from caveat.errors import UnknownParty
from caveat.party import properties

router = APIRouter(tags=["OpenRefine"])


class Settings(BaseModel):
    """How values are given."""

    limit: int = Field(0, ge=0, le=1_000_000)
    render: Literal["caption", "raw"] = "caption"


class Wanted(BaseModel):
    """A property that is wanted."""

    id: str = Field(max_length=200)
    settings: Settings = Settings(limit=0, render="caption")


class Extension(BaseModel):
    """What to fetch."""

    ids: list[str] = Field(max_length=10_000)
    properties: list[Wanted] = Field(max_length=100)


class Proposed(BaseModel):
    """A property that can be fetched."""

    id: str
    name: str


class Proposal(BaseModel):
    """The properties of a type."""

    type: str
    limit: int
    properties: list[Proposed]


@router.get(
    "/reconcile/{dataset}/extend/property",
    summary="Properties that can be fetched",
    response_model=Proposal,
    responses=scope.ERRORS,
)
async def propose(
    request: Request,
    service: Asked,
    dataset: scope.Dataset,
    type: Annotated[str, Query(description="A FollowTheMoney schema.", max_length=100)] = "Thing",
    limit: Annotated[int, Query(description="0 for all.", ge=0, le=1000)] = 0,
) -> Json:
    """The properties that parties of a type may have."""
    held = await service.held()
    scope.lists(held, dataset)
    found = await service.lanes.slow(lambda: _proposed(type, limit))
    return answer(request, service, {"type": type, "limit": limit, "properties": found})


def _proposed(type: str, limit: int) -> list[dict[str, str]]:
    from followthemoney import model

    known = model.get(type)
    if known is None:
        raise HTTPException(400, f"Invalid type: {type}")
    featured = [known.get(name) for name in known.featured]
    others = [prop for prop in known.sorted_properties if prop.name not in known.featured]
    found = [
        {"id": prop.name, "name": prop.label}
        for prop in (*featured, *others)
        if prop is not None and not prop.hidden and prop.type.name != "entity"
    ]
    return found[:limit] if limit else found


async def extended(
    service: Service, held: Held, said: Any, as_of: str | None, known_at: str | None
) -> dict[str, Any]:
    """The values of the properties that are wanted, a row for each id.

    Raises:
        HTTPException: it is not said what is wanted.
    """
    try:
        wanted = Extension.model_validate(said)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(one) for one in first["loc"])
        raise HTTPException(400, f"Cannot read the extension: {place}: {first['msg']}") from None
    if len(wanted.ids) > service.settings.max_batch * 10:
        raise HTTPException(400, f"Too many ids (limit: {service.settings.max_batch * 10})")
    strict = service.settings.strict

    def look() -> dict[str, Any]:
        rows = {}
        for id in wanted.ids:
            try:
                shown = held.slow.show(id, as_of=as_of, known_at=known_at, strict=strict)
                known = properties(shown.party)
            except UnknownParty:
                known = {}
            rows[id] = {
                one.id: [{"str": text} for text in _values(one, known)] for one in wanted.properties
            }
        meta = [{"id": one.id, "name": _label(one.id)} for one in wanted.properties]
        return {"meta": meta, "rows": rows}

    return await service.lanes.slow(look)


def _values(wanted: Wanted, known: dict[str, list[str]]) -> list[str]:
    values = known.get(_name(wanted.id), [])
    if wanted.settings.limit:
        values = values[: wanted.settings.limit]
    if wanted.settings.render == "raw":
        return values
    prop = _property(wanted.id)
    return values if prop is None else [prop.type.caption(text) or text for text in values]


def _label(id: str) -> str:
    prop = _property(id)
    return id if prop is None else str(prop.label)


def _name(id: str) -> str:
    return id.rpartition(":")[2]


def _property(id: str) -> Any:
    from followthemoney import model

    name = _name(id)
    return next((prop for prop in model.properties if prop.name == name), None)

"""``GET /entities/{id}``: one party, and what hangs on it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query
from starlette.exceptions import HTTPException

from caveat.api.answers import Json
from caveat.api.edition import Held
from caveat.api.service import Asked, AsOf, KnownAt, Service
from caveat.api.yente import scope
from caveat.api.yente.models import (
    AdjacentResultsResponse,
    EntityAdjacentResponse,
    EntityResponse,
)
from caveat.errors import UnknownParty
from caveat.screening import ftm
from caveat.screening.answer import Shown

router = APIRouter(tags=["yente: data"])

Id = Annotated[str, Path(description="An id, as results give it.", examples=["ofac-17260"])]
Limit = Annotated[int, Query(description="Results of a page.", ge=0, le=scope.MOST_PAGE)]
Offset = Annotated[int, Query(description="Results to leave out.", ge=0, le=scope.MOST_OFFSET)]
Sort = Annotated[
    list[str],
    Query(
        description="`caption`, `id` or `schema`, or a property, as `startDate`; `:desc`. The "
        "lists' own order if not said."
    ),
]


@router.get(
    "/entities/{entity_id}",
    summary="One party",
    response_model=EntityResponse,
    responses=scope.ERRORS,
)
async def entity(
    service: Asked,
    entity_id: Id,
    nested: Annotated[bool, Query(description="With what hangs on it.")] = True,
    as_of: AsOf = None,
    known_at: KnownAt = None,
) -> Json:
    """One party with designations, documents, addresses and links nested into it."""
    held = await service.held()
    work = _nested if nested else _alone
    return Json(await _of(service, held, entity_id, as_of, known_at, work))


@router.get(
    "/entities/{entity_id}/adjacent",
    summary="What hangs on a party",
    response_model=EntityAdjacentResponse,
    responses=scope.ERRORS,
)
async def adjacent(
    service: Asked,
    entity_id: Id,
    limit: Limit = scope.PAGE,
    offset: Offset = 0,
    sort: Sort = [],
    as_of: AsOf = None,
    known_at: KnownAt = None,
) -> Json:
    """What hangs on a party, property by property, in pages."""
    held = await service.held()
    whole = await _of(service, held, entity_id, as_of, known_at, _nested)
    pages = {
        prop: _page(_sorted(values, sort), limit, offset)
        for prop, values in whole["properties"].items()
        if any(isinstance(one, dict) for one in values)
    }
    properties = {p: v for p, v in whole["properties"].items() if p not in pages}
    return Json({"entity": {**whole, "properties": properties}, "adjacent": pages})


@router.get(
    "/entities/{entity_id}/adjacent/{property_name}",
    summary="What hangs on a party under one property",
    response_model=AdjacentResultsResponse,
    responses=scope.ERRORS,
)
async def adjacent_by(
    service: Asked,
    entity_id: Id,
    property_name: Annotated[str, Path(description="As `sanctions`.", examples=["sanctions"])],
    limit: Limit = scope.PAGE,
    offset: Offset = 0,
    sort: Sort = [],
    as_of: AsOf = None,
    known_at: KnownAt = None,
) -> Json:
    """What hangs on a party under one property, in pages."""
    held = await service.held()
    whole = await _of(service, held, entity_id, as_of, known_at, _nested)
    if not await service.lanes.slow(lambda: _points(whole["schema"], property_name)):
        raise HTTPException(404, "No such property!")
    values = _sorted(whole["properties"].get(property_name, []), sort)
    return Json(_page(values, limit, offset))


def _sorted(values: Sequence[Any], fields: Sequence[str]) -> Sequence[Any]:
    """What hangs on a party, by fields of it; what lacks one comes last."""
    found = list(values)
    for text in reversed(fields):
        name, _, way = text.removeprefix("properties.").partition(":")

        def said(one: Any, name: str = name) -> str:
            if not isinstance(one, dict):
                return ""
            texts = [one[name]] if name in ("id", "caption", "schema") else (
                one["properties"].get(name, []))  # fmt: skip
            return min((text for text in texts if isinstance(text, str)), default="").casefold()

        found.sort(key=said, reverse=way == "desc")
        found.sort(key=lambda one: not said(one))
    return found


def _page(values: Sequence[Any], limit: int, offset: int) -> dict[str, Any]:
    return {
        "limit": limit,
        "offset": offset,
        "total": {"value": len(values), "relation": "eq"},
        "results": list(values[offset : offset + limit]),
    }


async def _of(
    service: Service, held: Held, id: str, as_of: str | None, known_at: str | None, work: Any
) -> ftm.Entity:
    """A party, as an edition shows it.

    Raises:
        HTTPException: there is none of this id.
    """
    terms = {"as_of": as_of, "known_at": known_at, "strict": service.settings.strict}

    def look() -> ftm.Entity:
        found: ftm.Entity = work(held, held.slow.show(id, **terms), terms)
        return found

    try:
        return await service.lanes.slow(look)
    except UnknownParty:
        raise HTTPException(404, "No such entity!") from None


def _alone(held: Held, shown: Shown, terms: dict[str, Any]) -> ftm.Entity:
    return ftm.entity(shown.party, shown.designations)


def _nested(held: Held, shown: Shown, terms: dict[str, Any]) -> ftm.Entity:
    def other(id: str) -> ftm.Entity | None:
        try:
            found = held.slow.show(id, **terms)
        except UnknownParty:
            return None
        return ftm.entity(found.party, found.designations)

    return ftm.nested(shown.party, shown.designations, shown.pointing, other)


def _points(schema: str, prop: str) -> bool:
    from followthemoney import model

    known = model.get(schema)
    found = known.get(prop) if known is not None else None
    return found is not None and found.type.name == "entity"

"""``GET /catalog`` and ``/manifest``: the lists in the library; ``GET /statements``: every value
with its origin."""

from __future__ import annotations

import hashlib
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response

from caveat.api.answers import Json, dumps
from caveat.api.edition import Held
from caveat.api.service import Asked, AsOf, KnownAt
from caveat.api.yente import scope
from caveat.api.yente.models import DataCatalogModel, StatementResponse
from caveat.errors import UnknownParty
from caveat.party import DatedStatement
from caveat.screening.health import Health

router = APIRouter(tags=["yente: data"])
_ERRORS: dict[int | str, Any] = {status: scope.ERRORS[status] for status in (401, 403, 429, 503)}

MOST_STATEMENTS = 5_000
_SORTED = ("canonical_id", "entity_id", "dataset", "schema", "prop", "prop_type", "value", "lang",
           "origin", "first_seen", "last_seen")  # fmt: skip


@router.get(
    "/catalog",
    summary="The lists",
    response_model=DataCatalogModel,
    responses={304: {"description": "The same as the client has: see If-None-Match."}, **_ERRORS},
)
@router.get("/manifest", include_in_schema=False, response_model=None)
async def catalog(request: Request, service: Asked) -> Response:
    """Every list in the library, with its version, and the names that stand for several."""
    held = await service.held()
    states = await service.lanes.slow(held.slow.health)
    known = {state.source: state for state in states}
    listings = held.library.edition.listings
    single = [_dataset(held, listing.source, known[listing.source]) for listing in listings]
    stale = [name for name, state in known.items() if state.health == "stale"]
    current = [listing.source for listing in listings]
    groups = [
        _group(scope.ALL, "Every list in the library", current, single),
        _group(scope.OFFICIAL, "Official lists", scope.lists(held, scope.OFFICIAL), single),
    ]
    whole = dumps(
        {
            "datasets": [*groups, *single],
            "current": [name for name in current if name not in stale],
            "outdated": [name for name in current if name in stale],
            "index_stale": bool(stale),
        }
    )
    kept = {"etag": f'"{hashlib.sha256(whole).hexdigest()[:32]}"', "cache-control": "no-cache"}
    if kept["etag"] in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=kept)
    return Json(whole, headers=kept)


def _dataset(held: Held, name: str, state: Health) -> dict[str, Any]:
    source = scope.described(held, name)
    version = str(held.library.edition.listing(name).versions[-1].published)
    return {
        "name": name,
        "title": state.title,
        "summary": " ".join(state.notes) or None,
        "url": source.page or None,
        "load": True,
        "entities_url": None,
        "version": version,
        "index_version": version,
        "index_current": True,
        "children": [],
        "publisher": {
            "name": source.publisher,
            "country": source.country or None,
            "country_label": scope.called("countries", source.country) or None,
            "url": source.page or None,
            "official": bool(source.country),
        },
        "entity_count": state.parties,
        "thing_count": state.parties,
        "target_count": state.parties,
        "last_export": f"{version}T00:00:00",
        "updated_at": f"{version}T00:00:00",
    }


def _group(
    name: str, title: str, children: list[str], single: list[dict[str, Any]]
) -> dict[str, Any]:
    inside = [one for one in single if one["name"] in children]
    version = max((one["version"] for one in inside), default="")
    count = sum(one["entity_count"] for one in inside)
    return {
        "name": name,
        "title": title,
        "summary": None,
        "url": None,
        "load": False,
        "entities_url": None,
        "version": version,
        "index_version": version,
        "index_current": True,
        "children": children,
        "publisher": None,
        "entity_count": count,
        "thing_count": count,
        "target_count": count,
        "last_export": f"{version}T00:00:00" if version else None,
        "updated_at": f"{version}T00:00:00" if version else None,
    }


@router.get(
    "/statements",
    summary="Every value, with its origin",
    response_model=StatementResponse,
    responses=scope.ERRORS,
)
async def statements(
    service: Asked,
    canonical_id: Annotated[str | None, Query(description="Id of the party.")] = None,
    entity_id: Annotated[
        str | None, Query(description="Id of the party, or of what is attached to it.")
    ] = None,
    dataset: Annotated[str | None, Query(description="Only this list.")] = None,
    prop: Annotated[str | None, Query(description="Only this property.")] = None,
    prop_type: Annotated[
        str | None, Query(description="Only properties of this type, as `name` or `date`.")
    ] = None,
    value: Annotated[str | None, Query(description="Only this value.")] = None,
    schema: Annotated[str | None, Query(description="Only entities of this schema.")] = None,
    sort: Annotated[
        list[str],
        Query(
            description="Fields of a statement, as `prop`; `:desc`. The lists' own order if not "
            "said."
        ),
    ] = [],
    limit: Annotated[int, Query(ge=0, le=MOST_STATEMENTS, description="Of a page.")] = 50,
    offset: Annotated[int, Query(ge=0, le=1_000_000, description="To leave out.")] = 0,
    as_of: AsOf = None,
    known_at: KnownAt = None,
) -> Json:
    """What each list says about a party, value by value, with the place in the publisher's file.

    A party has to be named: `canonical_id` or `entity_id`.
    """
    held = await service.held()
    id = canonical_id or (entity_id or "").split(".", 1)[0]
    rows: list[DatedStatement] = []
    if id:
        strict = service.settings.strict

        def look() -> list[DatedStatement]:
            shown = held.slow.show(id, as_of=as_of, known_at=known_at, strict=strict)
            return list(shown.party.statements)

        try:
            rows = await service.lanes.slow(look)
        except UnknownParty:
            rows = []
    for text in sort:
        if text.partition(":")[0] not in _SORTED:
            raise HTTPException(400, f"Invalid sort: {text!r}. Use one of {', '.join(_SORTED)}.")
    wanted = {"prop": prop, "value": value, "schema": schema}
    kept = [
        row
        for row in rows
        if all(said is None or getattr(row.statement, name) == said
               for name, said in wanted.items())
        and dataset in (None, scope.ALL, row.source)
        and (entity_id is None or row.statement.entity == entity_id)
    ]  # fmt: skip

    def made() -> dict[str, Any]:
        found = [_statement(row) for row in kept]
        if prop_type is not None:
            found = [one for one in found if one["prop_type"] == prop_type]
        for text in reversed(sort):
            name, _, way = text.partition(":")
            found.sort(key=lambda one: str(one[name] or ""), reverse=way == "desc")
        return {
            "limit": limit,
            "offset": offset,
            "total": {"value": len(found), "relation": "eq"},
            "results": found[offset : offset + limit],
        }

    return Json(await service.lanes.slow(made))


def _statement(row: DatedStatement) -> dict[str, Any]:
    from followthemoney import model

    one = row.statement
    known = model.get(one.schema)
    prop = known.get(one.prop) if known is not None else None
    mark = hashlib.sha1("\x1f".join((row.source, *one)).encode()).hexdigest()
    return {
        "id": mark,
        "entity_id": one.entity,
        "canonical_id": one.party,
        "prop": one.prop,
        "prop_type": prop.type.name if prop is not None else "string",
        "schema": one.schema,
        "value": one.value,
        "original_value": one.original or None,
        "dataset": row.source,
        "lang": one.lang or None,
        "origin": one.origin,
        "first_seen": f"{row.first}T00:00:00",
        "last_seen": f"{row.last}T00:00:00",
    }

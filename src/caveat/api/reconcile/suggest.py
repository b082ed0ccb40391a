"""Suggestions while somebody types, and a preview of one party."""

from __future__ import annotations

from html import escape
from typing import Annotated, Any

from fastapi import APIRouter, Path, Request
from pydantic import BaseModel
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse

from caveat.api.answers import Json
from caveat.api.gate import note
from caveat.api.reconcile.answer import ApiKey, Cursor, Kind, Prefix, answer, kind, label
from caveat.api.service import Asked, AsOf, KnownAt
from caveat.api.yente import scope
from caveat.errors import UnknownParty
from caveat.screening.answer import NOT_ADVICE, Shown
from caveat.screening.browse import Wanted, browse

router = APIRouter(tags=["OpenRefine"])

MOST = 20


class Suggestion(BaseModel):
    """Something that may be meant."""

    id: str
    name: str
    description: str | None = None
    notable: list[Kind] | None = None


class Suggestions(BaseModel):
    """What may be meant, the likeliest first."""

    code: str
    status: str
    prefix: str
    result: list[Suggestion]


def _suggested(prefix: str, result: list[dict[str, Any]]) -> dict[str, Any]:
    return {"code": "/api/status/ok", "status": "200 OK", "prefix": prefix, "result": result}


@router.get(
    "/reconcile/{dataset}/suggest/entity",
    summary="Suggest parties",
    response_model=Suggestions,
    responses=scope.ERRORS,
)
async def entity(
    request: Request,
    service: Asked,
    dataset: scope.Dataset,
    prefix: Prefix = "",
    cursor: Cursor = 0,
    as_of: AsOf = None,
    known_at: KnownAt = None,
) -> Json:
    """Parties whose names begin as somebody types."""
    held = await service.held()
    terms = scope.terms_of(service, held, dataset, as_of=as_of, known_at=known_at)
    note(request).asked = [prefix] if prefix else []
    if not prefix.strip():
        return answer(request, service, _suggested(prefix, []))

    def look() -> list[dict[str, Any]]:
        wanted = Wanted(words=prefix, begun=True, offset=cursor, limit=MOST)
        return [
            {
                "id": party.id,
                "name": party.caption,
                "description": f"{label(party.schema)} · {', '.join(party.sources)}",
                "notable": [kind(party.schema)],
            }
            for party, _ in browse(held.library, terms, wanted).parties
        ]

    found = await service.lanes.quick(look)
    note(request).hits = len(found)
    return answer(request, service, _suggested(prefix, found))


@router.get(
    "/reconcile/{dataset}/suggest/type",
    summary="Suggest types",
    response_model=Suggestions,
    responses=scope.ERRORS,
)
async def type_(
    request: Request,
    service: Asked,
    dataset: scope.Dataset,
    prefix: Prefix = "",
    cursor: Cursor = 0,
) -> Json:
    """FollowTheMoney schemata whose names begin as somebody types."""
    scope.lists(await service.held(), dataset)

    def look() -> list[dict[str, Any]]:
        from followthemoney import model

        found = [
            {"id": one.name, "name": one.plural, "description": one.description or one.label}
            for one in sorted(model.schemata.values(), key=lambda one: one.name)
            if one.matchable and _begins(prefix, one.name, one.label, one.plural)
        ]
        return found[cursor : cursor + MOST]

    found = await service.lanes.slow(look)
    return answer(request, service, _suggested(prefix, found))


@router.get(
    "/reconcile/{dataset}/suggest/property",
    summary="Suggest properties",
    response_model=Suggestions,
    responses=scope.ERRORS,
)
async def property_(
    request: Request,
    service: Asked,
    dataset: scope.Dataset,
    prefix: Prefix = "",
    cursor: Cursor = 0,
) -> Json:
    """FollowTheMoney properties whose names begin as somebody types."""
    scope.lists(await service.held(), dataset)

    def look() -> list[dict[str, Any]]:
        from followthemoney import model

        found: dict[str, dict[str, Any]] = {}
        for prop in sorted(model.properties, key=lambda one: one.name):
            if not prop.schema.matchable or prop.hidden or prop.type.name == "entity":
                continue
            if prop.name not in found and _begins(prefix, prop.name, prop.label):
                about = {"description": prop.description} if prop.description else {}
                found[prop.name] = {"id": prop.name, "name": prop.label, **about}
        return list(found.values())[cursor : cursor + MOST]

    found = await service.lanes.slow(look)
    return answer(request, service, _suggested(prefix, found))


@router.get(
    "/reconcile/{dataset}/preview/{id}",
    summary="A preview of one party",
    response_model=None,
    responses={200: {"content": {"text/html": {"schema": {"type": "string"}}}}, **scope.ERRORS},
)
async def preview(
    service: Asked,
    dataset: scope.Dataset,
    id: Annotated[str, Path(description="An id, as results give it.")],
    api_key: ApiKey = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
) -> HTMLResponse:
    """A small page for a frame: names, dates, designations. No script, no style, no link out."""
    held = await service.held()
    scope.lists(held, dataset)
    strict = service.settings.strict
    try:
        page = await service.lanes.slow(
            lambda: _page(held.slow.show(id, as_of=as_of, known_at=known_at, strict=strict))
        )
    except UnknownParty:
        raise HTTPException(404, "No such entity!") from None
    return HTMLResponse(page, headers={"x-caveat-framed": "1"})


def _page(shown: Shown) -> str:
    party = shown.party
    rows = [("Type", [label(party.schema)])]
    named = (("Names", ("name", "alias", "previousName")), ("Born", ("birthDate",)),
             ("Countries", ("nationality", "country", "jurisdiction")))  # fmt: skip
    rows += [(title, list(party.values(*props))[:8]) for title, props in named]
    rows.append((
        "Designations",
        [
            f"{one.list_title}: {one.programme or 'listed'}, "
            f"{'since ' + one.start if one.start else one.status}"
            for one in shown.designations[:8]
        ],
    ))  # fmt: skip
    lines = "".join(
        f"<dt>{escape(title)}</dt>" + "".join(f"<dd>{escape(text)}</dd>" for text in texts)
        for title, texts in rows
        if texts
    )
    title = escape(party.caption)
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title></head>'
        f"<body><h1>{title}</h1><dl>{lines}</dl><p><small>As of {shown.as_of}, edition "
        f"{escape(shown.edition)}. {NOT_ADVICE}</small></p></body></html>"
    )


def _begins(prefix: str, *texts: str) -> bool:
    plain = prefix.strip().casefold()
    return not plain or any(text.casefold().startswith(plain) for text in texts)

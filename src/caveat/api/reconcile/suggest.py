"""Suggestions while somebody types, and a preview of one party."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Request
from pydantic import BaseModel
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse

from caveat.api.answers import Json
from caveat.api.edition import Held
from caveat.api.gate import note
from caveat.api.reconcile.answer import ApiKey, Cursor, Kind, Prefix, answer, kind, label
from caveat.api.service import Asked, AsOf, KnownAt, Service
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


@dataclass(frozen=True, slots=True)
class Typing:
    """What somebody has typed so far, and where.

    Attributes:
        request: the request.
        service: what is asked.
        held: the edition to ask.
        dataset: a name of lists that there is.
        prefix: what was typed.
        cursor: suggestions to leave out.
    """

    request: Request
    service: Service
    held: Held
    dataset: str
    prefix: str
    cursor: int

    def begins(self, *texts: str) -> bool:
        """Whether a text begins with what was typed."""
        plain = self.prefix.strip().casefold()
        return not plain or any(text.casefold().startswith(plain) for text in texts)

    async def names(self, look: Callable[[], list[dict[str, Any]]]) -> Json:
        """The page of what the model of FollowTheMoney has."""
        found = await self.service.lanes.slow(look)
        return self.answer(found[self.cursor : self.cursor + MOST])

    def answer(self, result: list[dict[str, Any]]) -> Json:
        """Suggestions in the protocol's frame."""
        said = {"code": "/api/status/ok", "status": "200 OK", "prefix": self.prefix}
        return answer(self.request, self.service, {**said, "result": result})


async def _typing(
    request: Request,
    service: Asked,
    dataset: scope.Dataset,
    prefix: Prefix = "",
    cursor: Cursor = 0,
) -> Typing:
    held = await service.held()
    scope.lists(held, dataset)
    return Typing(request, service, held, dataset, prefix, cursor)


Typed = Annotated[Typing, Depends(_typing)]


@router.get(
    "/reconcile/{dataset}/suggest/entity",
    summary="Suggest parties",
    response_model=Suggestions,
    responses=scope.ERRORS,
)
async def entity(typed: Typed, as_of: AsOf = None, known_at: KnownAt = None) -> Json:
    """Parties whose names begin as somebody types."""
    held, prefix = typed.held, typed.prefix
    terms = scope.terms_of(typed.service, held, typed.dataset, as_of=as_of, known_at=known_at)
    told = note(typed.request)
    told.asked = [prefix] if prefix else []
    if not prefix.strip():
        return typed.answer([])

    def look() -> list[dict[str, Any]]:
        wanted = Wanted(words=prefix, begun=True, offset=typed.cursor, limit=MOST)
        return [
            {
                "id": party.id,
                "name": party.caption,
                "description": f"{label(party.schema)} · {', '.join(party.sources)}",
                "notable": [kind(party.schema)],
            }
            for party, _ in browse(held.library, terms, wanted).parties
        ]

    found = await typed.service.lanes.quick(look)
    told.hits = len(found)
    return typed.answer(found)


@router.get(
    "/reconcile/{dataset}/suggest/type",
    summary="Suggest types",
    response_model=Suggestions,
    responses=scope.ERRORS,
)
async def type_(typed: Typed) -> Json:
    """FollowTheMoney schemata whose names begin as somebody types."""

    def look() -> list[dict[str, Any]]:
        from followthemoney import model

        return [
            {"id": one.name, "name": one.plural, "description": one.description or one.label}
            for one in sorted(model.schemata.values(), key=lambda one: one.name)
            if one.matchable and typed.begins(one.name, one.label, one.plural)
        ]

    return await typed.names(look)


@router.get(
    "/reconcile/{dataset}/suggest/property",
    summary="Suggest properties",
    response_model=Suggestions,
    responses=scope.ERRORS,
)
async def property_(typed: Typed) -> Json:
    """FollowTheMoney properties whose names begin as somebody types."""

    def look() -> list[dict[str, Any]]:
        from followthemoney import model

        found: dict[str, dict[str, Any]] = {}
        for prop in sorted(model.properties, key=lambda one: one.name):
            if not prop.schema.matchable or prop.hidden or prop.type.name == "entity":
                continue
            if prop.name not in found and typed.begins(prop.name, prop.label):
                about = {"description": prop.description} if prop.description else {}
                found[prop.name] = {"id": prop.name, "name": prop.label, **about}
        return list(found.values())

    return await typed.names(look)


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

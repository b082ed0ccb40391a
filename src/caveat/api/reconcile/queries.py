"""``/reconcile/{dataset}``: the manifest, and queries as forms or JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Any

import orjson
from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, Field, TypeAdapter, ValidationError
from starlette.exceptions import HTTPException

from caveat import __version__
from caveat.api.answers import Json
from caveat.api.edition import Held
from caveat.api.gate import note
from caveat.api.reconcile import extend as extending
from caveat.api.reconcile.answer import ApiKey, answer, base, kind, label, with_key
from caveat.api.service import Asked, AsOf, KnownAt, Service
from caveat.api.yente import scope
from caveat.errors import BadInput, BadSubject
from caveat.match.score import DEFAULT_THRESHOLD
from caveat.screening import example
from caveat.screening.answer import Hit, Screening
from caveat.subject import Subject

router = APIRouter(tags=["OpenRefine"])

LEAST = 0.5
"""The least score of a candidate: a person looks at them."""

MOST = 100
_TYPES = ("Person", "Organization", "Company", "LegalEntity", "Vessel", "Airplane")
_LINE = "https://followthemoney.tech/explorer/schemata/"


class Property(BaseModel):
    """What else is known."""

    pid: str
    v: Any


class Asking(BaseModel):
    """One query."""

    query: str | None = Field(None, max_length=2_000)
    type: str | list[str] | None = None
    limit: float | None = Field(None, ge=0, le=1000)
    properties: list[Property] = Field(default_factory=list, max_length=100)
    type_strict: str | None = None


_BATCH = TypeAdapter(dict[str, Asking])

_FORM = {
    "requestBody": {
        "content": {
            "application/x-www-form-urlencoded": {
                "schema": {
                    "type": "object",
                    "properties": {"queries": {"type": "string"}, "extend": {"type": "string"}},
                }
            },
            "application/json": {
                "schema": {
                    "type": "object",
                    "properties": {"queries": {"type": "object"}, "extend": {"type": "object"}},
                }
            },
        }
    }
}
_ANY: dict[int | str, dict[str, Any]] = {
    200: {"content": {"application/json": {"schema": {"type": "object"}}}},
    **scope.ERRORS,
}


@router.get(
    "/reconcile/{dataset}",
    summary="The manifest, or queries",
    response_model=None,
    responses=_ANY,
)
async def manifest(
    request: Request,
    service: Asked,
    dataset: scope.Dataset,
    queries: Annotated[str | None, Query(description="Queries as JSON.")] = None,
    extend: Annotated[str | None, Query(description="What to fetch, as JSON.")] = None,
    api_key: ApiKey = None,
    as_of: AsOf = None,
    known_at: KnownAt = None,
) -> Json:
    """What the service can do; with `queries` or `extend`, the same as by POST."""
    held = await service.held()
    scope.lists(held, dataset)
    if queries is not None:
        found = await _answered(request, service, held, dataset, _json(queries), as_of, known_at)
        return answer(request, service, found)
    if extend is not None:
        rows = await extending.extended(service, held, _json(extend), as_of, known_at)
        return answer(request, service, rows)
    place = f"{base(request, service)}/reconcile/{dataset}"
    said = await service.lanes.slow(lambda: _manifest(place, dataset, api_key))
    return answer(request, service, said)


@router.post(
    "/reconcile/{dataset}",
    summary="Queries",
    response_model=None,
    responses=_ANY,
    openapi_extra=_FORM,
)
async def reconcile(
    request: Request,
    service: Asked,
    dataset: scope.Dataset,
    as_of: AsOf = None,
    known_at: KnownAt = None,
) -> Json:
    """A batch of queries (`queries`), or properties to fetch (`extend`)."""
    held = await service.held()
    scope.lists(held, dataset)
    said = await _sent(request)
    if said.get("extend"):
        rows = await extending.extended(service, held, _json(said["extend"]), as_of, known_at)
        return answer(request, service, rows)
    if not said.get("queries"):
        raise HTTPException(400, "No queries provided. Send queries, or extend.")
    asked = _json(said["queries"])
    found = await _answered(request, service, held, dataset, asked, as_of, known_at)
    return answer(request, service, found)


async def _sent(request: Request) -> Mapping[str, Any]:
    """What stands in the body, as a form or as JSON."""
    if request.headers.get("content-type", "").startswith("application/json"):
        said = _json(await request.body())
        if not isinstance(said, dict):
            raise HTTPException(400, 'The body is no object. Send {"queries": {...}}.')
        return said
    try:
        form = await request.form(max_files=0, max_fields=10)
    except (HTTPException, ValueError, AssertionError):
        raise HTTPException(400, "The body is no form. Send queries=... or JSON.") from None
    return {name: value for name, value in form.items() if isinstance(value, str)}


def _json(said: Any) -> Any:
    if isinstance(said, dict | list):
        return said
    try:
        return orjson.loads(said)
    except (orjson.JSONDecodeError, TypeError):
        raise HTTPException(400, "That is no JSON. Send an object of queries.") from None


async def _answered(
    request: Request,
    service: Service,
    held: Held,
    dataset: str,
    said: Any,
    as_of: str | None,
    known_at: str | None,
) -> dict[str, Any]:
    """The candidates of every query."""
    try:
        queries = _BATCH.validate_python(said)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(one) for one in first["loc"])
        raise HTTPException(400, f"Cannot read the queries: {place}: {first['msg']}") from None
    if len(queries) > service.settings.max_batch:
        most = service.settings.max_batch
        raise HTTPException(400, f"Too many queries in one batch (limit: {most})")
    subjects = _subjects(queries)
    note(request).asked = [text for one in subjects.values() for text in (*one.names,
                           *one.identifiers)]  # fmt: skip
    limits = {name: _limit(one) for name, one in queries.items()}
    found: dict[str, Any] = {name: {"result": []} for name in queries}
    terms = scope.terms_of(
        service, held, dataset, as_of=as_of, known_at=known_at, threshold=LEAST,
        limit=max([1, *limits.values()]),
    )  # fmt: skip
    if not subjects:
        return found

    def made(screenings: Sequence[Screening]) -> dict[str, Any]:
        return {
            name: {"result": _candidates(one.hits, limits[name])}
            for name, one in zip(subjects, screenings, strict=True)
        }

    answered = await service.lanes.screen(held, terms, list(subjects.values()), made)
    note(request).hits = sum(len(one["result"]) for one in answered.values())
    return found | answered


def _limit(query: Asking) -> int:
    return min(MOST, int(query.limit)) if query.limit is not None else 10


def _subjects(queries: Mapping[str, Asking]) -> dict[str, Subject]:
    """Who is asked about; a query that says no name and no identifier has no candidates.

    Raises:
        HTTPException: a type is none.
    """
    found = {}
    for name, one in queries.items():
        said: dict[str, list[str]] = {}
        if one.query:
            said["name"] = [one.query]
        for prop in one.properties:
            values = [v.get("name") or v.get("id") if isinstance(v, dict) else v
                      for v in (prop.v if isinstance(prop.v, list) else [prop.v])]  # fmt: skip
            said.setdefault(prop.pid.rpartition(":")[2], []).extend(example.values(values))
        types = [one.type] if isinstance(one.type, str) else one.type or []
        try:
            found[name] = example.subject(types[0] if len(types) == 1 else "Thing", said)
        except BadSubject:
            continue
        except BadInput as error:
            raise HTTPException(400, str(error)) from None
    return found


def _candidates(hits: Sequence[Hit], limit: int) -> list[dict[str, Any]]:
    """Hits as candidates. Only one that is alone above the threshold is a match: programs take
    a match without asking anybody."""
    good = [hit for hit in hits if hit.score >= DEFAULT_THRESHOLD]
    return [
        {
            "id": hit.entity.id,
            "name": hit.entity.caption,
            "description": describe(hit),
            "type": [kind(hit.entity.schema)],
            "score": round(hit.score, 4),
            "match": len(good) == 1 and hit is good[0],
            "features": [
                {"id": piece.kind.replace(" ", "_"), "value": round(piece.weight, 4)}
                for piece in hit.evidence
            ],
        }
        for hit in hits[:limit]
    ]


def describe(hit: Hit) -> str:
    """What tells a candidate from its namesakes."""
    party = hit.entity
    said = [label(party.schema), *party.values("birthDate")[:1],
            *(code.upper() for code in party.values("nationality", "country")[:2]),
            ", ".join(party.sources)]  # fmt: skip
    return " · ".join(said)


def _manifest(place: str, dataset: str, key: str | None) -> dict[str, Any]:
    """What the service can do."""
    root = place.rsplit("/reconcile/", 1)[0]
    suggest = {
        name: {"service_url": place, "service_path": with_key(f"/suggest/{name}", key)}
        for name in ("entity", "property", "type")
    }
    return {
        "versions": ["0.2"],
        "name": f"Caveat: {dataset}",
        "identifierSpace": f"{root}/entities/",
        "schemaSpace": _LINE,
        "documentation": f"{root}/docs",
        "serviceVersion": __version__,
        "batchSize": 50,
        "defaultTypes": [kind(name) for name in _TYPES],
        "view": {"url": with_key(f"{root}/entities/{{{{id}}}}", key)},
        "preview": {"url": with_key(f"{place}/preview/{{{{id}}}}", key), "width": 430,
                    "height": 300},
        "suggest": suggest,
        "extend": {
            "propose_properties": {
                "service_url": place,
                "service_path": with_key("/extend/property", key),
            },
            "property_settings": [
                {
                    "name": "limit",
                    "label": "Limit",
                    "type": "number",
                    "default": 0,
                    "help_text": "The most values of each row; 0 for all.",
                },
                {
                    "name": "render",
                    "label": "Values",
                    "type": "select",
                    "default": "caption",
                    "choices": [
                        {"value": "caption", "name": "As people read them"},
                        {"value": "raw", "name": "As programs read them"},
                    ],
                    "help_text": "Russia, or ru.",
                },
            ],
        },
    }  # fmt: skip

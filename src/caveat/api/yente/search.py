"""``GET /search/{dataset}``: look parties up by words, filter and count them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request
from starlette.exceptions import HTTPException

from caveat.api.answers import Json
from caveat.api.edition import Held
from caveat.api.gate import note
from caveat.api.service import Asked, AsOf, KnownAt
from caveat.api.yente import scope
from caveat.api.yente.models import SearchResponse
from caveat.screening import ftm
from caveat.screening.browse import SORTED, Facet, Found, Wanted, browse

router = APIRouter(tags=["yente: matching"])

_LABELS = {
    "countries": "Countries",
    "topics": "Topics",
    "datasets": "Data sources",
    "schema": "Schema",
    "genders": "Genders",
    "identifiers": "Identifiers",
}
_FIELD = re.compile(r"(properties\.)?[a-z][A-Za-z]+:[^/\s].*")
_SIGNS = str.maketrans(dict.fromkeys('"()[]{}+^~', " "))


@router.get(
    "/search/{dataset}",
    summary="Look parties up by words",
    response_model=SearchResponse,
    responses=scope.ERRORS,
)
async def search(
    request: Request,
    service: Asked,
    dataset: scope.Dataset,
    q: Annotated[
        str, Query(description="Words of a name, an identifier, or an id.", max_length=1000)
    ] = "",
    schema: Annotated[str, Query(description="Entities of this schema, and below it.")] = "Thing",
    include_dataset: scope.Include = [],
    exclude_dataset: scope.Exclude = [],
    exclude_schema: scope.ExcludeSchema = [],
    changed_since: scope.ChangedSince = None,
    countries: Annotated[list[str], Query(description="Codes of countries.")] = [],
    topics: Annotated[list[str], Query(description="Topics.")] = [],
    datasets: Annotated[list[str], Query(description="Lists.")] = [],
    filter: Annotated[
        list[str], Query(description="A property and its value: `birthDate:1952`.")
    ] = [],
    limit: Annotated[int, Query(description="Results of a page.", ge=0, le=scope.MOST_PAGE)]
    = scope.PAGE,
    offset: Annotated[int, Query(description="Results to leave out.", ge=0,
                                 le=scope.MOST_OFFSET)] = 0,
    sort: Annotated[
        list[str],
        Query(description="`first_seen`, `last_seen`, `last_change`, `name` or `id`; `:desc`."),
    ] = [],
    target: Annotated[
        bool | None, Query(description="Only parties that are listed.", deprecated=True)
    ] = None,
    fuzzy: Annotated[bool, Query(description="Names that are only like the words, too.")] = False,
    simple: Annotated[
        bool, Query(description="The words are as a user types them; the last may be cut.")
    ] = False,
    facets: Annotated[list[Facet], Query(description="What to count.")] = [
        "countries", "topics", "datasets",
    ],
    filter_op: Annotated[
        Literal["AND", "OR"], Query(description="Of several values of a filter: all, or one.")
    ] = "OR",
    as_of: AsOf = None,
    known_at: KnownAt = None,
) -> Json:  # fmt: skip
    """Look parties up as a search box does. To screen somebody, use `/match` or `/v1/screen`:
    they forgive how a name is written."""
    held = await service.held()
    terms = scope.terms_of(
        service, held, dataset, include=include_dataset, exclude=exclude_dataset,
        as_of=as_of, known_at=known_at,
    )  # fmt: skip
    note(request).asked = [q] if q else []
    scope.schemata_known(exclude_schema)
    scope.topics_known(topics)
    words, fields = (q, ()) if simple else _syntax(q)
    words = words.translate(_SIGNS).strip()
    wanted = Wanted(
        words=words.rstrip("*").strip(),
        begun=simple or words.endswith("*"),
        fuzzy=fuzzy,
        schema=schema,
        without=tuple(exclude_schema),
        countries=tuple(countries),
        topics=tuple(topics),
        datasets=tuple(datasets),
        properties=_properties([*filter, *fields]),
        every=filter_op == "AND",
        changed=scope.changed_after(changed_since),
        sort=_sorts(sort),
        offset=offset,
        limit=limit,
        facets=tuple(facets),
    )
    if target is False:
        found = Found([], 0, dict.fromkeys(facets, ()), held.id)
        return Json(_page(held, found, wanted))

    def look() -> dict[str, Any]:
        return _page(held, browse(held.library, terms, wanted), wanted)

    page = await service.lanes.quick(look)
    note(request).hits = len(page["results"])
    return Json(page)


def _page(held: Held, found: Found, wanted: Wanted) -> dict[str, Any]:
    return {
        "limit": wanted.limit,
        "offset": wanted.offset,
        "total": {"value": found.total, "relation": "eq"},
        "results": [ftm.entity(party, designations) for party, designations in found.parties],
        "facets": {
            name: {
                "label": _LABELS[name],
                "values": [
                    {"name": value, "label": label(held, name, value), "count": count}
                    for value, count in values[:1000]
                ],
            }
            for name, values in found.facets.items()
        },
    }


def label(held: Held, facet: str, value: str) -> str:
    """What a value of a facet is called."""
    if facet == "datasets":
        return held.library.edition.listing(value).title
    return scope.called(facet, value)


def _syntax(q: str) -> tuple[str, Sequence[str]]:
    """The words of a query in Lucene's syntax, and the properties that it names.

    All words must occur, so that ``AND``, ``+`` and quotes say nothing. ``field:value`` is a
    filter, and ``name:value`` a word like others.

    >>> _syntax('+rostec AND "state corporation" country:ru')
    ('+rostec "state corporation"', ['country:ru'])

    Raises:
        HTTPException: it says what cannot be looked for; without that, it would find too little.
    """
    words, fields = [], []
    for word in q.split():
        if word in ("OR", "NOT", "||", "!") or (word[0] in "-!" and word[1:2].isalnum()):
            raise HTTPException(
                400, f"{word!r} cannot be looked for: all words must occur. Say simple=true if it "
                "is part of a name, or ask twice."
            )  # fmt: skip
        if word in ("AND", "&&", "+"):
            continue
        if word.startswith("name:"):
            words.append(word.removeprefix("name:"))
        elif _FIELD.fullmatch(word):
            fields.append(word.replace('"', ""))
        else:
            words.append(word)
    return " ".join(words), fields


def _properties(said: Sequence[str]) -> tuple[tuple[str, str], ...]:
    found = []
    for text in said:
        prop, colon, value = text.partition(":")
        prop = prop.removeprefix("properties.")
        if not colon or not _is_property(prop):
            raise HTTPException(
                400, f"Invalid filter: {text!r}. Name one of FollowTheMoney's properties and its "
                "value, as birthDate:1952."
            )  # fmt: skip
        found.append((prop, value))
    return tuple(found)


def _sorts(said: Sequence[str]) -> tuple[tuple[str, Literal["asc", "desc"]], ...]:
    found: list[tuple[str, Literal["asc", "desc"]]] = []
    for text in said:
        name, _, way = text.rpartition(":")
        if way not in ("asc", "desc"):
            name, way = text, "asc"
        if name not in SORTED:
            raise HTTPException(400, f"Invalid sort: {text!r}. Use one of {', '.join(SORTED)}.")
        found.append((name, "desc" if way == "desc" else "asc"))
    return tuple(found)


@lru_cache(maxsize=1024)
def _is_property(name: str) -> bool:
    from followthemoney import model

    return any(prop.name == name for prop in model.properties)

"""What yente's clients say of where to look, as the terms of a question."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Annotated, Any

from fastapi import Path, Query
from starlette.exceptions import HTTPException

from caveat.api.edition import Held
from caveat.api.service import Service
from caveat.api.yente.models import ErrorResponse
from caveat.screening.question import Terms, describe
from caveat.sources import registry
from caveat.time import day

ALL, OFFICIAL = "default", "sanctions"
"""Every list in the library; those that a publisher of sanctions puts out."""

ALGORITHM = "caveat"
PEERS = (
    "best",
    "logic-v2",
    "logic-v1",
    "name-based",
    "name-qualified",
    "regression-v1",
    "regression-v2",
    "ofac",
    "ofac-249",
)
"""Names of yente's own ways of scoring: clients that ask for one get ours."""

MOST_MATCHES, MOST_PAGE, MOST_OFFSET, MATCHES, PAGE = 500, 500, 9_499, 5, 10
TIME = r"^\d{4}-\d{2}-\d{2}(T\d{2}(:\d{2}(:\d{2})?)?)?$"

Dataset = Annotated[
    str,
    Path(
        description="A list (`ofac-sdn`), `default` for all in the library, or `sanctions` for "
        "all official ones.",
        examples=["default"],
        max_length=200,
    ),
]
Include = Annotated[list[str], Query(description="Only these lists.", max_length=100)]
Exclude = Annotated[list[str], Query(description="Not these lists.", max_length=100)]
ExcludeSchema = Annotated[
    list[str], Query(description="No entities of these schemata.", max_length=100)
]
Topics = Annotated[
    list[str], Query(description="Only entities with one of these topics.", max_length=100)
]
ChangedSince = Annotated[
    str | None,
    Query(description="Only entities of which something changed after this day.", pattern=TIME),
]

ERRORS: dict[int | str, dict[str, Any]] = {
    400: {"model": ErrorResponse, "description": "The question cannot be asked so."},
    401: {"model": ErrorResponse, "description": "A key is needed, and a good one."},
    403: {"model": ErrorResponse, "description": "The key's role may not ask this."},
    404: {"model": ErrorResponse, "description": "There is no such list or entity."},
    409: {"model": ErrorResponse, "description": "The same Idempotency-Key still runs."},
    413: {"model": ErrorResponse, "description": "The request is too large."},
    414: {"model": ErrorResponse, "description": "The address is too long."},
    415: {"model": ErrorResponse, "description": "Compressed requests are not taken."},
    421: {"model": ErrorResponse, "description": "Not under this name; see --allow-host."},
    422: {"description": "A parameter is not what it must be."},
    429: {"model": ErrorResponse, "description": "Asked too often; see Retry-After."},
    503: {"model": ErrorResponse, "description": "No list, or a stale one under --strict."},
}


def terms_of(
    service: Service,
    held: Held,
    dataset: str,
    *,
    include: Sequence[str] = (),
    exclude: Sequence[str] = (),
    as_of: str | None = None,
    known_at: str | None = None,
    threshold: float | None = None,
    limit: int | None = None,
) -> Terms:
    """The terms of a question.

    A list that is left out and is none is as good as left out. To look only at a list that is none,
    or at none at all, would find nothing, and look clear: that is refused.

    Raises:
        HTTPException: there is no such dataset, or no list is left to look at.
    """
    chosen = lists(held, dataset)
    if include:
        wanted = {name for one in include for name in lists(held, one, named=True)}
        chosen = [name for name in chosen if name in wanted]
    if exclude:
        left = {name for one in exclude for name in lists(held, one, strict=False)}
        chosen = [name for name in chosen if name not in left]
    if not chosen:
        raise HTTPException(
            400, f"No list of {dataset} is left to look at. Include more, or exclude fewer."
        )
    every = [listing.source for listing in held.library.edition.listings]
    return held.library.terms(
        as_of=as_of,
        known_at=known_at,
        sources=None if chosen == every else chosen,
        threshold=threshold,
        limit=limit,
        strict=service.settings.strict,
        ownership=False,
    )


def lists(held: Held, dataset: str, *, strict: bool = True, named: bool = False) -> list[str]:
    """The lists behind the name of a dataset.

    Args:
        held: the edition.
        dataset: a list, or a name for several.
        strict: whether a name of none is refused.
        named: whether the refusal says which name is meant, because there may be several.

    Raises:
        HTTPException: there is none of this name, and that matters.
    """
    listings = held.library.edition.listings
    if dataset in (ALL, "all"):
        return [listing.source for listing in listings]
    if dataset == OFFICIAL:
        return [one.source for one in listings if one.source in registry.SOURCES]
    found = [one.source for one in listings if one.source == dataset]
    if not found and strict:
        about = f": {dataset!r}. See /catalog." if named else "."
        raise HTTPException(404, f"No such dataset{about}")
    return found


def schemata_known(names: Sequence[str]) -> None:
    """Refuse names that are no schema.

    Raises:
        HTTPException: there is one among them.
    """
    if not names:
        return
    from followthemoney import model

    for name in names:
        if model.get(name) is None:
            raise HTTPException(
                400, f"Invalid schema: {name!r}. Use one of FollowTheMoney's, as Person."
            )


def topics_known(names: Sequence[str]) -> None:
    """Refuse names that are no topic: only parties with such a topic would be none at all.

    Raises:
        HTTPException: there is one among them.
    """
    if not names:
        return
    from followthemoney.types import registry as types

    for name in names:
        if name not in types.topic.names:
            raise HTTPException(
                400, f"Invalid topic: {name!r}. Use one of FollowTheMoney's, as sanction."
            )


@lru_cache(maxsize=4096)
def called(facet: str, value: str) -> str:
    """What a country or a topic is called; other values are their own names."""
    if facet in ("countries", "topics"):
        from followthemoney.types import registry as types

        known = types.country if facet == "countries" else types.topic
        return known.caption(value) or value
    return value


def algorithm_of(name: str) -> str:
    """The way of scoring that a client asks for.

    Raises:
        HTTPException: there is none of this name.
    """
    plain = name.strip().lower()
    if plain not in (*PEERS, ALGORITHM, "name-matcher"):
        raise HTTPException(400, f"Invalid algorithm: {name}")
    return ALGORITHM


def changed_after(text: str | None) -> date | None:
    """The day of a time; versions of lists have days.

    Raises:
        BadDate: there is no such day.
    """
    return day(text[:10]) if text else None


def described(held: Held, name: str) -> registry.Source:
    """What is known of a list."""
    return describe(held.library.edition.listing(name))

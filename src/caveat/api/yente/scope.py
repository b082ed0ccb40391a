"""What yente's clients say of where to look, as the terms of a question."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
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
    413: {"model": ErrorResponse, "description": "The request is too large."},
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
) -> Terms | None:
    """The terms of a question; None where no list is left to look at.

    Raises:
        HTTPException: there is no such dataset.
    """
    chosen = lists(held, dataset)
    if include:
        wanted = {name for one in include for name in (lists(held, one, strict=False))}
        chosen = [name for name in chosen if name in wanted]
    if exclude:
        left = {name for one in exclude for name in (lists(held, one, strict=False))}
        chosen = [name for name in chosen if name not in left]
    if not chosen:
        return None
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


def lists(held: Held, dataset: str, *, strict: bool = True) -> list[str]:
    """The lists behind the name of a dataset.

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
        raise HTTPException(404, "No such dataset.")
    return found


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

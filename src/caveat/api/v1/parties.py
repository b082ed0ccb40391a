"""``/v1/parties``, ``/v1/changes``, ``/v1/sources``: what the lists say."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Query

from caveat.api.answers import Json, dumps
from caveat.api.service import Asked, AsOf, KnownAt
from caveat.api.v1 import models
from caveat.api.v1.known import known_only
from caveat.api.v1.terms import known_list
from caveat.ownership.regimes.known import named
from caveat.screening.course import course_json
from caveat.screening.report import changes_json, lists_json, party_json

router = APIRouter(prefix="/v1", tags=["v1: lists"], dependencies=[Depends(known_only)])

Id = Annotated[str, Path(description="An id, as hits give it.", examples=["ofac-17260"])]
_DAY = r"^\d{4}-\d{2}-\d{2}$"


@router.get(
    "/parties/{id}", summary="One party", response_model=models.Party, responses=models.ERRORS
)
async def party(service: Asked, id: Id, as_of: AsOf = None, known_at: KnownAt = None) -> Json:
    """One party: every statement with its origin, designations, and who points to it."""
    held = await service.held()
    strict = service.settings.strict
    return Json(
        await service.lanes.slow(
            lambda: dumps(
                party_json(held.slow.show(id, as_of=as_of, known_at=known_at, strict=strict))
            )
        )
    )


@router.get(
    "/parties/{id}/timeline",
    summary="What happened to a party",
    response_model=models.Course,
    responses=models.ERRORS,
)
async def timeline(service: Asked, id: Id, as_of: AsOf = None, known_at: KnownAt = None) -> Json:
    """What publishers and versions say happened to a party, the oldest first."""
    held = await service.held()
    strict = service.settings.strict
    return Json(
        await service.lanes.slow(
            lambda: dumps(
                course_json(held.slow.show(id, as_of=as_of, known_at=known_at, strict=strict))
            )
        )
    )


@router.get(
    "/changes", summary="What changed", response_model=models.Changes, responses=models.ERRORS
)
async def changes(
    service: Asked,
    before: Annotated[str, Query(alias="from", description="The earlier day.", pattern=_DAY)],
    after: Annotated[
        str | None,
        Query(alias="to", description="The later day; today if not said.", pattern=_DAY),
    ] = None,
    source: Annotated[
        list[str], Query(description="Only this list; may be repeated.", max_length=100)
    ] = [],
    regime: Annotated[
        list[str],
        Query(description="Who became blocked or free by ownership under this test, too.",
              max_length=20),
    ] = [],
) -> Json:  # fmt: skip
    """What was added, removed and amended between two days, field by field."""
    held = await service.held()
    tests = [named(name) for name in regime]

    known_list(held, source)

    def look() -> bytes:
        library = held.slow
        until = after or library.today.isoformat()
        owned = [(test, library.ownership.changes(before, until, regime=test.name))
                 for test in tests]  # fmt: skip
        found = library.changes(before, until, source)
        return dumps(changes_json(held.id, found, owned))

    return Json(await service.lanes.slow(look))


@router.get("/sources", summary="The lists", response_model=models.Sources, responses=models.ERRORS)
async def sources(service: Asked, as_of: AsOf = None, known_at: KnownAt = None) -> Json:
    """Each list: publisher, version, age, size and health, for questions about a day."""
    held = await service.held()

    def look() -> dict[str, Any]:
        moment = held.slow.moment(as_of=as_of, known_at=known_at)
        return lists_json(held.slow.health(moment), moment)

    return Json(await service.lanes.slow(look))
